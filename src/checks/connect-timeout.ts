import { type Check, live } from './check.ts';

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
  live: live(['deadBackend'], function* ({ deadBackend: { status, afterMs, scale } }) {
    const seconds = (afterMs / 1000).toFixed(1);
    if (status === null || afterMs > LIMIT_MS) {
      yield {
        message: `With a backend that takes no connection, the client had no answer after ${seconds} s. Set proxy_connect_timeout 5s.`,
      };
    }
    const times = scale === 1 ? '' : ` (timed at 1/${scale})`;
    return `a backend that takes no connection: ${status ?? 'no answer'} after ${seconds} s${times}`;
  }),
};
