import { expect } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { candidates } from '../../nginx-versions.ts';
import { inVersion, proveSnippet, verdictIn } from './prove-snippet.ts';

for (const candidate of await candidates()) {
  for (const check of checks) {
    inVersion(candidate, check, 'its good configuration does not misbehave', async (nginx) => {
      for (const proof of await proveSnippet(nginx, check, 'good')) {
        expect(verdictIn(proof, 'config-valid')).toMatchObject({ outcome: 'holds' });
        expect(verdictIn(proof, check.id)).toMatchObject({ outcome: 'holds', findings: [] });
      }
    });
  }
}
