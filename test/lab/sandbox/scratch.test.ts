// @ts-nocheck

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { sandboxOf } from '../../../src/lab/sandbox/sandbox.ts';
import { prove } from '../../../src/verbs/prove.ts';

test('x', async () => {
  const folder = mkdtempSync('/tmp/fl-scratch-');
  writeFileSync(
    folder + '/nginx.conf',
    `
events {}
http {
  map_hash_bucket_size 32;
  proxy_cache_path /var/cache/a keys_zone=a:10240m;
  set_real_ip_from proxy.example.com;
  upstream app { include up.conf; }
  js_set $foo main.foo;
  log_format x "$foo $geoip_country_code $server_port";
  server {
    listen 80; listen 443 ssl; ssl_certificate /etc/a.pem; ssl_certificate_key /etc/a.key;
    server_name app.example.com;
    access_log /var/log/x.log x;
    root /srv/$host;
    location / { try_files $uri /index.html; }
    location /ws { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }
    location ~ ^/p/([a-z]+)/(.*)$ { proxy_pass http://$1.internal:3000/$2; resolver 10.0.0.1; }
  }
  server { listen 443 quic; }
}
stream { upstream x { server a.example.com:1; } server { listen 53 udp; proxy_pass x; } server { listen 9; proxy_pass x; } }
`,
  );
  writeFileSync(folder + '/up.conf', 'server backend.example.com:3000;');
  const r = await prove({
    path: folder + '/nginx.conf',
    prefix: folder,
    urls: (process.env.URLS ?? 'ws://app.example.com/ws').split(','),
    nginx: process.env['V'] ?? '1.22.1',
  });
  console.log(Buffer.from(r.changes).toString());
  console.log(r.unkept[0].notes);
  for (const p of r.proofs)
    for (const v of p.checks)
      if (v.outcome !== 'holds')
        console.log(
          p.url,
          v.check,
          v.outcome,
          v.evidence.slice(0, 200),
          v.findings.map((f) => f.message.slice(0, 200)).join('; '),
        );
}, 60000);
