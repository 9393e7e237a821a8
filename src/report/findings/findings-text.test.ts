import { describe, expect, test } from 'vitest';
import { plain } from '../paint.ts';
import type { FindingsReport } from './findings-report.ts';
import { findingsText } from './findings-text.ts';
import { aFinding, aReport } from './report.fixture.ts';

function textOf(over: Partial<FindingsReport>, columns = 80): string[] {
  return findingsText(aReport(over), { columns, paint: plain }).split('\n');
}

describe('a finding', () => {
  test('shows what, where, the lines with what is said of them, and the fix', () => {
    const finding = aFinding({
      related: [{ file: 'nginx.conf', line: 6, message: 'Not inherited.' }],
      fix: { title: 'Repeat it', safe: true },
    });
    expect(textOf({ findings: [finding] })).toEqual([
      '  ✗ first  nginx.conf:10:13  location /api/',
      '    It breaks. Mend it.',
      '',
      '       6 │     proxy_set_header Upgrade $http_upgrade;',
      '         │ ↑ Not inherited.',
      '       ⋮',
      '       9 │         proxy_pass http://127.0.0.1:8080;',
      '    ▸ 10 │         proxy_set_header X-User "a,b";',
      '      11 │     }',
      '      12 │ }',
      '',
      '    fix  Repeat it (--fix)',
      '',
      '  1 error · 1 can be mended (--fix)',
      '  in 1 path that may carry WebSockets, judged by 3 checks for nginx 1.22.1',
    ]);
  });

  test('names a line of another file under its name', () => {
    const finding = aFinding({ related: [{ file: 'conf.d/ü.conf', line: 1, message: 'Here.' }] });
    const text = textOf({ findings: [finding] });
    const at = text.findIndex((line) => line.includes('conf.d/ü.conf'));
    expect(text.slice(at, at + 3)).toEqual([
      '      conf.d/ü.conf',
      '       1 │ map $a $b { }',
      '         │ ↑ Here.',
    ]);
  });

  test('says how many lines it leaves out', () => {
    const related = Array.from({ length: 9 }, (_, at) => ({
      ...{ file: 'nginx.conf', line: at + 1, message: 'Here.' },
    }));
    expect(textOf({ findings: [aFinding({ related })] }).join('\n')).toContain(
      '… and 3 more places',
    );
  });

  test('in no line of a file breaks nothing', () => {
    expect(textOf({ findings: [aFinding({ line: 99 })] })[0]).toContain('nginx.conf:99');
  });

  test('fits the terminal', () => {
    const findings = [
      aFinding({
        message: 'word '.repeat(60).trim(),
        fix: { title: 'mend '.repeat(30), safe: false },
      }),
    ];
    for (const line of textOf({ findings }, 60)) expect(line.length).toBeLessThanOrEqual(60);
  });

  test('lets no control character through', () => {
    const evil = aFinding({ where: 'location /\u001b[2J', message: 'a\u009b31mb' });
    const text = textOf({ findings: [evil] }).join('');
    expect([text.includes('\u001b'), text.includes('\u009b')]).toEqual([false, false]);
  });
});

describe('the order', () => {
  const heads = (lines: string[]): string[] => lines.filter((line) => /^ {2}[✗!·] /.test(line));

  test('is the likeliest cause first, file by file, and advice last', () => {
    const findings = [
      aFinding({ check: 'third', severity: 'advice', line: 1 }),
      aFinding({ check: 'second', severity: 'warning', line: 4 }),
      aFinding({ check: 'third', line: 5 }),
      aFinding({ check: 'second', severity: 'warning', file: 'z.conf', line: 1 }),
      aFinding({ check: 'first', file: 'z.conf', line: 9 }),
    ];
    expect(heads(textOf({ findings })).map((line) => line.replace(/ {2}location.*/, ''))).toEqual([
      '  ✗ first  z.conf:9:13',
      '  ! second  z.conf:1:13',
      '  ✗ third  nginx.conf:5:13',
      '  ! second  nginx.conf:4:13',
      '  · third  nginx.conf:1:13',
    ]);
  });

  test('advice of one check is given once, with the other places', () => {
    const findings = [1, 2, 3, 4, 5, 6].map((line) => aFinding({ severity: 'advice', line }));
    const text = textOf({ findings });
    expect(heads(text)).toHaveLength(1);
    expect(text).toContain('    Likewise at nginx.conf:2, nginx.conf:3, nginx.conf:4 and 2 more.');
    expect(text.at(-2)).toBe('  6 advice');
  });
});

describe('the end', () => {
  test('says how much was judged where nothing is found', () => {
    expect(textOf({})).toEqual([
      '  ✓ nothing found in 1 path that may carry WebSockets, judged by 3 checks for',
      '    nginx 1.22.1',
    ]);
  });

  test('says that nothing carries a WebSocket, and by which nginx', () => {
    const text = textOf({ paths: [], nginx: { version: '1.30.6', by: 'assumed' } })
      .join(' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain('no location of http proxies a WebSocket');
    expect(text).toContain('nginx 1.30.6 (assumed)');
  });

  test('tells what is not told: suppressed, known, in doubt, broken', () => {
    const text = textOf({
      suppressed: [{ finding: aFinding(), reason: 'r' }],
      known: [aFinding(), aFinding()],
      unknown: [{ check: 'second', why: 'Lua sets it.' }],
      broken: [{ check: 'third', why: 'TypeError: x' }],
    });
    expect(text.slice(0, 2)).toEqual([
      '  ? second  could not tell: Lua sets it.',
      '  ‼ third  broke, our bug: TypeError: x',
    ]);
    expect(text.slice(3).join(' ').replace(/\s+/g, ' ')).toContain(
      '1 suppressed by a comment · 2 known to the baseline',
    );
  });
});
