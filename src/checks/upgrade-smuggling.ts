import { type Check, live } from './check.ts';

export const upgradeSmuggling: Check = {
  id: 'upgrade-smuggling',
  severity: 'warning',
  title: 'Any upgrade is let through, not only WebSockets',
  why: 'proxy_set_header Upgrade $http_upgrade passes on whatever the client asks for. A backend that also speaks h2c answers 101, and from then on the client sends it requests that no location, no auth and no limit of nginx ever sees. Let a map pass "websocket" and nothing else.',
  bad: `events {}
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
  good: `events {}
http {
    map $http_upgrade $websocket { default ''; websocket websocket; }
    map $websocket $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $websocket;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  live: live(['smuggling'], function* ({ smuggling: { attempts } }) {
    const through = attempts.filter(({ arrived }) => arrived !== null && arrived !== 'websocket');
    for (const { sent, arrived } of through) {
      yield {
        message: `"Upgrade: ${sent}" reaches the backend as "${arrived}": past a 101, requests go round every rule of nginx. Let a map pass only websocket.`,
      };
    }
    return `${attempts.map(({ sent }) => sent).join('; ')}: ${through.length} of ${attempts.length} let through`;
  }),
};
