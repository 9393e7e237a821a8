import type { Check } from './check.ts';
import { atFirstHop, onRequest } from './configuration.ts';
import { routeLive } from './route-live.ts';
import { judgeRoute } from './routed.ts';

export const route: Check = {
  id: 'route',
  severity: 'error',
  title: 'The handshake is served by another location than the one meant for it',
  why: 'nginx takes the longest prefix, unless a regular expression matches: that goes before every prefix without ^~, however long. try_files comes before proxy_pass, a file or a 404 is no 101, and a server that the name or the port does not lead to is never asked. fairlead explain CONF URL shows what is taken, and what lost.',
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
        location ~ ^/ws/.+ {
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location ^~ /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
        location ~ ^/ws/.+ {
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
  config: atFirstHop(onRequest(judgeRoute)),
  live: routeLive,
};
