import { expect, test } from 'vitest';
import type { Finding, Outcome, Verdict } from '../engine/verdict.ts';
import { coloured, plain } from './paint.ts';
import { summaryText, verdictText } from './verdict-text.ts';

const layout = { columns: 60, idWidth: 12, paint: plain };

function verdict(outcome: Outcome, evidence: string, findings: Partial<Finding>[] = []): Verdict {
  const whole = findings.map((finding) => ({
    message: 'It breaks.',
    severity: 'error',
    ...finding,
  }));
  return { check: 'idle-timeout', outcome, evidence, findings: whole as Finding[] };
}

test('each outcome has a mark of its own', () => {
  const lines = (['holds', 'fails', 'skipped', 'unknown', 'broken'] as const).map((outcome) =>
    verdictText(verdict(outcome, 'seen', outcome === 'fails' ? [{}] : []), layout).slice(0, 4),
  );
  expect(lines).toEqual(['  ✓ ', '  ✗ ', '  – ', '  ? ', '  ‼ ']);
});

test('the mark of a failure is that of its worst finding', () => {
  const of = (...severities: Finding['severity'][]) =>
    verdictText(
      verdict(
        'fails',
        '',
        severities.map((severity) => ({ severity })),
      ),
      layout,
    )[2];
  expect([of('advice'), of('advice', 'warning'), of('warning', 'error')]).toEqual(['·', '!', '✗']);
});

test('long evidence and findings are broken below the column that they begin in', () => {
  const text = verdictText(
    verdict('fails', 'closed by FIN after 60.03 s of silence in both directions', [
      { message: 'Raise proxy_read_timeout where the socket is served.' },
    ]),
    layout,
  );
  expect(text).toBe(
    [
      '  ✗ idle-timeout  closed by FIN after 60.03 s of silence in',
      '                  both directions',
      '                  error: Raise proxy_read_timeout where the',
      '                  socket is served.',
    ].join('\n'),
  );
});

test('colour adds nothing but colour', () => {
  const text = verdictText(verdict('fails', 'seen', [{}]), { ...layout, paint: coloured });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const withoutColour = text.replace(/\u001b\[\d+m/g, '');
  expect(withoutColour).toBe(verdictText(verdict('fails', 'seen', [{}]), layout));
  expect(text).not.toBe(withoutColour);
});

test('the summary counts what was not judged apart, and our bugs only where there are any', () => {
  const all = [verdict('holds', ''), verdict('skipped', ''), verdict('unknown', '')];
  expect(summaryText(all, plain)).toBe('  1 hold · 0 fail · 2 not judged');
  expect(summaryText([...all, verdict('broken', '')], plain)).toContain('1 broken (our bug)');
});
