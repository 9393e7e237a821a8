import { judgeConnections } from './capacity/connections.ts';
import { judgeFiles } from './capacity/files.ts';
import { judgeReach } from './capacity/reach.ts';
import { type Check, live } from './check.ts';
import { onWhole, type SocketPath } from './configuration.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

export const capacity: Check = {
  id: 'capacity',
  severity: 'advice',
  title: 'There is room for few tunnels',
  why: 'A tunnel takes two of a worker’s connections, and two files, for as long as it is open: with worker_connections 512, which is the default, a worker holds 256. To one address of a backend about 28,000 tunnels can be open, since each needs a port of its own here. Say how many there are to be with --tunnels.',
  bad: `events { worker_connections 512; }
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
  good: `worker_rlimit_nofile 16384;
events { worker_connections 8192; }
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
  told: { bad: { tunnels: 1000 }, good: { tunnels: 1000 } },
  config: onWhole(function* ({ model, facts, paths }) {
    const isTunnelled = ({ handshake }: SocketPath): boolean => isUpgradePassed(handshake);
    if (!paths.some(isTunnelled)) return undefined;
    yield* judgeConnections(model, facts.tunnels);
    yield* judgeFiles(model, facts.tunnels);
    if (facts.tunnels !== undefined) {
      yield* judgeReach(paths.filter(isTunnelled), facts.tunnels);
    }
    return undefined;
  }),
  // A limit is met by fewer tunnels, and must not be used up by more of them.
  live: live(['together', 'crowd'], function* ({ together, crowd }) {
    const { declared, asked, opened, alive, failure } = crowd;
    if (opened === 0) return { cannotTell: `no tunnel could be opened: ${failure?.detail}` };
    const isLimited = together.refusals.length > 0 || failure?.status === 429;
    if (isLimited) return { cannotTell: `a limit comes first: ${failure?.detail}; see limits` };
    const bound = declared !== null && asked < declared ? `, of ${declared} that are to be` : '';
    if (alive < asked) {
      yield {
        ...(declared === null ? {} : { severity: 'error' }),
        message: `${alive} of ${asked} tunnels were open at once${failure === null ? '' : `; the next got: ${failure.detail}`}. Each takes two of a worker's connections. Raise worker_connections, and worker_rlimit_nofile with it.`,
      };
    }
    return `${alive} of ${asked} tunnels open at once${bound}`;
  }),
};
