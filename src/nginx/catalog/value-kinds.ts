import { isAtLeast } from './version.ts';

/** How nginx reads an argument; `any` is read in a way that is not known here. */
export type ValueKind =
  | 'milliseconds'
  | 'seconds'
  | 'size'
  | 'offset'
  | 'number'
  | 'positive'
  | 'variable'
  | 'any';

/**
 * What the arguments of a directive are, by the functions that set them in the tables of commands of
 * nginx's source (`ngx_conf_set_msec_slot`, `_sec_slot`, `_size_slot`, `_off_slot`, `_num_slot`,
 * `_bufs_slot`; src/http/ngx_http_core_module.c, and of src/http/modules/ those for proxying, upstreams,
 * TLS, gzip and limits). test/checks/refused.test.ts asks real nginx about each, with good and bad values.
 * Undefined where it is not known here.
 */
export function valueKinds(name: string, version: string): readonly ValueKind[] | undefined {
  // Since then 0 turns off the pool that is there by default; before, it was no size of one.
  if (name === 'keepalive' && !isAtLeast(version, '1.29.7')) return ['positive', 'any'];
  kinds ??= readKinds();
  return kinds.get(name);
}

/** The kinds, and the directives with them. Those of `*_` exist for each way of proxying. */
const DIRECTIVES: readonly (readonly [kinds: readonly ValueKind[], names: string])[] = [
  [
    ['milliseconds'],
    `auth_delay client_body_timeout client_header_timeout keepalive_min_timeout keepalive_time
lingering_time lingering_timeout resolver_timeout send_timeout
*_connect_timeout *_read_timeout *_send_timeout *_next_upstream_timeout *_cache_lock_age
*_cache_lock_timeout`,
  ],
  // In upstreams it takes the first alone.
  [['milliseconds', 'seconds'], 'keepalive_timeout'],
  [['seconds'], 'open_file_cache_valid ssl_session_timeout'],
  [
    ['size'],
    `client_body_buffer_size client_header_buffer_size connection_pool_size gzip_min_length
limit_rate limit_rate_after postpone_output request_pool_size send_lowat sendfile_max_chunk
ssl_buffer_size subrequest_output_buffer_size
*_buffer_size *_busy_buffers_size *_limit_rate *_max_temp_file_size *_temp_file_write_size`,
  ],
  [['offset'], 'client_max_body_size *_cache_max_range_offset'],
  [
    ['number'],
    `gzip_comp_level keepalive_requests max_ranges open_file_cache_min_uses
server_names_hash_bucket_size server_names_hash_max_size ssl_verify_depth
types_hash_bucket_size types_hash_max_size variables_hash_bucket_size variables_hash_max_size
map_hash_bucket_size map_hash_max_size http2_max_concurrent_streams
proxy_headers_hash_bucket_size proxy_headers_hash_max_size
*_cache_min_uses *_next_upstream_tries *_ssl_verify_depth`,
  ],
  [['number', 'any'], 'keepalive'],
  [['any', 'positive'], 'limit_conn'],
  [['variable', 'any'], 'set auth_request_set'],
  [['positive', 'size'], 'gzip_buffers large_client_header_buffers output_buffers *_buffers'],
];

const PROXYING = ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'memcached'];

let kinds: ReadonlyMap<string, readonly ValueKind[]> | undefined;

function readKinds(): ReadonlyMap<string, readonly ValueKind[]> {
  const found = new Map<string, readonly ValueKind[]>();
  for (const [kinds, names] of DIRECTIVES) {
    for (const name of names.split(/\s+/)) {
      const all = name.startsWith('*') ? PROXYING.map((way) => way + name.slice(1)) : [name];
      for (const one of all) found.set(one, kinds);
    }
  }
  return found;
}
