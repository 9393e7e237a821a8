import { expect, test } from 'vitest';
import { expand, headerSent, serve, tell } from '../trace.fixture.ts';

test.each([
  ['time_local', 'it is the time of the request'],
  ['upstream_addr', 'it depends on what the upstream does'],
  ['upstream_http_anything', 'it depends on what the upstream does'],
  ['sent_http_location', 'it depends on the answer'],
  ['ssl_protocol', 'it comes out of the TLS handshake'],
  ['connection', 'it differs from connection to connection'],
  ['hostname', 'it depends on the machine'],
  ['request_body', 'it is the body of the request'],
  ['geoip2_data_country', 'it depends on the GeoIP database'],
])('$%s is not known: %s', (name, why) => {
  expect(expand(`$${name}`, '/')).toBe(`unknown: $${name}: ${why}`);
});

test('what depends on one is not known, and the line that asks is', () => {
  const lines = `proxy_set_header X $a; location / { set $a "1$request_id"; proxy_pass http://b; }`;
  const header = headerSent(serve(lines, '/'), 'x');
  expect(header && tell(header.value)).toMatch(/^unknown: \$request_id/);
  expect(header?.value.unknown?.at?.directive.name).toBe('set');
});
