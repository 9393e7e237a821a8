import { describe, expect, test } from 'vitest';
import type { WireEvidence } from '../probe/lab-evidence.ts';
import { judgedLive, severitiesLive } from './judged-live.fixture.ts';
import { answer, over, WIRE } from './live-evidence.fixture.ts';
import { upstreamAddress } from './upstream-address.ts';
import { upstreamTls } from './upstream-tls.ts';

describe('upstream-tls', () => {
  const judged = (more: Partial<WireEvidence>) =>
    severitiesLive(upstreamTls, { wire: { ...WIRE, ...more } });

  test('no server name: of one site, of several, and where the backend wants one', () => {
    const connections = over('http/1', null);
    expect(judged({ connections })).toEqual(['advice']);
    expect(judged({ connections, host: 'backend.example.com' })).toEqual(['warning']);
    expect(judged({ connections, ...answer(502) })).toEqual(['error']);
  });

  test('a server name', () => {
    expect(judged({ connections: over('tls', 'backend.example.com') })).toEqual([]);
  });
});

test.each([
  ['no resolver defined to resolve ws.internal, client: 127.0.0.1'],
  ['ws.internal could not be resolved (3: Host not found), client: 127.0.0.1'],
  ['no live upstreams while connecting to upstream, client: 127.0.0.1'],
])('upstream-address: %s', (line) => {
  const errorLog = { ...answer(502), lines: [`2026/11/23 [error] 1#1: *1 ${line}`] };
  expect(severitiesLive(upstreamAddress, { errorLog })).toEqual(['error']);
});

test('upstream-address: a 502 of another kind', () => {
  const errorLog = { ...answer(502), lines: [] };
  expect(judgedLive(upstreamAddress, { errorLog }).end).toMatch(/^unknown/);
});
