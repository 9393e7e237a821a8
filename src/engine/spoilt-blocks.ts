import type { ConfigProblem, SocketPath } from '../checks/configuration.ts';
import type { Level } from '../nginx/model/index.ts';
import type { Directive, LoadedFile, Placed } from '../nginx/syntax/index.ts';

/**
 * Blocks and files in which nginx refuses a line in a way that makes its neighbours mean something else:
 * a `;` that is missing swallows the next line. What other checks would say of requests that go through
 * them would be said of that one mistake.
 */
export class SpoiltBlocks {
  private readonly owners = new Set<Directive>();
  private readonly files = new Set<LoadedFile>();
  private readonly variables = new Set<string>();

  add({ at, spoils }: ConfigProblem): void {
    if (spoils === 'file') this.files.add(at.file);
    if (spoils !== 'block') return;
    const owner = ownerOf(at);
    const variable = variableOf(at.directive) ?? (owner && variableOf(owner));
    if (variable !== undefined) this.variables.add(variable);
    else if (owner !== undefined) this.owners.add(owner);
  }

  get isEmpty(): boolean {
    return this.owners.size + this.files.size + this.variables.size === 0;
  }

  /** Whether a handshake goes through any of them. */
  has({ handshake: { exchange, passing } }: SocketPath): boolean {
    if (this.isEmpty || exchange === undefined) return false;
    for (const name of exchange.derived.keys()) if (this.variables.has(name)) return true;
    const upstream = passing?.target?.upstream?.placed;
    const blocks = [upstream, ...blocksAround(exchange.level)];
    return blocks.some(
      (block) =>
        block !== undefined && (this.owners.has(block.directive) || this.files.has(block.file)),
    );
  }
}

/** The blocks that lines of a request stand in, up to the server: all of `http` is never spoilt. */
function blocksAround(level: Level): Placed[] {
  const blocks: Placed[] = [];
  let at: Level | undefined = level;
  for (; at?.placed !== undefined && at.context !== 'http'; at = at.parent) blocks.push(at.placed);
  return blocks;
}

/** The block that a line stands in, itself or by the `include` that brings it. */
function ownerOf(line: Placed): Directive | undefined {
  let at: Placed | undefined = line;
  while (at !== undefined && at.directive.parent.owner === undefined) at = at.from;
  return at?.directive.parent.owner;
}

/** What a `map` and the like define. */
function variableOf({ name, args }: Directive): string | undefined {
  if (name !== 'map' && name !== 'geo' && name !== 'split_clients') return undefined;
  return args.at(-1)?.value.replace(/^\$/, '').toLowerCase();
}
