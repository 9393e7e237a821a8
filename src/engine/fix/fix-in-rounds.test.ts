import { describe, expect, test } from 'vitest';
import { configValid } from '../../checks/config-valid.ts';
import type { ConfigProblem } from '../../checks/configuration.ts';
import { idleTimeout } from '../../checks/idle-timeout.ts';
import type { Trace } from '../../nginx/model/index.ts';
import { insertFirst, type Placed, removeDirective } from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import {
  fix,
  inFile,
  last,
  ownLine,
  pathCheck,
  placeOfTrace,
  sent,
  site,
  wantsHeader,
  wholeCheck,
} from './fixing.fixture.ts';

test('a fix is applied, in the style of its place, and nothing is left', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }`);
  const { text, applied, refused, remaining } = fix(before, [
    wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
  ]);
  expect(text).toBe(
    before.replace('$http_upgrade;', '$http_upgrade;\n            proxy_set_header X-A 1;'),
  );
  expect(applied).toMatchObject([{ check: 'wants-x-a', where: 'location /ws/', line: 6 }]);
  expect({ refused, remaining }).toEqual({ refused: [], remaining: [] });
});

test('one line at fault for several locations is mended in each of them', () => {
  const before = site(`
        proxy_set_header X-Old 1;
        location /ws/ {
            proxy_pass http://b;
        }
        location /live/ {
            proxy_pass http://b;
        }`);
  const oldLine = ({ exchange }: Trace): Placed => {
    const [line] = exchange?.level.effective('proxy_set_header') ?? [];
    if (line === undefined) throw new Error('no such line');
    return line;
  };
  const check = pathCheck('wants-x-a', function* (handshake) {
    if (sent(handshake, 'x-a') !== undefined) return;
    const place = placeOfTrace(handshake);
    const edits = inFile(place, last(place, 'proxy_set_header X-Old 1;\nproxy_set_header X-A 1;'));
    yield { at: oldLine(handshake), message: 'x', fix: { title: 'Set', safe: true, edits } };
  });
  const { applied, refused, text } = fix(before, [check]);
  expect(refused).toEqual([]);
  expect(applied).toMatchObject([{ where: 'location /ws/, location /live/', line: 6 }]);
  expect(text.match(/X-A 1;/g)).toHaveLength(2);
});

describe('fixes that meet', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }
        location /live/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }`);

  test('a map that both want is inserted once', () => {
    const withMap = pathCheck('wants-connection', function* (handshake) {
      if (sent(handshake, 'connection') !== 'close') return;
      const at = placeOfTrace(handshake);
      const http = handshake.exchange?.model.http?.placed;
      if (http?.directive.block === undefined) return;
      const map = "map $http_upgrade $c {\n    default upgrade;\n    '' '';\n}";
      const edits = [
        ...inFile(http, insertFirst(http.directive.block, map)),
        ...inFile(at, last(at, 'proxy_set_header Connection $c;')),
      ];
      yield { at, message: 'close', fix: { title: 'Set Connection', safe: true, edits } };
    });
    const { applied, refused, text } = fix(before, [withMap]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(2);
    expect(text.match(/map \$http_upgrade/g)).toHaveLength(1);
    expect(text.match(/Connection \$c;/g)).toHaveLength(2);
  });

  test('two in one block are applied one after the other', () => {
    const { applied, text, remaining } = fix(before, [
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
      wantsHeader('x-b', ownLine('proxy_set_header X-B 1;')),
    ]);
    expect(applied).toHaveLength(4);
    expect(remaining).toEqual([]);
    expect(text.match(/X-A 1;\n {12}proxy_set_header X-B 1;/g)).toHaveLength(2);
  });

  test('one cures what the other is for', () => {
    const { applied } = fix(before, [
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;\nproxy_set_header X-B 1;')),
      wantsHeader('x-b', ownLine('proxy_set_header X-B 2;')),
    ]);
    expect(applied.map(({ check }) => check)).toEqual(['wants-x-a', 'wants-x-a']);
  });

  test('a bad one does not keep the good ones back', () => {
    const bad = wantsHeader('x-bad', ownLine('proxy_set_header X-Other 1;'));
    const { applied, refused } = fix(before, [
      bad,
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
    ]);
    expect(applied.map(({ check }) => check)).toEqual(['wants-x-a', 'wants-x-a']);
    expect(refused.map(({ check }) => check)).toEqual(['wants-x-bad', 'wants-x-bad']);
    expect(refused[0]?.why).toContain(
      'the finding wants-x-bad at location /ws/ would still be there',
    );
  });

  test('edits of one fix that overlap are refused', () => {
    const overlapping = ({ directive }: Placed): Edit[] => {
      const [first, second] = directive.block?.children ?? [];
      if (first === undefined || second === undefined) return [];
      const span = { start: first.span.start, end: second.span.end };
      return [...removeDirective(first), { span, text: '' }];
    };
    const { refused } = fix(before, [wantsHeader('x-a', overlapping)]);
    expect(refused[0]?.why[0]).toMatch(/^nginx\.conf: Two edits claim the same text/);
  });
});

