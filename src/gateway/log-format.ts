import { LOG_FILES } from './layout.ts';
import { argument, because, type Lines } from './lines.ts';

/**
 * What a line of the access log says of an upgrade. nginx writes a tunnel's line when the tunnel
 * ends: status 101, `request_time` its life, `upstream_header_time` the handshake's time.
 */
const UPGRADE_FIELDS = [
  ['upgrade', '$http_upgrade'],
  ['origin', '$http_origin'],
  ['upstream', '$upstream_addr'],
  ['upstream_status', '$upstream_status'],
  ['upstream_header_time', '$upstream_header_time'],
  ['request_time', '$request_time'],
  ['completion', '$request_completion'],
  ['bytes_to_upstream', '$upstream_bytes_sent'],
] as const;

const JSON_FIELDS = [
  ['time', '$time_iso8601'],
  ['client', '$remote_addr'],
  ['method', '$request_method'],
  ['scheme', '$scheme'],
  ['host', '$host'],
  ['uri', '$request_uri'],
  ['protocol', '$server_protocol'],
  ['status', '$status'],
  ...UPGRADE_FIELDS,
  ['bytes_to_client', '$bytes_sent'],
  ['user_agent', '$http_user_agent'],
] as const;

/** nginx's own `combined`, so that tools that know it can read the beginning of the line. */
const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** The access log: its format, and its file in `folder`. */
export function accessLog(format: 'json' | 'text', folder: string): Lines {
  return because(
    'With $http_upgrade, $status and $upstream_status a failed upgrade can be counted: asked for, and not answered 101. A tunnel gets its line when it ends.',
    ...(format === 'json' ? jsonFormat() : textFormat()),
    `access_log ${argument(`${folder}/${LOG_FILES.access}`)} fairlead;`,
  );
}

function jsonFormat(): Lines {
  const fields = JSON_FIELDS.map(([name, variable]) => `"${name}":"${variable}"`);
  return [
    "log_format fairlead escape=json '{'",
    ...fields.map((field, index) => `    '${field}${index < fields.length - 1 ? ",'" : "}';"}`),
  ];
}

function textFormat(): Lines {
  const fields = UPGRADE_FIELDS.map(([name, variable]) => `${name}="${variable}"`);
  return [
    `log_format fairlead '${COMBINED}'`,
    ...fields.map((field, index) => `    ' ${field}'${index < fields.length - 1 ? '' : ';'}`),
  ];
}
