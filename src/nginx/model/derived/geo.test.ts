import { describe, expect, test } from 'vitest';
import { known, unknown } from '../value.ts';
import { derive, TestContext, told } from './derived.fixture.ts';

/** What a geo of `$a` with these lines yields for each of the addresses. */
function look(lines: string, addresses: readonly string[]): string[] {
  const geo = derive(`geo $a $g {\n${lines}\n}`);
  return addresses.map((a) => told(geo.evaluate(new TestContext({ a })))[0]);
}

describe('networks', () => {
  test('the longest one wins, wherever it stands', () => {
    const lines = 'default d; 10.1.2.3 one; 10.0.0.0/8 a; 10.1.9.9/16 b; ::1 l; fe80::/10 f;';
    const addresses = ['10.1.2.3', '10.1.2.4', '10.2.0.0', '11.0.0.0', '::1', 'FE80::7', '::2'];
    expect(look(lines, addresses)).toEqual(['one', 'b', 'a', 'd', 'l', 'f', 'd']);
  });

  test('a later line replaces one of the same network, and "delete" takes it away', () => {
    const lines = '10.0.0.0/8 a; 10.9.9.9/8 b; 1.1.1.1 x; delete 1.1.1.1; default d; 0.0.0.0/0 e;';
    expect(look(lines, ['10.0.0.0', '1.1.1.1', '::1'])).toEqual(['b', 'e', 'd']);
  });

  test('what is no address is 255.255.255.255', () => {
    const lines = '255.255.255.255 none; default d;';
    const addresses = ['', 'x', '1.2.3', '255.255.255.255', '1.2.3.4', '1.2.3.4:80', '1..2.3'];
    expect(look(lines, addresses)).toEqual(['none', 'none', 'none', 'none', 'd', 'none', 'd']);
  });

  test('a mapped address is the IPv4 address', () => {
    expect(look('10.0.0.0/8 a; ::/0 six;', ['::ffff:10.0.0.1', '::ffff:b00:1', '::1'])).toEqual([
      'a',
      '',
      'six',
    ]);
  });

  test('the value is text, variables in it or not', () => {
    expect(look('default $host;', ['::1'])).toEqual(['$host']);
  });
});

describe('ranges', () => {
  test('a later one covers its part of an earlier one', () => {
    const lines = `ranges; default d; 10.0.0.0-10.3.255.255 a; 10.1.0.5-10.1.0.9 b;
      10.1.0.7-10.1.0.7 c; 0.0.0.0-0.255.255.255 z;`;
    const addresses = ['10.0.0.0', '10.1.0.4', '10.1.0.5', '10.1.0.7', '10.1.0.9', '10.1.0.10'];
    expect(look(lines, addresses)).toEqual(['a', 'a', 'b', 'c', 'b', 'a']);
    expect(
      look(lines, ['10.3.255.255', '10.4.0.0', '0.0.0.0', '::1', 'x', '::ffff:a00:1']),
    ).toEqual(['a', 'd', 'z', 'd', 'd', 'a']);
  });

  test('"delete" finds what has its very ends, in each 65,536 addresses', () => {
    const lines = `ranges; 10.0.0.0-10.2.255.255 a; 10.1.0.0-10.1.0.255 b;
      delete 10.0.0.0-10.1.255.255;`;
    expect(look(lines, ['10.0.0.1', '10.1.0.1', '10.1.1.1', '10.2.0.1'])).toEqual([
      '',
      'b',
      'a',
      'a',
    ]);
  });
});

describe('proxies', () => {
  const lines = 'proxy 127.0.0.0/8; proxy 10.0.0.0/8; 10.0.0.7 p; 1.2.3.4 c; 5.6.7.8 e; default d;';

  function look(more: string, forwardedFor: readonly string[], client = '127.0.0.1'): string {
    const context = new TestContext();
    context.forwardedFor = forwardedFor;
    context.clientAddress = known(client);
    return told(derive(`geo $g { ${lines} ${more} }`).evaluate(context))[0];
  }

  test('what a trusted one says last counts', () => {
    expect(look('', ['5.6.7.8, 1.2.3.4'])).toBe('c');
    expect(look('', ['1.2.3.4', '5.6.7.8:80'])).toBe('e');
    expect(look('', ['1.2.3.4'], '9.9.9.9')).toBe('d');
    expect(look('', ['1.2.3.4, 10.0.0.7'])).toBe('p');
    expect(look('', ['1.2.3.4, nonsense'])).toBe('d');
    expect(look('', [])).toBe('d');
  });

  test('and so on where it is recursive', () => {
    expect(look('proxy_recursive;', ['5.6.7.8, 1.2.3.4, 10.0.0.7'])).toBe('c');
    expect(look('proxy_recursive;', ['1.2.3.4', '10.0.0.7'])).toBe('c');
    expect(look('proxy_recursive;', ['1.2.3.4', 'nonsense,10.0.0.7'])).toBe('p');
  });
});

test('the lines are those of the network and of the source', () => {
  const geo = derive('geo $a $g {\n 10.0.0.0/8 a;\n}');
  expect(told(geo.evaluate(new TestContext({ a: '10.0.0.1' })))).toEqual(['a', 2, 1]);
  expect(told(geo.evaluate(new TestContext({ a: '11.0.0.1' })))).toEqual(['', 1]);
  expect(told(geo.evaluate(new TestContext()))).toEqual([
    'unknown: $a only a running nginx has it',
    1,
  ]);
});

test('an unknown address matters only where the lines differ', () => {
  const context = new TestContext();
  context.clientAddress = unknown('$remote_addr', 'it depends');
  const evaluate = (lines: string) => told(derive(`geo $g { ${lines} }`).evaluate(context))[0];
  expect(evaluate('default a; 10.0.0.0/8 a;')).toBe('a');
  expect(evaluate('10.0.0.0/8 a;')).toMatch(/^unknown/);
  expect(evaluate('ranges; default a; 10.0.0.0-10.0.0.9 a;')).toBe('a');
  expect(evaluate('ranges; 10.0.0.0-10.0.0.9 a;')).toMatch(/^unknown/);
  expect(evaluate('volatile;')).toBe('');
  expect(derive('geo $g { volatile; }').volatile).toBe(true);
});
