import type { WireProtocol } from '../probe/backend-kind.ts';
import { type Check, live } from './check.ts';
import { atFirstHop, onPath } from './configuration.ts';
import { consequenceOf, protocolOf } from './pass-words.ts';
import { passedByModule } from './passed-by-module.ts';
import { isNamedForSockets } from './socket-names.ts';

export const passModule: Check = {
  id: 'pass-module',
  severity: 'error',
  title: 'The socket is passed on in a protocol that is not HTTP',
  why: 'A WebSocket handshake is an HTTP request, and a WebSocket backend speaks HTTP: proxy_pass reaches it. uwsgi_pass, fastcgi_pass, scgi_pass and grpc_pass speak other protocols, of which FastCGI and gRPC know no upgrade at all. Have the backend listen for HTTP as well and proxy the socket there.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            fastcgi_pass 127.0.0.1:9000;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        location / {
            fastcgi_pass 127.0.0.1:9000;
        }
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }
    }
}`,
  config: atFirstHop(
    onPath(function* (path) {
      const { handshake, intent } = path;
      const { passing, location } = handshake;
      const name = passing?.line.directive.name;
      if (passing === undefined || name === undefined || name === 'proxy_pass') return undefined;
      const isMeant = intent !== 'named' || isNamedForSockets(location?.pattern ?? '');
      // Where another location passes the upgrade on, `route` tells of the way to it.
      if (!isMeant || passedByModule(path) !== undefined) return undefined;
      // nginx hands a 101 on that comes by these, and uWSGI can give one.
      const mayUpgrade = name === 'uwsgi_pass' || name === 'scgi_pass';
      yield {
        at: passing.line,
        severity: mayUpgrade && intent !== 'asked' ? 'warning' : 'error',
        message: `The handshake does not reach the backend as HTTP: ${name} speaks ${protocolOf(name)}, ${consequenceOf(name)}. Have the backend listen for HTTP and pass the socket on with proxy_pass.`,
      };
      return undefined;
    }),
  ),
  live: live(['wire'], function* ({ wire: { connections, detail } }) {
    if (connections.length === 0)
      return { cannotTell: `nothing arrived at the backend: ${detail}` };
    const protocols = [...new Set(connections.map(({ protocol }) => protocol))];
    for (const name of protocols.flatMap((protocol) => PASSED_BY[protocol] ?? [])) {
      yield {
        message: `The handshake does not reach the backend as HTTP: ${name} speaks ${protocolOf(name)}, ${consequenceOf(name)}; the client gets ${detail}. Have the backend listen for HTTP and pass the socket on with proxy_pass.`,
      };
    }
    return `${protocols.join(', ')} arrives at the backend`;
  }),
};

/** HTTP/2 is for http-version to tell of: proxy_pass can speak it, too. */
const PASSED_BY: Readonly<Partial<Record<WireProtocol, string>>> = {
  fastcgi: 'fastcgi_pass',
  uwsgi: 'uwsgi_pass',
  scgi: 'scgi_pass',
};
