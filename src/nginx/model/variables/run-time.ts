/** Why a variable of nginx's own has no value before the request is really made; undefined for others. */
export function runTimeReason(name: string): string | undefined {
  // The commonest of all, asked for by every handshake.
  if (name.startsWith('http_')) return undefined;
  return REASONS.get(name) ?? PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1];
}

const answer = 'it depends on the answer';
const upstream = 'it depends on what the upstream does';
const connection = 'it differs from connection to connection';
const machine = 'it depends on the machine';
const time = 'it is the time of the request';
const tls = 'it comes out of the TLS handshake';

const REASONS: ReadonlyMap<string, string> = new Map([
  ...names(answer, 'body_bytes_sent bytes_sent status request_completion gzip_ratio'),
  ...names(answer, 'sent_http_location sent_http_content_type'),
  ...names(connection, 'connection connection_requests connection_time request_id request_length'),
  ...names(connection, 'tcpinfo_rtt tcpinfo_rttvar tcpinfo_snd_cwnd tcpinfo_rcv_space'),
  ...names(
    connection,
    'connections_active connections_reading connections_waiting connections_writing',
  ),
  ...names(machine, 'hostname pid realpath_root nginx_pid'),
  ...names(time, 'msec time_local time_iso8601 request_time date_local date_gmt'),
  ...names('it is the body of the request', 'request_body request_body_file'),
  ...names('the body has no length before it is read', 'proxy_internal_body_length'),
  ...names(upstream, 'proxy_internal_chunked'),
  ...names('it depends on the state of the limit', 'limit_req_status limit_conn_status'),
  ...names(connection, 'uid_got uid_set uid_reset secure_link secure_link_expires'),
]);

const PREFIXES: readonly (readonly [prefix: string, reason: string])[] = [
  ['upstream_', upstream],
  ['sent_http_', answer],
  ['sent_trailer_', answer],
  ['ssl_', tls],
  ['proxy_protocol_', 'it is what the PROXY protocol header says'],
  ['geoip_', 'it depends on the GeoIP database'],
  ['geoip2_', 'it depends on the GeoIP database'],
  ['jwt_', 'it is taken from a token'],
];

function* names(reason: string, text: string): Generator<[string, string]> {
  for (const name of text.split(' ')) yield [name, reason];
}
