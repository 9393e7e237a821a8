import type { DirectiveForm } from './directive-form.ts';

/**
 * What a level takes over from the level around it:
 * - `value`: its own value, else the outer one;
 * - `list`: all its own lines, or, where it has none, all the outer ones;
 * - `merged`: the outer lines and its own;
 * - `unnamed`: only `if` and `limit_except` blocks take it over, nested locations do not;
 * - `if`: only `if` blocks take it over;
 * - `none`: nothing is taken over, or there is no level to take it from;
 * - `unknown`: a third party's module, whose way is not known.
 */
export type Inheritance = 'value' | 'list' | 'merged' | 'unnamed' | 'if' | 'none' | 'unknown';

/** How a form is inherited, by default. `add_header_inherit` changes it for `add_header` (1.29.3). */
export function inheritanceOf(form: DirectiveForm): Inheritance {
  const known = EXCEPTIONS.get(`${form.module} ${form.name}`);
  if (known) return known;
  if (form.thirdParty) return 'unknown';
  if (form.kind === 'block' || form.kind === 'entries') return 'none';
  return hasOuterLevel(form) ? 'value' : 'none';
}

/**
 * Names that fill the same place as this one: a level that has one of them takes none of them over.
 * So an `allow` in a location ends the `deny` lines of its server, and a `root` an outer `alias`.
 */
export function sharesPlaceWith({ module, name }: DirectiveForm): readonly string[] {
  const names = SHARED.get(module)?.split(' ') ?? [];
  return names.includes(name) ? names.filter((one) => one !== name) : [];
}

/** Module and name of each directive whose inheritance is not that of its kind. */
export function exceptions(): string[] {
  return [...EXCEPTIONS.keys()];
}

/** Locations are the only blocks that stand in blocks of their own kind. */
function hasOuterLevel({ contexts }: DirectiveForm): boolean {
  return contexts.length > 1 || contexts[0] === 'location';
}

type Names = readonly (readonly [module: string, names: string])[];

/** Modules of http that proxy, by what their directives begin with. */
function ofProxying(prefixes: string, names: string): Names {
  return prefixes.split(' ').map((prefix) => {
    const all = names.split(' ').map((name) => `${prefix}_${name}`);
    return [`ngx_http_${prefix}_module`, all.join(' ')];
  });
}

/**
 * Lines that come together at a level and are taken over only together. The function of nginx's source
 * (1.26.3 and, where newer, what replaced it) stands above each group.
 */
const LISTS: Names = [
  // ngx_http_core_merge_loc_conf; ngx_conf_set_bitmask_slot adds what a second line says
  [
    'ngx_http_core_module',
    'error_log error_page types early_hints gzip_disable gzip_proxied keepalive_disable',
  ],
  // ngx_http_merge_types
  ['ngx_http_addition_filter_module', 'addition_types'],
  ['ngx_http_charset_filter_module', 'charset_types'],
  ['ngx_http_gzip_filter_module', 'gzip_types'],
  ['ngx_http_ssi_filter_module', 'ssi_types'],
  // ngx_http_sub_merge_conf, ngx_http_xslt_filter_merge_conf
  ['ngx_http_sub_filter_module', 'sub_filter sub_filter_types'],
  ['ngx_http_xslt_filter_module', 'xslt_stylesheet xslt_param xslt_string_param xslt_types'],
  // ngx_http_headers_merge_conf
  ['ngx_http_headers_filter_module', 'add_header add_trailer'],
  // ngx_http_access_merge_loc_conf, ngx_stream_access_merge_srv_conf
  ['ngx_http_access_module', 'allow deny'],
  ['ngx_stream_access_module', 'allow deny'],
  // ngx_http_limit_req_merge_conf, ngx_http_limit_conn_merge_conf, ngx_stream_limit_conn_merge_conf
  ['ngx_http_limit_req_module', 'limit_req'],
  ['ngx_http_limit_conn_module', 'limit_conn'],
  ['ngx_stream_limit_conn_module', 'limit_conn'],
  // ngx_http_log_merge_loc_conf, ngx_stream_log_merge_srv_conf
  ['ngx_http_log_module', 'access_log'],
  ['ngx_stream_log_module', 'access_log'],
  // ngx_http_realip_merge_loc_conf, ngx_stream_realip_merge_srv_conf, ngx_mail_realip_merge_srv_conf
  ['ngx_http_realip_module', 'set_real_ip_from'],
  ['ngx_stream_realip_module', 'set_real_ip_from'],
  ['ngx_mail_realip_module', 'set_real_ip_from'],
  // ngx_http_auth_request_merge_conf, ngx_http_mirror_merge_loc_conf, ngx_http_index_merge_loc_conf
  ['ngx_http_auth_request_module', 'auth_request_set'],
  ['ngx_http_mirror_module', 'mirror'],
  ['ngx_http_index_module', 'index'],
  // ngx_http_browser_merge_conf, ngx_http_referer_merge_conf
  ['ngx_http_browser_module', 'ancient_browser modern_browser'],
  ['ngx_http_referer_module', 'valid_referers'],
  // ngx_http_dav_merge_loc_conf, ngx_http_userid_merge_conf: bit masks
  ['ngx_http_dav_module', 'dav_methods'],
  ['ngx_http_userid_filter_module', 'userid_flags'],
  // ngx_http_v2_merge_loc_conf, until 1.25.1
  ['ngx_http_v2_module', 'http2_push'],
  // ngx_http_ssl_merge_srv_conf, ngx_stream_ssl_merge_srv_conf, ngx_mail_ssl_merge_conf
  ...['ngx_http_ssl_module', 'ngx_stream_ssl_module'].map(
    (module) =>
      [
        module,
        'ssl_certificate ssl_certificate_key ssl_conf_command ssl_ech_file ssl_protocols ssl_session_ticket_key',
      ] as const,
  ),
  [
    'ngx_mail_ssl_module',
    'ssl_certificate ssl_certificate_key ssl_conf_command ssl_protocols ssl_session_ticket_key',
  ],
  // ngx_http_proxy_merge_loc_conf and its like
  ['ngx_http_proxy_module', 'proxy_set_header proxy_redirect'],
  ['ngx_http_proxy_module', 'proxy_cookie_domain proxy_cookie_flags proxy_cookie_path'],
  ['ngx_http_grpc_module', 'grpc_set_header'],
  ['ngx_http_fastcgi_module', 'fastcgi_param fastcgi_catch_stderr'],
  ['ngx_http_uwsgi_module', 'uwsgi_param'],
  ['ngx_http_scgi_module', 'scgi_param'],
  ...ofProxying('proxy fastcgi uwsgi scgi grpc memcached', 'next_upstream'),
  // ngx_http_upstream_hide_headers_hash: the two are taken over each by itself
  ...ofProxying('proxy fastcgi uwsgi scgi grpc', 'hide_header pass_header ignore_headers'),
  ...ofProxying(
    'proxy fastcgi uwsgi scgi',
    'cache_bypass cache_methods cache_use_stale cache_valid no_cache',
  ),
  ...ofProxying('proxy uwsgi grpc', 'ssl_conf_command ssl_protocols'),
  // ngx_stream_proxy_merge_srv_conf
  ['ngx_stream_proxy_module', 'proxy_ssl_conf_command proxy_ssl_protocols'],
  // ngx_stream_core_merge_srv_conf, ngx_mail_core_merge_srv_conf and those of mail's other modules
  ['ngx_stream_core_module', 'error_log'],
  ['ngx_mail_core_module', 'error_log'],
  ['ngx_mail_auth_http_module', 'auth_http_header'],
  ['ngx_mail_imap_module', 'imap_auth imap_capabilities'],
  ['ngx_mail_pop3_module', 'pop3_auth pop3_capabilities'],
  ['ngx_mail_smtp_module', 'smtp_auth smtp_capabilities'],
];

