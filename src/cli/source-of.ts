import type { ReadOptions } from '../verbs/read-configuration.ts';

/** Which configuration the word CONF stands for: `-` for stdin; left out, that of this machine's nginx. */
export async function sourceOf(conf: string | undefined): Promise<ReadOptions> {
  if (conf === '-') return { text: await readStdin() };
  return conf === undefined ? {} : { path: conf };
}

async function readStdin(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
