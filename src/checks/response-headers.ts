import { judgeAnswerHeaders } from './answer-headers.ts';
import { type Check, live } from './check.ts';
import { onPath } from './configuration.ts';

export const responseHeaders: Check = {
  id: 'response-headers',
  severity: 'error',
  title: 'The 101 reaches the client without what makes it valid',
  why: 'A client accepts a 101 only with Upgrade: websocket, Connection: Upgrade and the right Sec-WebSocket-Accept (RFC 6455 section 4.1). proxy_hide_header or a header module that replaces one of them makes nginx tunnel while every browser refuses. Remove that line, or where others need it, set proxy_pass_header in the location of the socket.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_hide_header Upgrade;
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
            proxy_hide_header X-Powered-By;
        }
    }
}`,
  config: onPath(judgeAnswerHeaders),
  live: live(['handshake'], function* ({ handshake: { status, detail, violations } }) {
    if (status !== 101) return { cannotTell: `there was no 101 to judge: ${detail}` };
    for (const violation of violations) {
      yield { message: `Browsers refuse this 101: ${violation}` };
    }
    return violations.length === 0
      ? 'the 101 is whole: Upgrade, Connection, Sec-WebSocket-Accept'
      : 'the 101 is not valid';
  }),
};
