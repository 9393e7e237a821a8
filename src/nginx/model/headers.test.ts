import { expect, test } from 'vitest';
import { headersSent, inServer, serve, traceOf } from './trace.fixture.ts';

const PASS =
  'proxy_set_header Host ""; proxy_set_header Connection ""; location / { proxy_pass http://b; }';
const HEADERS = ['X-Good-1: a', 'X_Bad: b', 'X.Worse: c'];

test.each([
  ['', ['X-Good-1: a']],
  ['underscores_in_headers on;', ['X-Good-1: a', 'X_Bad: b']],
  ['ignore_invalid_headers off;', HEADERS],
])('%j lets these through: %j', (settings, expected) => {
  expect(headersSent(serve(`${settings} ${PASS}`, '/', { headers: HEADERS }))).toEqual(expected);
});

test('up to Host, the settings of the server that the connection came to hold', () => {
  const text = `http { server { listen 80 default_server; underscores_in_headers on; }
    ${inServer(PASS).slice('http {'.length)}`;
  const headers = ['First_1: a', 'Host: a.test', 'Second_2: b'];
  expect(headersSent(traceOf(text, '/', { host: null, headers }))).toEqual(['First_1: a']);
});
