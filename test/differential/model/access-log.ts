import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCESS_LOG } from './print-configuration.ts';

/** One line of the access log. */
export interface LogLine {
  /** Of the place that wrote it. */
  readonly id: number;
  readonly status: number;
  /** Whether nginx asked a backend for the request itself; subrequests have no line. */
  readonly proxied: boolean;
}

/** Reads the log of an nginx that has ended: the lines of each client port, in order. */
export async function readAccessLog(prefix: string): Promise<Map<number, LogLine[]>> {
  const text = await readFile(join(prefix, ACCESS_LOG), 'latin1');
  const byPort = new Map<number, LogLine[]>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [id, port, status, upstream = ''] = line.split('|');
    const read = { id: Number(id), status: Number(status), proxied: upstream.includes(':') };
    const lines = byPort.get(Number(port));
    if (lines) lines.push(read);
    else byPort.set(Number(port), [read]);
  }
  return byPort;
}
