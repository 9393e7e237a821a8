// Written by scripts/measure-catalog/measure.mjs from what real nginx binaries answered. Not by hand.
/** Directives of third parties' modules in Debian's packages, written like those of nginx. */
export const MODULE_DIRECTIVES: string = `
@ndk_http_module 234
upstream_list http,server 2+ line
@ngx_http_auth_jwt_module 4
auth_jwt_algorithm http,server,location 1 line
auth_jwt_enabled http,server,location 1 line
auth_jwt_extract_request_claims http,server,location 1+ line
auth_jwt_extract_response_claims http,server,location 1+ line
auth_jwt_extract_var_claims http,server,location 1+ line
auth_jwt_key http,server,location 1 line
auth_jwt_keyfile_path http,server,location 1 line
auth_jwt_location http,server,location 1 line
auth_jwt_loginurl http,server,location 1 line
auth_jwt_redirect http,server,location 1 flag
auth_jwt_use_keyfile http,server,location 1 flag
auth_jwt_validate_sub http,server,location 1 flag
@ngx_http_auth_pam_module 1234
auth_pam http,server,location,limit-except 1 line
auth_pam_service_name http,server,location,limit-except 1 line
auth_pam_set_pam_env http,server,location,limit-except 1 flag
@ngx_http_auth_spnego_module 34
auth_gss http,server,location,limit-except 1 flag
auth_gss_allow_basic_fallback http,server,location,limit-except 1 flag
auth_gss_authorized_principal http,server,location,limit-except 1 line
auth_gss_authorized_principal_regex http,server,location,limit-except 1 line
auth_gss_constrained_delegation http,server,location,limit-except 1 flag
auth_gss_delegate_credentials http,server,location,limit-except 1 flag
auth_gss_force_realm http,server,location,limit-except 1 flag
auth_gss_format_full http,server,location,limit-except 1 flag
auth_gss_keytab http,server,location,limit-except 1 line
auth_gss_map_to_local http,server,location,limit-except 1 flag
auth_gss_realm http,server,location,limit-except 1 line
auth_gss_service_ccache http,server,location,limit-except 1 line
auth_gss_service_name http,server,location,limit-except 1 line
auth_gss_zone_name http 1 line
@ngx_http_brotli_filter_module 234
brotli http,server,location,location-if 1 flag
brotli_buffers http,server,location 2 line
brotli_comp_level http,server,location 1 line
brotli_min_length http,server,location 1 line
brotli_types http,server,location 1+ line
brotli_window http,server,location 1 line
@ngx_http_brotli_static_module 234
brotli_static http,server,location 1 line
@ngx_http_cache_purge_module 1234
cache_purge_background_queue http 1 line 4
cache_purge_batch_size http 1 line 4
cache_purge_legacy_status http 1 line 4
cache_purge_queue_size http 1 line 4
cache_purge_response_type http,server,location 1 line 34
cache_purge_throttle_ms http 1 line 4
cache_purge_vary_aware http 1 line 4
fastcgi_cache_purge http,server,location 1+ line
proxy_cache_purge http,server,location 1+ line
scgi_cache_purge http,server,location 1+ line
uwsgi_cache_purge http,server,location 1+ line
@ngx_http_dav_ext_module 1234
dav_ext_lock http,server,location 1 line
dav_ext_lock_zone http 1-2 line
dav_ext_methods http,server,location 1+ line
@ngx_http_echo_module 1234
echo location,location-if 0+ line
echo_abort_parent location,location-if 0 line
echo_after_body location,location-if 0+ line
echo_before_body location,location-if 0+ line
echo_blocking_sleep location,location-if 1 line
echo_duplicate location,location-if 2+ line
echo_end location,location-if 0 line
echo_exec location,location-if 1-2 line
echo_flush location,location-if 0 line
echo_foreach_split location,location-if 2+ line
echo_location location,location-if 1-2 line
echo_location_async location,location-if 1-2 line
echo_read_request_body location,location-if 0 line
echo_request_body location,location-if 0 line
echo_reset_timer location,location-if 0 line
echo_sleep location,location-if 1 line
echo_status location,location-if 1 line
echo_subrequest location,location-if 2+ line
echo_subrequest_async location,location-if 2+ line
@ngx_http_eval_module 4
eval location 1+ block
eval_buffer_size http,server,location 1 line
eval_escalate http,server,location 1 flag
eval_override_content_type http,server,location 1 line
eval_subrequest_in_memory http,server,location 1 flag
@ngx_http_fancyindex_module 1234
fancyindex http,server,location 1 flag
fancyindex_case_sensitive http,server,location 1 flag 4
fancyindex_css_href http,server,location 1 line
fancyindex_default_sort http,server,location 1 line
fancyindex_directories_first http,server,location 1 flag
fancyindex_exact_size http,server,location 1 flag
fancyindex_footer http,server,location 1 line 1
fancyindex_footer http,server,location 1-2 line 234
fancyindex_header http,server,location 1 line 1
fancyindex_header http,server,location 1-2 line 234
fancyindex_hide_parent_dir http,server,location 1 flag
fancyindex_hide_symlinks http,server,location 1 flag
fancyindex_ignore http,server,location 1+ line
fancyindex_localtime http,server,location 1 flag
fancyindex_name_length http,server,location 1 line 123
fancyindex_show_dotfiles http,server,location 1 flag 234
fancyindex_show_path http,server,location 1 flag
fancyindex_time_format http,server,location 1 line
@ngx_http_geoip2_module 1234
geoip2 http 1 entries
geoip2_proxy http 1 line
geoip2_proxy_recursive http 1 flag
@ngx_http_headers_more_filter_module 1234
more_clear_headers http,server,location,location-if 1+ line
more_clear_input_headers http,server,location,location-if 1+ line
more_set_headers http,server,location,location-if 1+ line
more_set_input_headers http,server,location,location-if 1+ line
@ngx_http_hmac_secure_link_module 4
secure_link_hmac http,server,location 1 line
secure_link_hmac_algorithm http,server,location 1 line
secure_link_hmac_message http,server,location 1 line
secure_link_hmac_secret http,server,location 1 line
@ngx_http_js_core_module 4
js_load_http_native_module main 1,3 line
@ngx_http_js_module 234
js_access location,location-if,limit-except 1 line 4
js_body_filter location,location-if,limit-except 1-2 line
js_content location,location-if,limit-except 1 line
js_context_reuse http,server,location 1 line 34
js_context_reuse_max_size http,server,location 1 line 4
js_engine http,server,location 1 line 34
js_fetch_buffer_size http,server,location 1 line
js_fetch_ciphers http,server,location 1 line
js_fetch_keepalive http,server,location 1 line 4
js_fetch_keepalive_requests http,server,location 1 line 4
js_fetch_keepalive_time http,server,location 1 line 4
js_fetch_keepalive_timeout http,server,location 1 line 4
js_fetch_max_response_buffer_size http,server,location 1 line
js_fetch_protocols http,server,location 1+ line
js_fetch_proxy http,server,location 1 line 4
js_fetch_timeout http,server,location 1 line
js_fetch_trusted_certificate http,server,location 1 line
js_fetch_verify http,server,location 1 flag
js_fetch_verify_depth http,server,location 1 line
js_header_filter location,location-if,limit-except 1 line
js_import http,server,location 1,3 line
js_path http,server,location 1 line
js_periodic location 0+ line 34
js_preload_object http,server,location 1,3 line
js_set http,server,location 2 line 2
js_set http,server,location 2-3 line 34
js_shared_dict_zone http 1+ line 34
js_var http,server,location 1-2 line
@ngx_http_lua_module 1234
access_by_lua http,server,location,location-if 1 line
access_by_lua_block http,server,location,location-if 0 foreign
access_by_lua_file http,server,location,location-if 1 line
access_by_lua_no_postpone http 1 flag
balancer_by_lua_block upstream 0 foreign
balancer_by_lua_file upstream 1 line
balancer_keepalive upstream 1 line 34
body_filter_by_lua http,server,location,location-if 1 line
body_filter_by_lua_block http,server,location,location-if 0 foreign
body_filter_by_lua_file http,server,location,location-if 1 line
content_by_lua location,location-if 1 line
content_by_lua_block location,location-if 0 foreign
content_by_lua_file location,location-if 1 line
exit_worker_by_lua_block http 0 foreign 234
exit_worker_by_lua_file http 1 line 234
header_filter_by_lua http,server,location,location-if 1 line
header_filter_by_lua_block http,server,location,location-if 0 foreign
header_filter_by_lua_file http,server,location,location-if 1 line
init_by_lua http 1 line
init_by_lua_block http 0 foreign
init_by_lua_file http 1 line
init_worker_by_lua http 1 line
init_worker_by_lua_block http 0 foreign
init_worker_by_lua_file http 1 line
log_by_lua http,server,location,location-if 1 line
log_by_lua_block http,server,location,location-if 0 foreign
log_by_lua_file http,server,location,location-if 1 line
lua_capture_error_log http 1 line
lua_check_client_abort http,server,location,location-if 1 flag
lua_code_cache http,server,location,location-if 1 flag
lua_http10_buffering http,server,location,location-if 1 flag
lua_load_resty_core http 1 line 234
lua_malloc_trim http 1 line
lua_max_pending_timers http 1 line
lua_max_running_timers http 1 line
lua_need_request_body http,server,location,location-if 1 flag
lua_package_cpath http 1 line
lua_package_path http 1 line
lua_regex_cache_max_entries http 1 line
lua_regex_match_limit http 1 line
lua_sa_restart http 1 flag 234
lua_shared_dict http 2 line
lua_socket_buffer_size http,server,location,location-if 1 line
lua_socket_connect_timeout http,server,location,location-if 1 line
lua_socket_keepalive_timeout http,server,location,location-if 1 line
lua_socket_log_errors http,server,location,location-if 1 flag
lua_socket_pool_size http,server,location,location-if 1 line
lua_socket_read_timeout http,server,location,location-if 1 line
lua_socket_send_lowat http,server,location,location-if 1 line
lua_socket_send_timeout http,server,location,location-if 1 line
lua_ssl_certificate http,server,location 1 line 34
lua_ssl_certificate_key http,server,location 1 line 34
lua_ssl_ciphers http,server,location 1 line
lua_ssl_conf_command http,server,location 2 line 234
lua_ssl_crl http,server,location 1 line
lua_ssl_key_log http,server,location 1 line 4
lua_ssl_protocols http,server,location 1+ line
lua_ssl_trusted_certificate http,server,location 1 line
lua_ssl_verify_depth http,server,location 1 line
lua_thread_cache_max_entries http 1 line 234
lua_transform_underscores_in_response_headers http,server,location,location-if 1 flag
lua_use_default_type http,server,location,location-if 1 flag
lua_worker_thread_vm_pool_size http 1 line 234
rewrite_by_lua http,server,location,location-if 1 line
rewrite_by_lua_block http,server,location,location-if 0 foreign
rewrite_by_lua_file http,server,location,location-if 1 line
rewrite_by_lua_no_postpone http 1 flag
server_rewrite_by_lua_block http,server 0 foreign 234
server_rewrite_by_lua_file http,server 1 line 234
set_by_lua server,location,server-if,location-if 2+ line
set_by_lua_block server,location,server-if,location-if 1+ foreign 1
set_by_lua_block server,location,server-if,location-if 1 foreign 234
set_by_lua_file server,location,server-if,location-if 2+ line
ssl_certificate_by_lua_block http,server 0 foreign
ssl_certificate_by_lua_file http,server 1 line
ssl_client_hello_by_lua_block http,server 0 foreign 234
ssl_client_hello_by_lua_file http,server 1 line 234
ssl_session_fetch_by_lua_block http 0 foreign
ssl_session_fetch_by_lua_file http 1 line
ssl_session_store_by_lua_block http 0 foreign
ssl_session_store_by_lua_file http 1 line
@ngx_http_memc_module 234
memc_buffer_size http,server,location 1 line
memc_cmds_allowed http,server,location,location-if 1+ line
memc_connect_timeout http,server,location 1 line
memc_flags_to_last_modified location,location-if 1 flag
memc_ignore_client_abort location,location-if 1 flag
memc_next_upstream http,server,location 1+ line
memc_pass location,location-if 1 line
memc_read_timeout http,server,location 1 line
memc_send_timeout http,server,location 1 line
memc_upstream_fail_timeout http,server,location 1 line
memc_upstream_max_fails http,server,location 1 line
@ngx_http_modsecurity_module 234
modsecurity http,server,location 1 flag
modsecurity_rules http,server,location 1 line
modsecurity_rules_file http,server,location 1 line
modsecurity_rules_remote http,server,location 2 line
modsecurity_transaction_id http,server,location 1+ line
@ngx_http_push_stream_module 34
push_stream_allow_connections_to_events_channel http,server,location,location-if 1 flag
push_stream_allowed_origins http,server,location 1 line
push_stream_authorized_channels_only http,server,location 1 flag
push_stream_channel_deleted_message_text http 1 line
push_stream_channel_inactivity_time http 1 line
push_stream_channel_info_on_publish http,server,location 1 flag
push_stream_channels_path http,server,location,location-if 1 line
push_stream_channels_statistics location 0 line
push_stream_events_channel_id http 1 line
push_stream_footer_template http,server,location 1 line
push_stream_header_template http,server,location 1 line
push_stream_header_template_file http,server,location 1 line
push_stream_last_event_id http,server,location,location-if 1 line
push_stream_last_received_message_tag http,server,location,location-if 1 line
push_stream_last_received_message_time http,server,location,location-if 1 line
push_stream_longpolling_connection_ttl http,server,location 1 line
push_stream_max_channel_id_length http 1 line
push_stream_max_messages_stored_per_channel http 1 line
push_stream_max_number_of_channels http 1 line
push_stream_max_number_of_wildcard_channels http 1 line
push_stream_max_subscribers_per_channel http 1 line
push_stream_message_template http,server,location 1 line
push_stream_message_ttl http 1 line
push_stream_padding_by_user_agent http,server,location 1 line
push_stream_ping_message_interval http,server,location 1 line
push_stream_ping_message_text http 1 line
push_stream_publisher location 0-1 line
push_stream_shared_memory_size http 1-2 line
push_stream_store_messages http,server,location,location-if 1 flag
push_stream_subscriber location 0-1 line
push_stream_subscriber_connection_ttl http,server,location 1 line
push_stream_timeout_with_body http 1 flag
push_stream_user_agent http,server,location 1 line
push_stream_websocket_allow_publish http,server,location 1 flag
push_stream_wildcard_channel_max_qtd http,server,location 1 line
push_stream_wildcard_channel_prefix http 1 line
@ngx_http_set_misc_module 234
set_base32_alphabet http,server,location,server-if,location-if 1 line
set_base32_padding http,server,location,server-if,location-if 1 flag
set_decode_base32 http,server,location,server-if,location-if 1-2 line
set_decode_base64 http,server,location,server-if,location-if 1-2 line
set_decode_base64url http,server,location,server-if,location-if 1-2 line
set_decode_hex http,server,location,server-if,location-if 1-2 line
set_encode_base32 http,server,location,server-if,location-if 1-2 line
set_encode_base64 http,server,location,server-if,location-if 1-2 line
set_encode_base64url http,server,location,server-if,location-if 1-2 line
set_encode_hex http,server,location,server-if,location-if 1-2 line
set_escape_uri http,server,location,server-if,location-if 1-2 line
set_formatted_gmt_time http,server,location,server-if,location-if 2 line
set_formatted_local_time http,server,location,server-if,location-if 2 line
set_hashed_upstream http,server,location,server-if,location-if 3 line
set_hmac_sha1 http,server,location,server-if,location-if 3 line
set_hmac_sha256 http,server,location,server-if,location-if 3 line
set_if_empty http,server,location,server-if,location-if 2 line
set_local_today http,server,location,server-if,location-if 1 line
set_md5 http,server,location,server-if,location-if 1-2 line
set_misc_base32_padding http,server,location,server-if,location-if 1 flag
set_quote_json_str http,server,location,server-if,location-if 1-2 line
set_quote_pgsql_str http,server,location,server-if,location-if 1-2 line
set_quote_sql_str http,server,location,server-if,location-if 1-2 line
set_random http,server,location,server-if,location-if 3 line
set_rotate http,server,location,server-if,location-if 3 line
set_secure_random_alphanum http,server,location,server-if,location-if 1-2 line
set_secure_random_lcalpha http,server,location,server-if,location-if 1-2 line
set_sha1 http,server,location,server-if,location-if 1-2 line
set_unescape_uri http,server,location,server-if,location-if 1-2 line
@ngx_http_srcache_filter_module 234
srcache_buffer http,server,location,location-if 1 line
srcache_default_expire http,server,location,location-if 1 line
srcache_fetch http,server,location,location-if 2-3 line
srcache_fetch_skip http,server,location,location-if 1 line
srcache_header_buffer_size http,server,location,location-if 1 line
srcache_ignore_content_encoding http,server,location 1 flag
srcache_max_expire http,server,location,location-if 1 line
srcache_methods http,server,location 1+ line
srcache_request_cache_control http,server,location 1 flag
srcache_response_cache_control http,server,location 1 flag
srcache_store http,server,location,location-if 2-3 line
srcache_store_hide_header http,server,location 1 line
srcache_store_max_size http,server,location,location-if 1 line
srcache_store_no_cache http,server,location 1 flag
srcache_store_no_store http,server,location 1 flag
srcache_store_pass_header http,server,location 1 line
srcache_store_private http,server,location 1 flag
srcache_store_ranges http,server,location 1 flag
srcache_store_skip http,server,location,location-if 1 line
srcache_store_statuses http,server,location,location-if 1+ line
@ngx_http_subs_filter_module 1234
subs_buffers http,server,location 2 line
subs_filter http,server,location 2+ line
subs_filter_bypass http,server,location 1+ line
subs_filter_types http,server,location 1+ line
subs_line_buffer_size http,server,location 2 line
@ngx_http_uploadprogress_module 1234
report_uploads http,server,location 1 line
track_uploads http,server,location 2 line
upload_progress http 2 line
upload_progress_content_type http,server,location 1 line
upload_progress_header http,server,location 1 line
upload_progress_java_output http,server,location 0 line
upload_progress_json_output http,server,location 0 line
upload_progress_jsonp_output http,server,location 0 line
upload_progress_jsonp_parameter http,server,location 1 line
upload_progress_template http,server,location 2 line
@ngx_http_upstream_fair_module 1234
fair upstream 0+ line
upstream_fair_shm_size http 1 line
@ngx_http_xss_filter_module 4
xss_callback_arg http,server,location,location-if 1 line
xss_check_status http,server,location,location-if 1 flag
xss_get http,server,location,location-if 1 flag
xss_input_types http,server,location,location-if 1+ line
xss_output_type http,server,location,location-if 1+ line
xss_override_status http,server,location,location-if 1 flag
@ngx_http_zstd_filter_module 4
zstd http,server,location,location-if 1 flag
zstd_buffers http,server,location 2 line
zstd_buffers_unsafe http,server,location 1 flag
zstd_bypass http,server,location 1+ line
zstd_bypass_vary http,server,location 1 line
zstd_comp_level http,server,location 1 line
zstd_dcz_assume_secure_transport http,server,location 1 flag
zstd_dcz_dict_file http,server,location 1-2 line
zstd_dcz_dict_trust_hashes http 1 flag
zstd_dict_file http 1 line
zstd_dict_file_unsafe http 1 flag
zstd_dict_strict_path http 1 flag
zstd_long http,server,location 1 flag
zstd_max_cctx_memory http,server,location 1 line
zstd_max_length http,server,location 1 line
zstd_min_length http,server,location 1 line
zstd_target_cblock_size http,server,location 1 line
zstd_types http,server,location 1+ line
zstd_window_log http,server,location 1 line
@ngx_http_zstd_static_module 4
zstd_static http,server,location 1 line
zstd_static_dict_bypass http,server,location 1 flag
@ngx_nchan_module 1234
nchan_access_control_allow_credentials http,server,location,location-if 1 flag
nchan_access_control_allow_origin http,server,location,location-if 1 line
nchan_authorize_request server,location,location-if 1 line
nchan_benchmark location 0 line
nchan_benchmark_channels location 1 line
nchan_benchmark_message_padding_bytes location 1 line
nchan_benchmark_messages_per_channel_per_minute location 1 line
nchan_benchmark_publisher_distribution location 1 line
nchan_benchmark_subscriber_distribution location 1 line
nchan_benchmark_subscribers_per_channel location 1 line
nchan_benchmark_time location 1 line
nchan_channel_event_string server,location,location-if 1 line
nchan_channel_events_channel_id server,location,location-if 1 line
nchan_channel_group server,location,location-if 1 line
nchan_channel_group_accounting server,location 1 flag
nchan_channel_id server,location,location-if 1-7 line
nchan_channel_id_split_delimiter server,location,location-if 1 line
nchan_channel_timeout http,server,location 1 line
nchan_deflate_message_for_websocket server,location 1 line
nchan_eventsource_event server,location,location-if 1 line
nchan_eventsource_ping_comment server,location,location-if 1 line
nchan_eventsource_ping_data server,location,location-if 1 line
nchan_eventsource_ping_event server,location,location-if 1 line
nchan_eventsource_ping_interval server,location,location-if 1 line
nchan_group_location location 0-3 line
nchan_group_max_channels location 1 line
nchan_group_max_messages location 1 line
nchan_group_max_messages_disk location 1 line
nchan_group_max_messages_memory location 1 line
nchan_group_max_subscribers location 1 line
nchan_longpoll_multipart_response server,location,location-if 1 line
nchan_max_channel_id_length http,server,location 1 line
nchan_max_channel_subscribers http,server,location 1 line
nchan_max_reserved_memory http 1 line
nchan_message_buffer_length http,server,location 1 line
nchan_message_max_buffer_length http,server,location 1 line
nchan_message_temp_path http 1 line
nchan_message_timeout http,server,location 1 line
nchan_permessage_deflate_compression_level http 1 line
nchan_permessage_deflate_compression_memlevel http 1 line
nchan_permessage_deflate_compression_strategy http 1 line
nchan_permessage_deflate_compression_window http 1 line
nchan_pub_channel_id server,location,location-if 1-7 line
nchan_publisher server,location,location-if 0-2 line
nchan_publisher_channel_id server,location,location-if 1-7 line
nchan_publisher_location server,location,location-if 0-2 line
nchan_publisher_upstream_request server,location,location-if 1 line
nchan_pubsub server,location,location-if 0-6 line
nchan_pubsub_channel_id server,location,location-if 1-7 line
nchan_pubsub_location server,location,location-if 0-6 line
nchan_redis_accurate_subscriber_count upstream 1 flag 234
nchan_redis_cluster_check_interval upstream 1 line 234
nchan_redis_cluster_check_interval_backoff upstream 1 line 234
nchan_redis_cluster_check_interval_jitter upstream 1 line 234
nchan_redis_cluster_check_interval_max upstream 1 line 234
nchan_redis_cluster_check_interval_min upstream 1 line 234
nchan_redis_cluster_connect_timeout upstream 1 line 234
nchan_redis_cluster_max_failing_time upstream 1 line 234
nchan_redis_cluster_recovery_delay upstream 1 line 234
nchan_redis_cluster_recovery_delay_backoff upstream 1 line 234
nchan_redis_cluster_recovery_delay_jitter upstream 1 line 234
nchan_redis_cluster_recovery_delay_max upstream 1 line 234
nchan_redis_cluster_recovery_delay_min upstream 1 line 234
nchan_redis_command_timeout upstream 1 line 234
nchan_redis_connect_timeout upstream 1 line
nchan_redis_discovered_ip_range_blacklist upstream 1-7 line 234
nchan_redis_fakesub_timer_interval http 1 line
nchan_redis_idle_channel_cache_timeout http,server,location 1 line
nchan_redis_idle_channel_keepalive_backoff upstream 1 line 234
nchan_redis_idle_channel_keepalive_jitter upstream 1 line 234
nchan_redis_idle_channel_keepalive_max upstream 1 line 234
nchan_redis_idle_channel_keepalive_min upstream 1 line 234
nchan_redis_idle_channel_keepalive_safety_margin upstream 1 line 234
nchan_redis_load_scripts_unconditionally upstream 1 flag 234
nchan_redis_namespace http,server,location,upstream 1 line
nchan_redis_node_connect_timeout upstream 1 line 234
nchan_redis_nostore_fastpublish http,server,upstream 1 flag
nchan_redis_optimize_target upstream 1 line
nchan_redis_pass http,server,location 1 line
nchan_redis_pass_inheritable http,server,location 1 flag
nchan_redis_password upstream 1 line 234
nchan_redis_ping_interval http,server,location,upstream 1 line
nchan_redis_publish_msgpacked_max_size http 1 line
nchan_redis_reconnect_delay upstream 1 line 234
nchan_redis_reconnect_delay_backoff upstream 1 line 234
nchan_redis_reconnect_delay_jitter upstream 1 line 234
nchan_redis_reconnect_delay_max upstream 1 line 234
nchan_redis_reconnect_delay_min upstream 1 line 234
nchan_redis_retry_commands upstream 1 flag 234
nchan_redis_retry_commands_max_wait upstream 1 line 234
nchan_redis_server upstream 1 line 12
nchan_redis_server upstream 1-2 line 34
nchan_redis_ssl upstream 1 flag 234
nchan_redis_ssl_ciphers upstream 1 line 234
nchan_redis_ssl_client_certificate upstream 1 line 234
nchan_redis_ssl_client_certificate_key upstream 1 line 234
nchan_redis_ssl_server_name upstream 1 line 234
nchan_redis_ssl_trusted_certificate upstream 1 line 234
nchan_redis_ssl_trusted_certificate_path upstream 1 line 234
nchan_redis_ssl_verify_certificate upstream 1 line 234
nchan_redis_storage_mode http,server,upstream 1 line 1
nchan_redis_storage_mode http,server,location,upstream 1 line 234
nchan_redis_subscribe_weights upstream 1-2 line
nchan_redis_tls upstream 1 flag 234
nchan_redis_tls_ciphers upstream 1 line 234
nchan_redis_tls_client_certificate upstream 1 line 234
nchan_redis_tls_server_name upstream 1 line 234
nchan_redis_tls_trusted_certificate upstream 1 line 234
nchan_redis_tls_trusted_certificate_path upstream 1 line 234
nchan_redis_tls_verify_certificate upstream 1 line 234
nchan_redis_upstream_stats server,location 1 line 234
nchan_redis_upstream_stats_disconnected_timeout upstream 1 flag 234
nchan_redis_upstream_stats_enabled upstream 1 flag 234
nchan_redis_url http,server,location 1 line
nchan_redis_username upstream 1 line 234
nchan_redis_wait_after_connecting http,server,location 1 line
nchan_shared_memory_size http 1 line
nchan_storage_engine http,server,location 1 line
nchan_store_messages http,server,location,location-if 1 line
nchan_stub_status location 0 line
nchan_sub_channel_id server,location,location-if 1-7 line
nchan_subscribe_existing_channels_only http,server,location 1 flag
nchan_subscribe_request server,location,location-if 1 line
nchan_subscriber server,location,location-if 0-5 line
nchan_subscriber_channel_id server,location,location-if 1-7 line
nchan_subscriber_compound_etag_message_id server,location,location-if 1 flag
nchan_subscriber_first_message server,location,location-if 1 line
nchan_subscriber_http_raw_stream_separator server,location,location-if 1 line
nchan_subscriber_info location 0 line 234
nchan_subscriber_info_string server,location 1 line 234
nchan_subscriber_last_message_id server,location,location-if 1-5 line
nchan_subscriber_location server,location,location-if 0-5 line
nchan_subscriber_message_id_custom_etag_header server,location,location-if 1 line
nchan_subscriber_timeout http,server,location,location-if 1 line
nchan_unsubscribe_request server,location,location-if 1 line
nchan_use_redis http,server,location 1 flag
nchan_websocket_client_heartbeat server,location,location-if 2 line
nchan_websocket_ping_interval server,location,location-if 1 line
push_authorized_channels_only http,server,location 1 flag
push_channel_group server,location,location-if 1 line
push_channel_timeout http,server,location 1 line
push_max_channel_id_length http,server,location 1 line
push_max_channel_subscribers http,server,location 1 line
push_max_message_buffer_length http,server,location 1 line
push_max_reserved_memory http 1 line
push_message_buffer_length http,server,location 1 line
push_message_timeout http,server,location 1 line
push_min_message_buffer_length server,location,location-if 1 line
push_publisher server,location,location-if 0-2 line
push_store_messages http,server,location,location-if 1 line
push_subscriber server,location,location-if 0-5 line
push_subscriber_concurrency server,location,location-if 1 line
push_subscriber_timeout http,server,location,location-if 1 line
@ngx_rtmp_access_module 1234
allow rtmp,rtmp-server,rtmp-application 1-2 line
deny rtmp,rtmp-server,rtmp-application 1-2 line
@ngx_rtmp_auto_push_module 1234
rtmp_auto_push main 1 flag
rtmp_auto_push_reconnect main 1 line
rtmp_socket_dir main 1 line
@ngx_rtmp_codec_module 1234
meta rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_control_module 1234
rtmp_control http,server,location 1+ line
@ngx_rtmp_core_module 1234
ack_window rtmp,rtmp-server 1 line
application rtmp-server 1 block
buflen rtmp,rtmp-server 1 line
busy rtmp,rtmp-server 1 flag
chunk_size rtmp,rtmp-server 1 line
listen rtmp-server 1-2 line
max_message rtmp,rtmp-server 1 line
max_streams rtmp,rtmp-server 1 line
out_cork rtmp,rtmp-server 1 line
out_queue rtmp,rtmp-server 1 line
ping rtmp,rtmp-server 1 line
ping_timeout rtmp,rtmp-server 1 line
play_time_fix rtmp,rtmp-server,rtmp-application 1 flag
publish_time_fix rtmp,rtmp-server,rtmp-application 1 flag
server rtmp 0 block
so_keepalive rtmp,rtmp-server 1 flag
timeout rtmp,rtmp-server 1 line
@ngx_rtmp_dash_module 1234
dash rtmp,rtmp-server,rtmp-application 1 flag
dash_cleanup rtmp,rtmp-server,rtmp-application 1 flag
dash_fragment rtmp,rtmp-server,rtmp-application 1 line
dash_nested rtmp,rtmp-server,rtmp-application 1 flag
dash_path rtmp,rtmp-server,rtmp-application 1 line
dash_playlist_length rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_exec_module 1234
exec rtmp,rtmp-server,rtmp-application 1+ line
exec_kill_signal rtmp,rtmp-server,rtmp-application 1 line
exec_options rtmp,rtmp-server,rtmp-application 1 flag
exec_play rtmp,rtmp-server,rtmp-application 1+ line
exec_play_done rtmp,rtmp-server,rtmp-application 1+ line
exec_publish rtmp,rtmp-server,rtmp-application 1+ line
exec_publish_done rtmp,rtmp-server,rtmp-application 1+ line
exec_pull rtmp,rtmp-server,rtmp-application 1+ line
exec_push rtmp,rtmp-server,rtmp-application 1+ line
exec_record_done rtmp,rtmp-server,rtmp-application 1+ line
exec_static rtmp,rtmp-server,rtmp-application 1+ line
respawn rtmp,rtmp-server,rtmp-application 1 flag
respawn_timeout rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_hls_module 1234
hls rtmp,rtmp-server,rtmp-application 1 flag
hls_audio_buffer_size rtmp,rtmp-server,rtmp-application 1 line
hls_base_url rtmp,rtmp-server,rtmp-application 1 line
hls_cleanup rtmp,rtmp-server,rtmp-application 1 flag
hls_continuous rtmp,rtmp-server,rtmp-application 1 flag
hls_fragment rtmp,rtmp-server,rtmp-application 1 line
hls_fragment_naming rtmp,rtmp-server,rtmp-application 1 line
hls_fragment_naming_granularity rtmp,rtmp-server,rtmp-application 1 line
hls_fragment_slicing rtmp,rtmp-server,rtmp-application 1 line
hls_fragments_per_key rtmp,rtmp-server,rtmp-application 1 line
hls_key_path rtmp,rtmp-server,rtmp-application 1 line
hls_key_url rtmp,rtmp-server,rtmp-application 1 line
hls_keys rtmp,rtmp-server,rtmp-application 1 flag
hls_max_audio_delay rtmp,rtmp-server,rtmp-application 1 line
hls_max_fragment rtmp,rtmp-server,rtmp-application 1 line
hls_muxdelay rtmp,rtmp-server,rtmp-application 1 line
hls_nested rtmp,rtmp-server,rtmp-application 1 flag
hls_path rtmp,rtmp-server,rtmp-application 1 line
hls_playlist_length rtmp,rtmp-server,rtmp-application 1 line
hls_sync rtmp,rtmp-server,rtmp-application 1 line
hls_type rtmp,rtmp-server,rtmp-application 1 line
hls_variant rtmp,rtmp-server,rtmp-application 1+ line
@ngx_rtmp_limit_module 1234
max_connections rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_live_module 1234
buffer rtmp,rtmp-server,rtmp-application 1 line
drop_idle_publisher rtmp,rtmp-server,rtmp-application 1 line
idle_streams rtmp,rtmp-server,rtmp-application 1 flag
interleave rtmp,rtmp-server,rtmp-application 1 flag
live rtmp,rtmp-server,rtmp-application 1 flag
play_restart rtmp,rtmp-server,rtmp-application 1 flag
publish_notify rtmp,rtmp-server,rtmp-application 1 flag
stream_buckets rtmp,rtmp-server,rtmp-application 1 line
sync rtmp,rtmp-server,rtmp-application 1 line
wait_key rtmp,rtmp-server,rtmp-application 1 flag
wait_video rtmp,rtmp-server,rtmp-application 1 flag
@ngx_rtmp_log_module 1234
access_log rtmp,rtmp-server,rtmp-application 1-2 line
log_format rtmp,rtmp-server,rtmp-application 2+ line
@ngx_rtmp_module 1234
rtmp main 0 block
@ngx_rtmp_netcall_module 1234
netcall_buffer rtmp,rtmp-server 1 line
netcall_timeout rtmp,rtmp-server 1 line
@ngx_rtmp_notify_module 1234
notify_method rtmp,rtmp-server,rtmp-application 1 line
notify_relay_redirect rtmp,rtmp-server,rtmp-application 1 flag
notify_update_strict rtmp,rtmp-server,rtmp-application 1 flag
notify_update_timeout rtmp,rtmp-server,rtmp-application 1 line
on_connect rtmp,rtmp-server 1 line
on_disconnect rtmp,rtmp-server 1 line
on_done rtmp,rtmp-server,rtmp-application 1 line
on_play rtmp,rtmp-server,rtmp-application 1 line
on_play_done rtmp,rtmp-server,rtmp-application 1 line
on_publish rtmp,rtmp-server,rtmp-application 1 line
on_publish_done rtmp,rtmp-server,rtmp-application 1 line
on_record_done rtmp,rtmp-server,rtmp-application 1 line
on_update rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_play_module 1234
play rtmp,rtmp-server,rtmp-application 1+ line
play_local_path rtmp,rtmp-server,rtmp-application 1 line
play_temp_path rtmp,rtmp-server,rtmp-application 1 line
@ngx_rtmp_record_module 1234
record rtmp,rtmp-server,rtmp-application 1+ line
record_append rtmp,rtmp-server,rtmp-application 1 flag
record_interval rtmp,rtmp-server,rtmp-application 1 line
record_lock rtmp,rtmp-server,rtmp-application 1 flag
record_max_frames rtmp,rtmp-server,rtmp-application 1 line
record_max_size rtmp,rtmp-server,rtmp-application 1 line
record_notify rtmp,rtmp-server,rtmp-application 1 flag
record_path rtmp,rtmp-server,rtmp-application 1 line
record_suffix rtmp,rtmp-server,rtmp-application 1 line
record_unique rtmp,rtmp-server,rtmp-application 1 flag
recorder rtmp-application 1 block
@ngx_rtmp_relay_module 1234
pull rtmp-application 1+ line
pull_reconnect rtmp,rtmp-server,rtmp-application 1 line
push rtmp-application 1+ line
push_reconnect rtmp,rtmp-server,rtmp-application 1 line
relay_buffer rtmp,rtmp-server 1 line
session_relay rtmp,rtmp-server,rtmp-application 1 flag
@ngx_rtmp_stat_module 1234
rtmp_stat http,server,location 1+ line
rtmp_stat_stylesheet http,server,location 1 line
@ngx_stream_geoip2_module 1234
geoip2 stream 1 entries
@ngx_stream_js_core_module 4
js_load_stream_native_module main 1,3 line
@ngx_stream_js_module 234
js_access stream,stream-server 1 line
js_context_reuse stream,stream-server 1 line 34
js_context_reuse_max_size stream,stream-server 1 line 4
js_engine stream,stream-server 1+ line 34
js_fetch_buffer_size stream,stream-server 1 line
js_fetch_ciphers stream,stream-server 1 line 4
js_fetch_keepalive stream,stream-server 1 line 4
js_fetch_keepalive_requests stream,stream-server 1 line 4
js_fetch_keepalive_time stream,stream-server 1 line 4
js_fetch_keepalive_timeout stream,stream-server 1 line 4
js_fetch_max_response_buffer_size stream,stream-server 1 line
js_fetch_protocols stream,stream-server 1+ line 4
js_fetch_proxy stream,stream-server 1 line 4
js_fetch_timeout stream,stream-server 1 line
js_fetch_trusted_certificate stream,stream-server 1 line 4
js_fetch_verify stream,stream-server 1 flag 4
js_fetch_verify_depth stream,stream-server 1 line 4
js_filter stream,stream-server 1 line
js_import stream,stream-server 1,3 line
js_path stream,stream-server 1 line
js_periodic stream-server 0+ line 34
js_preload_object stream,stream-server 1,3 line
js_preread stream,stream-server 1 line
js_set stream,stream-server 2 line 2
js_set stream,stream-server 2-3 line 34
js_shared_dict_zone stream 1+ line 34
js_var stream,stream-server 1-2 line`;
