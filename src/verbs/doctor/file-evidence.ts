import type { SocketPath } from '../../checks/configuration.ts';
import type { FileEvidence, Guard, LineInWords } from '../../engine/diagnosis.ts';
import {
  letIn,
  type Model,
  nextHops,
  type Trace,
  trace,
  withoutOrigin,
  withoutPass,
} from '../../nginx/model/index.ts';
import { type Placed, placeOf } from '../../nginx/syntax/index.ts';
import type { Checked } from '../check.ts';

/** What the checks said of one URL. What a comment or the baseline silences is no longer said to be right. */
export function fileEvidence({
  findings,
  checks,
  unknown,
  broken,
  suppressed,
  known,
  paths,
}: Checked): FileEvidence {
  const silenced = [...suppressed.map(({ finding }) => finding), ...known];
  const unsure = [...unknown, ...broken, ...silenced].map((one) => one.check);
  const [path] = paths;
  return {
    findings,
    judged: checks.map(({ id }) => id),
    unsure: [...new Set(unsure)],
    ...(path && wayOf(path)),
  };
}

/** What the file does with the request of a URL, as far as a diagnosis needs it. */
function wayOf(path: SocketPath): Omit<FileEvidence, 'findings' | 'judged' | 'unsure'> {
  const { handshake } = path;
  const hops = [handshake, ...nextHops(handshake, letIn)];
  const asks = hops.flatMap(({ exchange }) => exchange?.subrequests ?? []).find(isAuthRequest);
  const guard = guardAmong(hops, path.model);
  const passing = handshake.passing?.line;
  return {
    arrivesAt: handshake.request.port,
    ...(guard && { guard }),
    ...(asks && { asks: inWords(asks.at) }),
    ...(passing && { passing: inWords(passing) }),
  };
}

/** What the file answers to a probe, which brings nothing and comes from no page, where others are let in. */
function guardAmong(letInto: readonly Trace[], model: Model): Guard | undefined {
  const [first] = letInto;
  if (first === undefined) return undefined;
  const probe = trace(model, withoutPass(withoutOrigin(first.request)));
  for (const [hop, { outcome }] of [probe, ...nextHops(probe)].entries()) {
    const isForAll = letInto[hop]?.outcome.kind === 'response';
    if (isForAll || outcome.kind !== 'response' || outcome.at === undefined) continue;
    return { status: outcome.status, ...inWords(conditionOf(outcome.at)) };
  }
  return undefined;
}

/** The `if` around what answers, where there is one. */
function conditionOf(line: Placed): Placed {
  const { owner } = line.directive.parent;
  return owner?.name === 'if' ? { ...line, directive: owner } : line;
}

function isAuthRequest({ at }: { readonly at: Placed }): boolean {
  return at.directive.name === 'auth_request';
}

function inWords(placed: Placed): LineInWords {
  const { name, args } = placed.directive;
  const { file, line } = placeOf(placed);
  return { line: [name, ...args.map(({ raw }) => raw)].join(' '), place: `${file}:${line}` };
}
