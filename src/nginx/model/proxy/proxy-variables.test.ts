import { expect, test } from 'vitest';
import { expand, headerSent, serve, tell } from '../trace.fixture.ts';

function sent(value: string, pass: string, headers: readonly string[] = []): string | undefined {
  const lines = `location / { proxy_set_header X "${value}"; proxy_pass ${pass}; }`;
  const header = headerSent(serve(lines, '/', { headers }), 'x');
  return header && tell(header.value);
}

test('host and port of proxy_pass, once it is decided', () => {
  expect(sent('$proxy_host $proxy_port', 'http://b')).toBe('b 80');
  expect(sent('$proxy_host $proxy_port', 'https://b:8443/x')).toBe('b:8443 8443');
  expect(expand('$proxy_host', '/')).toBe('');
});

test('$proxy_add_x_forwarded_for is what was sent, and the client', () => {
  expect(sent('$proxy_add_x_forwarded_for', 'http://b')).toBe('192.0.2.7');
  const headers = ['X-Forwarded-For: 1.1.1.1', 'x-forwarded-for: 2.2.2.2, 3.3.3.3'];
  expect(sent('$proxy_add_x_forwarded_for', 'http://b', headers)).toBe(
    '1.1.1.1, 2.2.2.2, 3.3.3.3, 192.0.2.7',
  );
});
