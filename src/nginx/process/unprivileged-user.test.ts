import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

const isRoot = process.getuid?.() === 0;

test.skipIf(isRoot)('who is not root has nothing to drop (not as root)', async () => {
  expect(await unprivilegedUser()).toBeUndefined();
});

test.skipIf(!isRoot)('root drops to a user and group other than its own (root only)', async () => {
  const user = await unprivilegedUser();
  if (!user) throw new Error('there is none');
  expect(user.uid).toBeGreaterThan(0);
  const { stdout } = await runCommand(['id', '-u'], { runAs: user });
  expect(Number(stdout)).toBe(user.uid);
  // Its own group is the only one that it has.
  expect((await runCommand(['id', '-G'], { runAs: user })).stdout.trim()).toBe(String(user.gid));
});
