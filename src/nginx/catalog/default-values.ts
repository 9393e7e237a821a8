/**
 * Values that hold where a directive is not written, read in nginx's source of 1.18.0, 1.22.1 and 1.26.3
 * (the functions that create, initialise and merge a module's configuration); what 1.27 to 1.30 changed
 * is from CHANGES and was seen in 1.30.6.
 *
 * `@module file-of-the-source`, then `name value`; a name alone has nothing set, which differs from any
 * value. A line that begins with a version is a value that came with it, the newest first. Several lines
 * of one directive are parted by ` ; `. `4k|8k` is by the platform (a page of 4 or 8 KiB, a cache line
 * of 32, 64 or 128 bytes). Paths are those of a build without options, below the prefix.
 */
export const DEFAULT_VALUES: string = `
@ngx_core_module src/core/nginx.c
daemon on
debug_points
lock_file logs/nginx.lock
master_process on
pid logs/nginx.pid
timer_resolution
worker_processes 1
worker_rlimit_core
worker_rlimit_nofile
worker_shutdown_timeout
@ngx_errlog_module src/core/ngx_log.c
error_log logs/error.log error
@ngx_regex_module src/core/ngx_regex.c
pcre_jit off
@ngx_thread_pool_module src/core/ngx_thread_pool.c
thread_pool default threads=32 max_queue=65536
@ngx_openssl_cache_module src/event/ngx_event_openssl_cache.c
ssl_object_cache_inheritable on
@ngx_event_core_module src/event/ngx_event.c
accept_mutex off
accept_mutex_delay 500ms
multi_accept off
worker_connections 512
@ngx_epoll_module src/event/modules/ngx_epoll_module.c
epoll_events 512
worker_aio_requests 32
@ngx_quic_bpf_module src/event/quic/ngx_event_quic_bpf.c
quic_bpf off
@ngx_http_core_module src/http/ngx_http_core_module.c
absolute_redirect on
aio off
aio_write off
auth_delay 0
chunked_transfer_encoding on
client_body_buffer_size 8k|16k
client_body_in_file_only off
client_body_in_single_buffer off
client_body_timeout 60s
client_header_buffer_size 1k
client_header_timeout 60s
client_max_body_size 1m
connection_pool_size 256|512
default_type text/plain
directio off
directio_alignment 512
disable_symlinks off
error_page
etag on
gzip_disable
gzip_http_version 1.1
gzip_proxied off
gzip_vary off
if_modified_since exact
ignore_invalid_headers on
internal
keepalive_disable msie6
keepalive_min_timeout 0
1.19.10 keepalive_requests 1000
keepalive_requests 100
keepalive_time 1h
keepalive_timeout 75s
large_client_header_buffers 4 8k
limit_rate 0
limit_rate_after 0
lingering_close on
lingering_time 30s
lingering_timeout 5s
listen *:80|*:8000
log_not_found on
log_subrequest off
max_headers 1000
max_ranges
merge_slashes on
msie_padding on
msie_refresh off
open_file_cache off
open_file_cache_errors off
open_file_cache_min_uses 1
open_file_cache_valid 60s
port_in_redirect on
post_action
postpone_output 1460
read_ahead 0
recursive_error_pages off
request_pool_size 4k
reset_timedout_connection off
resolver
resolver_timeout 30s
root html
satisfy all
send_lowat 0
send_timeout 60s
sendfile off
1.21.4 sendfile_max_chunk 2m
sendfile_max_chunk 0
server_name ""
server_name_in_redirect off
server_names_hash_bucket_size 32|64|128
server_names_hash_max_size 512
server_tokens on
subrequest_output_buffer_size 4k|8k
tcp_nodelay on
tcp_nopush off
types_hash_bucket_size 64
types_hash_max_size 1024
underscores_in_headers off
variables_hash_bucket_size 64
variables_hash_max_size 1024
@ngx_http_header_count_module debian/patches (max_headers)
max_headers 1000
@ngx_http_copy_filter_module src/http/ngx_http_copy_filter_module.c
output_buffers 2 32k
@ngx_http_v2_module src/http/v2/ngx_http_v2_module.c
http2 off
http2_body_preread_size 64k
http2_chunk_size 8k
http2_max_concurrent_streams 128
http2_pool_size 4k
http2_recv_buffer_size 256k
@ngx_http_v3_module src/http/v3/ngx_http_v3_module.c
http3 on
http3_hq off
http3_max_concurrent_streams 128
http3_stream_buffer_size 64k
quic_active_connection_id_limit 2
quic_gso off
quic_host_key
quic_retry off
@ngx_http_ssl_module src/http/modules/ngx_http_ssl_module.c
ssl off
ssl_buffer_size 16k
ssl_certificate
ssl_certificate_cache off
ssl_certificate_compression off
ssl_certificate_key
ssl_ciphers HIGH:!aNULL:!MD5
ssl_client_certificate
ssl_conf_command
ssl_crl
ssl_dhparam
ssl_early_data off
ssl_ecdh_curve auto
ssl_ech_file
ssl_ocsp off
ssl_ocsp_cache off
ssl_ocsp_responder
ssl_password_file
ssl_prefer_server_ciphers off
1.27.3 ssl_protocols TLSv1.2 TLSv1.3
1.23.4 ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3
ssl_protocols TLSv1 TLSv1.1 TLSv1.2
ssl_reject_handshake off
ssl_session_cache none
ssl_session_ticket_key
ssl_session_tickets on
ssl_session_timeout 5m
ssl_stapling off
ssl_stapling_file
ssl_stapling_responder
ssl_stapling_verify off
ssl_trusted_certificate
ssl_verify_client off
ssl_verify_depth 1
@ngx_http_upstream_module src/http/ngx_http_upstream.c
resolver_timeout 30s
server weight=1 max_conns=0 max_fails=1 fail_timeout=10s
@ngx_http_upstream_keepalive_module src/http/modules/ngx_http_upstream_keepalive_module.c
1.29.7 keepalive 32 local
keepalive
1.19.10 keepalive_requests 1000
keepalive_requests 100
keepalive_time 1h
keepalive_timeout 60s
@ngx_http_proxy_module src/http/modules/ngx_http_proxy_module.c
proxy_cache_convert_head on
proxy_cookie_domain
proxy_cookie_flags
proxy_cookie_path
proxy_headers_hash_bucket_size 64
proxy_headers_hash_max_size 512
1.29.7 proxy_http_version 1.1
proxy_http_version 1.0
proxy_method
proxy_pass_trailers off
proxy_redirect default
proxy_send_lowat 0
proxy_set_body
1.29.7 proxy_set_header Host $proxy_host
proxy_set_header Host $proxy_host ; Connection close
proxy_ssl_name $proxy_host
@ngx_http_fastcgi_module src/http/modules/ngx_http_fastcgi_module.c
fastcgi_catch_stderr
fastcgi_index
fastcgi_keep_conn off
fastcgi_param
fastcgi_send_lowat 0
fastcgi_split_path_info
@ngx_http_uwsgi_module src/http/modules/ngx_http_uwsgi_module.c
uwsgi_modifier1 0
uwsgi_modifier2 0
uwsgi_param
uwsgi_string
@ngx_http_scgi_module src/http/modules/ngx_http_scgi_module.c
scgi_param
@ngx_http_grpc_module src/http/modules/ngx_http_grpc_module.c
grpc_set_header Content-Length $content_length
@ngx_http_memcached_module src/http/modules/ngx_http_memcached_module.c
memcached_gzip_flag
@ngx_http_access_module src/http/modules/ngx_http_access_module.c
allow
deny
@ngx_http_addition_filter_module src/http/modules/ngx_http_addition_filter_module.c
add_after_body
add_before_body
addition_types text/html
@ngx_http_auth_basic_module src/http/modules/ngx_http_auth_basic_module.c
auth_basic off
auth_basic_user_file
@ngx_http_auth_request_module src/http/modules/ngx_http_auth_request_module.c
auth_request off
auth_request_set
@ngx_http_autoindex_module src/http/modules/ngx_http_autoindex_module.c
autoindex off
autoindex_exact_size on
autoindex_format html
autoindex_localtime off
@ngx_http_browser_module src/http/modules/ngx_http_browser_module.c
ancient_browser
ancient_browser_value 1
modern_browser
modern_browser_value 1
@ngx_http_charset_filter_module src/http/modules/ngx_http_charset_filter_module.c
charset off
charset_types text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml
override_charset off
source_charset
@ngx_http_dav_module src/http/modules/ngx_http_dav_module.c
create_full_put_path off
dav_access user:rw
dav_methods off
min_delete_depth 0
@ngx_http_gunzip_filter_module src/http/modules/ngx_http_gunzip_filter_module.c
gunzip off
gunzip_buffers 32 4k|16 8k
@ngx_http_gzip_filter_module src/http/modules/ngx_http_gzip_filter_module.c
gzip off
gzip_buffers 32 4k|16 8k
gzip_comp_level 1
gzip_min_length 20
gzip_types text/html
@ngx_http_gzip_static_module src/http/modules/ngx_http_gzip_static_module.c
gzip_static off
@ngx_http_headers_filter_module src/http/modules/ngx_http_headers_filter_module.c
add_header
add_header_inherit on
add_trailer
add_trailer_inherit on
expires off
@ngx_http_image_filter_module src/http/modules/ngx_http_image_filter_module.c
image_filter off
image_filter_buffer 1m
image_filter_interlace off
image_filter_jpeg_quality 75
image_filter_sharpen 0
image_filter_transparency on
image_filter_webp_quality 80
@ngx_http_index_module src/http/modules/ngx_http_index_module.c
index index.html
@ngx_http_limit_conn_module src/http/modules/ngx_http_limit_conn_module.c
limit_conn
limit_conn_dry_run off
limit_conn_log_level error
limit_conn_status 503
@ngx_http_limit_req_module src/http/modules/ngx_http_limit_req_module.c
limit_req
limit_req_dry_run off
limit_req_log_level error
limit_req_status 503
@ngx_http_log_module src/http/modules/ngx_http_log_module.c
access_log logs/access.log combined
open_log_file_cache off
@ngx_http_map_module src/http/modules/ngx_http_map_module.c
map_hash_bucket_size 32|64|128
map_hash_max_size 2048
@ngx_http_mirror_module src/http/modules/ngx_http_mirror_module.c
mirror off
mirror_request_body on
@ngx_http_mp4_module src/http/modules/ngx_http_mp4_module.c
mp4_buffer_size 512k
mp4_max_buffer_size 10m
mp4_start_key_frame off
@ngx_http_random_index_module src/http/modules/ngx_http_random_index_module.c
random_index off
@ngx_http_realip_module src/http/modules/ngx_http_realip_module.c
real_ip_header X-Real-IP
real_ip_recursive off
set_real_ip_from
@ngx_http_referer_module src/http/modules/ngx_http_referer_module.c
referer_hash_bucket_size 64
referer_hash_max_size 2048
valid_referers
@ngx_http_rewrite_module src/http/modules/ngx_http_rewrite_module.c
rewrite_log off
uninitialized_variable_warn on
@ngx_http_secure_link_module src/http/modules/ngx_http_secure_link_module.c
secure_link
secure_link_md5
secure_link_secret
@ngx_http_slice_filter_module src/http/modules/ngx_http_slice_filter_module.c
slice 0
@ngx_http_ssi_filter_module src/http/modules/ngx_http_ssi_filter_module.c
ssi off
ssi_last_modified off
ssi_min_file_chunk 1k
ssi_silent_errors off
ssi_types text/html
ssi_value_length 255
@ngx_http_sub_filter_module src/http/modules/ngx_http_sub_filter_module.c
sub_filter
sub_filter_last_modified off
sub_filter_once on
sub_filter_types text/html
@ngx_http_userid_filter_module src/http/modules/ngx_http_userid_filter_module.c
userid off
userid_domain none
userid_expires off
userid_flags off
userid_mark off
userid_name uid
userid_p3p none
userid_path /
@ngx_http_xslt_filter_module src/http/modules/ngx_http_xslt_filter_module.c
xml_entities
xslt_last_modified off
xslt_types text/xml
@ngx_stream_core_module src/stream/ngx_stream_core_module.c
preread_buffer_size 16k
preread_timeout 30s
proxy_protocol_timeout 30s
resolver
resolver_timeout 30s
server_name ""
server_names_hash_bucket_size 32|64|128
server_names_hash_max_size 512
tcp_nodelay on
variables_hash_bucket_size 64
variables_hash_max_size 1024
@ngx_stream_access_module src/stream/ngx_stream_access_module.c
allow
deny
@ngx_stream_limit_conn_module src/stream/ngx_stream_limit_conn_module.c
limit_conn
limit_conn_dry_run off
limit_conn_log_level error
@ngx_stream_log_module src/stream/ngx_stream_log_module.c
access_log off
open_log_file_cache off
@ngx_stream_map_module src/stream/ngx_stream_map_module.c
map_hash_bucket_size 32|64|128
map_hash_max_size 2048
@ngx_stream_proxy_module src/stream/ngx_stream_proxy_module.c
proxy_bind
proxy_buffer_size 16k
proxy_connect_timeout 60s
proxy_download_rate 0
proxy_half_close off
proxy_next_upstream on
proxy_next_upstream_timeout 0
proxy_next_upstream_tries 0
proxy_protocol off
proxy_requests 0
proxy_responses
proxy_socket_keepalive off
proxy_ssl off
proxy_ssl_certificate
proxy_ssl_certificate_cache off
proxy_ssl_certificate_key
proxy_ssl_ciphers DEFAULT
proxy_ssl_conf_command
proxy_ssl_crl
proxy_ssl_password_file
1.27.3 proxy_ssl_protocols TLSv1.2 TLSv1.3
1.23.4 proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3
proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2
proxy_ssl_server_name off
proxy_ssl_session_reuse on
proxy_ssl_trusted_certificate
proxy_ssl_verify off
proxy_ssl_verify_depth 1
proxy_timeout 10m
proxy_upload_rate 0
@ngx_stream_realip_module src/stream/ngx_stream_realip_module.c
set_real_ip_from
@ngx_stream_ssl_module src/stream/ngx_stream_ssl_module.c
ssl_alpn
ssl_certificate
ssl_certificate_cache off
ssl_certificate_compression off
ssl_certificate_key
ssl_ciphers HIGH:!aNULL:!MD5
ssl_client_certificate
ssl_conf_command
ssl_crl
ssl_dhparam
ssl_ecdh_curve auto
ssl_handshake_timeout 60s
ssl_password_file
ssl_prefer_server_ciphers off
1.27.3 ssl_protocols TLSv1.2 TLSv1.3
1.23.4 ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3
ssl_protocols TLSv1 TLSv1.1 TLSv1.2
ssl_reject_handshake off
ssl_session_cache none
ssl_session_ticket_key
ssl_session_tickets on
ssl_session_timeout 5m
ssl_trusted_certificate
ssl_verify_client off
ssl_verify_depth 1
@ngx_stream_ssl_preread_module src/stream/ngx_stream_ssl_preread_module.c
ssl_preread off
@ngx_stream_upstream_module src/stream/ngx_stream_upstream.c
resolver_timeout 30s
server weight=1 max_conns=0 max_fails=1 fail_timeout=10s
@ngx_mail_auth_http_module src/mail/ngx_mail_auth_http_module.c
auth_http_header
auth_http_pass_client_cert off
auth_http_timeout 60s
@ngx_mail_core_module src/mail/ngx_mail_core_module.c
max_errors 5
resolver
resolver_timeout 30s
timeout 60s
@ngx_mail_imap_module src/mail/ngx_mail_imap_module.c
imap_auth plain
imap_capabilities IMAP4 IMAP4rev1 UIDPLUS
imap_client_buffer 4k|8k
@ngx_mail_pop3_module src/mail/ngx_mail_pop3_module.c
pop3_auth plain
pop3_capabilities TOP USER UIDL
@ngx_mail_proxy_module src/mail/ngx_mail_proxy_module.c
proxy_buffer 4k|8k
proxy_pass_error_message off
proxy_protocol off
proxy_smtp_auth off
proxy_timeout 24h
xclient on
@ngx_mail_realip_module src/mail/ngx_mail_realip_module.c
set_real_ip_from
@ngx_mail_smtp_module src/mail/ngx_mail_smtp_module.c
smtp_auth plain login
smtp_capabilities
smtp_client_buffer 4k|8k
smtp_greeting_delay 0
@ngx_mail_ssl_module src/mail/ngx_mail_ssl_module.c
ssl off
ssl_ciphers HIGH:!aNULL:!MD5
ssl_ecdh_curve auto
ssl_prefer_server_ciphers off
1.27.3 ssl_protocols TLSv1.2 TLSv1.3
1.23.4 ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3
ssl_protocols TLSv1 TLSv1.1 TLSv1.2
ssl_session_cache none
ssl_session_tickets on
ssl_session_timeout 5m
ssl_verify_client off
ssl_verify_depth 1
starttls off
`;

