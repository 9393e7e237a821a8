import { blockOf } from './block-of.ts';
import type { Check } from './check.ts';
import { onPossiblePath } from './configuration.ts';
import { upgradeFix } from './fixes/upgrade-fix.ts';
import { placeInWords } from './place-in-words.ts';
import { upgradeHeadersLive } from './upgrade-headers-live.ts';
import { upgradeOwner } from './upgrade-owner.ts';
import { upgradeHeadersOf } from './upgrade-state.ts';

export const upgradeHeaders: Check = {
  id: 'upgrade-headers',
  severity: 'error',
  title: 'The backend never hears that the client asked for a WebSocket',
  why: 'Upgrade and Connection are hop-by-hop headers (RFC 9110 section 7.6.1): nginx passes them on only where it is told to. Without them the backend sees a plain GET and answers 400, 404 or 426. Set both, and HTTP/1.1, in the location that serves the socket.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header Host $http_host;
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
  config: onPossiblePath(function* (path) {
    const { handshake, intent } = path;
    const headers = upgradeHeadersOf(handshake);
    const at = blockOf(handshake);
    if (headers === undefined || at === undefined) return undefined;
    const both = [headers.upgrade, headers.connection];
    if (both.some(({ state }) => state === 'unknown')) {
      return { cannotTell: 'what a header that is set here holds, only a running nginx knows' };
    }
    if (upgradeOwner(path) !== 'upgrade-headers') return undefined;
    const missing = both.filter(({ state }) => state !== 'right').map(({ name }) => name);
    const names = missing.join(' and ');
    const where = placeInWords(path);
    yield intent === 'possible'
      ? {
          at,
          severity: 'advice',
          message: `Should WebSockets come through ${where}, the backend would see plain GETs: nothing sets ${names} here. Set both, and HTTP/1.1.`,
          // Nobody said that it should.
          fix: upgradeFix(path, `Pass the upgrade on in ${where}`, { safe: false }),
        }
      : {
          at,
          message: `The backend sees a plain GET instead of a handshake and answers 400, 404 or 426: nginx does not pass ${names} on by itself, and nothing sets ${missing.length === 1 ? 'it' : 'them'} in ${where}. Set Upgrade $http_upgrade and Connection, over HTTP/1.1.`,
          fix: upgradeFix(path, `Pass the upgrade on in ${where}`),
        };
    return undefined;
  }),
  live: upgradeHeadersLive,
};
