import { describe, expect, test } from 'vitest';
import { derive, TestContext, told } from './derived.fixture.ts';

/** What a map of `$x` with these lines yields for each of the texts. */
function look(lines: string, texts: readonly string[]): string[] {
  const map = derive(`map $x $y {\n${lines}\n}`);
  return texts.map((x) => told(map.evaluate(new TestContext({ x })))[0]);
}

describe('names', () => {
  test('the case of ASCII letters is of no account', () => {
    expect(look('WebSocket a; É b;', ['websocket', 'WEBSOCKET', 'web'])).toEqual(['a', 'a', '']);
    const [upper, lower] = ['É', 'é'].map((text) => Buffer.from(text).toString('latin1'));
    expect(look('É b;', [upper ?? '', lower ?? ''])).toEqual(['b', '']);
  });

  test('empty text has a line of its own', () => {
    expect(look("'' close; default upgrade;", ['', 'x'])).toEqual(['close', 'upgrade']);
    expect(look('default upgrade;', [''])).toEqual(['upgrade']);
  });

  test('a backslash takes the meaning from a word', () => {
    const lines = String.raw`\default a; \~x b; \hostnames c; \\z d; default e;`;
    expect(look(lines, ['default', '~x', 'hostnames', '\\z', 'z'])).toEqual([
      'a',
      'b',
      'c',
      'e',
      'd',
    ]);
  });

  test('quotes do not', () => {
    expect(look('"default" a; "~^b" c;', ['q', 'bb'])).toEqual(['a', 'c']);
  });

  test('wildcards are such behind "hostnames" only, and the longest one wins', () => {
    const lines = '*.a star; hostnames; *.com c; .b.com b; x.b.com exact; www.* w; www.b.* wb;';
    const names = ['*.a', 'q.a', 'com', 'a.com', 'b.com', 'z.b.com', 'x.b.com', 'www.q', 'www.b.q'];
    expect(look(lines, names)).toEqual(['star', '', '', 'c', 'b', 'b', 'exact', 'w', 'wb']);
    expect(look(lines, ['a.com.', 'a.com..', '.com', 'www.', 'www'])).toEqual([
      'c',
      '',
      'c',
      '',
      '',
    ]);
  });

  test('of two that are the same, the first one counts', () => {
    expect(look('a 1; A 2; default 3; default 4;', ['a', 'b'])).toEqual(['1', '3']);
  });
});

describe('regular expressions', () => {
  test('come after the names, in order, and case counts without the star', () => {
    const lines = '~^a 1; ~*^A 2; ~* 3; ab name;';
    expect(look(lines, ['ab', 'ac', 'Ac', 'x', ''])).toEqual(['name', '1', '2', '3', '']);
  });

  test('what they capture can be used in the value, and stays with the request', () => {
    const map = derive('map $x $y { "~^(?<first>\\w+)-(\\w+)$" "$2/$first/$z"; }');
    const context = new TestContext({ x: 'ab-cd', z: '!' });
    expect(told(map.evaluate(context))).toEqual(['cd/ab/!', 1, 1]);
    expect(context.captures).toEqual(['ab-cd', 'ab', 'cd']);
  });

  test('one without groups clears what an earlier one captured', () => {
    const context = new TestContext({ x: 'ab' });
    context.captures = ['old', 'old'];
    expect(told(derive('map $x $y { ~a "<$1>"; }').evaluate(context))).toEqual(['<>', 1, 1]);
  });
});

test('the lines are those of the entry, of its value and of the source', () => {
  const map = derive('map $x:$host $y {\n a:b 1;\n c:d $z;\n}');
  const evaluate = (x: string, host: string) =>
    told(map.evaluate(new TestContext({ x, host, z: 'Z' })));
  expect(evaluate('A', 'B')).toEqual(['1', 2, 1]);
  expect(evaluate('c', 'd')).toEqual(['Z', 3, 1]);
  expect(evaluate('e', 'f')).toEqual(['', 1]);
});

test('included lines stand where the include does', () => {
  const map = derive('map $x $y {\n include more;\n default d;\n}', { '/more': '# 1\na b;\n' });
  const value = map.evaluate(new TestContext({ x: 'a' }));
  expect(told(value)).toEqual(['b', 2, 1]);
  expect(value.from[0]?.file.name).toBe('more');
});

describe('what is not known', () => {
  test('an unknown source makes the result unknown', () => {
    const context = new TestContext();
    const map = derive('map $ssl_x $y {\n ~a 1;\n default 2;\n}');
    expect(told(map.evaluate(context))).toEqual(['unknown: $ssl_x only a running nginx has it', 1]);
    expect(context.lost?.what).toBe('$ssl_x');
  });

  test('unless all lines say the same', () => {
    const context = new TestContext({ host: 'h' });
    const evaluate = (lines: string) =>
      told(derive(`map $ssl_x $y { ${lines} }`).evaluate(context))[0];
    expect(evaluate('a 1; default 1;')).toBe('1');
    expect(evaluate('a $host; default $host;')).toBe('h');
    expect(evaluate("a '';")).toBe('');
    expect(evaluate('a 1;')).toMatch(/^unknown/);
    expect(context.lost).toBeUndefined();
  });

  test('an expression that cannot be translated spoils only what it is asked about', () => {
    const map = derive('map $x $y { ~^a 1; ~(?R)?b 2; ~c 3; exact 4; }');
    const evaluate = (x: string) => told(map.evaluate(new TestContext({ x })))[0];
    expect(evaluate('exact')).toBe('4');
    expect(evaluate('ab')).toBe('1');
    expect(evaluate('c')).toMatch(/^unknown: the regular expression "~\(\?R\)\?b" /);
    expect(evaluate('')).toBe('');
  });
});

test('a name is compared in lower case, and "volatile" is said by a line', () => {
  expect(derive('map $x $Mixed_Case { default 1; }')).toMatchObject({
    name: 'mixed_case',
    volatile: false,
  });
  expect(derive('map $x $y { volatile; default 1; }').volatile).toBe(true);
  expect(derive('map $x $y { volatile 1; }').volatile).toBe(false);
});
