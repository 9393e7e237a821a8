import type { Capabilities } from './capabilities.ts';
import type { Deployment } from './deployment.ts';
import { because, block, type Lines, sections } from './lines.ts';
import { SettingError } from './setting-error.ts';

/** `Host` as nginx chose the server by it, with the port that the browser named. */
const HOST_AND_PORT = '$host$is_request_port$request_port';
const HOST_AND_PORT_BY_MAP = '$host$fairlead_port';

/** http-level maps behind the headers that tell the backend who is there. */
export function identitySection({ hops }: Deployment, capabilities: Capabilities): Lines {
  const trusted = hops.flatMap((hop) => hop.addresses);
  return sections(portMap(capabilities), trustedHops(trusted, capabilities));
}

/** `proxy_set_header` lines that tell the backend who is there, the same for every location. */
export function identityHeaders({ hops }: Deployment, { requestPort }: Capabilities): Lines {
  const host = requestPort ? HOST_AND_PORT : HOST_AND_PORT_BY_MAP;
  const trusting = hops.some((hop) => hop.addresses.length > 0);
  return [
    `proxy_set_header Host              ${host};`,
    `proxy_set_header X-Forwarded-Host  ${host};`,
    `proxy_set_header X-Forwarded-Proto ${trusting ? '$fairlead_scheme' : '$scheme'};`,
    'proxy_set_header X-Forwarded-For   $remote_addr;',
    'proxy_set_header X-Real-IP         $remote_addr;',
    "proxy_set_header Forwarded         '';",
  ];
}

/** $host is the name that chose the server, but has no port; $http_host has it, and can be forged. */
function portMap({ requestPort }: Capabilities): Lines {
  if (requestPort) return [];
  return because(
    '$host, the name by which nginx chose the server, lacks the port; $http_host has it, but can name another host (GET http://a/ with Host: b). So the port is taken only from a Host that says the same name.',
    ...block('map "$host $http_host" $fairlead_port', [
      "default '';",
      '"~*^(?<fairlead_name>\\S+) \\k<fairlead_name>(?<fairlead_digits>:\\d+)$" $fairlead_digits;',
    ]),
  );
}

function trustedHops(addresses: readonly string[], { realIp, version }: Capabilities): Lines {
  if (addresses.length === 0) return [];
  if (!realIp) {
    throw new SettingError(
      'hops.addresses',
      addresses.join(', '),
      `nothing, or an nginx with the realip module (nginx ${version} was built without it)`,
    );
  }
  return sections(
    because(
      'Only these hops are believed when they say who the client is.',
      ...addresses.map((address) => `set_real_ip_from ${address};`),
      'real_ip_header X-Forwarded-For;',
      'real_ip_recursive on;',
    ),
    because(
      'The scheme that the browser used is known to the hop that ended its TLS. It is believed only where the address was: a connection from anywhere else keeps its own address and scheme.',
      ...block('map "$realip_remote_addr $remote_addr" $fairlead_hop', [
        'default 1;',
        '"~^(?<fairlead_peer>\\S+) \\k<fairlead_peer>$" 0;',
      ]),
      ...block('map "$fairlead_hop $http_x_forwarded_proto" $fairlead_scheme', [
        'default $scheme;',
        '"1 https" https;',
        '"1 http" http;',
      ]),
    ),
  );
}
