import { type Check, liveWith } from './check.ts';
import { onRequest } from './configuration.ts';
import { judgeStickiness } from './stickiness.ts';

export const sticky: Check = {
  id: 'sticky',
  severity: 'warning',
  title: "A client's next request lands on a node that does not know it",
  why: 'Round robin sends each request to another node. A session that lives on one node (Socket.IO and SignalR while they poll, any reconnect with state) is then unknown: 400 "Session ID unknown". Lead a client back by a cookie: sticky since 1.29.6, hash on a cookie or ip_hash before.',
  bad: `events {}
http {
    upstream backend { server 127.0.0.1:8080; server 127.0.0.1:8081; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    upstream backend { ip_hash; server 127.0.0.1:8080; server 127.0.0.1:8081; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  config: onRequest(judgeStickiness),
  live: liveWith(['affinity'], ['sessions'], function* ({ affinity, sessions: polling }) {
    const { nodes, sessions, isNeeded } = affinity;
    const torn = sessions.filter((reached) => new Set(reached).size > 1);
    const used = new Set(sessions.flat()).size;
    const broken = polling?.sessions.filter((session) => session.broken !== null) ?? [];
    if (broken.length > 0) {
      yield {
        message: `${broken.length} of ${polling?.sessions.length} polling sessions broke: one went ${broken[0]?.reached.join(' → ')} and got ${broken[0]?.broken?.detail}. Lead a client back to its node: sticky cookie, or ip_hash before 1.29.6.`,
      };
    } else if (torn.length > 0) {
      yield {
        ...(isNeeded ? {} : { severity: 'advice' }),
        message: `${torn.length} of ${sessions.length} sessions were torn between nodes (one went ${torn[0]?.join(' → ')}). Lead a client back to its node: sticky cookie, or hash on a cookie before 1.29.6.`,
      };
    }
    return `${sessions.length - torn.length} of ${sessions.length} sessions kept their node; ${used} of ${nodes} nodes used`;
  }),
};
