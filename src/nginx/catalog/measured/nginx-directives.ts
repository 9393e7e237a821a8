// Written by scripts/measure-catalog/measure.mjs from what real nginx binaries answered. Not by hand.
/** Directives of nginx's own modules: `@module versions`, then `name contexts arguments kind [versions]`. */
export const NGINX_DIRECTIVES: string = `
@ngx_conf_module 1234
include main,events,http,server,location,server-if,location-if,limit-except,upstream,stream,stream-server,stream-upstream,mail,mail-server,rtmp,rtmp-server,rtmp-application 1 line
@ngx_core_module 1234
daemon main 1 flag
debug_points main 1 line
env main 1 line
load_module main 1 line
lock_file main 1 line
master_process main 1 flag
pid main 1 line
timer_resolution main 1 line
user main 1-2 line
worker_cpu_affinity main 1+ line
worker_priority main 1 line
worker_processes main 1 line
worker_rlimit_core main 1 line
worker_rlimit_nofile main 1 line
worker_shutdown_timeout main 1 line
working_directory main 1 line
@ngx_epoll_module 1234
epoll_events events 1 line
worker_aio_requests events 1 line
@ngx_errlog_module 1234
error_log main 1+ line
@ngx_event_core_module 1234
accept_mutex events 1 flag
accept_mutex_delay events 1 line
debug_connection events 1 line
multi_accept events 1 flag
use events 1 line
worker_connections events 1 line
@ngx_events_module 1234
events main 0 block
@ngx_http_access_module 1234
allow http,server,location,limit-except 1 line
deny http,server,location,limit-except 1 line
@ngx_http_addition_filter_module 1234
add_after_body http,server,location 1 line
add_before_body http,server,location 1 line
addition_types http,server,location 1+ line
@ngx_http_auth_basic_module 1234
auth_basic http,server,location,limit-except 1 line
auth_basic_user_file http,server,location,limit-except 1 line
@ngx_http_auth_request_module 1234
auth_request http,server,location 1 line
auth_request_set http,server,location 2 line
@ngx_http_autoindex_module 1234
autoindex http,server,location 1 flag
autoindex_exact_size http,server,location 1 flag
autoindex_format http,server,location 1 line
autoindex_localtime http,server,location 1 flag
@ngx_http_browser_module 1234
ancient_browser http,server,location 1+ line
ancient_browser_value http,server,location 1 line
modern_browser http,server,location 1-2 line
modern_browser_value http,server,location 1 line
@ngx_http_charset_filter_module 1234
charset http,server,location,location-if 1 line
charset_map http 2 entries
charset_types http,server,location 1+ line
override_charset http,server,location,location-if 1 flag
source_charset http,server,location,location-if 1 line
@ngx_http_copy_filter_module 1234
output_buffers http,server,location 2 line
@ngx_http_core_module 1234
absolute_redirect http,server,location 1 flag
aio http,server,location 1 line
aio_write http,server,location 1 flag
alias location 1 line
auth_delay http,server,location 1 line
chunked_transfer_encoding http,server,location 1 flag
client_body_buffer_size http,server,location 1 line
client_body_in_file_only http,server,location 1 line
client_body_in_single_buffer http,server,location 1 flag
client_body_temp_path http,server,location 1-4 line
client_body_timeout http,server,location 1 line
client_header_buffer_size http,server 1 line
client_header_timeout http,server 1 line
client_max_body_size http,server,location 1 line
connection_pool_size http,server 1 line
default_type http,server,location 1 line
directio http,server,location 1 line
directio_alignment http,server,location 1 line
disable_symlinks http,server,location 1-2 line
early_hints http,server,location 1+ line 4
error_log http,server,location 1+ line
error_page http,server,location,location-if 2+ line
etag http,server,location 1 flag
gzip_disable http,server,location 1+ line
gzip_http_version http,server,location 1 line
gzip_proxied http,server,location 1+ line
gzip_vary http,server,location 1 flag
if_modified_since http,server,location 1 line
ignore_invalid_headers http,server 1 flag
internal location 0 line
keepalive_disable http,server,location 1-2 line
keepalive_min_timeout http,server,location 1 line 4
keepalive_requests http,server,location 1 line
keepalive_time http,server,location 1 line 234
keepalive_timeout http,server,location 1-2 line
large_client_header_buffers http,server 2 line
limit_except location 1+ block
limit_rate http,server,location,location-if 1 line
limit_rate_after http,server,location,location-if 1 line
lingering_close http,server,location 1 line
lingering_time http,server,location 1 line
lingering_timeout http,server,location 1 line
listen server 1+ line
location server,location 1-2 block
log_not_found http,server,location 1 flag
log_subrequest http,server,location 1 flag
max_headers http,server 1 line 4
max_ranges http,server,location 1 line
merge_slashes http,server 1 flag
msie_padding http,server,location 1 flag
msie_refresh http,server,location 1 flag
open_file_cache http,server,location 1-2 line
open_file_cache_errors http,server,location 1 flag
open_file_cache_events http,server,location 1 flag
open_file_cache_min_uses http,server,location 1 line
open_file_cache_valid http,server,location 1 line
port_in_redirect http,server,location 1 flag
post_action http,server,location,location-if 1 line
postpone_output http,server,location 1 line
read_ahead http,server,location 1 line
recursive_error_pages http,server,location 1 flag
request_pool_size http,server 1 line
reset_timedout_connection http,server,location 1 flag
resolver http,server,location 1+ line
resolver_timeout http,server,location 1 line
root http,server,location,location-if 1 line
satisfy http,server,location 1 line
send_lowat http,server,location 1 line
send_timeout http,server,location 1 line
sendfile http,server,location,location-if 1 flag
sendfile_max_chunk http,server,location 1 line
server http 0 block
server_name server 1+ line
server_name_in_redirect http,server,location 1 flag
server_names_hash_bucket_size http 1 line
server_names_hash_max_size http 1 line
server_tokens http,server,location 1 line
subrequest_output_buffer_size http,server,location 1 line
tcp_nodelay http,server,location 1 flag
tcp_nopush http,server,location 1 flag
types http,server,location 0 entries
types_hash_bucket_size http,server,location 1 line
types_hash_max_size http,server,location 1 line
underscores_in_headers http,server 1 flag
variables_hash_bucket_size http 1 line
variables_hash_max_size http 1 line
@ngx_http_dav_module 1234
create_full_put_path http,server,location 1 flag
dav_access http,server,location 1-3 line
dav_methods http,server,location 1+ line
min_delete_depth http,server,location 1 line
@ngx_http_empty_gif_module 1234
empty_gif location 0 line
@ngx_http_fastcgi_module 1234
fastcgi_bind http,server,location 1-2 line
fastcgi_buffer_size http,server,location 1 line
fastcgi_buffering http,server,location 1 flag
fastcgi_buffers http,server,location 2 line
fastcgi_busy_buffers_size http,server,location 1 line
fastcgi_cache http,server,location 1 line
fastcgi_cache_background_update http,server,location 1 flag
fastcgi_cache_bypass http,server,location 1+ line
fastcgi_cache_key http,server,location 1 line
fastcgi_cache_lock http,server,location 1 flag
fastcgi_cache_lock_age http,server,location 1 line
fastcgi_cache_lock_timeout http,server,location 1 line
fastcgi_cache_max_range_offset http,server,location 1 line
fastcgi_cache_methods http,server,location 1+ line
fastcgi_cache_min_uses http,server,location 1 line
fastcgi_cache_path http 2+ line
fastcgi_cache_revalidate http,server,location 1 flag
fastcgi_cache_use_stale http,server,location 1+ line
fastcgi_cache_valid http,server,location 1+ line
fastcgi_catch_stderr http,server,location 1 line
fastcgi_connect_timeout http,server,location 1 line
fastcgi_force_ranges http,server,location 1 flag
fastcgi_hide_header http,server,location 1 line
fastcgi_ignore_client_abort http,server,location 1 flag
fastcgi_ignore_headers http,server,location 1+ line
fastcgi_index http,server,location 1 line
fastcgi_intercept_errors http,server,location 1 flag
fastcgi_keep_conn http,server,location 1 flag
fastcgi_limit_rate http,server,location 1 line
fastcgi_max_temp_file_size http,server,location 1 line
fastcgi_next_upstream http,server,location 1+ line
fastcgi_next_upstream_timeout http,server,location 1 line
fastcgi_next_upstream_tries http,server,location 1 line
fastcgi_no_cache http,server,location 1+ line
fastcgi_param http,server,location 2-3 line
fastcgi_pass location,location-if 1 line
fastcgi_pass_header http,server,location 1 line
fastcgi_pass_request_body http,server,location 1 flag
fastcgi_pass_request_headers http,server,location 1 flag
fastcgi_read_timeout http,server,location 1 line
fastcgi_request_buffering http,server,location 1 flag
fastcgi_send_lowat http,server,location 1 line
fastcgi_send_timeout http,server,location 1 line
fastcgi_socket_keepalive http,server,location 1 flag
fastcgi_split_path_info http,server,location 1 line
fastcgi_store http,server,location 1 line
fastcgi_store_access http,server,location 1-3 line
fastcgi_temp_file_write_size http,server,location 1 line
fastcgi_temp_path http,server,location 1-4 line
@ngx_http_flv_module 1234
flv location 0 line
@ngx_http_geo_module 1234
geo http 1-2 entries
@ngx_http_geoip_module 1234
geoip_city http 1-2 line
geoip_country http 1-2 line
geoip_org http 1-2 line
geoip_proxy http 1 line
geoip_proxy_recursive http 1 flag
@ngx_http_grpc_module 1234
grpc_bind http,server,location 1-2 line
grpc_buffer_size http,server,location 1 line
grpc_connect_timeout http,server,location 1 line
grpc_hide_header http,server,location 1 line
grpc_ignore_headers http,server,location 1+ line
grpc_intercept_errors http,server,location 1 flag
grpc_next_upstream http,server,location 1+ line
grpc_next_upstream_timeout http,server,location 1 line
grpc_next_upstream_tries http,server,location 1 line
grpc_pass location,location-if 1 line
grpc_pass_header http,server,location 1 line
grpc_read_timeout http,server,location 1 line
grpc_send_timeout http,server,location 1 line
grpc_set_header http,server,location 2 line
grpc_socket_keepalive http,server,location 1 flag
grpc_ssl_certificate http,server,location 1 line
grpc_ssl_certificate_cache http,server,location 1-3 line 4
grpc_ssl_certificate_key http,server,location 1 line
grpc_ssl_ciphers http,server,location 1 line
grpc_ssl_conf_command http,server,location 2 line 234
grpc_ssl_crl http,server,location 1 line
grpc_ssl_name http,server,location 1 line
grpc_ssl_password_file http,server,location 1 line
grpc_ssl_protocols http,server,location 1+ line
grpc_ssl_server_name http,server,location 1 flag
grpc_ssl_session_reuse http,server,location 1 flag
grpc_ssl_trusted_certificate http,server,location 1 line
grpc_ssl_verify http,server,location 1 flag
grpc_ssl_verify_depth http,server,location 1 line
@ngx_http_gunzip_filter_module 1234
gunzip http,server,location 1 flag
gunzip_buffers http,server,location 2 line
@ngx_http_gzip_filter_module 1234
gzip http,server,location,location-if 1 flag
gzip_buffers http,server,location 2 line
gzip_comp_level http,server,location 1 line
gzip_hash http,server,location 1 line
gzip_min_length http,server,location 1 line
gzip_no_buffer http,server,location 1 flag
gzip_types http,server,location 1+ line
gzip_window http,server,location 1 line
postpone_gzipping http,server,location 1 line
@ngx_http_gzip_static_module 1234
gzip_static http,server,location 1 line
@ngx_http_header_count_module 23
max_headers http,server 1 line
@ngx_http_headers_filter_module 1234
add_header http,server,location,location-if 2-3 line
add_header_inherit http,server,location,location-if 1 line 4
add_trailer http,server,location,location-if 2-3 line
add_trailer_inherit http,server,location,location-if 1 line 4
expires http,server,location,location-if 1-2 line
@ngx_http_image_filter_module 1234
image_filter location 1-3 line
image_filter_buffer http,server,location 1 line
image_filter_interlace http,server,location 1 flag
image_filter_jpeg_quality http,server,location 1 line
image_filter_sharpen http,server,location 1 line
image_filter_transparency http,server,location 1 flag
image_filter_webp_quality http,server,location 1 line
@ngx_http_index_module 1234
index http,server,location 1+ line
@ngx_http_limit_conn_module 1234
limit_conn http,server,location 2 line
limit_conn_dry_run http,server,location 1 flag
limit_conn_log_level http,server,location 1 line
limit_conn_status http,server,location 1 line
limit_conn_zone http 2 line
@ngx_http_limit_req_module 1234
limit_req http,server,location 1-3 line
limit_req_dry_run http,server,location 1 flag
limit_req_log_level http,server,location 1 line
limit_req_status http,server,location 1 line
limit_req_zone http 3 line
@ngx_http_log_module 1234
access_log http,server,location,location-if,limit-except 1+ line
log_format http 2+ line
open_log_file_cache http,server,location 1-4 line
@ngx_http_map_module 1234
map http 2 entries
map_hash_bucket_size http 1 line
map_hash_max_size http 1 line
@ngx_http_memcached_module 1234
memcached_bind http,server,location 1-2 line
memcached_buffer_size http,server,location 1 line
memcached_connect_timeout http,server,location 1 line
memcached_gzip_flag http,server,location 1 line
memcached_next_upstream http,server,location 1+ line
memcached_next_upstream_timeout http,server,location 1 line
memcached_next_upstream_tries http,server,location 1 line
memcached_pass location,location-if 1 line
memcached_read_timeout http,server,location 1 line
memcached_send_timeout http,server,location 1 line
memcached_socket_keepalive http,server,location 1 flag
@ngx_http_mirror_module 1234
mirror http,server,location 1 line
mirror_request_body http,server,location 1 flag
@ngx_http_module 1234
http main 0 block
@ngx_http_mp4_module 1234
mp4 location 0 line
mp4_buffer_size http,server,location 1 line
mp4_max_buffer_size http,server,location 1 line
mp4_start_key_frame http,server,location 1 flag 234
@ngx_http_perl_module 1234
perl location,limit-except 1 line
perl_modules http 1 line
perl_require http 1 line
perl_set http 2 line
@ngx_http_proxy_module 1234
proxy_bind http,server,location 1-2 line
proxy_buffer_size http,server,location 1 line
proxy_buffering http,server,location 1 flag
proxy_buffers http,server,location 2 line
proxy_busy_buffers_size http,server,location 1 line
proxy_cache http,server,location 1 line
proxy_cache_background_update http,server,location 1 flag
proxy_cache_bypass http,server,location 1+ line
proxy_cache_convert_head http,server,location 1 flag
proxy_cache_key http,server,location 1 line
proxy_cache_lock http,server,location 1 flag
proxy_cache_lock_age http,server,location 1 line
proxy_cache_lock_timeout http,server,location 1 line
proxy_cache_max_range_offset http,server,location 1 line
proxy_cache_methods http,server,location 1+ line
proxy_cache_min_uses http,server,location 1 line
proxy_cache_path http 2+ line
proxy_cache_revalidate http,server,location 1 flag
proxy_cache_use_stale http,server,location 1+ line
proxy_cache_valid http,server,location 1+ line
proxy_connect_timeout http,server,location 1 line
proxy_cookie_domain http,server,location 1-2 line
proxy_cookie_flags http,server,location 1-4 line 234
proxy_cookie_path http,server,location 1-2 line
proxy_force_ranges http,server,location 1 flag
proxy_headers_hash_bucket_size http,server,location 1 line
proxy_headers_hash_max_size http,server,location 1 line
proxy_hide_header http,server,location 1 line
proxy_http_version http,server,location 1 line
proxy_ignore_client_abort http,server,location 1 flag
proxy_ignore_headers http,server,location 1+ line
proxy_intercept_errors http,server,location 1 flag
proxy_limit_rate http,server,location 1 line
proxy_max_temp_file_size http,server,location 1 line
proxy_method http,server,location 1 line
proxy_next_upstream http,server,location 1+ line
proxy_next_upstream_timeout http,server,location 1 line
proxy_next_upstream_tries http,server,location 1 line
proxy_no_cache http,server,location 1+ line
proxy_pass location,location-if,limit-except 1 line
proxy_pass_header http,server,location 1 line
proxy_pass_request_body http,server,location 1 flag
proxy_pass_request_headers http,server,location 1 flag
proxy_pass_trailers http,server,location 1 flag 4
proxy_read_timeout http,server,location 1 line
proxy_redirect http,server,location 1-2 line
proxy_request_buffering http,server,location 1 flag
proxy_send_lowat http,server,location 1 line
proxy_send_timeout http,server,location 1 line
proxy_set_body http,server,location 1 line
proxy_set_header http,server,location 2 line
proxy_socket_keepalive http,server,location 1 flag
proxy_ssl_certificate http,server,location 1 line
proxy_ssl_certificate_cache http,server,location 1-3 line 4
proxy_ssl_certificate_key http,server,location 1 line
proxy_ssl_ciphers http,server,location 1 line
proxy_ssl_conf_command http,server,location 2 line 234
proxy_ssl_crl http,server,location 1 line
proxy_ssl_name http,server,location 1 line
proxy_ssl_password_file http,server,location 1 line
proxy_ssl_protocols http,server,location 1+ line
proxy_ssl_server_name http,server,location 1 flag
proxy_ssl_session_reuse http,server,location 1 flag
proxy_ssl_trusted_certificate http,server,location 1 line
proxy_ssl_verify http,server,location 1 flag
proxy_ssl_verify_depth http,server,location 1 line
proxy_store http,server,location 1 line
proxy_store_access http,server,location 1-3 line
proxy_temp_file_write_size http,server,location 1 line
proxy_temp_path http,server,location 1-4 line
@ngx_http_random_index_module 1234
random_index location 1 flag
@ngx_http_realip_module 1234
real_ip_header http,server,location 1 line
real_ip_recursive http,server,location 1 flag
set_real_ip_from http,server,location 1 line
@ngx_http_referer_module 1234
referer_hash_bucket_size server,location 1 line
referer_hash_max_size server,location 1 line
valid_referers server,location 1+ line
@ngx_http_rewrite_module 1234
break server,location,server-if,location-if 0 line
if server,location 1+ block
return server,location,server-if,location-if 1-2 line
rewrite server,location,server-if,location-if 2-3 line
rewrite_log http,server,location,server-if,location-if 1 flag
set server,location,server-if,location-if 2 line
uninitialized_variable_warn http,server,location,server-if,location-if 1 flag
@ngx_http_scgi_module 1234
scgi_bind http,server,location 1-2 line
scgi_buffer_size http,server,location 1 line
scgi_buffering http,server,location 1 flag
scgi_buffers http,server,location 2 line
scgi_busy_buffers_size http,server,location 1 line
scgi_cache http,server,location 1 line
scgi_cache_background_update http,server,location 1 flag
scgi_cache_bypass http,server,location 1+ line
scgi_cache_key http,server,location 1 line
scgi_cache_lock http,server,location 1 flag
scgi_cache_lock_age http,server,location 1 line
scgi_cache_lock_timeout http,server,location 1 line
scgi_cache_max_range_offset http,server,location 1 line
scgi_cache_methods http,server,location 1+ line
scgi_cache_min_uses http,server,location 1 line
scgi_cache_path http 2+ line
scgi_cache_revalidate http,server,location 1 flag
scgi_cache_use_stale http,server,location 1+ line
scgi_cache_valid http,server,location 1+ line
scgi_connect_timeout http,server,location 1 line
scgi_force_ranges http,server,location 1 flag
scgi_hide_header http,server,location 1 line
scgi_ignore_client_abort http,server,location 1 flag
scgi_ignore_headers http,server,location 1+ line
scgi_intercept_errors http,server,location 1 flag
scgi_limit_rate http,server,location 1 line
scgi_max_temp_file_size http,server,location 1 line
scgi_next_upstream http,server,location 1+ line
scgi_next_upstream_timeout http,server,location 1 line
scgi_next_upstream_tries http,server,location 1 line
scgi_no_cache http,server,location 1+ line
scgi_param http,server,location 2-3 line
scgi_pass location,location-if 1 line
scgi_pass_header http,server,location 1 line
scgi_pass_request_body http,server,location 1 flag
scgi_pass_request_headers http,server,location 1 flag
scgi_read_timeout http,server,location 1 line
scgi_request_buffering http,server,location 1 flag
scgi_send_timeout http,server,location 1 line
scgi_socket_keepalive http,server,location 1 flag
scgi_store http,server,location 1 line
scgi_store_access http,server,location 1-3 line
scgi_temp_file_write_size http,server,location 1 line
scgi_temp_path http,server,location 1-4 line
@ngx_http_secure_link_module 1234
secure_link http,server,location 1 line
secure_link_md5 http,server,location 1 line
secure_link_secret http,server,location 1 line
@ngx_http_slice_filter_module 1234
slice http,server,location 1 line
@ngx_http_split_clients_module 1234
split_clients http 2 entries
@ngx_http_ssi_filter_module 1234
ssi http,server,location,location-if 1 flag
ssi_ignore_recycled_buffers http,server,location 1 flag
ssi_last_modified http,server,location 1 flag
ssi_min_file_chunk http,server,location 1 line
ssi_silent_errors http,server,location 1 flag
ssi_types http,server,location 1+ line
ssi_value_length http,server,location 1 line
@ngx_http_ssl_module 1234
ssl http,server 1 flag 12
ssl_buffer_size http,server 1 line
ssl_certificate http,server 1 line
ssl_certificate_cache http,server 1-3 line 4
ssl_certificate_compression http,server 1 flag 4
ssl_certificate_key http,server 1 line
ssl_ciphers http,server 1 line
ssl_client_certificate http,server 1 line
ssl_conf_command http,server 2 line 234
ssl_crl http,server 1 line
ssl_dhparam http,server 1 line
ssl_early_data http,server 1 flag
ssl_ecdh_curve http,server 1 line
ssl_ech_file http,server 1 line 4
ssl_ocsp http,server 1 line 234
ssl_ocsp_cache http,server 1 line 234
ssl_ocsp_responder http,server 1 line 234
ssl_password_file http,server 1 line
ssl_prefer_server_ciphers http,server 1 flag
ssl_protocols http,server 1+ line
ssl_reject_handshake http,server 1 flag 234
ssl_session_cache http,server 1-2 line
ssl_session_ticket_key http,server 1 line
ssl_session_tickets http,server 1 flag
ssl_session_timeout http,server 1 line
ssl_stapling http,server 1 flag
ssl_stapling_file http,server 1 line
ssl_stapling_responder http,server 1 line
ssl_stapling_verify http,server 1 flag
ssl_trusted_certificate http,server 1 line
ssl_verify_client http,server 1 line
ssl_verify_depth http,server 1 line
@ngx_http_stub_status_module 1234
stub_status server,location 0-1 line
@ngx_http_sub_filter_module 1234
sub_filter http,server,location 2 line
sub_filter_last_modified http,server,location 1 flag
sub_filter_once http,server,location 1 flag
sub_filter_types http,server,location 1+ line
@ngx_http_try_files_module 1234
try_files server,location 2+ line
@ngx_http_upstream_hash_module 1234
hash upstream 1-2 line
@ngx_http_upstream_ip_hash_module 1234
ip_hash upstream 0 line
@ngx_http_upstream_keepalive_module 1234
keepalive upstream 1 line 123
keepalive upstream 1-2 line 4
keepalive_requests upstream 1 line
keepalive_time upstream 1 line 234
keepalive_timeout upstream 1 line
@ngx_http_upstream_least_conn_module 1234
least_conn upstream 0 line
@ngx_http_upstream_module 1234
resolver upstream 1+ line 4
resolver_timeout upstream 1 line 4
server upstream 1+ line
upstream http 1 block
@ngx_http_upstream_random_module 1234
random upstream 0-2 line
@ngx_http_upstream_sticky_module 4
sticky upstream 2+ line
@ngx_http_upstream_zone_module 1234
zone upstream 1-2 line
@ngx_http_userid_filter_module 1234
userid http,server,location 1 line
userid_domain http,server,location 1 line
userid_expires http,server,location 1 line
userid_flags http,server,location 1-3 line 234
userid_mark http,server,location 1 line
userid_name http,server,location 1 line
userid_p3p http,server,location 1 line
userid_path http,server,location 1 line
userid_service http,server,location 1 line
@ngx_http_uwsgi_module 1234
uwsgi_bind http,server,location 1-2 line
uwsgi_buffer_size http,server,location 1 line
uwsgi_buffering http,server,location 1 flag
uwsgi_buffers http,server,location 2 line
uwsgi_busy_buffers_size http,server,location 1 line
uwsgi_cache http,server,location 1 line
uwsgi_cache_background_update http,server,location 1 flag
uwsgi_cache_bypass http,server,location 1+ line
uwsgi_cache_key http,server,location 1 line
uwsgi_cache_lock http,server,location 1 flag
uwsgi_cache_lock_age http,server,location 1 line
uwsgi_cache_lock_timeout http,server,location 1 line
uwsgi_cache_max_range_offset http,server,location 1 line
uwsgi_cache_methods http,server,location 1+ line
uwsgi_cache_min_uses http,server,location 1 line
uwsgi_cache_path http 2+ line
uwsgi_cache_revalidate http,server,location 1 flag
uwsgi_cache_use_stale http,server,location 1+ line
uwsgi_cache_valid http,server,location 1+ line
uwsgi_connect_timeout http,server,location 1 line
uwsgi_force_ranges http,server,location 1 flag
uwsgi_hide_header http,server,location 1 line
uwsgi_ignore_client_abort http,server,location 1 flag
uwsgi_ignore_headers http,server,location 1+ line
uwsgi_intercept_errors http,server,location 1 flag
uwsgi_limit_rate http,server,location 1 line
uwsgi_max_temp_file_size http,server,location 1 line
uwsgi_modifier1 http,server,location 1 line
uwsgi_modifier2 http,server,location 1 line
uwsgi_next_upstream http,server,location 1+ line
uwsgi_next_upstream_timeout http,server,location 1 line
uwsgi_next_upstream_tries http,server,location 1 line
uwsgi_no_cache http,server,location 1+ line
uwsgi_param http,server,location 2-3 line
uwsgi_pass location,location-if 1 line
uwsgi_pass_header http,server,location 1 line
uwsgi_pass_request_body http,server,location 1 flag
uwsgi_pass_request_headers http,server,location 1 flag
uwsgi_read_timeout http,server,location 1 line
uwsgi_request_buffering http,server,location 1 flag
uwsgi_send_timeout http,server,location 1 line
uwsgi_socket_keepalive http,server,location 1 flag
uwsgi_ssl_certificate http,server,location 1 line
uwsgi_ssl_certificate_cache http,server,location 1-3 line 4
uwsgi_ssl_certificate_key http,server,location 1 line
uwsgi_ssl_ciphers http,server,location 1 line
uwsgi_ssl_conf_command http,server,location 2 line 234
uwsgi_ssl_crl http,server,location 1 line
uwsgi_ssl_name http,server,location 1 line
uwsgi_ssl_password_file http,server,location 1 line
uwsgi_ssl_protocols http,server,location 1+ line
uwsgi_ssl_server_name http,server,location 1 flag
uwsgi_ssl_session_reuse http,server,location 1 flag
uwsgi_ssl_trusted_certificate http,server,location 1 line
uwsgi_ssl_verify http,server,location 1 flag
uwsgi_ssl_verify_depth http,server,location 1 line
uwsgi_store http,server,location 1 line
uwsgi_store_access http,server,location 1-3 line
uwsgi_string http,server,location 1 line
uwsgi_temp_file_write_size http,server,location 1 line
uwsgi_temp_path http,server,location 1-4 line
@ngx_http_v2_module 1234
http2 http,server 1 flag 34
http2_body_preread_size http,server 1 line
http2_chunk_size http,server,location 1 line
http2_idle_timeout http,server 1 line
http2_max_concurrent_pushes http,server 1 line
http2_max_concurrent_streams http,server 1 line
http2_max_field_size http,server 1 line
http2_max_header_size http,server 1 line
http2_max_requests http,server 1 line
http2_pool_size http,server 1 line
http2_push http,server,location 1 line
http2_push_preload http,server,location 1 flag 12
http2_push_preload http,server,location 1 line 34
http2_recv_buffer_size http 1 line
http2_recv_timeout http,server 1 line
http2_streams_index_size http,server 1 line
spdy_chunk_size http,server,location 1 line 1
spdy_headers_comp http,server 1 line 1
spdy_keepalive_timeout http,server 1 line 1
spdy_max_concurrent_streams http,server 1 line 1
spdy_pool_size http,server 1 line 1
spdy_recv_buffer_size http 1 line 1
spdy_recv_timeout http,server 1 line 1
spdy_streams_index_size http,server 1 line 1
@ngx_http_v3_module 34
http3 http,server 1 flag
http3_hq http,server 1 flag
http3_max_concurrent_streams http,server 1 line
http3_stream_buffer_size http,server 1 line
quic_active_connection_id_limit http,server 1 line
quic_gso http,server 1 flag
quic_host_key http,server 1 line
quic_retry http,server 1 flag
@ngx_http_xslt_filter_module 1234
xml_entities http,server,location 1 line
xslt_last_modified http,server,location 1 flag
xslt_param http,server,location 2 line
xslt_string_param http,server,location 2 line
xslt_stylesheet location 1+ line
xslt_types http,server,location 1+ line
@ngx_mail_auth_http_module 1234
auth_http mail,mail-server 1 line
auth_http_header mail,mail-server 2 line
auth_http_pass_client_cert mail,mail-server 1 flag
auth_http_timeout mail,mail-server 1 line
@ngx_mail_core_module 1234
error_log mail,mail-server 1+ line
listen mail-server 1+ line
max_errors mail,mail-server 1 line
protocol mail-server 1 line
resolver mail,mail-server 1+ line
resolver_timeout mail,mail-server 1 line
server mail 0 block
server_name mail,mail-server 1 line
timeout mail,mail-server 1 line
@ngx_mail_imap_module 1234
imap_auth mail,mail-server 1+ line
imap_capabilities mail,mail-server 1+ line
imap_client_buffer mail,mail-server 1 line
@ngx_mail_module 1234
mail main 0 block
@ngx_mail_pop3_module 1234
pop3_auth mail,mail-server 1+ line
pop3_capabilities mail,mail-server 1+ line
@ngx_mail_proxy_module 1234
proxy mail,mail-server 1 flag
proxy_buffer mail,mail-server 1 line
proxy_pass_error_message mail,mail-server 1 flag
proxy_protocol mail,mail-server 1 flag 234
proxy_smtp_auth mail,mail-server 1 flag 234
proxy_timeout mail,mail-server 1 line
xclient mail,mail-server 1 flag
@ngx_mail_realip_module 234
set_real_ip_from mail,mail-server 1 line
@ngx_mail_smtp_module 1234
smtp_auth mail,mail-server 1+ line
smtp_capabilities mail,mail-server 1+ line
smtp_client_buffer mail,mail-server 1 line
smtp_greeting_delay mail,mail-server 1 line
@ngx_mail_ssl_module 1234
ssl mail,mail-server 1 flag 12
ssl_certificate mail,mail-server 1 line
ssl_certificate_compression mail,mail-server 1 flag 4
ssl_certificate_key mail,mail-server 1 line
ssl_ciphers mail,mail-server 1 line
ssl_client_certificate mail,mail-server 1 line
ssl_conf_command mail,mail-server 2 line 234
ssl_crl mail,mail-server 1 line
ssl_dhparam mail,mail-server 1 line
ssl_ecdh_curve mail,mail-server 1 line
ssl_password_file mail,mail-server 1 line
ssl_prefer_server_ciphers mail,mail-server 1 flag
ssl_protocols mail,mail-server 1+ line
ssl_session_cache mail,mail-server 1-2 line
ssl_session_ticket_key mail,mail-server 1 line
ssl_session_tickets mail,mail-server 1 flag
ssl_session_timeout mail,mail-server 1 line
ssl_trusted_certificate mail,mail-server 1 line
ssl_verify_client mail,mail-server 1 line
ssl_verify_depth mail,mail-server 1 line
starttls mail,mail-server 1 line
@ngx_openssl_cache_module 4
ssl_object_cache_inheritable main 1 flag
@ngx_openssl_module 1234
ssl_engine main 1 line
@ngx_quic_bpf_module 34
quic_bpf main 1 flag
@ngx_regex_module 1234
pcre_jit main 1 flag
@ngx_stream_access_module 1234
allow stream,stream-server 1 line
deny stream,stream-server 1 line
@ngx_stream_core_module 1234
error_log stream,stream-server 1+ line
listen stream-server 1+ line
preread_buffer_size stream,stream-server 1 line
preread_timeout stream,stream-server 1 line
proxy_protocol_timeout stream,stream-server 1 line
resolver stream,stream-server 1+ line
resolver_timeout stream,stream-server 1 line
server stream 0 block
server_name stream-server 1+ line 34
server_names_hash_bucket_size stream 1 line 34
server_names_hash_max_size stream 1 line 34
tcp_nodelay stream,stream-server 1 flag
variables_hash_bucket_size stream 1 line
variables_hash_max_size stream 1 line
@ngx_stream_geo_module 1234
geo stream 1-2 entries
@ngx_stream_geoip_module 1234
geoip_city stream 1-2 line
geoip_country stream 1-2 line
geoip_org stream 1-2 line
@ngx_stream_limit_conn_module 1234
limit_conn stream,stream-server 2 line
limit_conn_dry_run stream,stream-server 1 flag
limit_conn_log_level stream,stream-server 1 line
limit_conn_zone stream 2 line
@ngx_stream_log_module 1234
access_log stream,stream-server 1+ line
log_format stream 2+ line
open_log_file_cache stream,stream-server 1-4 line
@ngx_stream_map_module 1234
map stream 2 entries
map_hash_bucket_size stream 1 line
map_hash_max_size stream 1 line
@ngx_stream_module 1234
stream main 0 block
@ngx_stream_pass_module 34
pass stream-server 1 line
@ngx_stream_proxy_module 1234
proxy_bind stream,stream-server 1-2 line
proxy_buffer_size stream,stream-server 1 line
proxy_connect_timeout stream,stream-server 1 line
proxy_download_rate stream,stream-server 1 line
proxy_downstream_buffer stream,stream-server 1 line
proxy_half_close stream,stream-server 1 flag 234
proxy_next_upstream stream,stream-server 1 flag
proxy_next_upstream_timeout stream,stream-server 1 line
proxy_next_upstream_tries stream,stream-server 1 line
proxy_pass stream-server 1 line
proxy_protocol stream,stream-server 1 flag
proxy_requests stream,stream-server 1 line
proxy_responses stream,stream-server 1 line
proxy_socket_keepalive stream,stream-server 1 flag
proxy_ssl stream,stream-server 1 flag
proxy_ssl_certificate stream,stream-server 1 line
proxy_ssl_certificate_cache stream,stream-server 1-3 line 4
proxy_ssl_certificate_key stream,stream-server 1 line
proxy_ssl_ciphers stream,stream-server 1 line
proxy_ssl_conf_command stream,stream-server 2 line 234
proxy_ssl_crl stream,stream-server 1 line
proxy_ssl_name stream,stream-server 1 line
proxy_ssl_password_file stream,stream-server 1 line
proxy_ssl_protocols stream,stream-server 1+ line
proxy_ssl_server_name stream,stream-server 1 flag
proxy_ssl_session_reuse stream,stream-server 1 flag
proxy_ssl_trusted_certificate stream,stream-server 1 line
proxy_ssl_verify stream,stream-server 1 flag
proxy_ssl_verify_depth stream,stream-server 1 line
proxy_timeout stream,stream-server 1 line
proxy_upload_rate stream,stream-server 1 line
proxy_upstream_buffer stream,stream-server 1 line
@ngx_stream_realip_module 234
set_real_ip_from stream,stream-server 1 line
@ngx_stream_return_module 1234
return stream-server 1 line
@ngx_stream_set_module 234
set stream-server 2 line
@ngx_stream_split_clients_module 1234
split_clients stream 2 entries
@ngx_stream_ssl_module 1234
ssl_alpn stream,stream-server 1+ line 234
ssl_certificate stream,stream-server 1 line
ssl_certificate_cache stream,stream-server 1-3 line 4
ssl_certificate_compression stream,stream-server 1 flag 4
ssl_certificate_key stream,stream-server 1 line
ssl_ciphers stream,stream-server 1 line
ssl_client_certificate stream,stream-server 1 line
ssl_conf_command stream,stream-server 2 line 234
ssl_crl stream,stream-server 1 line
ssl_dhparam stream,stream-server 1 line
ssl_ecdh_curve stream,stream-server 1 line
ssl_ech_file stream,stream-server 1 line 4
ssl_handshake_timeout stream,stream-server 1 line
ssl_ocsp stream,stream-server 1 line 4
ssl_ocsp_cache stream,stream-server 1 line 4
ssl_ocsp_responder stream,stream-server 1 line 4
ssl_password_file stream,stream-server 1 line
ssl_prefer_server_ciphers stream,stream-server 1 flag
ssl_protocols stream,stream-server 1+ line
ssl_reject_handshake stream,stream-server 1 flag 34
ssl_session_cache stream,stream-server 1-2 line
ssl_session_ticket_key stream,stream-server 1 line
ssl_session_tickets stream,stream-server 1 flag
ssl_session_timeout stream,stream-server 1 line
ssl_stapling stream,stream-server 1 flag 4
ssl_stapling_file stream,stream-server 1 line 4
ssl_stapling_responder stream,stream-server 1 line 4
ssl_stapling_verify stream,stream-server 1 flag 4
ssl_trusted_certificate stream,stream-server 1 line
ssl_verify_client stream,stream-server 1 line
ssl_verify_depth stream,stream-server 1 line
@ngx_stream_ssl_preread_module 1234
ssl_preread stream,stream-server 1 flag
@ngx_stream_upstream_hash_module 1234
hash stream-upstream 1-2 line
@ngx_stream_upstream_least_conn_module 1234
least_conn stream-upstream 0 line
@ngx_stream_upstream_module 1234
resolver stream-upstream 1+ line 4
resolver_timeout stream-upstream 1 line 4
server stream-upstream 1+ line
upstream stream 1 block
@ngx_stream_upstream_random_module 1234
random stream-upstream 0-2 line
@ngx_stream_upstream_zone_module 1234
zone stream-upstream 1-2 line
@ngx_thread_pool_module 1234
thread_pool main 2-3 line`;
