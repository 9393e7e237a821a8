import { describe, expect, test } from 'vitest';
import { judgeText } from '../../engine/configuration.fixture.ts';
import { configValid } from '../config-valid.ts';
import { findingsOf, mended, placesOf } from '../judged.fixture.ts';

/** A block at line 3, and a server that sends the variable on. */
function withBlock(block: string): string {
  return `events {}
http {
${block}
server { listen 80; location / { proxy_pass http://127.0.0.1:1; proxy_set_header A $mine; } }
}
`;
}

function places(block: string): string[] {
  return placesOf(findingsOf(configValid, withBlock(block)));
}

function mendedText(block: string): string | undefined {
  return mended(configValid, withBlock(block))['nginx.conf'];
}

describe('what it defines', () => {
  test.each([
    ['map http_upgrade mine { a b; }', 'map $http_upgrade $mine {'],
    ['map $uri mine { a b; }', 'map $uri $mine {'],
    ['map plain mine { a b; }', 'map plain $mine {'],
    ['geo mine { default 1; }', 'geo $mine {'],
    ['geo remote_addr mine { default 1; }', 'geo $remote_addr $mine {'],
    ['split_clients $uri mine { * a; }', 'split_clients $uri $mine {'],
  ])('%s lacks its "$", which is one finding', (block, meant) => {
    expect(places(block)).toEqual(['error 3']);
    expect(mendedText(block)).toContain(meant);
  });

  test('is told for stream, too', () => {
    const text = 'events {}\nstream {\nmap $remote_addr a { b c; }\n}\n';
    expect(placesOf(findingsOf(configValid, text))).toEqual(['error 3']);
  });
});

describe('what it looks at', () => {
  test.each([
    'map $upgrade $mine { a b; }',
    'map $host$upgrade $mine { a b; }',
    'geo $upgrade $mine { default 1; }',
    'split_clients $upgrade $mine { * a; }',
    'map $uri $mine { a $upgrade; }',
    'map $uri $mine { a x-$upgrade; }',
  ])('%s has to exist', (block) => {
    expect(places(block)).toEqual(['error 3']);
  });

  test('and what it defines are swapped', () => {
    const text = withBlock('map $mine $http_upgrade { a b; }');
    expect(placesOf(findingsOf(configValid, text))).toEqual(['error 3']);
    expect(mended(configValid, text)['nginx.conf']).toContain('map $http_upgrade $mine {');
  });

  test.each([
    'map $uri $mine { ~^/(?<part>.) $part; ~b $1; }',
    'map plain $mine { a b; }',
    'geo $mine { 127.0.0.1 $upgrade; }',
    'split_clients $uri$host $mine { * $upgrade; }',
  ])('%s is in order', (block) => {
    expect(places(block)).toEqual([]);
  });
});

describe('its lines', () => {
  test.each([
    ["default upgrade\n'' close;", "default upgrade;\n'' close;"],
    ['default a\nb c\nd e;', 'default a;\nb c;\nd e;'],
  ])('%j lack a ";"', (lines, meant) => {
    const block = `map $uri $mine {\n${lines}\n}`;
    expect(places(block)).toEqual(['error 4']);
    expect(mendedText(block)).toContain(meant);
  });

  test.each([
    ['three words', 'a b c;', 4],
    ['a word alone', 'a;', 4],
    ['three words on two lines', 'a b\nc;', 4],
    ['two defaults', 'default a;\ndefault b;', 5],
    ['a key twice, in another case', 'abc a;\n"ABC" b;', 5],
    ['a key twice, with a backslash', 'abc a;\n\\abc b;', 5],
  ])('%s', (_, lines, line) => {
    const block = `map $uri $mine {\n${lines}\n}`;
    expect(places(block)).toEqual([`error ${line}`]);
    expect(findingsOf(configValid, withBlock(block))[0]?.fix).toBeNull();
  });

  test('the same line twice goes', () => {
    expect(mendedText('map $uri $mine {\na b;\na b;\n}')).toContain('{\na b;\n}');
  });

  test.each([
    'hostnames;\nvolatile;\n*.a b;',
    '~a b;\n~a c;',
    'default a;\n\\default b;',
    'default\na;',
  ])('%j are in order', (lines) => {
    expect(places(`map $uri $mine {\n${lines}\n}`)).toEqual([]);
  });

  test('a broken one leaves nothing unknown', () => {
    const { unknown } = judgeText(withBlock('map $http_upgrade $mine {\ndefault a\nb c;\n}'));
    expect(unknown).toEqual([]);
  });
});
