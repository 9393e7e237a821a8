import { type Check, live } from './check.ts';

export const idleTimeout: Check = {
  id: 'idle-timeout',
  severity: 'error',
  title: 'A quiet tunnel is closed before the next heartbeat',
  why: 'nginx closes a tunnel that was silent in both directions for proxy_read_timeout, 60 s by default, with a bare FIN: browsers report 1006. Bytes in either direction count. proxy_send_timeout, keepalive_timeout and the client timeouts do not matter. Make proxy_read_timeout longer than the heartbeat, with room for two that are late.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1s;
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
            proxy_read_timeout 1h;
        }
    }
}`,
  live: live(['silence'], function* ({ silence: { wantedMs, endedMs, how } }) {
    const wanted = `${(wantedMs / 1000).toFixed(1)} s`;
    if (endedMs === null) return `open after ${wanted} of silence`;
    const ended = `${how} after ${(endedMs / 1000).toFixed(2)} s of silence`;
    yield {
      message: `A tunnel is closed by ${ended}, before the heartbeat at ${wanted}: browsers report 1006. Raise proxy_read_timeout where the socket is served.`,
    };
    return `closed by ${ended}`;
  }),
};
