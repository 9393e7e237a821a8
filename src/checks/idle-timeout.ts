import { blockOf } from './block-of.ts';
import { type Check, live } from './check.ts';
import { onPath } from './configuration.ts';
import { timeInWords } from './durations.ts';
import { settingFix } from './fixes/setting.ts';
import { type OtherTimeout, otherTimeouts } from './other-timeouts.ts';
import { enoughFor, shortness } from './silence.ts';
import { judgeSilence } from './silence-live.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

export const idleTimeout: Check = {
  id: 'idle-timeout',
  severity: 'error',
  title: 'A quiet tunnel is closed before the next heartbeat',
  why: 'nginx closes a tunnel that was silent in both directions for proxy_read_timeout, 60 s by default, with a bare FIN: browsers report 1006. Bytes in either direction count. proxy_send_timeout, keepalive_timeout and the client timeouts do not matter. Make proxy_read_timeout longer than the heartbeat, with room for two that are late.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1s;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1h;
        }
    }
}`,
  config: onPath(function* (path) {
    const { handshake, facts } = path;
    const read = handshake.timeouts?.read;
    if (read === undefined || !isUpgradePassed(handshake)) return undefined;
    const short = shortness(read.ms, facts.heartbeatMs);
    if (short === undefined) return undefined;
    const others = handshake.exchange === undefined ? [] : otherTimeouts(handshake.exchange.level);
    const [raised] = read.at === undefined ? others : [];
    const at = read.at ?? raised?.line ?? blockOf(handshake);
    if (at === undefined) return undefined;
    const enough = enoughFor(facts.heartbeatMs);
    yield {
      at,
      severity: raised === undefined || short.severity === 'error' ? short.severity : 'warning',
      message: `${raised === undefined ? '' : `${sayOf(raised)} `}After ${timeInWords(read.ms)} of silence nginx closes the tunnel, by proxy_read_timeout${read.at === undefined ? ', which has its default here' : ''}, and browsers report 1006. ${short.why} ${short.severity === 'advice' && raised === undefined ? 'Otherwise set' : 'Set'} proxy_read_timeout ${enough}.`,
      related: others
        .filter((other) => other !== raised)
        .map((other) => ({ at: other.line, message: sayOf(other) })),
      fix: settingFix(path, `Set proxy_read_timeout ${enough}`, 'proxy_read_timeout', enough),
    };
    return undefined;
  }),
  live: live(['silence'], ({ silence }) => judgeSilence(silence, 'proxy_read_timeout')),
};

function sayOf({ name, line, purpose }: OtherTimeout): string {
  return `${name} ${line.directive.args[0]?.raw} does not keep a tunnel open: it ${purpose}.`;
}
