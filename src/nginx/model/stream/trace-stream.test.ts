import { describe, expect, test } from 'vitest';
import { lineOf, mainLevel } from '../listen/main-level.fixture.ts';
import { known, unknown } from '../value.ts';
import type { StreamConnection, StreamTrace } from './stream-trace.ts';
import { traceStream } from './trace-stream.ts';

const VARIABLES: Readonly<Record<string, string>> = { backend: 'app', address: '10.0.0.9:443' };

function trace(
  stream: string,
  connection: Partial<StreamConnection> = {},
  version = '1.26.3',
): StreamTrace {
  const whole = { address: '127.0.0.1', port: 443, tls: true, serverName: 'b.test', ...connection };
  const found = traceStream(mainLevel(`stream {\n${stream}\n}`), whole, {
    version,
    variable: (name, at) => {
      const text = VARIABLES[name];
      return text === undefined ? unknown(`$${name}`, 'it is a test', at) : known(text);
    },
  });
  if (found === undefined) throw new Error('There is no stream block.');
  return found;
}

test('a configuration without stream says nothing', () => {
  const connection = { address: undefined, port: 1, tls: false, serverName: undefined };
  const options = { version: '1.26.3', variable: () => known('') };
  expect(traceStream(mainLevel('events {}'), connection, options)).toBeUndefined();
});

describe('where a connection goes', () => {
  const app = 'upstream app { server 10.0.0.1:443; server 10.0.0.2:443; }';

  test.each([
    ['proxy_pass app;', { name: 'app', servers: [{}, {}] }],
    ['proxy_pass $backend;', { name: 'app', servers: [{}, {}] }],
    ['proxy_pass $address;', { servers: [{ written: '10.0.0.9:443' }] }],
    ['proxy_pass 10.0.0.3:1;', { servers: [{ written: '10.0.0.3:1' }] }],
    ['proxy_pass 10.0.0.3;', { error: 'no port in upstream "10.0.0.3"' }],
    ['proxy_pass $other;', undefined],
  ])('%s', (line, upstream) => {
    const { outcome } = trace(`${app} server { listen 443; ${line} }`);
    if (outcome.kind !== 'proxy') throw new Error(`It is ${outcome.kind}.`);
    if (upstream === undefined) expect(outcome.upstream).toBeUndefined();
    else expect(outcome.upstream).toMatchObject(upstream);
  });

  test('the last of proxy_pass, return and pass holds', () => {
    const { outcome } = trace('server { listen 443; proxy_pass 10.0.0.1:1;\nreturn "$backend!"; }');
    expect(outcome).toMatchObject({ kind: 'return', text: { text: 'app!' } });
    expect(trace('server { listen 443; pass 127.0.0.1:80; }').outcome).toMatchObject({
      kind: 'pass',
      target: { text: '127.0.0.1:80' },
    });
    expect(trace('server { listen 443; }').outcome).toMatchObject({ kind: 'closed' });
  });

  test('nothing listens', () => {
    const { server, outcome } = trace('server { listen 444; return x; }');
    expect(server).toBeUndefined();
    expect(outcome).toMatchObject({ kind: 'closed', why: 'Nothing listens on 127.0.0.1:443.' });
  });
});

describe('the server by the TLS name, since 1.25.5', () => {
  const servers = (listen: string, first: string): string => `
    server { listen 443 ${listen}; server_name a.test; ${first} return A; }
    server { listen 443; server_name ~^(.)\\.test$; return "B$1"; }`;
  const answer = ({ outcome }: StreamTrace): string | undefined =>
    outcome.kind === 'return' ? outcome.text.text : outcome.kind;

  test.each([
    ['ssl', ''],
    ['', 'ssl_preread on;'],
  ])('listen %s; %s', (listen, first) => {
    expect(answer(trace(servers(listen, first)))).toBe('Bb');
    expect(answer(trace(servers(listen, first), { serverName: 'other' }))).toBe('A');
    expect(answer(trace(servers(listen, first), { serverName: undefined }))).toBe('A');
    expect(answer(trace(servers(listen, first), {}, '1.22.1'))).toBe('A');
  });

  test('is not asked for where nothing reads it', () => {
    expect(answer(trace(servers('', '')))).toBe('A');
    expect(answer(trace(servers('', 'ssl_preread on;'), { tls: false }))).toBe('A');
  });

  test('a socket that speaks TLS takes no other client', () => {
    const { outcome } = trace(servers('ssl', ''), { tls: false });
    expect(outcome).toMatchObject({ kind: 'closed' });
    expect(outcome.kind === 'closed' && lineOf(outcome.at)).toBe(3);
  });

  test('a rejected handshake is told with its line', () => {
    const { outcome } = trace(servers('ssl', 'ssl_reject_handshake on;'), { serverName: 'a.test' });
    expect(outcome).toMatchObject({ kind: 'closed', why: expect.stringContaining('rejects') });
  });

  test('the lines that read TLS and the PROXY protocol are told', () => {
    const { server } = trace(servers('ssl proxy_protocol', 'ssl_preread on;'));
    expect(lineOf(server?.tlsLine)).toBe(3);
    expect(server?.prereadLine).toBeUndefined();
    expect(lineOf(server?.proxyProtocolLine)).toBe(3);
    expect(lineOf(trace(servers('', 'ssl_preread on;')).server?.prereadLine)).toBe(3);
  });
});

test('what a connection lives under, of the server and around it', () => {
  const settings = trace(`proxy_timeout 1h;
    server { listen 443; proxy_pass 10.0.0.1:1;
      proxy_protocol on; proxy_half_close on; proxy_ssl on; proxy_connect_timeout 500ms; }`).server
    ?.settings;
  expect(settings).toMatchObject({
    timeoutMs: { value: 3_600_000 },
    connectTimeoutMs: { value: 500 },
    sendsProxyProtocol: { value: true },
    halfClose: { value: true },
    proxySsl: { value: true },
    socketKeepalive: { value: false, placed: undefined },
    tcpNodelay: { value: true, placed: undefined },
  });
  expect(lineOf(settings?.timeoutMs.placed)).toBe(2);
  expect(trace('server { listen 443; }').server?.settings).toMatchObject({
    timeoutMs: { value: 600_000, placed: undefined },
    connectTimeoutMs: { value: 60_000, placed: undefined },
    sendsProxyProtocol: { value: false },
  });
});
