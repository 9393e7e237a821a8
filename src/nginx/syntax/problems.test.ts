import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import type { ProblemCode } from './problem.ts';

// Where to look for a mistake: mostly before the line on which nginx notices. `^` marks the place and
// is not part of the text.
const placed: [string, ProblemCode, string][] = [
  ['a "}" behind a directive without its semicolon', 'missing-semicolon', 's {\n  a ^b\n}\n'],
  ['the end of the file behind one', 'missing-semicolon', 'a;\nb ^c # d\n\n'],
  ['a brace that is not closed', 'unclosed-block', 'h ^{\n  a;\n'],
  [
    'the innermost of two that are open',
    'unclosed-block',
    'h {\n  s {\n    l ^{\n      a;\n  }\n}\n',
  ],
  ['a quote that is not closed', 'unclosed-quote', 'a ^"b;\nc d;\n'],
  ['a quote that another one closes', 'unclosed-quote', 'a ^"b;\nc "d";\n'],
  ['a single quote inside a word in quotes', 'unexpected-after-quote', "a 'b'^c';"],
  ['a word that clings to a quote', 'unexpected-after-quote', 'a "b"^c;'],
  ['a comment that clings to a quote', 'unexpected-after-quote', 'a "b"^#c\n;'],
  ['a backslash behind a quote', 'unexpected-after-quote', 'a "b"^\\;'],
  ['a "}" that closes nothing', 'unexpected-close', 's {\n}\n^}\n'],
  ['a semicolon too many', 'unexpected-semicolon', 'a;^;'],
  ['a semicolon behind a block', 'unexpected-semicolon', 's { }^;'],
  ['a block without a name', 'block-without-name', 's {\n  ^{ a; }\n}\n'],
  ['a byte order mark', 'byte-order-mark', '^\ufeffuser x;'],
];

describe('one problem, at the right place', () => {
  test.each(placed)('%s', (_, code, marked) => {
    const at = marked.indexOf('^');
    const { problems, tree } = parse(marked.replace('^', ''));
    const all = problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      line: tree.source.line(problem.span.start),
      at: problem.span.start,
    }));
    const line = tree.source.line(at);
    // A word that clings to a quote may leave other words without their end.
    expect(all[0]).toEqual({ code, severity: 'error', line, at });
    if (code !== 'unexpected-after-quote') expect(all).toHaveLength(1);
  });
});

test('an unclosed quote does not make every block around it unclosed', () => {
  const { problems } = parse('h {\n  s {\n    a "b;\n  }\n}\n');
  expect(problems.map(({ code }) => code)).toEqual(['unclosed-quote']);
});

test('a byte order mark in bytes', () => {
  const { problems } = parse(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x3b]));
  expect(problems).toMatchObject([{ code: 'byte-order-mark', span: { start: 0, end: 3 } }]);
});

describe('a line that begins like a directive tells that the one before lacks its semicolon', () => {
  const suspected: [string, number[]][] = [
    ['s {\n  proxy_pass http://x\n  proxy_set_header A B;\n}\n', [2]],
    ['listen 80\nserver_name x;\n', [1]],
    ['listen 80 # why\nserver_name x;\n', [1]],
    ['listen 80\nlocation / {\n}\n', [1]],
    ['a 1\nb 2\nc 3;\n', [1, 2]],
    ['  a 1\nb 2;\n', [1]],
    ['\ta 1\n        b 2;\n', [1]],
  ];
  test.each(suspected)('%j', (text, lines) => {
    const { problems, tree } = parse(text);
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(problems.map(({ span }) => tree.source.line(span.start))).toEqual(lines);
  });

  const meant = [
    "log_format main '$a'\n'$b'\n  '$c';\n",
    'server_name a.example\nb.example;\n',
    'gzip_types\n  text/css\n  text/xml;\n',
    'add_header X\n  always\n  ;\n',
    'ssl_protocols TLSv1.2\nTLSv1.3;\n',
    's { a 1\nb 2; }\n',
    'a\n{\n  b;\n}\n',
    'proxy_cache_valid 200\n404\n1m;\n',
  ];
  test.each(meant)('but not in %j', (text) => {
    expect(parse(text).problems).toEqual([]);
  });
});

describe('what outgrows the buffer of nginx (4096 bytes; measured on 1.22.1)', () => {
  const lengths: [string, number, (word: string) => string][] = [
    ['a word before ";"', 4095, (word) => `a ${word};`],
    ['a word before "{"', 4095, (word) => `a ${word}{}`],
    ['a word before a space', 4094, (word) => `a ${word} ;`],
    ['a quoted word before ";"', 4094, (word) => `a "${word}";`],
    ['a quoted word before ")"', 4094, (word) => `a "${word}")b;`],
    ['a quoted word before a line feed', 4093, (word) => `a '${word}'\n;`],
    ['a comment', 4095, (word) => `#${word.slice(1)}\na;`],
    ['a comment at the end', 4096, (word) => `a; #${word.slice(1)}`],
  ];
  test.each(lengths)('%s: %i', (_, most, text) => {
    expect(parse(text('x'.repeat(most))).problems).toEqual([]);
    expect(parse(text('x'.repeat(most + 1))).problems).toMatchObject([{ code: 'word-too-long' }]);
  });
});
