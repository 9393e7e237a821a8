import { type Check, live } from './check.ts';

export const httpVersion: Check = {
  id: 'http-version',
  severity: 'error',
  title: 'The handshake reaches the backend over a version of HTTP that has no upgrade',
  why: 'Before 1.29.7 nginx speaks HTTP/1.0 to backends unless told otherwise, and a server must ignore Upgrade in an HTTP/1.0 request (RFC 9110 section 7.8). Some answer 101 all the same; it works until the backend changes. Say proxy_http_version 1.1.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.0;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
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
        }
    }
}`,
  live: live(['arrival'], function* ({ arrival: { arrival } }) {
    const version = arrival.requestLine.split(' ').at(-1);
    if (version !== 'HTTP/1.1') {
      yield {
        message: `The backend got ${version}, and only HTTP/1.1 carries an upgrade. Set proxy_http_version 1.1 where the socket is served.`,
      };
    }
    return `backend got ${version}`;
  }),
};
