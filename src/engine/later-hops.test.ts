import { describe, expect, test } from 'vitest';
import { inServer, UPGRADE } from '../checks/judged.fixture.ts';
import { type JudgedText, judgeText } from './configuration.fixture.ts';

const PASS = 'proxy_pass http://127.0.0.1:8000;';
const LONG = 'proxy_read_timeout 1h;';
const HOST = 'proxy_set_header Host $http_host;';

/** A server that passes on to another one of the file, whose location stands on one line. */
function chain(inner: string, outer = `${UPGRADE} ${HOST} ${LONG}`): string {
  const first = `location / {\nproxy_pass http://127.0.0.1:8081; ${outer}\n}`;
  return inServer(
    `${first}\n}\nserver {\nlisten 8081;\nserver_name a.example;\nlocation / { ${inner} }`,
  );
}

/** What is more than advice, with the text of the line. */
function told(
  text: string,
  { urls = ['ws://a.example/x'], ...options }: JudgedText = {},
): string[] {
  const { findings, broken } = judgeText(text, { ...options, urls });
  expect(broken).toEqual([]);
  return findings.flatMap(({ check, severity, at }) =>
    severity === 'advice' ? [] : [`${check}: ${at.directive.name}`],
  );
}

describe('a path that is asked for is judged at the hops behind the first', () => {
  const heartbeat = { facts: { heartbeatMs: 90_000 } };

  test('and is fine where all of them are', () => {
    expect(told(chain(`${PASS} ${UPGRADE} ${HOST} ${LONG}`), heartbeat)).toEqual([]);
  });

  test.each([
    ['idle-timeout: location', `${PASS} ${UPGRADE} ${HOST}`],
    ['idle-timeout: proxy_read_timeout', `${PASS} ${UPGRADE} ${HOST} proxy_read_timeout 60s;`],
    [
      'http-version: location',
      `${PASS} ${UPGRADE.replace('proxy_http_version 1.1;', '')} ${HOST} ${LONG}`,
    ],
    [
      'duplicate-header: proxy_set_header',
      `${PASS} ${UPGRADE} ${HOST} ${LONG} proxy_set_header Connection keep-alive;`,
    ],
    [
      'response-headers: proxy_hide_header',
      `${PASS} ${UPGRADE} ${HOST} ${LONG} proxy_hide_header Upgrade;`,
    ],
    [
      'header-value: proxy_set_header',
      `${PASS} ${UPGRADE.replace('$http_upgrade', 'upgrade')} ${HOST} ${LONG}`,
    ],
    ['chain-hop: location', `${PASS} ${HOST} ${LONG}`],
    ['chain-hop: location', 'root /srv;'],
    ['chain-hop: uwsgi_pass', 'uwsgi_pass 127.0.0.1:1;'],
  ])('%s', (found, inner) => {
    expect(told(chain(inner), heartbeat)).toEqual([found]);
  });

  test('up to the one that does not pass the upgrade on', () => {
    const third = `}\nserver {\nlisten 8082;\nlocation / { ${PASS} proxy_read_timeout 1s; ${UPGRADE} }`;
    const second = `proxy_pass http://127.0.0.1:8082; ${HOST} ${LONG}`;
    const text = chain(`${second} }\n${third}`).replace(/\}\s*\}\s*$/, '}');
    expect(told(text)).toEqual(['chain-hop: location']);
  });

  test('behind a guard, too', () => {
    const inner = `auth_basic x; auth_basic_user_file /x; ${PASS} ${UPGRADE} ${HOST}`;
    expect(told(chain(inner), heartbeat)).toEqual(['idle-timeout: location']);
  });
});

test('what is for the first hop to do is asked of no later one', () => {
  const text = chain(`${PASS} ${UPGRADE} ${LONG} proxy_set_header Host other;`);
  const told = judgeText(text, { urls: ['ws://a.example/x'] }).findings.map(
    ({ check, line }) => `${check} ${line < 12 ? 'first' : 'later'}`,
  );
  expect(told).toContain('forwarded-headers first');
  expect(told).not.toContain('forwarded-headers later');
  expect(told).not.toContain('upgrade-smuggling later');
  expect(told.filter((one) => one.startsWith('origin'))).toEqual(['origin first']);
  expect(told).toContain('host-header later');
});

test('a Host that the first hop changes is its affair', () => {
  const text = chain(
    `${PASS} ${UPGRADE} ${LONG} proxy_set_header Host $host;`,
    `${UPGRADE} ${LONG}`,
  );
  const { findings } = judgeText(text, { urls: ['ws://a.example/x'] });
  expect(findings.filter(({ check }) => check === 'host-header')).toHaveLength(1);
});
