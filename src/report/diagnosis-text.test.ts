import { expect, test } from 'vitest';
import type { Diagnosis, Statement } from '../engine/diagnosis.ts';
import { diagnosisJson } from './diagnosis-json.ts';
import { diagnosisText } from './diagnosis-text.ts';
import { aFinding, aReport } from './findings/report.fixture.ts';
import { plain } from './paint.ts';

const URL_A = 'ws://a.test/api/';
const FINDING = aFinding({ fix: { title: 'Mend it', safe: true } });

function statement(over: Partial<Statement> = {}): Statement {
  const { check, severity, message } = FINDING;
  return { url: URL_A, check, severity, message, finding: FINDING, live: null, ...over };
}

function aDiagnosis(over: Partial<Diagnosis> = {}): Diagnosis {
  return {
    cause: 'It is this.',
    ...{ agreed: [], disagreed: [], alone: [], unseen: [], ...over },
  };
}

function textOf(diagnosis: Diagnosis): string {
  const { sources } = aReport();
  const answers = [{ url: URL_A, detail: '400 Bad Request' }];
  return diagnosisText({ diagnosis, sources, answers }, { columns: 80, paint: plain });
}

test('the cause stands before everything', () => {
  expect(textOf(aDiagnosis())).toBe('  It is this.\n\n  live  ws://a.test/api/ → 400 Bad Request');
});

test('what is certain, disputed, alone and unseen stands apart', () => {
  const text = textOf(
    aDiagnosis({
      agreed: [statement({ live: '400 Bad Request' })],
      disagreed: [
        statement({ check: null, finding: null, message: 'The answer is 400.', live: '400' }),
      ],
      alone: [
        statement({ severity: 'warning', finding: null, check: 'second' }),
        statement({ severity: 'advice', check: 'third', finding: aFinding({ check: 'third' }) }),
      ],
      unseen: ['the reload'],
    }),
  );
  expect(text).toBe(`  It is this.

  live  ws://a.test/api/ → 400 Bad Request

  certain: the file and the live answer agree

  ✗ first  nginx.conf:10:13  location /api/
    It breaks. Mend it.
    live: 400 Bad Request

       9 │         proxy_pass http://127.0.0.1:8080;
    ▸ 10 │         proxy_set_header X-User "a,b";
      11 │     }
      12 │ }

    fix  Mend it (fairlead check --fix)

  the file and the live answer disagree

  ✗ the answer  ws://a.test/api/
    The answer is 400.

  only one of them can show

  ! second  ws://a.test/api/
    It breaks. Mend it.

  better otherwise

  · third  nginx.conf:10:13  location /api/
    It breaks. Mend it.

  not looked at, or not to be told

  – the reload`);
});

test('JSON has the places as those of check, and the live verdicts', () => {
  const diagnosis = aDiagnosis({ agreed: [statement({ live: '400' })] });
  const addresses = [
    { url: URL_A, handshake: { status: 400, detail: '400 Bad Request' }, verdicts: [] },
  ];
  expect(JSON.parse(diagnosisJson({ diagnosis, nginx: '1.22.1', addresses }))).toEqual({
    ...{ nginx: '1.22.1', cause: 'It is this.' },
    agreed: [{ ...FINDING, url: URL_A, live: '400' }],
    ...{ disagreed: [], alone: [], unseen: [] },
    live: [{ url: URL_A, status: 400, detail: '400 Bad Request', checks: [] }],
  });
});
