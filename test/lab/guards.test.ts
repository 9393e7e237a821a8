import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Proof, prove } from '../../src/verbs/prove.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

const BASIC = 'auth_basic staff; auth_basic_user_file users;';
const COOKIE = 'if ($cookie_session = "") { return 302 /login; }';

const GUARD_LINE = 6;

/** A location behind a guard, which lacks Upgrade unless it is given. */
function guarded(guard: string, upgrade = ''): string {
  return `events {}
http {
    server {
        listen 8080;
        location /ws {
            ${guard}
            proxy_pass http://127.0.0.1:3000;
            proxy_http_version 1.1;
            proxy_set_header Connection upgrade; ${upgrade}
        }
    }
}
`;
}

async function proofOf(text: string, nginx: string): Promise<Proof & { lines: (number | null)[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-guards-'));
  try {
    const path = join(folder, 'nginx.conf');
    writeFileSync(path, text);
    const settings = { only: ['upgrade-headers', 'auth', 'config-valid'] };
    const urls = ['ws://a.test:8080/ws'];
    const { proofs, unkept } = await prove({ path, prefix: folder, folder, nginx, settings, urls });
    const [proof] = proofs;
    if (proof === undefined) throw new Error('Nothing was proven.');
    return { ...proof, lines: unkept.flatMap(({ notes }) => notes.map(({ line }) => line)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function verdictOf({ checks }: Proof, id: string) {
  const verdict = checks.find(({ check }) => check === id);
  if (verdict === undefined) throw new Error(`${id} was not judged.`);
  return verdict;
}

describe.each(await candidates())('$version', (candidate) => {
  const { nginx, version } = candidate;

  test.skipIf(!nginx).concurrent.each([
    ['a password', BASIC],
    ['an address', 'allow 10.0.0.0/8; deny all;'],
    ['the Origin of its own pages', 'if ($http_origin != http://a.test:8080) { return 403; }'],
    ['one of both, and a cookie', `satisfy any; allow 10.0.0.1; deny all; ${BASIC} ${COOKIE}`],
  ])(`${titleOf(candidate)}: what is wrong behind %s is seen`, async (_, guard) => {
    const proof = await proofOf(guarded(guard), version);
    const { outcome, evidence, findings } = verdictOf(proof, 'upgrade-headers');
    expect([outcome, findings.map(({ severity }) => severity)]).toEqual(['fails', ['error']]);
    expect(evidence).toContain('backend saw HTTP/1.1, Upgrade: —');
    // The report names what was left out.
    expect(proof.lines).toContain(GUARD_LINE);
  });

  test
    .skipIf(!nginx)
    .concurrent(
      `${titleOf(candidate)}: a guard that no browser gets by is tried as it is`,
      async () => {
        const bearer = 'if ($http_authorization = "") { return 401; }';
        const text = guarded(bearer, 'proxy_set_header Upgrade $http_upgrade;');
        const { outcome, evidence } = verdictOf(await proofOf(text, version), 'auth');
        expect([outcome, evidence]).toEqual(['fails', expect.stringMatching(/^401 without/)]);
      },
    );
});
