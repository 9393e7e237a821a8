import type { Check } from './check.ts';
import { onRequest } from './configuration.ts';
import { judgeUri } from './upstream-uri.ts';
import { uriRewriteLive } from './uri-rewrite-live.ts';

export const uriRewrite: Check = {
  id: 'uri-rewrite',
  severity: 'error',
  title: 'The path that reaches the backend is not the one meant',
  why: 'Where proxy_pass has a path, nginx puts it in the place of the location’s prefix, letter by letter: location /ws with proxy_pass http://backend/ws/ sends /ws//chat, location /ws/ with proxy_pass http://backend/api sends /apichat. With a variable in it, the path replaces the whole request, query included. End both with a slash, or neither. And a rewrite that wants two slashes in a row matches nothing: nginx has made one of them (merge_slashes).',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws {
            proxy_pass http://127.0.0.1:8080/ws/;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location /ws {
            proxy_pass http://127.0.0.1:8080/ws;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: onRequest(judgeUri),
  live: uriRewriteLive,
};
