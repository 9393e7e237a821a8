// `fairlead prove` of a small healthy configuration, process start included: with one nginx beside
// `fairlead check` of it, and with every version that is here beside one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNginx, listNginx } from '../dist/nginx/process/index.js';
import { compare, medianMs } from './measure.mjs';

const ROUNDS = 3;
const MAIN = fileURLToPath(new URL('../dist/cli/main.cjs', import.meta.url));
const CONFIGURATION = `events {}
http {
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream app { server 127.0.0.1:3000; keepalive 16; }
  server {
    listen 8080;
    server_name app.example.com;
    location /ws/ {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }
  }
}
`;

const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
const file = join(folder, 'nginx.conf');
writeFileSync(file, CONFIGURATION);
try {
  const nginx = await findNginx({ environment: process.env });
  if (nginx === undefined) throw new Error('There is no nginx: fairlead nginx fetch brings one.');
  const versions = new Set((await listNginx(process.env)).map(({ version }) => version));
  const checked = await medianMs(() => fairlead(['check']), ROUNDS);
  const one = await medianMs(() => fairlead(['prove', '--nginx', nginx.version]), ROUNDS);
  compare(`fairlead prove, nginx ${nginx.version}`, one, 'fairlead check', checked);
  const all = await medianMs(() => fairlead(['prove', '--nginx', 'all']), ROUNDS);
  compare(`fairlead prove --nginx all: ${versions.size} versions`, all, 'one of them', one);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function fairlead([verb, ...options]) {
  const args = [MAIN, verb, file, ...options, '--fail-on', 'never', '--format', 'json'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
}
