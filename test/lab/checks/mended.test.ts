import { expect } from 'vitest';
import { fixedBad } from '../../../src/checks/fixed-bad.fixture.ts';
import { checks } from '../../../src/checks/index.ts';
import { candidates } from '../../nginx-versions.ts';
import { inVersion, proveSnippet, verdictIn } from './prove-snippet.ts';

for (const candidate of await candidates()) {
  const mended = checks.flatMap((check) => {
    const text = fixedBad(check, candidate.version);
    return text === undefined ? [] : [{ ...check, bad: text }];
  });

  for (const check of mended) {
    inVersion(candidate, check, 'its fix mends the bad configuration', async (nginx) => {
      for (const proof of await proveSnippet(nginx, check, 'bad')) {
        expect(verdictIn(proof, 'config-valid')).toMatchObject({ outcome: 'holds' });
        const { findings } = verdictIn(proof, check.id);
        expect(findings.filter(({ severity }) => severity !== 'advice')).toEqual([]);
      }
    });
  }
}
