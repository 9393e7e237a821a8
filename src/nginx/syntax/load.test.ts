import { describe, expect, test } from 'vitest';
import { type Configuration, type Placed, placeOf } from './configuration.ts';
import type { FilePort } from './file-port.ts';
import { load } from './load.ts';
import { objectFiles } from './object-files.ts';

function loadFiles(files: Record<string, string>, main = '/e/nginx.conf'): Configuration {
  return load(main, { files: objectFiles(files) });
}

/** Every directive as nginx meets it, with its place. */
function unfolded(configuration: Configuration, of?: Placed): string[] {
  return configuration.children(of).flatMap((placed) => {
    const { file, line } = placeOf(placed);
    const inner = placed.directive.block === undefined ? [] : unfolded(configuration, placed);
    return [`${placed.directive.name} ${file}:${line}`, ...inner.map((row) => `  ${row}`)];
  });
}

const codes = ({ problems }: Configuration): string[] =>
  problems.map(({ code, name, line }) => `${code} ${name}:${line ?? '-'}`);

test('what is included stands where its include does, with its own file and line', () => {
  const configuration = loadFiles({
    '/e/nginx.conf': 'a;\ninclude snip.conf;\nhttp {\n  include conf.d/*.conf;\n  z;\n}\n',
    '/e/snip.conf': '\nsnip;',
    '/e/conf.d/2.conf': 'server {\n  include snip.conf;\n}',
    '/e/conf.d/10.conf': 'first;',
    '/e/conf.d/.hidden.conf': 'never;',
    '/e/conf.d/3.txt': 'never;',
  });
  expect(codes(configuration)).toEqual([]);
  expect(unfolded(configuration)).toEqual([
    'a nginx.conf:1',
    'snip snip.conf:2',
    'http nginx.conf:3',
    '  first conf.d/10.conf:1',
    '  server conf.d/2.conf:1',
    '    snip snip.conf:2',
    '  z nginx.conf:5',
  ]);
  expect(configuration.files.map(({ name }) => name)).toEqual([
    'nginx.conf',
    'snip.conf',
    'conf.d/10.conf',
    'conf.d/2.conf',
  ]);
});

test('files that differ in digits alone have each its own lines, values and includes', () => {
  const site = (n: number): string => `server {\n  listen ${n};\n  include own/${n}.conf;\n}`;
  const configuration = loadFiles({
    '/e/nginx.conf': 'include sites/*;',
    ...{ '/e/sites/1': site(1), '/e/sites/2': site(2), '/e/sites/3': site(3) },
    ...{ '/e/own/1.conf': 'a;', '/e/own/2.conf': '\nb;' },
  });
  expect(codes(configuration)).toEqual(['file-missing sites/3:3']);
  expect(unfolded(configuration)).toEqual([
    ...['server sites/1:1', '  listen sites/1:2', '  a own/1.conf:1'],
    ...['server sites/2:1', '  listen sites/2:2', '  b own/2.conf:2'],
    ...['server sites/3:1', '  listen sites/3:2'],
  ]);
  const ports = configuration.children().map(({ directive }) => {
    const [listen] = directive.block?.children ?? [];
    return listen?.args[0]?.value;
  });
  expect(ports).toEqual(['1', '2', '3']);
});

test('a placed directive knows the includes that lead to it', () => {
  const configuration = loadFiles({
    '/e/nginx.conf': 'include a;',
    '/e/a': '\ninclude b;',
    '/e/b': 'x;',
  });
  const [placed] = configuration.children();
  expect(placed?.from && placeOf(placed.from)).toEqual({ file: 'a', line: 2, column: 1 });
  expect(placed?.from?.from && placeOf(placed.from.from).file).toBe('nginx.conf');
});

test('names are relative to the folder of the main file, not of the including one', () => {
  const files = {
    '/e/nginx.conf': 'include sub/a.conf; include /o/abs.conf; include ./x//y.conf;',
    '/e/sub/a.conf': 'include b.conf;',
    '/e/b.conf': 'right;',
    '/e/sub/b.conf': 'wrong;',
    '/o/abs.conf': 'abs;',
    '/e/x/y.conf': 'tidy;',
  };
  expect(unfolded(loadFiles(files))).toEqual([
    'right b.conf:1',
    'abs /o/abs.conf:1',
    'tidy x/y.conf:1',
  ]);
});

test('a main file without a folder', () => {
  const configuration = loadFiles({ 'nginx.conf': 'include a/*;', 'a/b': 'x;' }, 'nginx.conf');
  expect(unfolded(configuration)).toEqual(['x a/b:1']);
  expect(codes(configuration)).toEqual([]);
});

test('an include with quotes, with UTF-8 in its name, and within a map', () => {
  const bytes = new TextEncoder().encode('map $a $b { "include" \'größe.conf\'; }');
  const files = objectFiles({ '/e/nginx.conf': bytes, '/e/größe.conf': 'x y;' });
  const configuration = load('/e/nginx.conf', { files });
  expect(codes(configuration)).toEqual([]);
  expect(configuration.files).toHaveLength(2);
});

