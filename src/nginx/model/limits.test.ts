import { expect, test } from 'vitest';
import { inServer, lineOf, serve, traceOf } from './trace.fixture.ts';

const ZONES =
  'limit_conn_zone $binary_remote_addr zone=addr:1m; limit_req_zone $server_name zone=name:1m rate=5r/s;';
const PAGE = 'location / { proxy_pass http://b; }';

test('what a request counts in, with what the zones say', () => {
  const lines = `limit_conn addr 10; limit_req zone=name burst=20 nodelay; limit_req_status 429; ${PAGE}`;
  const { limits } = traceOf(inServer(lines, ZONES), '/');
  expect(limits).toMatchObject([
    { kind: 'limit_conn', zone: 'addr', key: '$binary_remote_addr', most: '10', status: 503 },
    { kind: 'limit_req', zone: 'name', key: '$server_name', most: '5r/s', burst: 20, status: 429 },
  ]);
  expect(limits.map(({ isDryRun }) => isDryRun)).toEqual([false, false]);
  expect(limits.map(({ at }) => lineOf(at))).toEqual([1, 1]);
});

test('a location with a limit of its own has none of the server', () => {
  const lines =
    'limit_conn addr 10; limit_conn_dry_run on; location / { limit_conn addr 2; proxy_pass http://b; }';
  const { limits } = traceOf(inServer(lines, ZONES), '/');
  expect(limits).toMatchObject([{ most: '2', isDryRun: true }]);
});

test('a zone that nothing defines, and no limit at all', () => {
  expect(serve(`limit_conn none 1; ${PAGE}`, '/').limits).toMatchObject([
    { zone: 'none', zoneAt: undefined },
  ]);
  expect(serve(PAGE, '/').limits).toEqual([]);
});
