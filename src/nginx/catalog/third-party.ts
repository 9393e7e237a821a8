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

/**
 * Modules in common use that no package of Debian has, and those of nginx that are too new or not
 * free. The names were looked up in the modules' source, those of NGINX Plus in its documentation.
 */
export const UNMEASURED: readonly UnmeasuredModule[] = [
  {
    module: 'nginx 1.31',
    source: 'https://github.com/nginx/nginx',
    names:
      'client_body_early_read json_set least_time predicate proxy_socket_rcvbuf ' +
      'proxy_socket_sndbuf tunnel_*',
  },
  {
    module: 'NGINX Plus',
    source: 'https://nginx.org/en/docs/dirindex.html',
    names:
      'api auth_jwt auth_jwt_* auth_oidc f4f f4f_buffer_size fastcgi_cache_purge health_check ' +
      'health_check_timeout hls hls_* internal_redirect keyval keyval_zone least_time ' +
      'license_token match mgmt mp4_limit_rate mp4_limit_rate_after mqtt mqtt_* ntlm num_map ' +
      'oidc_provider proxy_cache_purge proxy_session_drop queue scgi_cache_purge session_log ' +
      'session_log_* state status status_format status_zone sticky sticky_cookie_insert ' +
      'upstream_conf usage_report uwsgi_cache_purge zone_sync zone_sync_*',
  },
  {
    module: 'njs',
    source: 'https://github.com/nginx/njs',
    names: 'js_*',
  },
  {
    module: 'nginx-otel',
    source: 'https://github.com/nginxinc/nginx-otel',
    names: 'otel_*',
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
    names:
      'stream_server_traffic_status stream_server_traffic_status_* server_traffic_status ' +
      'server_traffic_status_*',
  },
  {
    module: 'nginx_upstream_check_module',
    source: 'https://github.com/yaoweibin/nginx_upstream_check_module',
    names:
      'check check_fastcgi_param check_http_expect_alive check_http_send ' +
      'check_keepalive_requests check_shm_size check_status',
  },
  {
    module: 'nginx-sticky-module-ng',
    source: 'https://github.com/Refinitiv/nginx-sticky-module-ng',
    names: 'sticky sticky_hide_cookie sticky_no_fallback',
  },
  {
    module: 'ngx_http_dyups_module',
    source: 'https://github.com/yzprofile/ngx_http_dyups_module',
    names: 'dyups_*',
  },
  {
    module: 'nginx-upsync-module',
    source: 'https://github.com/weibocom/nginx-upsync-module',
    names: 'upstream_show upsync upsync_dump_path upsync_lb',
  },
  {
    module: 'ngx_dynamic_upstream',
    source: 'https://github.com/cubicdaiya/ngx_dynamic_upstream',
    names: 'dynamic_upstream',
  },
  {
    module: 'ngx_upstream_jdomain',
    source: 'https://github.com/nicholaschiasson/ngx_upstream_jdomain',
    names: 'jdomain',
  },
  {
    module: 'nginx-upstream-jvm-route',
    source: 'https://github.com/nulab/nginx-upstream-jvm-route',
    names: 'jvm_route',
  },
  {
    module: 'nginx-limit-upstream',
    source: 'https://github.com/cfsego/nginx-limit-upstream',
    names: 'limit_upstream_*',
  },
  {
    module: 'ngx_http_proxy_connect_module',
    source: 'https://github.com/chobits/ngx_http_proxy_connect_module',
    names:
      'proxy_connect proxy_connect_allow proxy_connect_connect_timeout proxy_connect_data_timeout',
  },
  {
    module: 'nginx_ajp_module',
    source: 'https://github.com/yaoweibin/nginx_ajp_module',
    names: 'ajp_*',
  },
  {
    module: 'ngx_pagespeed',
    source: 'https://github.com/apache/incubator-pagespeed-ngx',
    names: 'pagespeed',
  },
  {
    module: 'Phusion Passenger',
    source: 'https://www.phusionpassenger.com/docs/references/config_reference/nginx/',
    names: 'passenger_* rails_*',
  },
  {
    module: 'naxsi',
    source: 'https://github.com/nbs-system/naxsi',
    names:
      'BasicRule CheckRule DeniedUrl IgnoreCIDR IgnoreIP LearningMode LibInjectionSql ' +
      'LibInjectionXss MainRule NaxsiLogFile SecRulesDisabled SecRulesEnabled basic_rule ' +
      'check_rule denied_url ignore_cidr ignore_ip learning_mode libinjection_sql ' +
      'libinjection_xss main_rule naxsi_log rules_disabled rules_enabled',
  },
  {
    module: 'nginx-auth-ldap',
    source: 'https://github.com/kvspb/nginx-auth-ldap',
    names: 'auth_ldap auth_ldap_* ldap_server',
  },
  {
    module: 'nginx-http-auth-digest',
    source: 'https://github.com/atomx/nginx-http-auth-digest',
    names: 'auth_digest auth_digest_*',
  },
  {
    module: 'nginx-http-shibboleth',
    source: 'https://github.com/nginx-shib/nginx-http-shibboleth',
    names: 'shib_request shib_request_*',
  },
  {
    module: 'testcookie-nginx-module',
    source: 'https://github.com/kyprizel/testcookie-nginx-module',
    names: 'testcookie testcookie_*',
  },
  {
    module: 'nginx_cookie_flag_module',
    source: 'https://github.com/AirisX/nginx_cookie_flag_module',
    names: 'set_cookie_flag',
  },
  {
    module: 'nginx-ct',
    source: 'https://github.com/grahamedgecombe/nginx-ct',
    names: 'ssl_ct ssl_ct_*',
  },
  {
    module: 'nginx-opentracing',
    source: 'https://github.com/opentracing-contrib/nginx-opentracing',
    names: 'opentracing opentracing_*',
  },
  {
    module: 'opentelemetry-cpp-contrib',
    source: 'https://github.com/open-telemetry/opentelemetry-cpp-contrib',
    names: 'opentelemetry opentelemetry_*',
  },
  {
    module: 'nginx-datadog',
    source: 'https://github.com/DataDog/nginx-datadog',
    names: 'datadog_*',
  },
  {
    module: 'nginx-vod-module',
    source: 'https://github.com/kaltura/nginx-vod-module',
    names: 'vod vod_*',
  },
  {
    module: 'nginx-upload-module',
    source: 'https://github.com/vkholodkov/nginx-upload-module',
    names: 'upload_*',
  },
  {
    module: 'nginx-http-concat',
    source: 'https://github.com/alibaba/nginx-http-concat',
    names: 'concat concat_*',
  },
  {
    module: 'nginx-http-footer-filter',
    source: 'https://github.com/alibaba/nginx-http-footer-filter',
    names: 'footer footer_types',
  },
  {
    module: 'OpenResty stream-lua-nginx-module',
    source: 'https://github.com/openresty/stream-lua-nginx-module',
    names: 'lua_add_variable preread_by_lua_block preread_by_lua_file',
  },
  {
    module: 'OpenResty redis2-nginx-module',
    source: 'https://github.com/openresty/redis2-nginx-module',
    names: 'redis2_*',
  },
  {
    module: 'OpenResty encrypted-session-nginx-module',
    source: 'https://github.com/openresty/encrypted-session-nginx-module',
    names: 'encrypted_session_* set_decrypt_session set_encrypt_session',
  },
  {
    module: 'OpenResty drizzle-nginx-module',
    source: 'https://github.com/openresty/drizzle-nginx-module',
    names: 'drizzle_*',
  },
  {
    module: 'OpenResty rds-json-nginx-module',
    source: 'https://github.com/openresty/rds-json-nginx-module',
    names: 'rds_json rds_json_*',
  },
  {
    module: 'OpenResty replace-filter-nginx-module',
    source: 'https://github.com/openresty/replace-filter-nginx-module',
    names: 'replace_filter replace_filter_*',
  },
  {
    module: 'form-input-nginx-module',
    source: 'https://github.com/calio/form-input-nginx-module',
    names: 'set_form_input set_form_input_*',
  },
  {
    module: 'ngx_postgres',
    source: 'https://github.com/FRiCKLE/ngx_postgres',
    names: 'postgres_*',
  },
];
