import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Proof, prove } from '../../src/verbs/prove.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

const UPGRADE = `proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;`;

function configurationOf(http: string, locations: readonly string[]): string {
  const blocks = locations.map((one) => `location ${one} { proxy_pass http://127.0.0.1:3000; }`);
  return `events {}
http {
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  ${http}
  server {
    listen 8080;
    ${UPGRADE}
    ${blocks.join('\n    ')}
  }
}
`;
}

async function proofsOf(text: string, nginx: string): Promise<readonly Proof[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-limits-'));
  try {
    const path = join(folder, 'nginx.conf');
    writeFileSync(path, text);
    return (await prove({ path, prefix: folder, folder, nginx })).proofs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function evidenceIn({ checks }: Proof, id: string): string {
  return checks.find(({ check }) => check === id)?.evidence ?? '';
}

function seriousIn({ checks }: Proof): string[] {
  const findings = checks.flatMap((one) => one.findings);
  return findings.filter(({ severity }) => severity !== 'advice').map(({ message }) => message);
}

describe.each(await candidates())('$version', (candidate) => {
  const { nginx, version } = candidate;
  const lacks = (kind: string): boolean =>
    nginx?.configureArguments.includes(`--without-http_limit_${kind}_module`) === true;

  test.skipIf(!nginx || lacks('req'))(
    `${titleOf(candidate)}: a rate that the many probes exceed is tried where it is judged alone`,
    async () => {
      const rate = `limit_req_zone $binary_remote_addr zone=r:1m rate=6r/m;
  limit_req zone=r burst=10 nodelay;`;
      const [proof, ...more] = await proofsOf(configurationOf(rate, ['/ws']), version);
      if (proof === undefined) throw new Error('Nothing was proven.');
      expect(more).toEqual([]);
      expect(evidenceIn(proof, 'limits')).toMatch(/^11 quick handshakes, then 503/);
      expect(evidenceIn(proof, 'reload')).toContain('20 tunnels through a reload, 0 dropped');
      expect(seriousIn(proof)).toEqual([]);
    },
  );

  test.skipIf(!nginx || lacks('conn'))(
    `${titleOf(candidate)}: paths that are proven side by side do not count for each other`,
    async () => {
      const most = `limit_conn_zone $binary_remote_addr zone=c:1m;
  limit_conn c 20;`;
      const proofs = await proofsOf(configurationOf(most, ['/ws', '/ws/a', '/ws/b']), version);
      expect(proofs).toHaveLength(3);
      for (const proof of proofs) {
        expect(evidenceIn(proof, 'limits')).toContain('16 tunnels at once');
      }
    },
  );
});