/** Handed to blocks without a name by each merge function (`clcf->noname`, `clcf->lmt_excpt`). */
const UNNAMED: Names = ofProxying('proxy fastcgi uwsgi scgi grpc', 'pass');

/**
 * They set the content handler of their location and no merge function hands it on. An `if` block
 * leaves the handler as it is (ngx_http_update_location_config), `limit_except` is looked at first.
 */
const IN_IF: Names = [
  ['ngx_http_empty_gif_module', 'empty_gif'],
  ['ngx_http_flv_module', 'flv'],
  ['ngx_http_memcached_module', 'memcached_pass'],
  ['ngx_http_mp4_module', 'mp4'],
  ['ngx_http_perl_module', 'perl'],
  ['ngx_http_stub_status_module', 'stub_status'],
];

const NOT_AT_ALL: Names = [
  // ngx_http_rewrite_merge_loc_conf: codes stay with their level; a server's run before locations.
  ['ngx_http_rewrite_module', 'rewrite return break set'],
  // It has no merge function.
  ['ngx_http_try_files_module', 'try_files'],
  ['ngx_conf_module', 'include'],
];

/** ngx_http_upstream_init_round_robin: from the level of http around the upstream (1.27.3). */
const FROM_AROUND_UPSTREAM: Names = [
  ['ngx_http_upstream_module', 'resolver resolver_timeout'],
  ['ngx_stream_upstream_module', 'resolver resolver_timeout'],
];

/** ngx_http_headers_more_merge_loc_conf: the parent's commands, then its own. */
const MERGED: Names = [
  [
    'ngx_http_headers_more_filter_module',
    'more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers',
  ],
];

const EXCEPTIONS: ReadonlyMap<string, Inheritance> = new Map([
  ...keyed(LISTS, 'list'),
  ...keyed(UNNAMED, 'unnamed'),
  ...keyed(IN_IF, 'if'),
  ...keyed(NOT_AT_ALL, 'none'),
  ...keyed(FROM_AROUND_UPSTREAM, 'value'),
  ...keyed(MERGED, 'merged'),
]);

function keyed(names: Names, inheritance: Inheritance): [string, Inheritance][] {
  return names.flatMap(([module, text]) =>
    text.split(' ').map((name): [string, Inheritance] => [`${module} ${name}`, inheritance]),
  );
}

/** Module → names whose lines land in one list or one value of its configuration. */
const SHARED: ReadonlyMap<string, string> = new Map([
  ['ngx_http_access_module', 'allow deny'],
  ['ngx_stream_access_module', 'allow deny'],
  ['ngx_http_core_module', 'root alias'],
  ['ngx_http_xslt_filter_module', 'xslt_param xslt_string_param'],
]);
