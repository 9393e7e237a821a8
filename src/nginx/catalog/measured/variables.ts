// Written by scripts/measure-catalog/measure.mjs from what real nginx binaries answered. Not by hand.
/** Variables: `@file versions`, then `name http|stream [set] [prefix] [versions]`. */
export const VARIABLES: string = `
@nginx 1234
ancient_browser http set
arg_ http prefix
args http set
binary_remote_addr http
body_bytes_sent http
bytes_sent http
connection http
connection_requests http
connection_time http 234
connections_active http
connections_reading http
connections_waiting http
connections_writing http
content_length http
content_type http
cookie_ http prefix
date_gmt http
date_local http
document_root http
document_uri http
fastcgi_path_info http
fastcgi_script_name http
grpc_internal_trailers http
gzip_ratio http
host http
hostname http
http2 http
http3 http 34
http_ http prefix
https http
invalid_referer http set
is_args http
is_request_port http 4
limit_conn_status http
limit_rate http set
limit_req_status http
modern_browser http set
msec http
msie http set
nginx_version http
pid http
pipe http
proxy_add_x_forwarded_for http
proxy_host http set
proxy_internal_body_length http
proxy_internal_chunked http
proxy_internal_host http set 4
proxy_port http set
proxy_protocol_addr http
proxy_protocol_port http
proxy_protocol_server_addr http
proxy_protocol_server_port http
proxy_protocol_tlv_ http prefix 34
query_string http
realip_remote_addr http
realip_remote_port http
realpath_root http
remote_addr http
remote_port http
remote_user http
request http
request_body http
request_body_file http
request_completion http
request_filename http
request_id http
request_length http
request_method http
request_port http 4
request_time http
request_uri http
scheme http
secure_link http
secure_link_expires http
sent_http_ http prefix
sent_trailer_ http prefix
server_addr http
server_name http
server_port http
server_protocol http
slice_range http
ssl_alpn_protocol http set 234
ssl_cipher http set
ssl_ciphers http set
ssl_client_cert http set
ssl_client_escaped_cert http set
ssl_client_fingerprint http set
ssl_client_i_dn http set
ssl_client_i_dn_legacy http set
ssl_client_raw_cert http set
ssl_client_s_dn http set
ssl_client_s_dn_legacy http set
ssl_client_serial http set
ssl_client_sigalg http set 4
ssl_client_v_end http set
ssl_client_v_remain http set
ssl_client_v_start http set
ssl_client_verify http set
ssl_curve http set 234
ssl_curves http set
ssl_early_data http set
ssl_ech_outer_server_name http set 4
ssl_ech_status http set 4
ssl_protocol http set
ssl_server_name http set
ssl_session_id http set
ssl_session_reused http set
ssl_sigalg http set 4
status http
tcpinfo_rcv_space http
tcpinfo_rtt http
tcpinfo_rttvar http
tcpinfo_snd_cwnd http
time_iso8601 http
time_local http
uid_got http
uid_reset http set
uid_set http
upstream_addr http
upstream_bytes_received http
upstream_bytes_sent http
upstream_cache_etag http
upstream_cache_last_modified http
upstream_cache_status http
upstream_connect_time http
upstream_cookie_ http prefix
upstream_header_time http
upstream_http_ http prefix
upstream_response_length http
upstream_response_time http
upstream_status http
upstream_trailer_ http prefix
uri http
@ngx_http_auth_spnego_module 34
krb5_cc_name http set
@ngx_http_brotli_filter_module 234
brotli_ratio http
@ngx_http_echo_module 1234
echo_cacheable_request_uri http set
echo_client_request_headers http set
echo_client_request_method http set
echo_incr http set
echo_it http set
echo_request_body http set
echo_request_method http set
echo_request_uri http set
echo_response_status http set
echo_timer_elapsed http set
@ngx_http_geoip_module 1234
geoip_area_code http
geoip_city http
geoip_city_continent_code http
geoip_city_country_code http
geoip_city_country_code3 http
geoip_city_country_name http
geoip_country_code http
geoip_country_code3 http
geoip_country_name http
geoip_dma_code http
geoip_latitude http
geoip_longitude http
geoip_org http
geoip_postal_code http
geoip_region http
geoip_region_name http
@ngx_http_hmac_secure_link_module 4
secure_link_hmac http set
secure_link_hmac_expires http set
secure_link_hmac_token http set
@ngx_http_srcache_filter_module 234
srcache_expire http set
srcache_fetch_status http set
srcache_store_status http set
@ngx_http_uploadprogress_module 1234
uploadprogress_callback http set
uploadprogress_length http set
uploadprogress_received http set
uploadprogress_remaining http set
uploadprogress_status http set
@ngx_http_zstd_filter_module 4
zstd_bytes_in http
zstd_bytes_out http
zstd_dcz_dicts_hashed http
zstd_ratio http
@ngx_nchan_module 1234
nchan_channel_event http set
nchan_channel_id http set
nchan_channel_id1 http set
nchan_channel_id2 http set
nchan_channel_id3 http set
nchan_channel_id4 http set
nchan_channel_message_count http set 234
nchan_channel_subscriber_count http set 234
nchan_channel_subscriber_last_seen http set 234
nchan_message_id http set
nchan_prev_message_id http set
nchan_publisher_type http set
nchan_stub_status_channels http set
nchan_stub_status_ipc_alerts_in_transit http set
nchan_stub_status_ipc_queued_alerts http set
nchan_stub_status_redis_connected_servers http set
nchan_stub_status_redis_pending_commands http set
nchan_stub_status_redis_unhealthy_upstreams http set 234
nchan_stub_status_shared_memory_used http set
nchan_stub_status_stored_messages http set
nchan_stub_status_subscribers http set
nchan_stub_status_total_ipc_alerts_received http set
nchan_stub_status_total_ipc_alerts_sent http set 234
nchan_stub_status_total_ipc_receive_delay http set
nchan_stub_status_total_ipc_send_delay http set
nchan_stub_status_total_published_messages http set
nchan_stub_status_total_redis_commands_sent http set 234
nchan_subscriber_type http set
nchan_version http set
@ngx_stream_geoip_module 1234
geoip_area_code stream
geoip_city stream
geoip_city_continent_code stream
geoip_city_country_code stream
geoip_city_country_code3 stream
geoip_city_country_name stream
geoip_country_code stream
geoip_country_code3 stream
geoip_country_name stream
geoip_dma_code stream
geoip_latitude stream
geoip_longitude stream
geoip_org stream
geoip_postal_code stream
geoip_region stream
geoip_region_name stream
@ngx_stream_module 1234
binary_remote_addr stream
bytes_received stream
bytes_sent stream
connection stream
hostname stream
limit_conn_status stream
msec stream
nginx_version stream
pid stream
protocol stream
proxy_protocol_addr stream
proxy_protocol_port stream
proxy_protocol_server_addr stream
proxy_protocol_server_port stream
proxy_protocol_tlv_ stream prefix 34
realip_remote_addr stream 234
realip_remote_port stream 234
remote_addr stream
remote_port stream
server_addr stream
server_name stream 34
server_port stream
session_time stream
ssl_alpn_protocol stream 234
ssl_cipher stream
ssl_ciphers stream
ssl_client_cert stream
ssl_client_escaped_cert stream
ssl_client_fingerprint stream
ssl_client_i_dn stream
ssl_client_raw_cert stream
ssl_client_s_dn stream
ssl_client_serial stream
ssl_client_sigalg stream 4
ssl_client_v_end stream
ssl_client_v_remain stream
ssl_client_v_start stream
ssl_client_verify stream
ssl_curve stream 234
ssl_curves stream
ssl_ech_outer_server_name stream 4
ssl_ech_status stream 4
ssl_preread_alpn_protocols stream
ssl_preread_protocol stream
ssl_preread_server_name stream
ssl_protocol stream
ssl_server_name stream
ssl_session_id stream
ssl_session_reused stream
ssl_sigalg stream 4
status stream
time_iso8601 stream
time_local stream
upstream_addr stream
upstream_bytes_received stream
upstream_bytes_sent stream
upstream_connect_time stream
upstream_first_byte_time stream
upstream_session_time stream`;
