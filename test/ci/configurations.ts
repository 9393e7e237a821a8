/** Nothing passes the upgrade on: line 4 is where it belongs. */
export const BROKEN: string = `events {}
http {
  server {
    location /ws/ { proxy_pass http://127.0.0.1:8080; }
  }
}
`;

/** What the check of the upgrade finds nothing in. */
export const RIGHT: string = BROKEN.replace(
  'proxy_pass',
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_pass',
);
