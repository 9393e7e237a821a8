import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProverOptions } from './prover.ts';

/** What nobody may see, wherever it is written. */
export const SECRET = 'b8f1-the-secret-of-another';

/** A configuration that reaches for everything around it, and what it reaches for. */
export interface HostileSite {
  readonly file: string;
  /** Everybody may write here, and nothing may have changed afterwards. */
  readonly outside: string;
  readonly urls: readonly string[];
}

/** A proof of it. */
export function proofOf({ file, urls }: HostileSite, nginx: string | undefined): ProverOptions {
  return { path: file, prefix: dirname(file), urls, nginx };
}

/** Writes it into a folder of its own. */
export async function writeHostileSite(folder: string): Promise<HostileSite> {
  const outside = join(folder, 'outside');
  const site = join(folder, 'site');
  await mkdir(outside);
  await mkdir(join(site, 'conf.d'), { recursive: true });
  await chmod(outside, 0o777);
  for (const name of ['page.html', 'key.pem', 'passwords', 'style.xsl', 'broken.conf']) {
    await writeFile(join(outside, name), `${SECRET} ${name};\n`, { mode: 0o644 });
  }
  await writeFile(join(outside, 'secret.conf'), `${SECRET};\n`, { mode: 0o600 });
  await symlink(join(outside, 'secret.conf'), join(site, 'conf.d', 'linked.conf'));
  const file = join(site, 'nginx.conf');
  await writeFile(file, hostileText(outside));
  // Two meanings in one file: entries of a map, and lines that write.
  await writeFile(join(site, 'two-faced.conf'), `access_log ${outside}/two-faced.log;\n`);
  await writeFile(join(site, 'servers.conf'), 'server group.example.com:80;\n');
  const urls = ['ws://app.example.com/ws', 'ws://app.example.com/stolen/page.html'];
  return { file, outside, urls };
}

function hostileText(outside: string): string {
  const up = '../../../../../../../../../../../..';
  return `
user root root;
pid ${outside}/nginx.pid;
error_log ${outside}/error.log debug;
lock_file ${outside}/nginx.lock;
working_directory ${outside};
worker_processes 64;
worker_rlimit_core 1g;
env SECRET;
thread_pool default threads=1000;
google_perftools_profiles ${outside}/profile;
events { worker_connections 1000000; debug_connection debug.example.com; }
http {
  include conf.d/*.conf;
  include ${outside}/secret.conf;
  include two-faced.conf;
  map $http_x $two_faced { include two-faced.conf; }
  error_log syslog:server=10.9.9.2;
  access_log syslog:server=10.9.9.2 combined;
  access_log ${outside}/access.log combined;
  access_log ${outside}/$host.log combined;
  client_body_temp_path ${outside}/body;
  proxy_temp_path ${outside}/proxy;
  proxy_cache_path ${outside}/cache keys_zone=big:2000m;
  proxy_cache_path ${outside}/${up}/cache keys_zone=bigger:2000m;
  limit_req_zone $remote_addr zone=huge:2000m rate=10000r/s;
  set_real_ip_from proxy.example.com;
  set_real_ip_from 10.0.0.0/8;
  resolver dns.example.com 10.9.9.2;
  perl_modules ${outside};
  variables_hash_max_size 100000000;
  ssl_dhparam ${outside}/key.pem;
  ssl_session_ticket_key ${outside}/key.pem;
  ssl_stapling on;
  ssl_stapling_responder http://ocsp.example.com;
  ssl_conf_command ServerInfoFile ${outside}/key.pem;
  upstream app { server app.example.com:3000; server 10.9.9.2:3000; server unix:${outside}/app.sock; include servers.conf; }
  upstream named:8080 { server 10.9.9.2; }
  map $http_x $step { default ".."; }
  server {
    listen 80;
    listen 0.0.0.0:8080 reuseport;
    listen [::]:80;
    listen unix:${outside}/nginx.sock;
    listen app.example.com:81;
    listen 8443 ssl;
    server_name app.example.com;
    ssl_certificate ${outside}/key.pem;
    ssl_certificate_key ${outside}/key.pem;
    ssl_verify_client on;
    ssl_client_certificate ${outside}/key.pem;
    dav_methods PUT DELETE;
    location /ws {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_bind 10.9.9.1;
      proxy_store ${outside}/stored;
      mirror /mirror;
      post_action /after;
      auth_request /auth;
    }
    location /mirror { proxy_pass http://mirror.example.com; }
    location /after { proxy_pass http://10.9.9.2; }
    location /auth { return 204; }
    location /named { proxy_pass http://named:8080; }
    location /stream-group { proxy_pass http://only-stream; }
    location /fcgi { fastcgi_pass fcgi.example.com:9000; fastcgi_store ${outside}/fcgi; }
    location /uwsgi { uwsgi_pass suwsgi://uwsgi.example.com:9000; uwsgi_ssl_certificate ${outside}/key.pem; uwsgi_ssl_certificate_key ${outside}/key.pem; }
    location /scgi { scgi_pass unix:${outside}/scgi.sock; }
    location /grpc { grpc_pass grpcs://grpc.example.com; }
    location /memcached { set $memcached_key x; memcached_pass memcached.example.com:11211; }
    location ~ ^/any/([^/]+)/(.*)$ { proxy_pass http://$1/$2; }
    location /host { proxy_pass http://$http_host; }
    location /stolen/ { root ${outside}; try_files /${up}${outside}/page.html =404; }
    location /stepped/ { root ${outside}; try_files /$step/$step/$step/$step/$step/$step/$step/$step${outside}/page.html /$step/$step/$step/$step/$step/$step/$step/$step${outside}/page.html; }
    location /aliased/ { alias ${outside}/; }
    location /password { auth_basic x; auth_basic_user_file ${outside}/passwords; root ${outside}/$step/$step; }
  }
  server { listen 9443 quic reuseport; }
  server { server_name silent.example.com; }
}
stream {
  log_format stream $remote_addr;
  access_log syslog:server=10.9.9.2 stream;
  resolver dns.example.com;
  upstream only-stream { server stream.example.com:1; }
  server { listen 0.0.0.0:9001; proxy_pass only-stream; }
  server { listen 9002; proxy_pass $remote_addr:80; }
  server { listen 9003 udp; proxy_pass dns.example.com:53; }
}
mail { auth_http auth.example.com/auth; server { listen 25; protocol smtp; } }
`;
}
