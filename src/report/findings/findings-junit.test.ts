import { expect, test } from 'vitest';
import { findingsJunit } from './findings-junit.ts';
import { aFinding, aReport } from './report.fixture.ts';

test('a check that holds passes, a finding fails, a doubt is skipped, a broken check is an error', () => {
  const report = aReport({
    findings: [aFinding()],
    unknown: [{ check: 'second', why: 'Lua.' }],
    broken: [{ check: 'third', why: 'TypeError' }],
  });
  expect(findingsJunit(report, 'error', 'fairlead check').split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="fairlead check" tests="3" failures="1" errors="1" skipped="1">',
    '  <testsuite name="fairlead check" tests="3" failures="1" errors="1" skipped="1">',
    '    <testcase classname="fairlead.first" name="etc/nginx.conf:10 location /api/"><failure message="It breaks. Mend it." type="error">etc/nginx.conf:10: error: It breaks. Mend it.</failure></testcase>',
    '    <testcase classname="fairlead.second" name="The second: not known"><skipped message="Lua."/></testcase>',
    '    <testcase classname="fairlead.third" name="The third"><error message="the check broke">TypeError</error></testcase>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ]);
});

test('what is below the threshold did not fail, and is told all the same', () => {
  const text = findingsJunit(
    aReport({ findings: [aFinding({ severity: 'advice' })] }),
    'error',
    'fairlead check',
  );
  expect(text).toContain('failures="0"');
  expect(text).toContain('<system-out>etc/nginx.conf:10: advice: It breaks. Mend it.</system-out>');
});

test('nothing gets out of its quotes, and nothing gets in that XML forbids', () => {
  const evil = aFinding({
    where: '"><x a="',
    message: 'a & <b> \u0000\u001b\ufffe\ud800 "c"',
    file: 'a\nb.conf',
  });
  const text = findingsJunit(aReport({ findings: [evil] }), 'error', 'fairlead check');
  expect(text).toContain('name="etc/a&#10;b.conf:10 &quot;&gt;&lt;x a=&quot;"');
  expect(text).toContain('message="a &amp; &lt;b&gt; \ufffd\ufffd\ufffd\ufffd &quot;c&quot;"');
});
