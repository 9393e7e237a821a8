import { load, objectFiles, type Placed, placeOf } from '../../syntax/index.ts';
import { Level } from '../level.ts';

/** The outermost level of a configuration of one file. */
export function mainLevel(text: string): Level {
  return Level.main(load('/nginx.conf', { files: objectFiles({ '/nginx.conf': text }) }));
}

/** The one block of this name in a level. */
export function blockOf(level: Level, name: string): Level {
  const [block] = level.blocks(name);
  if (block === undefined) throw new Error(`There is no ${name} block.`);
  return block;
}

export function lineOf(placed: Placed | undefined): number | undefined {
  return placed && placeOf(placed).line;
}
