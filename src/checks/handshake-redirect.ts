import type { HandshakeEvidence } from '../probe/evidence.ts';
import { type Check, live } from './check.ts';
import { atFirstHop, onPossiblePath } from './configuration.ts';
import { judgeRedirect } from './redirected.ts';

export const handshakeRedirect: Check = {
  id: 'handshake-redirect',
  severity: 'error',
  title: 'The handshake is answered with a redirect, which browsers do not follow',
  why: 'A WebSocket client fails on a 3xx (WHATWG WebSockets: the redirect mode is "error"). It comes from a redirect to https that also catches the socket, or by itself: for a location with a trailing slash and a proxy_pass, nginx answers the path without that slash with a 301. Serve the socket where it is asked for.',
  bad: `events {}
http {
    server {
        listen 80;
        location / { return 301 https://$host$request_uri; }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location / { return 301 https://$host$request_uri; }
        location = /ws { proxy_pass http://127.0.0.1:8080; }
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: atFirstHop(onPossiblePath(judgeRedirect)),
  live: live(['handshake', 'slashless'], function* ({ handshake, slashless }) {
    if (handshake.status === null) return { cannotTell: handshake.detail };
    if (redirects(handshake)) {
      yield {
        message: `The handshake is answered ${handshake.status} to ${handshake.location}; browsers do not follow it and report 1006. Serve the socket at the address that clients use.`,
      };
    } else if (redirects(slashless)) {
      yield {
        severity: 'advice',
        message: `A client that leaves out the trailing slash is answered ${slashless.status} to ${slashless.location} and fails. Serve the path without the slash too.`,
      };
    }
    return `${handshake.status}; without the trailing slash ${slashless.status ?? 'no answer'}`;
  }),
};

function redirects({ status }: HandshakeEvidence): boolean {
  return status !== null && status >= 300 && status < 400;
}
