import { describe, expect, test } from 'vitest';
import { expandGlob, isPattern } from './glob.ts';
import { globPart } from './glob-part.ts';

describe('one part of a pattern', () => {
  const rows: [string, string[], string[]][] = [
    ['*', ['a', 'a.conf'], ['', '.a'].slice(1)],
    ['*.conf', ['a.conf', 'a.conf.conf'], ['.conf', 'a.conf~', 'conf']],
    ['.*', ['.a'], ['a']],
    ['?', ['a', '['], ['', '.', 'ab']],
    ['a*b*c', ['abc', 'aXbYc', 'abbcc'], ['ab', 'acb']],
    ['[ab]', ['a', 'b'], ['c', '']],
    ['[!ab]', ['c'], ['a']],
    ['[^ab]', ['c'], ['a']],
    ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
    ['[a-]', ['a', '-'], ['b']],
    ['[]a]', [']', 'a'], ['b']],
    ['[[:digit:]x]', ['7', 'x'], ['d', ':']],
    ['[a', ['[a'], ['a']],
    ['\\*', ['*'], ['a']],
    ['[\\]]', [']'], ['\\']],
    ['[.]a', [], ['.a']],
  ];
  test.each(rows)('%s', (pattern, matching, others) => {
    const { matches } = globPart(pattern);
    expect(matching.filter((name) => !matches(name))).toEqual([]);
    expect(others.filter((name) => matches(name))).toEqual([]);
  });

  test('takes no more time for many stars', () => {
    expect(globPart(`${'*a'.repeat(2000)}b`).matches('a'.repeat(4000))).toBe(false);
  });

  test('knows where one name alone can match', () => {
    expect(globPart('a.b').literal).toBe('a.b');
    expect(globPart('a\\*').literal).toBe('a*');
    expect(globPart('[a').literal).toBe('[a');
    expect(globPart('a*').literal).toBeUndefined();
  });
});

describe('a whole pattern', () => {
  const tree: Record<string, string[]> = {
    '/': ['etc'],
    '/etc': ['b', 'a', 'x.conf'],
    '/etc/a': ['2.conf', '10.conf', 'B.conf', 'ä.conf', '\u{1f600}.conf', '\uff5e.conf', '.h.conf'],
    '/etc/b': ['1.conf'],
    '': ['r.conf'],
  };
  const folders = {
    list: (folder: string) => tree[folder],
    exists: (path: string) => path === '/etc/b/1.conf',
  };
  const rows: [string, string[]][] = [
    [
      '/etc/a/*.conf',
      ['10.conf', '2.conf', 'B.conf', 'ä.conf', '\uff5e.conf', '\u{1f600}.conf'].map(
        (name) => `/etc/a/${name}`,
      ),
    ],
    ['/etc/*/1.conf', ['/etc/b/1.conf']],
    ['/*/b/*', ['/etc/b/1.conf']],
    ['/etc/x.conf/*', []],
    ['/none/*', []],
    ['*.conf', ['r.conf']],
  ];
  test.each(rows)('%s', (pattern, paths) => {
    expect(expandGlob(pattern, folders)).toEqual(paths);
  });

  test('is what nginx takes for one', () => {
    expect(['a*', 'a?', 'a['].every(isPattern)).toBe(true);
    expect(isPattern('a]{b}')).toBe(false);
  });
});
