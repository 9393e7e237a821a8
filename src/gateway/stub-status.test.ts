import { expect, test } from 'vitest';
import { parseStubStatus } from './stub-status.ts';

test('the page of ngx_http_stub_status_module', () => {
  const page =
    'Active connections: 291 \nserver accepts handled requests\n 16630948 16630948 31070465 \nReading: 6 Writing: 179 Waiting: 106 \n';
  expect(parseStubStatus(page)).toEqual({
    active: 291,
    accepted: 16_630_948,
    requests: 31_070_465,
  });
});

test('any other page', () => {
  expect(parseStubStatus('<html>404</html>')).toBeUndefined();
});
