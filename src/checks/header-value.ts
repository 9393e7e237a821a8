import { refusedOnlyBy } from './accepted-by.ts';
import { type Check, liveWith } from './check.ts';
import { onPath } from './configuration.ts';
import { judgeHeaderValues } from './header-values.ts';
import { hasToken, headerOf } from './headers.ts';

export const headerValue: Check = {
  id: 'header-value',
  severity: 'error',
  title:
    'Upgrade, Connection or another part of a handshake reaches the backend with the wrong value',
  why: 'A backend takes a request for a handshake only if Upgrade says "websocket" and Connection says "upgrade" (RFC 6455 section 4.2.1). A map variable in the wrong line, or a copied literal, sends something else. Upgrade gets $http_upgrade, Connection gets upgrade. The rest of a handshake has to arrive as it was sent: GET, Sec-WebSocket-Key, -Version and -Protocol.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $connection_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: onPath(judgeHeaderValues),
  live: liveWith(['arrival'], ['acceptance'], function* ({ arrival: { arrival }, acceptance }) {
    const upgrade = headerOf(arrival, 'Upgrade');
    const connection = headerOf(arrival, 'Connection');
    if (upgrade !== null && !hasToken(arrival, 'Upgrade', 'websocket')) {
      yield {
        message: `Upgrade arrives as "${upgrade}", so the backend does not take it for a WebSocket handshake. Set proxy_set_header Upgrade $http_upgrade.`,
      };
    }
    // Without the upgrade, and with the "close" of nginx's own, upgrade-headers tells of it.
    const isSet = upgrade !== null && connection !== null && connection.toLowerCase() !== 'close';
    if (isSet && !hasToken(arrival, 'Connection', 'upgrade')) {
      yield {
        message: `Connection arrives as "${connection}" with a handshake, so the backend ignores Upgrade. Set it to upgrade for handshakes.`,
      };
    }
    const picky = refusedOnlyBy(acceptance, 'case-sensitive');
    return `Upgrade: ${upgrade ?? '—'}, Connection: ${connection ?? '—'}${picky === undefined ? '' : `; a backend that wants "Upgrade" in these very letters refuses it`}`;
  }),
};
