import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { MAIN } from '../cli/running-fairlead.ts';
import type { Workshop } from '../cli/workshop.ts';

/** How a script ended, and what it printed. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Stands for npx: it runs the built command line, and tells on stderr which package was asked for. */
const NPX = `#!/bin/sh
echo "npx $1 $2" >&2
shift 2
exec "${process.execPath}" "${MAIN}" "$@"
`;

/** Runs a command in a workshop where `npx` is the built command line. */
export async function runWithStub(
  workshop: Workshop,
  command: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const bin = join(workshop.folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'npx'), NPX);
  await chmod(join(bin, 'npx'), 0o755);
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: workshop.folder,
    env: { ...workshop.environment, ...variables, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, stdout, stderr };
}
