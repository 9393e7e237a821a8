import { expect, test } from 'vitest';
import { findingsGithub } from './findings-github.ts';
import { aFinding, aReport } from './report.fixture.ts';

test('a finding is a workflow command, with nothing in it that could be another', () => {
  const finding = aFinding({
    file: 'a,b:c%.conf',
    where: 'location ~ ^/a:(b,c)$',
    message: '100 %\r\n::error::x',
    related: [{ file: 'nginx.conf', line: 6, message: 'Lost.' }],
    fix: { title: 'Repeat it', safe: false },
  });
  expect(findingsGithub(aReport({ findings: [finding] }))).toBe(
    '::error file=etc/a%2Cb%3Ac%25.conf,line=10,col=13,title=first%3A location ~ ^/a%3A(b%2Cc)$' +
      '::100 %25%0D%0A::error::x%0Anginx.conf:6: Lost.%0AFix: Repeat it\n',
  );
});

test.each([
  ['error', '::error '],
  ['warning', '::warning '],
  ['advice', '::notice '],
] as const)('%s is %s', (severity, command) => {
  const text = findingsGithub(aReport({ findings: [aFinding({ severity })] }));
  expect(text.startsWith(command)).toBe(true);
});

test('nothing found is no line', () => {
  expect(findingsGithub(aReport())).toBe('');
});

test('a check that broke is told', () => {
  expect(findingsGithub(aReport({ broken: [{ check: 'first', why: 'TypeError\n at x' }] }))).toBe(
    '::error title=fairlead first broke::TypeError%0A at x\n',
  );
});
