/** A module that is known to exist, of whose directives only the names are known. */
export interface UnmeasuredModule {
  readonly module: string;
  /** Where its directives are described. */
  readonly source: string;
  /** Names, separated by spaces; one that ends in `*` stands for all that begin so. */
  readonly names: string;
}

/**
 * The module that a directive which was not measured is known from. Its meaning, its contexts and its
 * arguments are unknown: to call such a directive a mistake would be a mistake.
 */
export function unmeasuredModule(name: string): UnmeasuredModule | undefined {
  return UNMEASURED.find(({ names }) =>
    names
      .split(' ')
      .some((known) =>
        known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known,
      ),
  );
}

/** Modules in common use that are in no package of Debian, and nginx's own that are too new or not free. */
export const UNMEASURED: readonly UnmeasuredModule[] = [
  {
    module: 'nginx 1.31',
    source: 'CHANGES, nginx 1.31.0 to 1.31.5',
    names: 'tunnel_* least_time proxy_socket_sndbuf proxy_socket_rcvbuf client_body_early_read',
  },
  {
    module: 'NGINX Plus',
    source: 'https://nginx.org/en/docs/',
    names:
      'api status_zone health_check health_check_timeout match state ntlm queue least_time ' +
      'keyval keyval_zone zone_sync* auth_jwt* auth_oidc oidc_provider session_log session_log_* ' +
      'sticky_cookie_insert f4f f4f_buffer_size hls hls_* internal_redirect proxy_requests mgmt ' +
      'license_token num_map otel_*',
  },
  {
    module: 'nginx-otel',
    source: 'https://github.com/nginxinc/nginx-otel',
    names:
      'otel_exporter otel_trace otel_trace_context otel_span_name otel_span_attr otel_service_name',
  },
  {
    module: 'nginx-acme',
    source: 'https://github.com/nginx/nginx-acme',
    names: 'acme_*',
  },
  {
    module: 'nginx-module-vts',
    source: 'https://github.com/vozlt/nginx-module-vts',
    names: 'vhost_traffic_status vhost_traffic_status_*',
  },
  {
    module: 'nginx-module-sts',
    source: 'https://github.com/vozlt/nginx-module-sts',
    names: 'stream_server_traffic_status stream_server_traffic_status_*',
  },
  {
    module: 'ngx_pagespeed',
    source: 'https://github.com/apache/incubator-pagespeed-ngx',
    names: 'pagespeed ModPagespeed',
  },
  {
    module: 'Phusion Passenger',
    source: 'https://www.phusionpassenger.com/docs/references/config_reference/nginx/',
    names: 'passenger_* rails_*',
  },
  {
    module: 'nginx_upstream_check_module',
    source: 'https://github.com/yaoweibin/nginx_upstream_check_module',
    names:
      'check check_http_send check_http_expect_alive check_keepalive_requests check_shm_size check_status',
  },
  {
    module: 'naxsi',
    source: 'https://github.com/nbs-system/naxsi',
    names:
      'SecRulesEnabled SecRulesDisabled LearningMode MainRule BasicRule CheckRule DeniedUrl ' +
      'rules_enabled rules_disabled learning_mode main_rule basic_rule check_rule denied_url',
  },
  {
    module: 'nginx-auth-ldap',
    source: 'https://github.com/kvspb/nginx-auth-ldap',
    names: 'auth_ldap auth_ldap_* ldap_server',
  },
  {
    module: 'nginx-opentracing',
    source: 'https://github.com/opentracing-contrib/nginx-opentracing',
    names: 'opentracing opentracing_*',
  },
  {
    module: 'nginx-vod-module',
    source: 'https://github.com/kaltura/nginx-vod-module',
    names: 'vod vod_*',
  },
  {
    module: 'nginx-upload-module',
    source: 'https://github.com/vkholodkov/nginx-upload-module',
    names:
      'upload_pass upload_pass_args upload_store upload_set_form_field upload_cleanup upload_*',
  },
  {
    module: 'OpenResty redis2-nginx-module',
    source: 'https://github.com/openresty/redis2-nginx-module',
    names: 'redis2_*',
  },
  {
    module: 'OpenResty encrypted-session-nginx-module',
    source: 'https://github.com/openresty/encrypted-session-nginx-module',
    names:
      'encrypted_session_key encrypted_session_iv encrypted_session_expires set_encrypt_session set_decrypt_session',
  },
  {
    module: 'OpenResty stream-lua-nginx-module',
    source: 'https://github.com/openresty/stream-lua-nginx-module',
    names: 'preread_by_lua preread_by_lua_block preread_by_lua_file lua_add_variable',
  },
  {
    module: 'testcookie-nginx-module',
    source: 'https://github.com/kyprizel/testcookie-nginx-module',
    names: 'testcookie testcookie_*',
  },
];
