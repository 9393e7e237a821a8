import type { SocketPath } from '../../checks/configuration.ts';
import type { FileEvidence, LineInWords } from '../../engine/diagnosis.ts';
import { letIn, nextHops, trace, withoutOrigin, withoutPass } from '../../nginx/model/index.ts';
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
    ...(path && { arrivesAt: path.handshake.request.port }),
    ...guardOf(path),
    ...passingOf(path),
  };
}

function passingOf(path: SocketPath | undefined): Pick<FileEvidence, 'passing'> {
  const line = path?.handshake.passing?.line;
  return line === undefined ? {} : { passing: inWords(line) };
}

/** What the file answers to a probe, which brings nothing and comes from no page, where others are let in. */
function guardOf(path: SocketPath | undefined): Pick<FileEvidence, 'guard'> {
  if (path === undefined) return {};
  const { model, handshake } = path;
  const probe = trace(model, withoutPass(withoutOrigin(handshake.request)));
  const probed = [probe, ...nextHops(probe)];
  const letInto = [handshake, ...nextHops(handshake, letIn)];
  const asks = letInto.flatMap(({ exchange }) => exchange?.subrequests ?? []).find(isAuthRequest);
  if (asks !== undefined) return { guard: { statuses: [401, 403], ...inWords(asks.at) } };
  for (const [hop, { outcome }] of probed.entries()) {
    const isForAll = letInto[hop]?.outcome.kind === 'response';
    if (isForAll || outcome.kind !== 'response' || outcome.at === undefined) continue;
    return { guard: { statuses: [outcome.status], ...inWords(conditionOf(outcome.at)) } };
  }
  return {};
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
