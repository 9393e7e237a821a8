import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { socketLocations } from './socket-locations.ts';

/**
 * Whether lines of a location that passes on by another module than `proxy_pass` speak of the upgrade,
 * so that a WebSocket is meant there: those of a server with a location for sockets may be left over.
 */
export function meansUpgradeByModule({ passing, location, arrival }: Trace): boolean {
  if (passing === undefined || passing.line.directive.name === 'proxy_pass') return false;
  const server = arrival.choice?.server;
  if (location === undefined || server === undefined) return false;
  return location.level.lines.some(namesUpgrade) && socketLocations(server.level).length === 0;
}

function namesUpgrade({ directive: { name, args } }: Placed): boolean {
  if (name === 'if') return args.some(({ value }) => /\$\{?http_upgrade/i.test(value));
  const [header, value] = args.map((argument) => argument.value);
  if (value === undefined || value === '') return false;
  if (/^(?:proxy|grpc)_set_header$/.test(name)) return /^upgrade$/i.test(header ?? '');
  return /^(?:fastcgi|uwsgi|scgi)_param$/.test(name) && header === 'HTTP_UPGRADE';
}
