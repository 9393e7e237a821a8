import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Level } from '../level.ts';
import { type Next, undecided } from '../outcome.ts';
import { decide } from './condition.ts';
import type { RewriteEngine } from './engine.ts';
import { enterBlock } from './enter-block.ts';
import { runReturn } from './return.ts';
import { runRewrite } from './rewrite.ts';
import { runSet } from './set.ts';

/**
 * Runs what the rewrite module does at a level, in the order of the lines: `set`, `if`, `rewrite`,
 * `return` and `break` (`ngx_http_rewrite_handler`). Undefined where the next phase follows.
 */
export function runRewrites(exchange: Exchange, level: Level): Next | undefined {
  const done = runLines({ exchange, quote: true }, level);
  return done === 'stop' ? undefined : done;
}

/** `stop`: nothing more is run at this level. */
type Ran = Next | 'stop' | undefined;

function runLines(engine: RewriteEngine, level: Level): Ran {
  for (const line of rewriteLines(level)) {
    const ran = RUNNERS[line.directive.name]?.(engine, line, level);
    if (ran !== undefined) return ran;
  }
  return undefined;
}

/** Thousands of locations may stand in a server that every request goes through. */
function rewriteLines(level: Level): readonly Placed[] {
  const { lines } = level;
  if (lines.length < MANY) return lines;
  const known = linesOfBig.get(level);
  if (known !== undefined) return known;
  const found = lines.filter(({ directive }) => Object.hasOwn(RUNNERS, directive.name));
  linesOfBig.set(level, found);
  return found;
}

/** To go through fewer is quicker than to remember which of them matter. */
const MANY = 64;
const linesOfBig = new WeakMap<Level, readonly Placed[]>();

const RUNNERS: Readonly<
  Record<string, ((engine: RewriteEngine, line: Placed, level: Level) => Ran) | undefined>
> = {
  set: runSet,
  rewrite: runRewrite,
  return: ({ exchange }, line) => runReturn(exchange, line),
  break: ({ exchange }) => {
    if (exchange.uriChanged) exchange.validLocation = false;
    exchange.uriChanged = false;
    return 'stop';
  },
  if: runIf,
};

function runIf(engine: RewriteEngine, line: Placed, level: Level): Ran {
  if (line.directive.block === undefined) return undefined;
  const { exchange } = engine;
  if (exchange.isLetInBy(line)) return undefined;
  const holds = decide(engine, line);
  if (typeof holds !== 'boolean') {
    exchange.tell({ kind: 'rewrite', text: `if ${conditionText(line)} may hold`, at: line });
    return undecided(holds);
  }
  if (!holds) return undefined;
  const inside = level.inside(line);
  exchange.tell({ kind: 'rewrite', text: `if ${conditionText(line)} holds`, at: line });
  // At the level of a server, an `if` only rewrites; in a location it is a configuration of its own.
  if (inside.context === 'location-if') enterBlock(exchange, inside);
  return runLines(engine, inside);
}

function conditionText({ directive }: Placed): string {
  return directive.args.map(({ raw }) => raw).join(' ');
}
