import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTEXTS } from '../../scripts/measure-catalog/contexts.mjs';
import type { Context } from '../../src/nginx/catalog/index.ts';
import { type NginxBinary, testConfiguration } from '../../src/nginx/process/index.ts';

/** What nginx makes of a directive, as far as the catalogue claims to know. */
export type Verdict = 'unknown' | 'not allowed' | 'arguments' | 'block missing' | 'line' | 'fits';

/** One question. `opensBlock` is how it is written: with a brace or with a semicolon. */
export interface Question {
  readonly name: string;
  readonly context: Context;
  readonly count: number;
  readonly opensBlock: boolean;
}

/** An nginx to ask, and where. */
export interface Asked {
  readonly nginx: NginxBinary;
  /** A folder for the configurations. */
  readonly prefix: string;
  /** Absolute paths of dynamic modules to load. */
  readonly modules: readonly string[];
}

/** The text that leads into each context that nginx's own modules bring. */
export const FRONTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CONTEXTS).filter(([context]) => !context.startsWith('rtmp')),
);

/** Ends a text: nginx gets no further than here, so that nothing is ever started. */
export const END = 'fairlead_end;\n';
/** What nginx says where it accepted everything in front of `END`. */
export const ACCEPTED = 'unknown directive "fairlead_end"';

/** What nginx says first of a text of a configuration that ends with `END`. */
export async function firstError({ nginx, prefix, modules }: Asked, text: string): Promise<string> {
  const file = join(prefix, 'probe.conf');
  const loads = modules.map((module) => `load_module ${module};\n`);
  await mkdir(join(prefix, 'logs'), { recursive: true });
  await writeFile(file, `${loads.join('')}${text}`);
  const { messages } = await testConfiguration(nginx, { prefix, file });
  return messages.find(({ level }) => level === 'emerg')?.text ?? '';
}

/** Asks a real nginx. Blocks stay open and an unknown directive follows. */
export async function askNginx(asked: Asked, question: Question): Promise<Verdict> {
  const { name, context, count, opensBlock } = question;
  // A number, since as an address it needs no name server.
  const words = [name, ...Array<string>(count).fill('1')].join(' ');
  const text = `${FRONTS[context] ?? ''}${words} ${opensBlock ? '{' : ';'}\n${END}`;
  return readVerdict(await firstError(asked, text), name);
}

function readVerdict(text: string, name: string): Verdict {
  if (text.startsWith(`unknown directive "${name}"`)) return 'unknown';
  if (text.startsWith(`"${name}" directive is not allowed here`)) return 'not allowed';
  if (text.startsWith(`invalid number of arguments in "${name}" directive`)) return 'arguments';
  if (text.startsWith(`directive "${name}" has no opening "{"`)) return 'block missing';
  if (text.startsWith(`directive "${name}" is not terminated by ";"`)) return 'line';
  return 'fits';
}
