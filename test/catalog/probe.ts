import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const HTTP = 'http {\n';
const SERVER = `${HTTP}server {\n`;
const LOCATION = `${SERVER}location /p {\n`;

/** The contexts of an nginx without dynamic modules. */
export const FRONTS: Partial<Record<Context, string>> = {
  main: '',
  events: 'events {\n',
  http: HTTP,
  server: SERVER,
  location: LOCATION,
  'server-if': `${SERVER}if ($host) {\n`,
  'location-if': `${LOCATION}if ($host) {\n`,
  'limit-except': `${LOCATION}limit_except GET {\n`,
  upstream: `${HTTP}upstream p {\n`,
};

/** Asks a real nginx. Blocks stay open and an unknown directive follows: nothing is ever started. */
export async function askNginx(
  nginx: NginxBinary,
  prefix: string,
  question: Question,
): Promise<Verdict> {
  const { name, context, count, opensBlock } = question;
  // A number, since as an address it needs no name server.
  const words = [name, ...Array<string>(count).fill('1')].join(' ');
  const end = opensBlock ? '{\nfairlead_inside;\n' : ';\nfairlead_after;\n';
  const file = join(prefix, 'probe.conf');
  await mkdir(join(prefix, 'logs'), { recursive: true });
  await writeFile(file, `${FRONTS[context] ?? ''}${words} ${end}`);
  const { messages } = await testConfiguration(nginx, { prefix, file });
  return readVerdict(messages.find(({ level }) => level === 'emerg')?.text ?? '', name);
}

function readVerdict(text: string, name: string): Verdict {
  if (text.startsWith(`unknown directive "${name}"`)) return 'unknown';
  if (text.startsWith(`"${name}" directive is not allowed here`)) return 'not allowed';
  if (text.startsWith(`invalid number of arguments in "${name}" directive`)) return 'arguments';
  if (text.startsWith(`directive "${name}" has no opening "{"`)) return 'block missing';
  if (text.startsWith(`directive "${name}" is not terminated by ";"`)) return 'line';
  return 'fits';
}
