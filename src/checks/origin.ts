import { type Check, live } from './check.ts';

export const origin: Check = {
  id: 'origin',
  severity: 'warning',
  title: 'A page of any origin may open a WebSocket as your user',
  why: 'The same-origin policy does not hold for WebSockets: any page may open one, and the browser sends your cookies with it (RFC 6455 section 10.2). Refuse handshakes whose Origin is not yours, here or in the backend.',
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
    map $http_origin $foreign { default 1; '' 0; https://app.example.com 0; }
    server {
        listen 80;
        location /ws/ {
            if ($foreign) { return 403; }
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  live: live(['handshake', 'foreignOrigin'], function* ({ handshake, foreignOrigin }) {
    const { origin: foreign, status } = foreignOrigin;
    if (status === 101) {
      yield {
        message: `A handshake with Origin: ${foreign} is answered 101, so any page can open a socket with your user's cookies. Name the origins that may.`,
      };
    } else if (handshake.status !== 101) {
      return {
        cannotTell: `a handshake without Origin is not answered 101 either: ${handshake.detail}`,
      };
    }
    return `Origin: ${foreign} is answered ${status ?? 'not at all'}`;
  }),
};
