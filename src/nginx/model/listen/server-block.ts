import type { Level } from '../level.ts';
import { type ListenLine, ListenReader } from './listen-line.ts';
import { readServerNames, type ServerName } from './server-name.ts';

/** A `server` of http or stream: where it listens and what it is called. */
export interface ServerBlock {
  readonly level: Level;
  /** Its place among the servers, from 0, in file order across includes. */
  readonly index: number;
  readonly listens: readonly ListenLine[];
  readonly names: readonly ServerName[];
}

/** The servers of an `http` or `stream` level. Only `listen` and `server_name` are looked at. */
export function readServers(level: Level): readonly ServerBlock[] {
  const reader = new ListenReader();
  return level.blocks('server').map((server, index) => ({
    level: server,
    index,
    listens: reader.read(server),
    names: readServerNames(server),
  }));
}
