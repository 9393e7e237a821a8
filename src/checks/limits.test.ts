import { expect, test } from 'vitest';
import { fixed } from './found.fixture.ts';
import { limits } from './limits.ts';
import { foundAt, map, site, upgrade } from './one-server.fixture.ts';

const zones = `${map} limit_conn_zone $binary_remote_addr zone=ip:1m; limit_conn_zone $server_name zone=all:1m; limit_conn_zone $uri zone=paths:1m;
  limit_req_zone $binary_remote_addr zone=slow:1m rate=10r/m; limit_req_zone $binary_remote_addr zone=fast:1m rate=30r/s; limit_req_zone $binary_remote_addr zone=some:1m rate=10r/s;`;
const text = (server: string, location = ''): string =>
  site(`${server}\nlocation /ws/ { ${upgrade}\n${location}\n}`, zones);

test.each([
  ['of the server', text('limit_conn ip 5;'), ['4 warning']],
  ['of the location', text('', 'limit_conn ip 5;'), ['6 warning']],
  ['the location has a wide one', text('limit_conn ip 5;', 'limit_conn ip 100;'), []],
  ['tried out only', text('limit_conn ip 5; limit_conn_dry_run on;'), []],
  ['few for the whole server', text('limit_conn all 5;'), ['4 warning']],
  ['few for each path', text('limit_conn paths 5;'), ['4 warning']],
  ['many for the whole server', text('limit_conn all 1000;'), []],
  ['slow handshakes', text('limit_req zone=slow;'), ['4 warning']],
  ['with a burst', text('limit_req zone=slow burst=20;'), []],
  ['a usual rate', text('limit_req zone=fast;'), []],
  ['a few tabs come back', text('limit_req zone=some;'), ['4 warning']],
  ['a few tabs with a burst', text('limit_req zone=some burst=5;'), []],
  ['of another location', text('location / { limit_conn ip 1; root html; }'), []],
])('%s', (_, given, expected) => {
  expect(foundAt(limits, given)).toEqual(expected);
});

test('all together, and fewer than there are to be', () => {
  const few = text('limit_conn all 5;');
  expect(foundAt(limits, few, { facts: { tunnels: 6 } })).toEqual(['4 error']);
  expect(foundAt(limits, few, { facts: { tunnels: 5 } })).toEqual([]);
});

test.each([text('limit_conn ip 5;'), text('', 'limit_conn ip 5;')])('the fix mends %s', (given) => {
  const after = fixed(limits, given);
  expect(after).toContain('limit_conn ip 100;');
  expect(foundAt(limits, after)).toEqual([]);
});

test('a client that polls asks several times at once', () => {
  const polled = (lines: string): string => text(lines).replace('/ws/', '/socket.io/');
  expect(foundAt(limits, polled('limit_req zone=fast;'))).toHaveLength(1);
  expect(foundAt(limits, polled('limit_req zone=fast burst=2;'))).toEqual([]);
  expect(foundAt(limits, polled('limit_req zone=slow burst=100 nodelay;'))).toEqual([]);
  expect(foundAt(limits, polled('limit_req zone=slow burst=6 nodelay;'))).toHaveLength(1);
  const after = fixed(limits, polled('limit_req zone=slow;'));
  expect(after).toContain('limit_req zone=slow burst=100 nodelay;');
  expect(foundAt(limits, after)).toEqual([]);
});

test('behind a hop all clients have one address, unless nginx looks further', () => {
  const facts = { hops: [{ name: 'alb', idleMs: undefined }] };
  const wide = 'limit_conn ip 100; limit_req zone=fast burst=100;';
  const trusted = `${wide} set_real_ip_from 10.0.0.0/8;`;
  expect(foundAt(limits, text(wide), { facts })).toEqual(['4 warning', '4 warning']);
  expect(foundAt(limits, text(trusted), { facts })).toEqual(['4 warning', '4 warning']);
  const told = `${trusted} real_ip_header X-Forwarded-For;`;
  expect(foundAt(limits, text(told), { facts })).toEqual([]);
  const few = text('limit_conn ip 100;');
  expect(foundAt(limits, few, { facts: { ...facts, tunnels: 101 } })).toEqual(['4 warning']);
  expect(foundAt(limits, few, { facts: { ...facts, tunnels: 100 } })).toEqual([]);
  const packets = { hops: [{ name: 'nlb', idleMs: undefined }] };
  expect(foundAt(limits, text(wide), { facts: packets })).toEqual([]);
});
