import type { DirectiveForm } from './directive-form.ts';

/**
 * What a level takes over from the level around it:
 * - `value`: its own value, else the outer one;
 * - `list`: all its own lines, or, where it has none, all the outer ones;
 * - `merged`: the outer lines and its own;
 * - `unnamed`: only `if` and `limit_except` blocks take it over, nested locations do not;
 * - `none`: nothing is taken over, or there is no level to take it from;
 * - `unknown`: a third party's module, whose way is not known.
 */
export type Inheritance = 'value' | 'list' | 'merged' | 'unnamed' | 'none' | 'unknown';

/** How a form is inherited, by default. `add_header_inherit` changes it for `add_header` (1.29.3). */
export function inheritanceOf(form: DirectiveForm): Inheritance {
  const { name, kind, contexts, module } = form;
  const known = EXCEPTIONS.get(name);
  // Only nginx's own `set` is meant by `set`, and so on.
  if (known && (!form.thirdParty || THIRD_PARTIES.has(module))) return known;
  if (form.thirdParty) return 'unknown';
  if (kind === 'block' || kind === 'entries' || contexts.length < 2) return 'none';
  return 'value';
}

/** Names whose inheritance is not that of their kind. */
export function exceptionalNames(): string[] {
  return [...EXCEPTIONS.keys()];
}

/** Modules of third parties whose merging was read in their source. */
const THIRD_PARTIES: ReadonlySet<string> = new Set(['ngx_http_headers_more_filter_module']);

/**
 * By nginx's C source: the function that merges a module's configuration is named above each group.
 * A list that is NULL or unset takes its parent's.
 */
const LISTS: readonly string[] = [
  // ngx_http_core_merge_loc_conf, ngx_http_log_merge_loc_conf, ngx_http_index_merge_loc_conf
  'error_page error_log access_log index types',
  // ngx_http_headers_merge
  'add_header add_trailer',
  // ngx_http_access_merge_loc_conf, ngx_http_limit_req_merge_conf, ngx_http_limit_conn_merge_conf
  'allow deny limit_req limit_conn valid_referers set_real_ip_from auth_request_set auth_http_header',
  // ngx_http_merge_types
  'gzip_types sub_filter_types ssi_types charset_types addition_types xslt_types',
  // ngx_http_proxy_merge_loc_conf and ngx_http_upstream_hide_headers_hash, and their like
  'proxy_set_header proxy_redirect proxy_cookie_domain proxy_cookie_path proxy_cookie_flags',
  'fastcgi_param uwsgi_param scgi_param grpc_set_header fastcgi_catch_stderr',
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'].map(
    (one) => `${one}_hide_header ${one}_pass_header`,
  ),
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_cache_valid ${one}_cache_bypass ${one}_no_cache`,
  ),
  // ngx_http_sub_merge_conf, ngx_http_mirror_merge_loc_conf, ngx_http_xslt_filter_merge_conf
  'sub_filter mirror xslt_stylesheet xslt_param xslt_string_param',
  // ngx_http_ssl_merge_srv_conf: pointers to arrays
  'ssl_certificate ssl_certificate_key ssl_conf_command ssl_session_ticket_key ssl_ech_file',
  'proxy_ssl_conf_command grpc_ssl_conf_command uwsgi_ssl_conf_command',
];

/** The handlers of requests that `if` keeps (`clcf->noname` in the merge of each `*_pass`). */
const UNNAMED: readonly string[] = [
  'proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass memcached_pass',
];

const NOT_AT_ALL: readonly string[] = [
  // ngx_http_rewrite_merge_loc_conf: codes stay with their level; a server's run before locations.
  'rewrite return break set',
  // No merge function touches them: they name what handles the requests of one location.
  'try_files stub_status empty_gif flv mp4 perl',
  'listen server_name include',
];

const EXCEPTIONS: ReadonlyMap<string, Inheritance> = new Map([
  ...names(LISTS, 'list'),
  ...names(UNNAMED, 'unnamed'),
  ...names(NOT_AT_ALL, 'none'),
  // ngx_http_headers_more_merge_loc_conf: the parent's commands, then its own.
  ...names(
    ['more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers'],
    'merged',
  ),
]);

function names(lines: readonly string[], kind: Inheritance): [string, Inheritance][] {
  return lines.flatMap((line) => line.split(' ')).map((name) => [name, kind]);
}
