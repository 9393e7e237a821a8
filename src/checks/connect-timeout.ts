import type { Upstream } from '../nginx/model/index.ts';
import type { DyingBackendEvidence } from '../probe/lab-evidence.ts';
import { blockOf } from './block-of.ts';
import { type Check, liveWith } from './check.ts';
import { onRequest } from './configuration.ts';
import { scaleInWords, timeInWords } from './durations.ts';
import { settingFix } from './fixes/setting.ts';
import { otherTimeouts } from './other-timeouts.ts';
import { isUnreadable } from './unreadable-time.ts';

/** Longer than this a person has given up, and every waiting request holds two connections. */
const LIMIT_MS = 10_000;

export const connectTimeout: Check = {
  id: 'connect-timeout',
  severity: 'advice',
  title: 'A dead backend is noticed only after a minute',
  why: 'A host that is gone answers no SYN, and nginx waits for proxy_connect_timeout, 60 s by default, before it tries the next node or answers 504. On a working network a connection takes milliseconds: 5 s is plenty.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_connect_timeout 60s;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_connect_timeout 5s;
        }
    }
}`,
  config: onRequest(function* (path) {
    const { handshake } = path;
    const { exchange, timeouts, passing } = handshake;
    if (exchange === undefined || timeouts === undefined) return undefined;
    const { connect, read } = timeouts;
    if (connect.ms <= LIMIT_MS || isUnreadable(connect)) return undefined;
    if (connect.at === undefined && !mayVanish(passing?.target?.upstream)) {
      return undefined;
    }
    // One cause is one finding: idle-timeout speaks of a line that is meant for the tunnel.
    const others = otherTimeouts(exchange.level, passing?.target?.upstream);
    const isMeantForTunnels = others.some(({ line }) => line === connect.at);
    const at = connect.at ?? blockOf(handshake);
    if (at === undefined || (isMeantForTunnels && read.at === undefined)) return undefined;
    yield {
      at,
      message: `A backend whose machine is gone, or takes no more connections, is given up after ${timeInWords(Math.min(connect.ms, SYSTEM_MS))} only (proxy_connect_timeout${connect.at === undefined ? ', by default' : ''}${connect.ms > SYSTEM_MS ? ', which is longer than Linux itself tries' : ''}): so long clients wait for an answer, or for the next node. Set proxy_connect_timeout 5s.`,
      // It holds for plain requests, too, and somebody may have had a reason.
      fix: settingFix(path, 'Set proxy_connect_timeout 5s', 'proxy_connect_timeout', '5s', {
        safe: false,
      }),
    };
    return undefined;
  }),
  live: liveWith(['deadBackend'], ['dyingBackend'], function* ({ deadBackend, dyingBackend }) {
    const { status, afterMs, scale } = deadBackend;
    const seconds = (afterMs / 1000).toFixed(1);
    if (status === null || afterMs > LIMIT_MS) {
      yield {
        message: `With a backend that takes no connection, the client had no answer after ${seconds} s. Set proxy_connect_timeout 5s.`,
      };
    }
    if (dyingBackend?.status === null) {
      yield {
        message: `With a backend that dies in the handshake, the client had no answer after ${(dyingBackend.afterMs / 1000).toFixed(1)} s. Bound the attempts with proxy_next_upstream_timeout.`,
      };
    }
    const dead = `a backend that takes no connection: ${status ?? 'no answer'} after ${seconds} s${scaleInWords(scale)}`;
    return dyingBackend === undefined ? dead : `${dead}; ${inWords(dyingBackend)}`;
  }),
};

function inWords({ detail, nodes, tried, silent }: DyingBackendEvidence): string {
  const both = nodes > 1 ? `, ${tried} of ${nodes} nodes tried` : '';
  const never = `${silent.detail} after ${(silent.afterMs / 1000).toFixed(1)} s`;
  return `one that dies in the handshake: ${detail}${both}; one that never answers: ${never}`;
}

/** Linux sends seven SYNs, each after twice the time, and gives up (tcp_syn_retries, by default). */
const SYSTEM_MS = 127_000;

/** Whether the other end may be a machine that says nothing: not where the system answers for itself. */
function mayVanish(upstream: Upstream | undefined): boolean {
  return (upstream?.servers ?? []).some(({ endpoint }) => {
    if ('error' in endpoint || endpoint.kind === 'unix') return false;
    return !/^(?:127\.|0\.0\.0\.0$|\[?::1\]?$|localhost$)/i.test(endpoint.host);
  });
}
