import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type Ended, MAIN } from '../cli/running-fairlead.ts';
import type { Workshop } from '../cli/workshop.ts';

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
): Promise<Ended> {
  const bin = join(workshop.folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'npx'), NPX);
  await chmod(join(bin, 'npx'), 0o755);
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const environment = { ...workshop.environment, ...variables, PATH: path };
  return workshop.run([], { command, environment });
}
