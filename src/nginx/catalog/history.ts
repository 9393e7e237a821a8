/**
 * When a directive came, went, or changed its shape, where the measured versions only tell between
 * which two of them. Versions are from nginx's own CHANGES.
 */
export interface History {
  /** The first version that has it. */
  readonly since?: string;
  /** The first version that no longer has it. */
  readonly until?: string;
  /** The first version in which it has its newest shape. */
  readonly changed?: string;
  /** A distribution's own addition: it is where it was measured and nowhere else. */
  readonly patched?: true;
}

/** The history of a directive of a module; a module's own holds for its directives without one. */
export function historyOf(module: string, name: string): History {
  return HISTORIES.get(`${module} ${name}`) ?? HISTORIES.get(module) ?? NONE;
}

const NONE: History = {};

/** Version → what is new in it: a module, or a module and some of its directives. */
const SINCE: readonly (readonly [version: string, module: string, names?: string])[] = [
  ['1.19.0', 'ngx_http_ssl_module', 'ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder'],
  ['1.19.3', 'ngx_http_proxy_module', 'proxy_cookie_flags'],
  ['1.19.3', 'ngx_http_userid_filter_module', 'userid_flags'],
  ['1.19.3', 'ngx_stream_set_module'],
  ['1.19.4', 'ngx_http_ssl_module', 'ssl_conf_command ssl_reject_handshake'],
  ['1.19.4', 'ngx_http_proxy_module', 'proxy_ssl_conf_command'],
  ['1.19.4', 'ngx_http_grpc_module', 'grpc_ssl_conf_command'],
  ['1.19.4', 'ngx_http_uwsgi_module', 'uwsgi_ssl_conf_command'],
  ['1.19.4', 'ngx_stream_ssl_module', 'ssl_conf_command'],
  ['1.19.4', 'ngx_stream_proxy_module', 'proxy_ssl_conf_command'],
  ['1.19.4', 'ngx_mail_ssl_module', 'ssl_conf_command'],
  ['1.19.4', 'ngx_mail_proxy_module', 'proxy_smtp_auth'],
  ['1.19.8', 'ngx_mail_proxy_module', 'proxy_protocol'],
  ['1.19.8', 'ngx_mail_realip_module'],
  ['1.19.10', 'ngx_http_core_module', 'keepalive_time'],
  ['1.19.10', 'ngx_http_upstream_keepalive_module', 'keepalive_time'],
  ['1.21.4', 'ngx_http_mp4_module', 'mp4_start_key_frame'],
  ['1.21.4', 'ngx_stream_proxy_module', 'proxy_half_close'],
  ['1.21.4', 'ngx_stream_ssl_module', 'ssl_alpn'],
  ['1.25.0', 'ngx_http_v3_module'],
  ['1.25.0', 'ngx_quic_bpf_module'],
  ['1.25.1', 'ngx_http_v2_module', 'http2'],
  ['1.25.5', 'ngx_stream_pass_module'],
  [
    '1.25.5',
    'ngx_stream_core_module',
    'server_name server_names_hash_bucket_size server_names_hash_max_size',
  ],
  ['1.25.5', 'ngx_stream_ssl_module', 'ssl_reject_handshake'],
  ['1.27.2', 'ngx_http_proxy_module', 'proxy_pass_trailers'],
  ['1.27.2', 'ngx_stream_ssl_module', 'ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder'],
  [
    '1.27.2',
    'ngx_stream_ssl_module',
    'ssl_stapling ssl_stapling_file ssl_stapling_responder ssl_stapling_verify',
  ],
  ['1.27.3', 'ngx_http_upstream_module', 'resolver resolver_timeout'],
  ['1.27.3', 'ngx_stream_upstream_module', 'resolver resolver_timeout'],
  ['1.27.4', 'ngx_http_core_module', 'keepalive_min_timeout'],
  ['1.27.4', 'ngx_http_ssl_module', 'ssl_certificate_cache'],
  ['1.27.4', 'ngx_stream_ssl_module', 'ssl_certificate_cache'],
  ['1.27.4', 'ngx_http_proxy_module', 'proxy_ssl_certificate_cache'],
  ['1.27.4', 'ngx_http_grpc_module', 'grpc_ssl_certificate_cache'],
  ['1.27.4', 'ngx_http_uwsgi_module', 'uwsgi_ssl_certificate_cache'],
  ['1.27.4', 'ngx_stream_proxy_module', 'proxy_ssl_certificate_cache'],
  ['1.27.4', 'ngx_openssl_cache_module'],
  ['1.29.0', 'ngx_http_core_module', 'early_hints'],
  ['1.29.1', 'ngx_http_ssl_module', 'ssl_certificate_compression'],
  ['1.29.1', 'ngx_stream_ssl_module', 'ssl_certificate_compression'],
  ['1.29.1', 'ngx_mail_ssl_module', 'ssl_certificate_compression'],
  ['1.29.3', 'ngx_http_headers_filter_module', 'add_header_inherit add_trailer_inherit'],
  ['1.29.4', 'ngx_http_ssl_module', 'ssl_ech_file'],
  ['1.29.4', 'ngx_stream_ssl_module', 'ssl_ech_file'],
  ['1.29.6', 'ngx_http_upstream_sticky_module'],
  ['1.29.8', 'ngx_http_core_module', 'max_headers'],
];

const OTHERS: readonly (readonly [name: string, history: History])[] = [
  ['ngx_http_ssl_module ssl', { until: '1.25.1' }],
  ['ngx_mail_ssl_module ssl', { until: '1.25.1' }],
  // `local` as a second argument.
  ['ngx_http_upstream_keepalive_module keepalive', { changed: '1.29.7' }],
  // Server push was removed; its directives are accepted and ignored.
  ['ngx_http_v2_module http2_push_preload', { changed: '1.25.1' }],
  ['ngx_http_header_count_module', { patched: true }],
];

const HISTORIES: ReadonlyMap<string, History> = new Map([
  ...SINCE.flatMap(([since, module, names]) =>
    (names ? names.split(' ').map((name) => `${module} ${name}`) : [module]).map(
      (key): [string, History] => [key, { since }],
    ),
  ),
  ...OTHERS,
]);
