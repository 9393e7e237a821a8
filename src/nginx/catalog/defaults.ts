import { isAtLeast } from './version.ts';

/** The value that holds where a directive is not written, and where that is said. */
export interface DirectiveDefault {
  /** As it would be written; undefined where nothing is set, which differs from any value. */
  readonly value: string | undefined;
  /** The first version with it, where another value held before. */
  readonly since: string | undefined;
  readonly source: string;
}

/** The default of a module's directive in a version; undefined where it is not known here. */
export function defaultOf(
  module: string,
  name: string,
  version: string | undefined,
): DirectiveDefault | undefined {
  const all = DEFAULTS.get(`${module} ${name}`) ?? [];
  return all.find(({ since }) => !since || version === undefined || isAtLeast(version, since));
}

/** Module and name of every directive whose default is known. */
export function documentedDefaults(): (readonly [module: string, name: string])[] {
  return [...DEFAULTS.keys()].map((key) => {
    const [module = '', name = ''] = key.split(' ');
    return [module, name] as const;
  });
}

const OFF: string | undefined = undefined;

/** Changes of defaults, from nginx's CHANGES: the newest first, then what held before. */
const CHANGED: readonly (readonly [
  module: string,
  name: string,
  since: string,
  value: string | undefined,
])[] = [
  ['ngx_http_proxy_module', 'proxy_http_version', '1.29.7', '1.1'],
  ['ngx_http_upstream_keepalive_module', 'keepalive', '1.29.7', '32 local'],
  ['ngx_http_core_module', 'keepalive_requests', '1.19.10', '1000'],
  ['ngx_http_upstream_keepalive_module', 'keepalive_requests', '1.19.10', '1000'],
  ['ngx_http_core_module', 'sendfile_max_chunk', '1.21.4', '2m'],
  ['ngx_http_ssl_module', 'ssl_protocols', '1.27.3', 'TLSv1.2 TLSv1.3'],
  ['ngx_http_ssl_module', 'ssl_protocols', '1.23.4', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
  ['ngx_stream_ssl_module', 'ssl_protocols', '1.27.3', 'TLSv1.2 TLSv1.3'],
  ['ngx_stream_ssl_module', 'ssl_protocols', '1.23.4', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
];

/** From each module's page of nginx's documentation, `Default:`. */
const DOCUMENTED: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  ngx_core_module: {
    daemon: 'on',
    master_process: 'on',
    worker_processes: '1',
    worker_shutdown_timeout: OFF,
    worker_rlimit_nofile: OFF,
  },
  ngx_event_core_module: {
    worker_connections: '512',
    multi_accept: 'off',
    accept_mutex: 'off',
    accept_mutex_delay: '500ms',
  },
  ngx_http_core_module: {
    absolute_redirect: 'on',
    client_body_buffer_size: '8k|16k',
    client_body_timeout: '60s',
    client_header_buffer_size: '1k',
    client_header_timeout: '60s',
    client_max_body_size: '1m',
    default_type: 'text/plain',
    keepalive_requests: '100',
    keepalive_time: '1h',
    keepalive_timeout: '75s',
    large_client_header_buffers: '4 8k',
    limit_rate: '0',
    lingering_close: 'on',
    lingering_time: '30s',
    lingering_timeout: '5s',
    max_headers: '1000',
    merge_slashes: 'on',
    port_in_redirect: 'on',
    recursive_error_pages: 'off',
    reset_timedout_connection: 'off',
    resolver_timeout: '30s',
    root: 'html',
    satisfy: 'all',
    send_timeout: '60s',
    sendfile: 'off',
    sendfile_max_chunk: '0',
    server_name: '""',
    server_name_in_redirect: 'off',
    server_tokens: 'on',
    tcp_nodelay: 'on',
    tcp_nopush: 'off',
    underscores_in_headers: 'off',
    variables_hash_max_size: '1024',
  },
  ngx_http_headers_filter_module: {
    expires: 'off',
    add_header_inherit: 'on',
    add_trailer_inherit: 'on',
  },
  ngx_http_gzip_filter_module: {
    gzip: 'off',
    gzip_types: 'text/html',
    gzip_comp_level: '1',
    gzip_min_length: '20',
  },
  ngx_http_index_module: { index: 'index.html' },
  ngx_http_log_module: { access_log: 'logs/access.log combined' },
  ngx_http_map_module: { map_hash_max_size: '2048' },
  ngx_http_proxy_module: {
    proxy_buffer_size: '4k|8k',
    proxy_buffering: 'on',
    proxy_buffers: '8 4k|8k',
    proxy_busy_buffers_size: '8k|16k',
    proxy_cache: 'off',
    proxy_cache_methods: 'GET HEAD',
    proxy_connect_timeout: '60s',
    proxy_http_version: '1.0',
    proxy_ignore_client_abort: 'off',
    proxy_intercept_errors: 'off',
    proxy_max_temp_file_size: '1024m',
    proxy_next_upstream: 'error timeout',
    proxy_next_upstream_timeout: '0',
    proxy_next_upstream_tries: '0',
    proxy_pass_request_body: 'on',
    proxy_pass_request_headers: 'on',
    proxy_read_timeout: '60s',
    proxy_redirect: 'default',
    proxy_request_buffering: 'on',
    proxy_send_timeout: '60s',
    proxy_socket_keepalive: 'off',
    proxy_ssl_name: '$proxy_host',
    proxy_ssl_server_name: 'off',
    proxy_ssl_session_reuse: 'on',
    proxy_ssl_verify: 'off',
  },
  ngx_http_fastcgi_module: {
    fastcgi_buffering: 'on',
    fastcgi_connect_timeout: '60s',
    fastcgi_keep_conn: 'off',
    fastcgi_read_timeout: '60s',
    fastcgi_send_timeout: '60s',
  },
  ngx_http_grpc_module: {
    grpc_connect_timeout: '60s',
    grpc_read_timeout: '60s',
    grpc_send_timeout: '60s',
  },
  ngx_http_uwsgi_module: {
    uwsgi_connect_timeout: '60s',
    uwsgi_read_timeout: '60s',
    uwsgi_send_timeout: '60s',
  },
  ngx_http_scgi_module: {
    scgi_connect_timeout: '60s',
    scgi_read_timeout: '60s',
    scgi_send_timeout: '60s',
  },
  ngx_http_rewrite_module: { rewrite_log: 'off', uninitialized_variable_warn: 'on' },
  ngx_http_ssl_module: {
    ssl_buffer_size: '16k',
    ssl_ciphers: 'HIGH:!aNULL:!MD5',
    ssl_early_data: 'off',
    ssl_ecdh_curve: 'auto',
    ssl_prefer_server_ciphers: 'off',
    ssl_protocols: 'TLSv1 TLSv1.1 TLSv1.2',
    ssl_reject_handshake: 'off',
    ssl_session_cache: 'none',
    ssl_session_tickets: 'on',
    ssl_session_timeout: '5m',
    ssl_stapling: 'off',
    ssl_verify_client: 'off',
    ssl_verify_depth: '1',
  },
  ngx_http_upstream_keepalive_module: {
    keepalive: OFF,
    keepalive_requests: '100',
    keepalive_time: '1h',
    keepalive_timeout: '60s',
  },
  ngx_http_v2_module: { http2: 'off', http2_max_concurrent_streams: '128' },
  ngx_http_v3_module: { http3: 'on' },
  ngx_stream_proxy_module: {
    proxy_buffer_size: '16k',
    proxy_connect_timeout: '60s',
    proxy_timeout: '10m',
    proxy_ssl: 'off',
    proxy_protocol: 'off',
    proxy_half_close: 'off',
    proxy_next_upstream: 'on',
  },
  ngx_stream_ssl_module: { ssl_handshake_timeout: '60s', ssl_protocols: 'TLSv1 TLSv1.1 TLSv1.2' },
  ngx_stream_ssl_preread_module: { ssl_preread: 'off' },
};

const DEFAULTS: ReadonlyMap<string, readonly DirectiveDefault[]> = readDefaults();

function readDefaults(): Map<string, DirectiveDefault[]> {
  const defaults = new Map<string, DirectiveDefault[]>();
  const add = (key: string, value: DirectiveDefault): void => {
    const same = defaults.get(key);
    if (same) same.push(value);
    else defaults.set(key, [value]);
  };
  for (const [module, name, since, value] of CHANGED) {
    add(`${module} ${name}`, { value, since, source: `CHANGES, nginx ${since}` });
  }
  for (const [module, rows] of Object.entries(DOCUMENTED)) {
    for (const [name, value] of Object.entries(rows)) {
      add(`${module} ${name}`, { value, since: undefined, source: documentationOf(module, name) });
    }
  }
  return defaults;
}

/** Address of a directive on its module's page of nginx's documentation. */
function documentationOf(module: string, name: string): string {
  const page: Record<string, string> = {
    ngx_core_module: 'ngx_core_module',
    ngx_event_core_module: 'ngx_core_module',
    // Each page is named by the module without `_filter`; keepalive is on the page of upstream.
    ngx_http_upstream_keepalive_module: 'http/ngx_http_upstream_module',
  };
  const family = module.startsWith('ngx_stream_') ? 'stream' : 'http';
  const named = page[module] ?? `${family}/${module.replace('_filter_module', '_module')}`;
  return `https://nginx.org/en/docs/${named}.html#${name}`;
}
