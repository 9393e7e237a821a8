import { type Check, live } from './check.ts';

export const upstreamKeepalive: Check = {
  id: 'upstream-keepalive',
  severity: 'advice',
  title: 'Every plain request opens a new connection to the backend',
  why: 'The map that the web copies sends "Connection: close" when there is no upgrade, and so ends the upstream connection after every plain request, whatever keepalive says; from 1.29.7 on it breaks what would work by default. The right value for "no upgrade" is the empty string.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    upstream backend { server 127.0.0.1:8080; keepalive 8; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    upstream backend { server 127.0.0.1:8080; keepalive 8; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  live: live(['plain'], function* ({ plain: { arrivals } }) {
    if (arrivals.length < 2) return 'fewer than two plain requests arrived';
    const nodes = new Set(arrivals.map(({ node }) => node)).size;
    const connections = new Set(arrivals.map(({ node, connection }) => `${node} ${connection}`))
      .size;
    const saw = `${arrivals.length} plain requests, ${connections} upstream connection${connections === 1 ? '' : 's'}`;
    // One each is what balancing over the nodes costs; more means that none was reused.
    if (connections > nodes) {
      yield {
        message: `${saw} to ${nodes} node${nodes === 1 ? '' : 's'}: each request pays for a new one. Give the upstream a keepalive pool, and plain requests an empty Connection header.`,
      };
    }
    return saw;
  }),
};
