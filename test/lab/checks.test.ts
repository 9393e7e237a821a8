import { describe, expect, test } from 'vitest';
import type { LiveCheck } from '../../src/checks/check.ts';
import { liveChecks } from '../../src/checks/index.ts';
import { judgeLive } from '../../src/engine/judge-live.ts';
import type { Verdict } from '../../src/engine/verdict.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { evidenceOf } from '../../src/probe/gather-evidence.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { openSnippet } from './snippet-site.ts';

/** Checks are judged side by side: most of their time is waiting. */
const found = await candidates();

async function judgeSnippet(
  nginx: NginxBinary,
  check: LiveCheck,
  snippet: string,
): Promise<Verdict> {
  const dead = check.live.needs.includes('deadBackend');
  const { site, close } = await openSnippet({ nginx, snippet, dead });
  try {
    return await judgeLive(check, { where: site.outside.url.href, evidence: evidenceOf(site) });
  } finally {
    await close();
  }
}

describe.each(found)('$version', (candidate) => {
  const { nginx } = candidate;

  describe.each(liveChecks)('$id', (check) => {
    test.skipIf(!nginx)(
      `${titleOf(candidate)}: its bad configuration misbehaves as it claims`,
      async () => {
        if (!nginx) return;
        const verdict = await judgeSnippet(nginx, check, check.bad);
        expect(verdict).toMatchObject({ check: check.id, outcome: 'fails' });
        expect(verdict.findings.map(({ severity }) => severity)).toContain(check.severity);
      },
    );

    test.skipIf(!nginx)(`${titleOf(candidate)}: its good configuration does not`, async () => {
      if (!nginx) return;
      const verdict = await judgeSnippet(nginx, check, check.good);
      expect(verdict).toMatchObject({ check: check.id, outcome: 'holds', findings: [] });
    });
  });
});
