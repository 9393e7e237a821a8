import { describe, expect, test } from 'vitest';
import { BY_CONFIGURATION } from '../../engine/join-evidence.ts';
import { coloured, plain } from '../paint.ts';
import { aFailure, aProof, aProofReport, aVerdict, seenAt, URL_OF_API } from './proof.fixture.ts';
import type { ProofContent, ProofReport } from './proof-report.ts';
import { proofText } from './proof-text.ts';

const WIDTH = 72;
const OTHER_URL = 'ws://app.example/other/';

function textOf(proofs: readonly ProofContent[], over: Partial<ProofReport> = {}): string {
  return proofText(aProofReport(proofs, over), { columns: WIDTH, paint: plain });
}

describe('one URL', () => {
  test('that is right is told with the evidence of every check', () => {
    expect(textOf([aProof()])).toBe(`  fairlead prove · nginx 1.22.1 · ${URL_OF_API} · 3.1 s ·
    time divided by 60

  All that was judged holds.

  ✓ first   seen
  ✓ second  seen
  ✓ third   seen

  works with  lenient, strict

  3 hold · 0 fail · 0 not judged`);
  });

  test('that is broken begins with the cause, then its line and what mends it', () => {
    const checks = [
      aVerdict({ check: 'first' }),
      aFailure({ check: 'second', fix: { title: 'Mend the second', safe: true } }),
      aVerdict({ check: 'third', outcome: 'unknown', evidence: 'no tunnel could be opened' }),
    ];
    expect(textOf([aProof({ checks, scale: 1, tookMs: undefined, backends: [] })])).toBe(
      `  fairlead prove · nginx 1.22.1 · ${URL_OF_API}

  It breaks (nginx.conf:10).

  ✗ second  426 in 3 ms
    nginx.conf:10:13  location /api/
    Mend it.

       9 │         proxy_pass http://127.0.0.1:8080;
    ▸ 10 │         proxy_set_header X-User "a,b";
      11 │     }
      12 │ }

    fix  Mend the second (fairlead check --fix)

  ? third   no tunnel could be opened
  ✓ first   seen

  1 hold · 1 fail · 1 not judged`,
    );
  });

  test('a warning is no error', () => {
    const text = textOf([aProof({ checks: [aFailure({ severity: 'warning' })] })]);
    expect(text).toContain('\n  No error was found, but: It breaks (nginx.conf:10).\n');
    expect(text).toContain('\n  ! first   426 in 3 ms\n');
  });

  test('what is only seen of the cause has a line, and no place of its own', () => {
    const seen = seenAt(URL_OF_API, { check: 'upgrade-headers' });
    const checks = [
      { check: 'upgrade-headers', outcome: 'fails', evidence: '426', findings: [seen] } as const,
      aFailure({ check: 'header-inheritance' }, 'by the file'),
    ];
    const text = textOf([aProof({ checks })]);
    expect(text).toContain('\n  ✗ header-inheritance');
    expect(text).toContain('\n  ✗ upgrade-headers  426\n');
    expect(text).not.toContain('It is seen');
  });

  test('what only the wire shows is told whole where nothing else explains it', () => {
    const seen = seenAt(URL_OF_API, { check: 'upgrade-headers' });
    const checks = [
      { check: 'upgrade-headers', outcome: 'fails', evidence: '426', findings: [seen] } as const,
    ];
    expect(textOf([aProof({ checks })])).toContain(`  ✗ upgrade-headers  426
    nginx.conf:8:13  ${URL_OF_API}
    Mend it.
`);
  });

  test('what is long and unsure is one line; what only the file says is one row', () => {
    const checks = [
      aVerdict({ check: 'first', evidence: BY_CONFIGURATION }),
      aVerdict({ check: 'second', evidence: BY_CONFIGURATION }),
      aVerdict({ check: 'third', outcome: 'unknown', evidence: 'why '.repeat(40) }),
    ];
    const text = textOf([aProof({ checks })]);
    expect(text).toContain('\n  ✓ 2 more  by the configuration alone: first, second\n');
    expect(text.split('\n').filter((line) => line.includes('why why'))).toHaveLength(1);
    expect(text).toContain('1 could not.');
  });

  test('says with which backends it would not work, and why', () => {
    const refused = { kind: 'strict', status: 400, detail: '400 Bad Request, "no Host"' };
    const text = textOf([
      aProof({ backends: [{ kind: 'lenient', status: 101, detail: '101' }, refused] }),
    ]);
    expect(text).toContain(`
  works with  lenient
  not with    strict: 400 Bad Request, "no Host"
`);
    const none = textOf([aProof({ backends: [refused] })]);
    expect(none).toContain('works with  no kind of backend');
    expect(none).not.toContain('no Host');
  });

  test('advice is a line for each check, with its first place', () => {
    const advised = aVerdict({
      check: 'first',
      findings: [
        seenAt(URL_OF_API, { severity: 'advice' }),
        seenAt(URL_OF_API, { severity: 'advice', line: 4 }),
      ],
    });
    const text = textOf([aProof({ checks: [advised] })]);
    expect(text).toContain('\n  · first   nginx.conf:8 +1  It is seen.\n');
  });

  test('what the sandbox could not keep true, and what was not proven, is said', () => {
    const text = textOf([aProof()], {
      unkept: [{ nginx: '1.22.1', notes: [{ file: 'nginx.conf', line: 6, text: 'No Lua runs.' }] }],
      leftOut: [OTHER_URL],
    });
    expect(text).toContain('\n  – nginx.conf:6  No Lua runs.\n');
    expect(text).toContain(`\n  – one more URL, for there are so many; --url has them proven:\n`);
  });

  test('nothing of a configuration rules the terminal, and lines fit', () => {
    const evidence = `\u001b[2J ${'word '.repeat(40)}`;
    const text = textOf([aProof({ checks: [aVerdict({ evidence })] })]);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').filter((line) => line.length > WIDTH)).toEqual([]);
  });

  test('colour adds nothing but colour', () => {
    const report = aProofReport([
      aProof({ checks: [aFailure({ fix: { title: 'Mend', safe: false } })] }),
      aProof({ nginx: '1.30.6' }),
    ]);
    const text = proofText(report, { columns: WIDTH, paint: coloured });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const withoutColour = text.replace(/\u001b\[\d+m/g, '');
    expect(withoutColour).toBe(proofText(report, { columns: WIDTH, paint: plain }));
    expect(text).not.toBe(withoutColour);
  });
});

describe('several URLs', () => {
  test('a finding is told once, and of the second URL what differs', () => {
    const checks = [aFailure(), aVerdict({ check: 'second' })];
    const others = [aFailure(), aVerdict({ check: 'second' }), aVerdict({ check: 'third' })];
    const text = textOf([aProof({ checks }), aProof({ url: OTHER_URL, checks: others })]);
    expect(text.match(/▸ 10 │/g)).toHaveLength(1);
    expect(text).toContain('\n    nginx.conf:10, as above\n');
    expect(text).toContain(`\n  ✓ third   seen\n  = 1 more  as for ${URL_OF_API}\n`);
  });
});

describe('several nginx', () => {
  const older = aProof({ checks: [aFailure(), aVerdict({ check: 'second' })] });

  test('what breaks with a newer one is said first, and its fault is told whole', () => {
    const newer = aProof({
      nginx: '1.30.6',
      checks: [aVerdict({ evidence: 'backend got HTTP/1.1' }), aFailure({ check: 'second' })],
    });
    const text = textOf([older, newer]);
    expect(
      text.slice(text.indexOf('nginx 1.30.6') - 4),
    ).toBe(`  ✗ nginx 1.30.6 instead of 1.22.1: second breaks; first no longer fails

  first
    ✗ 1.22.1  426 in 3 ms
    ✓ 1.30.6  backend got HTTP/1.1
  second
    ✓ 1.22.1  seen
    ✗ 1.30.6  426 in 3 ms

  only with nginx 1.30.6

  ✗ second  426 in 3 ms
    nginx.conf:10:13  location /api/
    It breaks. Mend it.

       9 │         proxy_pass http://127.0.0.1:8080;
    ▸ 10 │         proxy_set_header X-User "a,b";
      11 │     }
      12 │ }

  nginx 1.30.6: 1 hold · 1 fail · 0 not judged`);
  });

  test('those that agree share a line; times are no difference', () => {
    const same = {
      ...older,
      nginx: '1.26.3',
      checks: [aFailure({}, '426 in 9 ms'), older.checks[1]],
    };
    const newer = aProof({ nginx: '1.30.6', checks: [aVerdict(), aVerdict({ check: 'second' })] });
    const text = textOf([older, same as ProofContent, newer]);
    expect(text).toContain(`
  ✓ nginx 1.26.3 instead of 1.22.1: nothing breaks that held
  ✓ nginx 1.30.6 instead of 1.22.1: nothing breaks that held; first no
    longer fails

  first
    ✗ 1.22.1, 1.26.3  426 in 3 ms
    ✓ 1.30.6          seen

`);
  });

  test('a default that changed between them is the reason', () => {
    const why = 'Before 1.29.7 the default of proxy_http_version is another.';
    const checks = aProofReport([]).checks.map((check) => ({ ...check, why }));
    const newer = aProof({ nginx: '1.30.6', checks: [aVerdict(), aVerdict({ check: 'second' })] });
    expect(textOf([older, newer], { checks })).toContain(
      '\n  – proxy_http_version is 1.1 since 1.29.7, 1.0 before\n',
    );
    expect(textOf([older, { ...newer, nginx: '1.26.3' }], { checks })).not.toContain('since');
  });

  test('what cannot be judged any more is not mended, and only named', () => {
    const unsure = aProof({
      nginx: '1.30.6',
      checks: ['first', 'second'].map((check) => aVerdict({ check, outcome: 'unknown' })),
    });
    const text = textOf([older, unsure]);
    expect(text).not.toContain('no longer');
    expect(text).toContain('\n  first\n    ✗ 1.22.1  426 in 3 ms\n    ? 1.30.6  seen\n');
    expect(text).toContain('\n  only judged with 1.22.1: second\n');
  });

  test('the same verdict by other evidence is only named', () => {
    const other = { ...older, nginx: '1.30.6' };
    const checks = [aFailure(), aVerdict({ check: 'second', evidence: 'backend got HTTP/1.1' })];
    expect(textOf([older, { ...other, checks }])).toContain(
      '\n  seen differently, with the same verdict: second\n',
    );
  });

  test('a message that names its nginx is told once', () => {
    const saying = (nginx: string): ProofContent =>
      aProof({
        nginx,
        checks: [aFailure({ message: `The default of nginx ${nginx} breaks it.` })],
      });
    const text = textOf([saying('1.22.1'), saying('1.26.3')]);
    expect(text).not.toContain('only with');
    expect(text).toContain('1.26.3 instead of 1.22.1: nothing breaks that held');
  });
});
