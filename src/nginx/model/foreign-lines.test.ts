import { expect, test } from 'vitest';
import { inServer, serve, traceOf } from './trace.fixture.ts';

const PASS = 'proxy_pass http://b;';

/** What is doubted of a request for a location that holds these lines. */
function doubts(lines: string, outer = ''): string[] {
  const traced = serve(`${outer} location / { ${lines} ${PASS} }`, '/');
  expect(traced.outcome.kind).toBe('proxy');
  return traced.unknowns.map(({ what }) => what);
}

test.each([
  ['rewrite_by_lua_block { ngx.exit(403) }', ['rewrite_by_lua_block']],
  ['access_by_lua_file a.lua;', ['access_by_lua_file']],
  ['modsecurity on;', ['modsecurity']],
  ['no_such_directive on;', ['no_such_directive']],
  ['more_set_input_headers "Upgrade: x";', ['more_set_input_headers']],
])('%s may do anything to the request', (line, expected) => {
  expect(doubts(line)).toEqual(expected);
});

test.each([
  'proxy_read_timeout 1h;',
  'more_set_headers "X: 1";',
  'header_filter_by_lua_block { ngx.header.x = 1 }',
  'set_by_lua_block $x { return 1 }',
  'brotli on;',
])('%s does not', (line) => {
  expect(doubts(line)).toEqual([]);
});

test('a line of the server, or of http, is in effect in its locations', () => {
  expect(doubts('', 'auth_jwt realm;')).toEqual(['auth_jwt']);
  const traced = traceOf(inServer(`location / { ${PASS} }`, 'unheard_of on;'), '/');
  expect(traced.unknowns).toMatchObject([
    { what: 'unheard_of', why: 'no module that is known here has it' },
  ]);
});
