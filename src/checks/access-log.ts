import { type Check, live } from './check.ts';

export const accessLog: Check = {
  id: 'access-log',
  severity: 'advice',
  title: 'The access log does not show that an upgrade was asked for',
  why: 'A failed upgrade is a request with $http_upgrade that was not answered 101; no list of status codes replaces that. Log $http_upgrade, $status, $upstream_status and $request_time. A tunnel gets its line when it ends.',
  bad: `events {}
http {
    access_log logs/access.log combined;
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
    log_format upgrades '$remote_addr "$request" $status $upstream_status $request_time "$http_upgrade"';
    access_log logs/access.log upgrades;
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
  live: live(['accessLog'], function* ({ accessLog: { upgrade, line } }) {
    if (line === null) {
      yield {
        message:
          'The handshake left no line in the access log, so failed upgrades cannot be counted.',
      };
      return 'no line';
    }
    const lacking = [
      ...(line.includes(upgrade) ? [] : ['$http_upgrade']),
      ...((line.match(/\b101\b/g)?.length ?? 0) >= 2 ? [] : ['$upstream_status beside $status']),
      ...(/\b\d+\.\d{3}\b/.test(line) ? [] : ['$request_time']),
    ];
    if (lacking.length > 0) {
      yield {
        message: `The access log's line of a handshake lacks ${lacking.join(', ')}: ${line}`,
      };
    }
    return lacking.length === 0
      ? 'upgrade, status, upstream status and time are in the line'
      : line;
  }),
};
