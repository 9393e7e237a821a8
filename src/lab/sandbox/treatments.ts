/** What is done with a line of nginx's own, so that it touches nothing of the user's machine. */
export type Treatment =
  | 'access-log'
  | 'block'
  | 'cache'
  | 'certificate'
  | 'count'
  | 'if'
  | 'include'
  | 'listen'
  | 'map-size'
  | 'openssl'
  | 'pass'
  | 'real-ip'
  | 'resolver'
  | 'root'
  | 'server'
  | 'stream-pass'
  | 'time'
  | 'trust'
  | 'unkept'
  | 'unneeded'
  | 'zone';

/**
 * Every directive of nginx's own that names a file, a folder, an address, a user, or a name to be looked
 * up, or that takes of the machine whatever it says. What is in no row touches nothing; the list of
 * those is in the test of this file, which fails for a directive that is in neither.
 */
const ROWS: readonly (readonly [treatment: Treatment, names: string])[] = [
  [
    // About the process of nginx, which is ours: its user, its files, its limits.
    'unneeded',
    'daemon debug_connection debug_points env epoll_events error_log google_perftools_profiles ' +
      'load_module lock_file master_process pid quic_bpf ssl_engine user worker_aio_requests ' +
      'worker_cpu_affinity worker_priority worker_rlimit_core worker_rlimit_nofile working_directory',
  ],
  [
    // Files of keys, of which throw-away certificates have no need, and folders that are ours.
    'unneeded',
    'client_body_temp_path fastcgi_temp_path grpc_ssl_certificate grpc_ssl_certificate_key grpc_ssl_crl ' +
      'grpc_ssl_password_file proxy_ssl_certificate proxy_ssl_certificate_key proxy_ssl_crl ' +
      'proxy_ssl_password_file proxy_temp_path quic_host_key scgi_temp_path ssl_client_certificate ' +
      'ssl_crl ssl_dhparam ssl_ech_file ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder ssl_password_file ' +
      'ssl_session_ticket_key ssl_stapling ssl_stapling_file ssl_stapling_responder ' +
      'ssl_stapling_verify ssl_trusted_certificate uwsgi_ssl_certificate uwsgi_ssl_certificate_key ' +
      'uwsgi_ssl_crl uwsgi_ssl_password_file uwsgi_temp_path',
  ],
  [
    'unkept',
    'dav_methods fastcgi_bind fastcgi_store geoip_city geoip_country geoip_org grpc_bind memcached_bind ' +
      'proxy_bind proxy_store scgi_bind scgi_store ssl_verify_client uwsgi_bind uwsgi_store ' +
      'xml_entities xslt_stylesheet',
  ],
  ['access-log', 'access_log'],
  ['block', 'http stream'],
  ['cache', 'fastcgi_cache_path proxy_cache_path scgi_cache_path uwsgi_cache_path'],
  ['certificate', 'ssl_certificate ssl_certificate_key'],
  [
    'count',
    'proxy_headers_hash_bucket_size proxy_headers_hash_max_size referer_hash_bucket_size ' +
      'referer_hash_max_size server_names_hash_bucket_size server_names_hash_max_size thread_pool ' +
      'types_hash_bucket_size types_hash_max_size variables_hash_bucket_size ' +
      'variables_hash_max_size worker_connections worker_processes',
  ],
  ['if', 'if'],
  ['include', 'include'],
  ['listen', 'listen'],
  ['map-size', 'map_hash_bucket_size map_hash_max_size'],
  [
    'openssl',
    'grpc_ssl_conf_command proxy_ssl_conf_command ssl_conf_command uwsgi_ssl_conf_command',
  ],
  ['pass', 'fastcgi_pass grpc_pass memcached_pass proxy_pass scgi_pass uwsgi_pass'],
  ['real-ip', 'set_real_ip_from'],
  ['resolver', 'resolver'],
  ['root', 'alias auth_basic_user_file root'],
  ['server', 'server'],
  ['stream-pass', 'pass'],
  [
    'time',
    'client_body_timeout client_header_timeout keepalive_time keepalive_timeout lingering_time ' +
      'lingering_timeout preread_timeout proxy_connect_timeout proxy_next_upstream_timeout ' +
      'proxy_protocol_timeout proxy_read_timeout proxy_send_timeout proxy_timeout resolver_timeout ' +
      'send_timeout worker_shutdown_timeout',
  ],
  [
    'trust',
    'grpc_ssl_trusted_certificate proxy_ssl_trusted_certificate uwsgi_ssl_trusted_certificate',
  ],
  ['zone', 'limit_conn_zone limit_req_zone ssl_session_cache sticky zone'],
];

/** By directive. */
export const TREATMENTS: ReadonlyMap<string, Treatment> = new Map(
  ROWS.flatMap(([treatment, names]) =>
    names.split(' ').map((name): [string, Treatment] => [name, treatment]),
  ),
);

/** Why a line of the treatment `unkept` is left out. */
export function unkeptReason(name: string): string {
  const [, why] = UNKEPT.find(([directive]) => directive.test(name)) ?? [];
  return why ?? `${name} is left out.`;
}

const UNKEPT: readonly (readonly [directive: RegExp, why: string])[] = [
  [/_bind$/, 'Connections to backends have no address of yours.'],
  [/_store$/, 'Responses are not stored.'],
  [/^dav_/, 'Clients write no files.'],
  [/^geoip_/, 'No address is looked up in a database; what depends on it is not shown.'],
  [/^(?:xml|xslt)_/, 'No stylesheet is applied.'],
  [/^ssl_verify_client$/, 'Clients are not asked for a certificate, as the probes have none.'],
];
