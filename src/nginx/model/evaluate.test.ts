import { expect, test } from 'vitest';
import { endOf, expand, inServer, linesOf, traceOf } from './trace.fixture.ts';

test('variables, captures and text make one value', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is nginx's variable.
  expect(expand('a-$host-${scheme}b', '/')).toBe('a-a.test-httpb');
  expect(expand('$2$1', '/ab', {}, 'if ($uri ~ ^/(.)(.)$) { }')).toBe('ba');
  expect(expand('no variable', '/')).toBe('no variable');
});

test('a value knows the lines that had a part in it', () => {
  const text = inServer(
    'set $a 1;\nset $b $a$m;\nlocation / { proxy_set_header X $b;\nproxy_pass http://c; }',
    'map $uri $m { default x; }',
  );
  const { passing } = traceOf(text, '/');
  const [header] = passing?.request?.headers ?? [];
  expect(header).toMatchObject({ name: 'X', value: { text: '1x' } });
  expect(linesOf(header?.value.from ?? [])).toEqual([1, 1, 1, 2, 3]);
});

test('what $1 is, is not known where a map in the same text changes it', () => {
  const text = inServer(
    'location ~ ^/(.*)$ { return 302 "=$1-$m"; }',
    'map $arg_a $m { ~^(x) $1; }',
  );
  expect(endOf(traceOf(text, '/p'))).toBe('302 =p-');
  expect(endOf(traceOf(text, '/p?a=x'))).toMatch(
    /^302 unknown: \$1: a regular expression changes it/,
  );
});