/** What the merge functions of the proxying modules of http have in common: names without `proxy_` and its like. */
export const PROXYING_DEFAULTS: readonly (readonly [prefixes: string, lines: string])[] = [
  [
    'proxy fastcgi uwsgi scgi grpc memcached',
    `bind
buffer_size 4k|8k
connect_timeout 60s
next_upstream error timeout
next_upstream_timeout 0
next_upstream_tries 0
read_timeout 60s
send_timeout 60s
socket_keepalive off`,
  ],
  [
    'proxy fastcgi uwsgi scgi grpc',
    `hide_header
ignore_headers
intercept_errors off
pass_header`,
  ],
  [
    'proxy fastcgi uwsgi scgi',
    `buffering on
buffers 8 4k|8k
busy_buffers_size 8k|16k
cache off
cache_background_update off
cache_bypass
cache_lock off
cache_lock_age 5s
cache_lock_timeout 5s
cache_max_range_offset
cache_methods GET HEAD
cache_min_uses 1
cache_revalidate off
cache_use_stale off
cache_valid
force_ranges off
ignore_client_abort off
limit_rate 0
max_temp_file_size 1024m
no_cache
pass_request_body on
pass_request_headers on
request_buffering on
store off
store_access user:rw
temp_file_write_size 8k|16k`,
  ],
  [
    'proxy uwsgi grpc',
    `ssl_certificate
ssl_certificate_cache off
ssl_certificate_key
ssl_ciphers DEFAULT
ssl_conf_command
ssl_crl
ssl_password_file
1.27.3 ssl_protocols TLSv1.2 TLSv1.3
1.23.4 ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3
ssl_protocols TLSv1 TLSv1.1 TLSv1.2
ssl_server_name off
ssl_session_reuse on
ssl_trusted_certificate
ssl_verify off
ssl_verify_depth 1`,
  ],
];