describe('what is wanted', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }`);
  const unsafe = wantsHeader('x-u', ownLine('proxy_set_header X-U 1;'), { safe: false });
  const safe = wantsHeader('x-a', ownLine('proxy_set_header X-A 1;'));

  test('unsafe fixes only where they are asked for', () => {
    expect(fix(before, [unsafe]).changed).toEqual([]);
    expect(fix(before, [unsafe], { unsafe: true }).applied).toHaveLength(1);
  });

  test('only the checks that are named', () => {
    const { applied } = fix(before, [safe, unsafe], { unsafe: true, only: ['wants-x-u'] });
    expect(applied.map(({ check }) => check)).toEqual(['wants-x-u']);
  });
});

test('what nginx refuses is mended first, and then what that leaves wrong', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            proxy_http_version 1.1;
            websocket_read_timeout 1d;
        }`);
  const { applied, text } = fix(before, [configValid, idleTimeout]);
  expect(applied.map(({ check }) => check)).toEqual(['config-valid']);
  expect(text).toContain('proxy_read_timeout 1d;');
});

describe('a text that nginx cannot read', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b
            proxy_set_header Upgrade $http_upgrade;
        }`);
  const reads = wholeCheck('reads', function* ({ configuration, http }) {
    const { problems } = configuration;
    const server = http?.last('server');
    if (server === undefined) return;
    for (const { span, file, message } of problems) {
      if (span === undefined || file === undefined) continue;
      const edit: Edit = { span: { start: span.end, end: span.end }, text: ';' };
      const problem: ConfigProblem = {
        at: server,
        message,
        fix: { title: 'Add the semicolon', safe: true, edits: [{ file, edit }] },
      };
      yield problem;
    }
  });

  test('is mended first, and then what it hid', () => {
    const { applied, text, refused } = fix(before, [
      reads,
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
    ]);
    expect(refused).toEqual([]);
    expect(applied.map(({ check }) => check)).toEqual(['reads', 'wants-x-a']);
    expect(text).toContain('proxy_pass http://b;\n');
  });

  test('keeps other fixes back as long as it is not mended', () => {
    const elsewhere = site(`
        location /ws/ {
            proxy_pass http://b;
        }
        location /other/ {
            return 404
        }`);
    const { refused, changed } = fix(elsewhere, [
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
    ]);
    expect(refused[0]?.why).toEqual(['nginx could still not read the result']);
    expect(changed).toEqual([]);
  });
});

test('a file under two names is changed under both', () => {
  const files = {
    'nginx.conf': 'events {}\nhttp {\n    include enabled/*;\n    include available/*;\n}\n',
    'enabled/a.conf':
      'server {\n    listen 80;\n    location /ws/ {\n        proxy_pass http://b;\n    }\n}\n',
  };
  const { after, applied } = fix(
    { ...files, 'available/a.conf': files['enabled/a.conf'] },
    [wantsHeader('x-a', ownLine('proxy_set_header X-A 1;'))],
    { identify: (path) => path.replace('enabled', 'available') },
  );
  expect(applied.length).toBeGreaterThan(0);
  expect(after['enabled/a.conf']).toBe(after['available/a.conf']);
  expect(after['enabled/a.conf']?.match(/X-A/g)).toHaveLength(1);
});