describe('problems stand at the include', () => {
  const rows: [string, Record<string, string>, string[]][] = [
    [
      'a missing file',
      { '/e/nginx.conf': 'a;\ninclude none.conf;' },
      ['file-missing nginx.conf:2'],
    ],
    [
      'missing twice, said twice',
      { '/e/nginx.conf': 'include n;\ninclude n;' },
      ['file-missing nginx.conf:1', 'file-missing nginx.conf:2'],
    ],
    ['an empty glob is fine', { '/e/nginx.conf': 'include none/*.conf;' }, []],
    ['a folder', { '/e/nginx.conf': 'include d;', '/e/d/x': '' }, ['file-is-folder nginx.conf:1']],
    [
      'a folder that a glob finds',
      { '/e/nginx.conf': 'include d/*;', '/e/d/s/x': '' },
      ['file-is-folder nginx.conf:1'],
    ],
    ['itself', { '/e/nginx.conf': '\ninclude nginx.conf;' }, ['include-cycle nginx.conf:2']],
    [
      'a circle',
      { '/e/nginx.conf': 'include a;', '/e/a': '\ninclude b;', '/e/b': '\n\ninclude a;' },
      ['include-cycle b:3'],
    ],
    [
      'a glob that finds its own file',
      { '/e/nginx.conf': 'include d/*;', '/e/d/a': 'include d/*;', '/e/d/b': 'x;' },
      ['include-cycle d/a:1'],
    ],
    [
      'problems of the included text',
      { '/e/nginx.conf': 'include a;', '/e/a': '\nx {' },
      ['unclosed-block a:2'],
    ],
    ['no main file', {}, ['file-missing /e/nginx.conf:-']],
  ];
  test.each(rows)('%s', (_, files, expected) => {
    expect(codes(loadFiles(files))).toEqual(expected);
  });
});

test('an include that is no include of one name is left to who judges directives', () => {
  const configuration = loadFiles({ '/e/nginx.conf': 'include; include a b; include { }' });
  expect(configuration.children()).toHaveLength(3);
  expect(codes(configuration)).toEqual([]);
});

test('the same file is read once, however often it is included', () => {
  const reads: string[] = [];
  const files = objectFiles({
    '/n': 'include a; include a; include b;',
    '/a': 'x;',
    '/b': 'include a;',
  });
  const counting: FilePort = {
    ...files,
    read(path, maxBytes) {
      reads.push(path);
      return files.read(path, maxBytes);
    },
  };
  expect(load('/n', { files: counting }).children()).toHaveLength(3);
  expect(reads).toEqual(['/n', '/a', '/b']);
});

describe('limits', () => {
  const chain = (length: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`/${index}`, `d${index}; include ${index + 1};`]),
    );

  test('a long chain of includes', () => {
    const files = objectFiles({ ...chain(30), '/30': 'end;' });
    const deep = load('/0', { files, limits: { depth: 10 } });
    expect(codes(deep)).toEqual(['include-too-deep 10:1']);
    expect(deep.children()).toHaveLength(11);
    expect(codes(load('/0', { files, limits: { depth: 30 } }))).toEqual([]);
  });

  test('a chain that is long only through what was read before', () => {
    const files = objectFiles({ ...chain(9), '/9': 'e;', '/n': 'include 5; include 0;' });
    expect(codes(load('/n', { files, limits: { depth: 8 } }))).toEqual(['include-too-deep 4:1']);
  });

  test('files that double with every step', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `/${index}`,
        `include ${index + 1}; include ${index + 1};`,
      ]),
    );
    const bomb = load('/0', {
      files: objectFiles({ ...files, '/40': 'x;' }),
      limits: { includes: 1000 },
    });
    expect(new Set(bomb.problems.map(({ code }) => code))).toEqual(new Set(['too-many-includes']));
    expect(bomb.children().length).toBeLessThanOrEqual(1000);
    expect(bomb.files).toHaveLength(41);
  });

  test('more files than are read', () => {
    const files = objectFiles({ '/n': 'include d/*;', '/d/1': '', '/d/2': '', '/d/3': '' });
    expect(codes(load('/n', { files, limits: { files: 3 } }))).toEqual(['too-many-files n:1']);
  });

  test('more bytes than are read', () => {
    const files = objectFiles({
      '/n': 'include a; include b;',
      '/a': 'x'.repeat(60),
      '/b': ' '.repeat(60),
    });
    const { problems } = load('/n', { files, limits: { bytes: 100 } });
    expect(problems.at(-1)).toMatchObject({ code: 'file-too-big', column: 12 });
  });

  test('a million includes', () => {
    const files = objectFiles({ '/n': 'include a;'.repeat(1_000_000), '/a': 'x;' });
    const configuration = load('/n', { files });
    expect(configuration.problems.map(({ code, column }) => [code, column])).toEqual([
      ['too-many-includes', 1_999_991],
      ['too-many-includes', 2_000_001],
    ]);
    const followed = configuration.children().filter(({ from }) => from !== undefined);
    expect(followed).toHaveLength(199_999);
  });

  test('a million includes of as many names', () => {
    const names = Array.from({ length: 1_000_000 }, (_, index) => `include f${index};`);
    const { problems } = load('/n', { files: objectFiles({ '/n': names.join('') }) });
    expect(problems[0]).toMatchObject({ code: 'file-missing', line: 1, column: 1 });
    expect(problems).toHaveLength(10_000);
  });
});
