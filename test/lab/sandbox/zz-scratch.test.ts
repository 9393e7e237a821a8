// @ts-nocheck
import { test } from 'vitest';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { prove } from '../../../src/verbs/prove.ts';
test('x', async () => {
  const folder = mkdtempSync('/tmp/fl-scratch-');
  const s = Array.from({ length: 10000 }, (_, i) => `server { listen 80; server_name a${i}.example.com; root /srv/a${i}; location / { proxy_pass http://127.0.0.1:3000; } }`).join('\n');
  writeFileSync(folder + '/nginx.conf', `events {} http { server_names_hash_max_size 20000; ${s} }`);
  const t = performance.now();
  const r = await prove({ path: folder + '/nginx.conf', urls: ['ws://a77.example.com/ws'], nginx: '1.26.3' });
  console.log('MS', Math.round(performance.now() - t), r.proofs[0].checks.slice(0,4).map((c) => [c.check, c.outcome, c.evidence]));
}, 120000);
