import { findHop, type HopKind } from '../hops/index.ts';
import type { Check, Severity } from './check.ts';
import { type ConfigProblem, type DeclaredHop, onKinds } from './configuration.ts';
import { timeInWords } from './durations.ts';
import { type HopByLine, hopByLine } from './hop-by-line.ts';
import { shortness } from './silence.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

const config = `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_read_timeout 1h;
        }
    }
}`;

export const hopTimeout: Check = {
  id: 'hop-timeout',
  severity: 'error',
  title: 'A hop in front of nginx closes a quiet tunnel before the next heartbeat',
  why: 'Every hop on the path has an idle timeout of its own: 30 s at Google, 55 s at Heroku, 60 s at an AWS ALB. nginx cannot make up for it. A heartbeat every 25 s, sent by the server and answered by the client, passes them all. Some hops end every tunnel after a fixed time; no heartbeat helps there, and clients have to come back and resume.',
  bad: config,
  good: config,
  told: {
    bad: { hops: [{ name: 'alb', idleMs: undefined }], heartbeatMs: 90_000 },
    good: { hops: [{ name: 'alb', idleMs: undefined }], heartbeatMs: 25_000 },
  },
  config: onKinds(function* ({ model, facts, paths }) {
    if (facts.hops.length === 0) {
      yield* judgeUndeclared(hopByLine(paths), facts.heartbeatMs);
      return undefined;
    }
    const at = model.http?.placed ?? model.main.last('stream');
    const isStream = model.main.blocks('stream').length > 0;
    if (at === undefined) return undefined;
    if (!isStream && !paths.some(({ handshake }) => isUpgradePassed(handshake))) return undefined;
    const judged = facts.hops.map((hop) => judgeHop(hop, facts.heartbeatMs));
    const faults = judged.flatMap(({ fault }) => fault ?? []);
    const [worst] = faults.toSorted((a, b) => RANK[b.severity] - RANK[a.severity]);
    if (worst !== undefined) {
      // No line of nginx's is at fault, so all hops share one place, and one finding.
      yield {
        at,
        severity: worst.severity,
        where: `hop ${faults.map(({ name }) => name).join(', ')}`,
        message: faults.map(({ message }) => message).join(' '),
      };
    }
    const unknown = judged.filter(({ isKnown }) => !isKnown).map(({ name }) => name);
    if (unknown.length === 0) return undefined;
    return {
      cannotTell: `how long ${unknown.join(' and ')} lets a tunnel be silent is documented nowhere that is known here; say it as --hop ${unknown[0]},60s`,
    };
  }),
};

/** Of a hop that nobody declared the timeout is what people report, which is no ground for an error. */
function* judgeUndeclared(
  found: HopByLine | undefined,
  heartbeatMs: number | undefined,
): Generator<ConfigProblem> {
  const { fault } = found === undefined ? {} : judgeHop(found.hop, heartbeatMs);
  if (found === undefined || fault === undefined) return;
  const { name, severity, message } = fault;
  yield {
    at: found.at,
    severity: heartbeatMs === undefined || severity === 'advice' ? 'advice' : 'warning',
    where: `hop ${name}`,
    message: `${name} stands in front, by this line. ${message} The figure is reported, not documented.`,
  };
}

const RANK: Readonly<Record<Severity, number>> = { advice: 0, warning: 1, error: 2 };

/** Without a heartbeat a hop that was declared with so little is a warning, not just advice. */
const SHORT_MS = 120_000;

interface HopVerdict {
  readonly name: string;
  readonly isKnown: boolean;
  readonly fault:
    | { readonly name: string; readonly severity: Severity; readonly message: string }
    | undefined;
}

function judgeHop({ name, idleMs }: DeclaredHop, heartbeatMs: number | undefined): HopVerdict {
  const kind = findHop(name);
  const documented = kind?.idleMs;
  const idle = idleMs ?? documented?.value;
  const isKnown = idle !== undefined;
  const short = idle === undefined ? undefined : shortness(idle, heartbeatMs);
  const said =
    idleMs === undefined && documented !== undefined
      ? ` (by default; ${documented.source}, ${documented.asOf})`
      : '';
  const sentences = [
    ...(idle !== undefined && short !== undefined
      ? [
          `${name} closes a tunnel that is silent for ${timeInWords(idle)}${said}, whatever nginx's timeouts are. ${short.why} ${cure(kind, heartbeatMs)}`,
        ]
      : []),
    ...(kind?.lifetimeMs === undefined
      ? []
      : [
          `${name} ends every tunnel after ${timeInWords(kind.lifetimeMs.value)}, busy or not (${kind.lifetimeMs.source}, ${kind.lifetimeMs.asOf}): clients have to come back and resume.`,
        ]),
  ];
  if (sentences.length === 0) return { name, isKnown, fault: undefined };
  const isShort = short?.severity === 'advice' && (idle ?? 0) <= SHORT_MS;
  const severity = isShort ? 'warning' : (short?.severity ?? 'advice');
  return { name, isKnown, fault: { name, severity, message: sentences.join(' ') } };
}

function cure(kind: HopKind | undefined, heartbeatMs: number | undefined): string {
  const setting =
    kind?.setting === undefined ? '' : `, or raise its idle timeout (${kind.setting})`;
  return heartbeatMs === undefined
    ? `Have the server send a heartbeat every 25 s${setting}.`
    : `Send the heartbeat every 25 s${setting}.`;
}
