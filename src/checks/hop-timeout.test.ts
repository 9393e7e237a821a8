import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import type { Facts } from './configuration.ts';
import { hopTimeout } from './hop-timeout.ts';
import { foundAt, messages } from './one-server.fixture.ts';

const hop = (name: string, idleMs?: number): Facts['hops'][number] => ({ name, idleMs });

test.each<[string, Partial<Facts>, string[]]>([
  ['nothing is declared', {}, []],
  ['a declared limit, no heartbeat', { hops: [hop('cloudflare', 100_000)] }, ['2 warning']],
  ['a documented limit, no heartbeat', { hops: [hop('Heroku')] }, ['2 warning']],
  ['a long one', { hops: [hop('cloudfront')] }, ['2 advice']],
  ['the declared limit holds, not the documented', { hops: [hop('alb', 4_000_000)] }, []],
  ['a heartbeat that is in time', { hops: [hop('gcp')], heartbeatMs: 20_000 }, []],
  ['without room', { hops: [hop('gcp')], heartbeatMs: 25_000 }, ['2 warning']],
  ['too late', { hops: [hop('alb')], heartbeatMs: 60_000 }, ['2 error']],
  ['a lifetime, whatever is sent', { hops: [hop('apigw')], heartbeatMs: 25_000 }, ['2 advice']],
])('%s', (_, facts, expected) => {
  expect(foundAt(hopTimeout, hopTimeout.bad, { facts })).toEqual(expected);
});

test('all hops at fault are in one finding, with figure and source', () => {
  const facts = { hops: [hop('alb'), hop('edge', 30_000)], heartbeatMs: 90_000 };
  const [message = '', ...more] = messages(hopTimeout, hopTimeout.bad, { facts });
  expect(more).toEqual([]);
  expect(message).toContain('silent for 60 s (by default; docs.aws.amazon.com');
  expect(message).toContain('edge closes a tunnel that is silent for 30 s');
});

test('of a hop without a documented limit it cannot tell', () => {
  const facts = { hops: [hop('cloudflare')], heartbeatMs: 90_000 };
  const { findings, unknown } = judgeText(hopTimeout.bad, { checks: [hopTimeout], facts });
  expect(findings).toEqual([]);
  expect(unknown).toMatchObject([{ why: expect.stringContaining('--hop cloudflare,60s') }]);
});

test('where no tunnel comes of the lines, hops do not matter', () => {
  const text = 'events {} http { server { listen 80; location / { return 404; } } }';
  expect(foundAt(hopTimeout, text, { facts: { hops: [hop('alb')] } })).toEqual([]);
});

describe('Cloudflare, where a line takes the address of the client from it', () => {
  const text = hopTimeout.bad.replace(
    'listen 80;',
    'listen 80; set_real_ip_from 173.245.48.0/20; real_ip_header CF-Connecting-IP;',
  );

  test.each<[string, Partial<Facts>, string[]]>([
    ['without a word on heartbeats', {}, ['5 advice']],
    ['with one that is too late', { heartbeatMs: 120_000 }, ['5 warning']],
    ['with one in time', { heartbeatMs: 25_000 }, []],
    ['beside what was declared', { hops: [hop('cloudfront')] }, ['2 advice']],
  ])('%s', (_, facts, expected) => {
    expect(foundAt(hopTimeout, text, { facts })).toEqual(expected);
  });

  test('is no matter where no tunnel comes of the lines', () => {
    const plain = text.replace('Upgrade $http_upgrade', 'X-A 1');
    expect(foundAt(hopTimeout, plain, {})).toEqual([]);
  });
});
