import { headerValues } from '../websocket/header.ts';
import { type Check, live } from './check.ts';
import { onRequest } from './configuration.ts';
import { judgeDuplicates } from './duplicates.ts';

export const duplicateHeader: Check = {
  id: 'duplicate-header',
  severity: 'error',
  title: 'A header reaches the backend twice',
  why: 'Two proxy_set_header lines for one name at one level are both sent. A backend takes the first, the last, both joined, or refuses the request; with Connection and Upgrade the handshake fails in one and works in another. Keep one line a name (an empty one is not sent at all, and does no harm).',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Connection "keep-alive";
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
            proxy_set_header Connection "";
        }
    }
}`,
  config: onRequest(judgeDuplicates),
  live: live(['arrival'], function* ({ arrival: { arrival } }) {
    const names = arrival.headers.map(([name]) => name.toLowerCase());
    const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    for (const name of repeated) {
      const values = headerValues(arrival.headers, name);
      yield {
        message: `The backend gets ${name} ${values.length} times: ${values.map((value) => `"${value}"`).join(' and ')}. Keep one proxy_set_header line for it.`,
      };
    }
    return repeated.length === 0 ? `${names.length} headers, each once` : repeated.join(', ');
  }),
};
