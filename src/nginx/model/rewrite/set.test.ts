import { expect, test } from 'vitest';
import { endOf, expand, serve } from '../trace.fixture.ts';

test('a variable has what was last set, names in any case', () => {
  expect(expand('$Name', '/', {}, 'set $nAme 1; set $name "$name-2";')).toBe('1-2');
});

test('it is empty where its set was not run', () => {
  expect(expand('$a', '/', {}, 'if ($arg_x) { set $a 1; }')).toBe('');
});

test('captures of the expression before it', () => {
  expect(expand('$a', '/x/y', {}, 'if ($uri ~ ^/(.)/(.)) { set $a $2$1; }')).toBe('yx');
});

test('$args is the query itself, and what was sent is no more what goes upstream', () => {
  expect(expand('$args-$arg_b', '/?a', {}, 'set $args b=1;')).toBe('b=1-1');
  const lines = 'location / { set $args b; proxy_pass http://c; }';
  expect(endOf(serve(lines, '/%61?a'))).toBe('proxy GET /a?b HTTP/1.0');
});

test('what is not known stays so', () => {
  const { unknowns } = serve('set $args $time_local; return 302 "=$args";', '/');
  expect(unknowns).toMatchObject([{ what: '$time_local' }]);
  expect(expand('$a', '/', {}, 'set $a x$time_local;')).toMatch(/^unknown: \$time_local/);
});
