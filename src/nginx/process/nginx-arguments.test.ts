import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nginxEnvironment } from './nginx-arguments.ts';

beforeEach(() => {
  vi.stubEnv('SECRET', 'secret');
  vi.stubEnv('NGINX', '7;');
  vi.stubEnv('TZ', 'UTC');
});
afterEach(() => void vi.unstubAllEnvs());

test('an nginx of ours has our variables, without sockets to take over', () => {
  const { NGINX: _, ...others } = process.env;
  expect(nginxEnvironment(undefined)).toEqual(others);
});

test('an nginx of another user has none that may be secret', () => {
  const environment = nginxEnvironment({ uid: 65_534, gid: 65_534 });
  expect(environment).toMatchObject({ TZ: 'UTC' });
  expect(environment).not.toHaveProperty('SECRET');
  expect(environment).not.toHaveProperty('NGINX');
});
