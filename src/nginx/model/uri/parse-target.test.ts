import { describe, expect, test } from 'vitest';
import { parseTarget, type Target, type TargetOptions } from './parse-target.ts';

const STRICT: TargetOptions = { mergeSlashes: true, dialect: 'strict' };
const LENIENT: TargetOptions = { mergeSlashes: true, dialect: 'lenient' };

function accepted(target: string, options = STRICT): Target {
  const parsed = parseTarget(target, options);
  if (!parsed.ok) throw new Error(`${target} is refused`);
  return parsed;
}

test.each([
  ['/', '/'],
  ['//ws//a', '/ws/a'],
  ['/x/../ws/./a', '/ws/a'],
  ['/%77s', '/ws'],
  ['/ws%2Fa', '/ws/a'],
  ['/a/%2e%2E/b', '/b'],
  ['/a/..', '/'],
  ['/a/.', '/a/'],
  ['/%3f%23%25', '/?#%'],
  ['/a/...', '/a/...'],
  ['http://h', '/'],
  ['http://[::1]:80/x', '/x'],
])('%s is for %s', (target, uri) => {
  expect(accepted(target).uri).toBe(uri);
});

test.each(['', '*', 'a', '/..', '/a/../..', '/%', '/%4', '/%zz', '/%00', '/a b', '/\t', 'http:/x'])(
  '%j is refused',
  (target) => {
    expect(parseTarget(target, STRICT)).toEqual({ ok: false, status: 400 });
  },
);

test('slashes stay where they are not merged', () => {
  const options: TargetOptions = { ...STRICT, mergeSlashes: false };
  expect(accepted('//a//../%2F', options).uri).toBe('//a//');
});

describe('arguments', () => {
  test('are kept as they were sent, up to the fragment', () => {
    expect(accepted('/a?b=%zz?/../c#d#e')).toMatchObject({
      uri: '/a',
      args: 'b=%zz?/../c',
      unparsed: '/a?b=%zz?/../c#d#e',
    });
  });

  test('may follow a host', () => {
    expect(accepted('http://h?a')).toMatchObject({
      uri: '/',
      args: 'a',
      unparsed: '?a',
      authority: 'h',
      isUnparsedValid: false,
    });
    expect(parseTarget('http://h?a', LENIENT).ok).toBe(false);
  });
});

describe('what decides how a URI is sent on', () => {
  test.each([
    ['/a%41?b+', { hadPercent: true, hadPlus: false }],
    ['/a+b?%41', { hadPercent: false, hadPlus: true }],
    ['/a%2Bb', { hadPercent: true, hadPlus: true }],
    ['/a#%+', { hadPercent: false, hadPlus: false }],
  ])('%s', (target, flags) => {
    expect(accepted(target)).toMatchObject({ ...flags, hadSpace: false, isUnparsedValid: true });
  });

  test('an old nginx takes spaces', () => {
    expect(accepted(' /a b?c d ', LENIENT)).toMatchObject({
      uri: '/a b',
      args: 'c d',
      hadSpace: true,
      isUnparsedValid: false,
    });
    expect(parseTarget('/a HTTP', LENIENT).ok).toBe(false);
  });
});
