import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { arriving } from '../../src/lab/index.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { fixPrepared } from '../../src/verbs/check/fix-prepared.ts';
import { prepareCheck } from '../../src/verbs/check/prepare-check.ts';
import { questionFor } from '../../src/verbs/explain/question.ts';
import { type Proof, prove } from '../../src/verbs/prove.ts';
import { CHECK_OF, isSecure, settingsOf } from '../checks/case-truth.ts';
import { absent, type SharedCase, sharedCases } from '../model/shared-cases.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { unlike } from './observed.ts';

/** The version that the cases were observed with; the others are for the long run. */
const OBSERVED = '1.22.1';
const isLong = process.env['FAIRLEAD_LONG'] !== undefined;

const found = (await candidates()).filter(({ version }) => isLong || version === OBSERVED);
const faults = sharedCases.filter(({ cause }) => CHECK_OF[cause] !== undefined);
const healthy = sharedCases.filter(({ cause }) => cause === 'none');

/** What FACTS.md says of nginx from 1.29.7 on: HTTP/1.1 to the upstream is the default. */
const CURED_BY_VERSION: Readonly<Record<string, readonly string[]>> = {
  '1.30.6': ['http10_upstream', 'sse_buffering'],
};

/** What no safe fix mends, and why. */
const UNFIXED: Readonly<Record<string, string>> = {
  '025-spa-fallback-eats-ws': 'which backend the socket belongs to is not known',
  '027-exact-root-static': 'the page and the socket want the same URL',
  '029-try-files-in-proxy-location': 'whether files are to be served there, too, is not known',
  '037-https-redirect-hits-ws': 'which backend is meant behind the redirect is not known',
  '059-cloudflare-100s': 'the limit is that of another hop',
  '087-limit-conn-long-lived': 'how many tunnels one address may have is a decision',
};

const room = mkdtempSync(join(tmpdir(), 'fairlead-cases-'));
afterAll(() => rmSync(room, { recursive: true }));

describe.skipIf(absent !== undefined).each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;
  const inVersion = (name: string, one: SharedCase, body: () => Promise<void>) => {
    const lacking = nginx && lackingFor(one, nginx);
    const title = `${titleOf(candidate)}: ${one.id} ${name}`;
    // Side by side: most of the time of a proof is waiting.
    test
      .skipIf(!nginx || lacking)
      .concurrent(
        lacking === undefined ? title : `${title} (skipped: this build has ${lacking})`,
        body,
      );
  };

  for (const one of faults) {
    const isCured = CURED_BY_VERSION[version]?.includes(one.cause) === true;
    inVersion(isCured ? 'is cured by the version' : 'misbehaves as observed', one, async () => {
      const proof = await proofOf(one, one.folder, version);
      const verdict = verdictOf(proof, one);
      expect(verdict.outcome).toBe(isCured ? 'holds' : 'fails');
      if (!isCured) expect(unlike(proof, one.cause)).toEqual([]);
    });
  }

  for (const one of healthy) {
    inVersion('passes', one, async () => {
      const { checks } = await proofOf(one, one.folder, version);
      const heavy = checks
        .flatMap(({ findings }) => findings)
        .filter(({ severity }) => severity !== 'advice');
      expect(heavy).toEqual([]);
      expect(checks.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    });
  }

  for (const one of faults) {
    if (CURED_BY_VERSION[version]?.includes(one.cause)) continue;
    inVersion('works when it is fixed', one, async () => {
      const folder = join(room, version, one.id);
      copyWritable(one.folder, folder);
      const settings = { ...settingsOf(one), nginxVersion: version };
      const prepared = await prepareCheck({
        path: join(folder, 'nginx.conf'),
        prefix: folder,
        settings,
      });
      const url = urlOf(one);
      const path = { url: new URL(url), request: questionFor(url, {}), isBehindHop: false };
      const request = arriving(prepared.opened.model, path);
      const about = await prepared.about([{ url, request }]);
      const fixed = await fixPrepared(about, { unsafe: false, dryRun: false });
      // What one fix cures needs no other.
      const isFixed = fixed.remaining.every(({ check }) => check !== CHECK_OF[one.cause]);
      expect(isFixed).toBe(UNFIXED[one.id] === undefined);
      if (!isFixed) return;
      const proof = await proofOf(one, folder, version);
      const left = verdictOf(proof, one).findings.filter(({ severity }) => severity !== 'advice');
      expect(left).toEqual([]);
      expect(unlike(proof, one.cause)).not.toEqual([]);
      expect(proof.backends.find(({ kind }) => kind === 'strict')?.status).toBe(101);
    });
  }
});

/** What a cause is about, and how a build says that it lacks it. */
const NEEDED: Readonly<Record<string, string>> = {
  limit_conn: '--without-http_limit_conn_module',
};

function lackingFor({ cause }: SharedCase, { configureArguments }: NginxBinary) {
  const option = NEEDED[cause];
  return option !== undefined && configureArguments.includes(option) ? option : undefined;
}

/** The cases may be write-protected, which a fix respects. */
function copyWritable(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o644);
  }
}

async function proofOf(one: SharedCase, folder: string, nginx: string): Promise<Proof> {
  const { proofs } = await prove({
    path: join(folder, 'nginx.conf'),
    prefix: folder,
    urls: [urlOf(one)],
    settings: settingsOf(one),
    nginx,
  });
  const [proof] = proofs;
  if (proof === undefined) throw new Error(`Nothing was proven of ${one.id}.`);
  return proof;
}

/** The URL of a browser: what maps its port to that of nginx stands in front. */
function urlOf(one: SharedCase): string {
  const { host = 'app.example.com', request_path: path } = one;
  return `ws${isSecure(one) ? 's' : ''}://${host}${path}`;
}

function verdictOf({ checks }: Proof, { cause }: SharedCase): Proof['checks'][number] {
  const verdict = checks.find(({ check }) => check === CHECK_OF[cause]);
  if (verdict === undefined) throw new Error(`No check judges ${cause}.`);
  return verdict;
}
