import { type Check, live } from './check.ts';
import { hasToken, headerOf } from './headers.ts';

export const connectionLiteral: Check = {
  id: 'connection-literal',
  severity: 'warning',
  title: 'Plain requests through the WebSocket location say "Connection: upgrade"',
  why: 'A literal "upgrade" in proxy_set_header Connection goes out with every request of that location, polling and pages too. Some backends refuse such a request (Kestrel answers a POST with 400). Let a map on $http_upgrade choose: upgrade for handshakes, nothing for the rest.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
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
  live: live(['plain'], function* ({ plain: { arrivals } }) {
    const [arrival] = arrivals;
    if (arrival === undefined) return 'no plain request arrived';
    const connection = headerOf(arrival, 'Connection');
    if (hasToken(arrival, 'Connection', 'upgrade')) {
      yield {
        message: `A plain ${arrival.requestLine.split(' ')[0]} reaches the backend with "Connection: ${connection}". Send that with handshakes only, by a map on $http_upgrade.`,
      };
    }
    return connection === null
      ? 'a plain request arrives without Connection'
      : `Connection: ${connection}`;
  }),
};
