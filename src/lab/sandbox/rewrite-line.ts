import type { Directive } from '../../nginx/syntax/index.ts';
import { rewriteCount, rewriteZones } from './count-lines.ts';
import {
  rewriteAccessLog,
  rewriteCache,
  rewriteCertificate,
  rewriteDiskTest,
  rewriteOpensslCommand,
  rewriteTrust,
} from './file-lines.ts';
import { rewriteInclude } from './include-lines.ts';
import type { FileCopy, Line } from './line.ts';
import { type ListenContext, rewriteListen, rewriteServerBlock } from './listen-lines.ts';
import type { LostVariables } from './lost-variables.ts';
import { type ModuleContext, rewriteModuleLine } from './module-lines.ts';
import {
  type PassContext,
  rewriteGroupServer,
  rewritePass,
  rewriteRealIp,
  rewriteResolver,
  rewriteStreamPass,
} from './pass-lines.ts';
import type { Rewriting } from './rewriting.ts';
import { type RootContext, rewriteRoot } from './root-lines.ts';
import { rewriteTimes } from './scaled-time.ts';
import { rewriteServerPort } from './server-port.ts';
import { TREATMENTS, type Treatment, unkeptReason } from './treatments.ts';

/** All that decides what becomes of a line. */
export interface LineContext {
  readonly modules: ModuleContext;
  readonly lost: LostVariables;
  readonly roots: RootContext;
  readonly listen: ListenContext;
  readonly pass: PassContext;
  /** Lines that would turn the probes away. */
  readonly guards: ReadonlySet<Directive>;
  /** By how much all times are divided. */
  readonly scale: number;
  readonly placeOf: (copy: FileCopy) => string;
}

const LET_IN =
  'The probes bring nothing of what this line asks for: it is left out, and what lies behind it is proven for those whom it lets in.';

/** Rewrites a line; false where nothing of what stands in its block is in the sandbox. */
export function rewriteLine(line: Line, into: Rewriting, context: LineContext): boolean {
  const { directive } = line;
  if (context.guards.has(directive)) {
    into.giveUp(line, LET_IN);
    return false;
  }
  if (rewriteModuleLine(line, into, context.modules)) {
    context.lost.add(line);
    return false;
  }
  const treatment = TREATMENTS.get(directive.name);
  if (treatment === 'server' && directive.block !== undefined) {
    return rewriteServerBlock(line, into, context.listen);
  }
  if (treatment === undefined) rewriteServerPort(line, into);
  else TREAT[treatment](line, into, context);
  return true;
}

type Treat = (line: Line, into: Rewriting, context: LineContext) => void;

const TREAT: Readonly<Record<Treatment, Treat>> = {
  'access-log': (line, into, { roots }) => rewriteAccessLog(line, into, roots.paths),
  // What is added to them is known when all lines are.
  block: () => {},
  cache: (line, into, { roots }) => {
    rewriteCache(line, into, roots.paths);
    rewriteZones(line, into);
  },
  certificate: (line, into, { roots }) => rewriteCertificate(line, into, roots.paths),
  count: rewriteCount,
  if: (line, into, { roots }) => {
    if (!rewriteDiskTest(line, into, roots.paths)) rewriteServerPort(line, into);
  },
  include: (line, into, { placeOf }) => rewriteInclude(line, into, placeOf),
  listen: (line, into, { listen }) => rewriteListen(line, into, listen),
  'map-size': (line, _, { pass }) => pass.maps.takeOver(line),
  openssl: rewriteOpensslCommand,
  pass: (line, into, { pass }) => rewritePass(line, into, pass),
  'real-ip': rewriteRealIp,
  resolver: (line, into, { pass }) => rewriteResolver(line, into, pass),
  root: (line, into, { roots }) => rewriteRoot(line, into, roots),
  server: (line, into, { pass }) => rewriteGroupServer(line, into, pass),
  'stream-pass': (line, into, { pass }) => rewriteStreamPass(line, into, pass),
  time: (line, into, { scale }) => rewriteTimes(line, into, scale),
  trust: (line, into, { roots }) => rewriteTrust(line, into, roots.paths),
  unkept: (line, into, { lost }) => {
    if (line.directive.args[0]?.value === 'off') return;
    into.giveUp(line, unkeptReason(line.directive.name));
    lost.add(line);
  },
  unneeded: (line, into) => into.leaveOut(line),
  zone: rewriteZones,
};
