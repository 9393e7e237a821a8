import { expect, test } from 'vitest';
import { configValid } from '../config-valid.ts';
import { findingsOf, inServer, placesOf } from '../judged.fixture.ts';

const DECLARED = `limit_conn_zone $binary_remote_addr zone=conns:1m;
limit_req_zone $binary_remote_addr zone=reqs:1m rate=1r/s;
proxy_cache_path /tmp/c levels=1:2 keys_zone=kept:1m;`;

function withLines(lines: string): string {
  return inServer(lines).replace('http {', `http {\n${DECLARED}`);
}

test.each([
  'limit_conn perip 10;',
  'limit_conn reqs 10;',
  'limit_req zone=perip burst=5;',
  'proxy_cache conns;',
  'uwsgi_cache kept;',
])('%s has no zone', (line) => {
  const [finding, ...others] = findingsOf(configValid, withLines(line));
  expect([finding?.line, others]).toEqual([10, []]);
});

test.each([
  'limit_conn conns 10;',
  'limit_req burst=5 zone=reqs;',
  'proxy_cache kept;',
  'proxy_cache off;',
  'proxy_cache $zone; set $zone kept;',
])('%s is in order', (line) => {
  expect(findingsOf(configValid, withLines(line))).toEqual([]);
});

test('one zone that is missing is one finding', () => {
  const text = withLines(
    'limit_conn a 1;\nlocation / { limit_conn a 2; }\nlocation /b { limit_conn b 1; }',
  );
  expect(placesOf(findingsOf(configValid, text))).toEqual(['error 10', 'error 12']);
});

test.each(['include /etc/nginx/zones.conf;', 'include /nowhere/*.conf;'])(
  'it may be declared behind %s',
  (include) => {
    const findings = findingsOf(
      configValid,
      `${withLines('limit_conn a 1;')}`.replace('http {', `http {\n${include}`),
    );
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);
