import { expect, test } from 'vitest';
import { type HandshakeOptions, type HandshakeResult, handshake } from '../../probe/handshake.ts';
import { bodyText } from '../../probe/http-response.ts';
import type { Tunnel } from '../../probe/tunnel.ts';
import { headerValues } from '../../websocket/header.ts';
import { exchange, handshakeText, labForTest, PATIENCE } from './lab.fixture.ts';

const TARGET = '/ws?fairlead-probe=p';

async function tunnelOf(options: HandshakeOptions = {}) {
  const lab = await labForTest();
  const result = opened(await handshake(lab.path(TARGET), options));
  return { lab, ...result };
}

function opened(result: HandshakeResult): HandshakeResult & { kind: 'open' } {
  if (result.kind === 'open') return result;
  throw new Error(result.kind === 'failed' ? result.failure.message : bodyText(result.response));
}

async function messageOf(tunnel: Tunnel) {
  const next = await tunnel.nextMessage(PATIENCE);
  return next.kind === 'message' ? next.message : next.kind;
}

test('a tunnel sends messages back, answers pings and a close', async () => {
  const { tunnel, violations, response } = await tunnelOf({ subprotocols: ['mqtt', 'stomp'] });
  expect(violations).toEqual([]);
  expect(headerValues(response.headers, 'Sec-WebSocket-Protocol')).toEqual(['mqtt']);
  tunnel.send('grüß dich');
  tunnel.send(Uint8Array.of(0, 255));
  expect(await messageOf(tunnel)).toEqual({ kind: 'text', text: 'grüß dich' });
  expect(await messageOf(tunnel)).toMatchObject({ kind: 'binary' });
  expect((await tunnel.echo('x'.repeat(100_000), PATIENCE)).kind).toBe('echo');
  expect((await tunnel.ping(PATIENCE)).kind).toBe('pong');
  expect(await tunnel.close(4_321, '', PATIENCE.timeoutMs)).toMatchObject({ code: 4_321 });
});

test('a tunnel that breaks the protocol is closed with 1002 and the rule', async () => {
  const { tunnel } = await tunnelOf();
  tunnel.sendFrame({ opcode: 0x3 });
  const end = await tunnel.ended;
  expect(end).toMatchObject({ how: 'close-frame', code: 1002, reason: 'reserved-opcode' });
});

test('what follows the handshake at once is read as frames', async () => {
  const lab = await labForTest();
  // A masked close frame with the key 0: code 1000.
  const close = Uint8Array.of(0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8);
  const answer = await exchange(lab.port(), handshakeText(), close);
  expect(answer).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n');
  expect(answer.slice(-4)).toBe('\x88\x02\x03\xe8');
});

test('the tunnels of a probe speak when it asks for it', async () => {
  const { lab, tunnel } = await tunnelOf();
  const other = opened(await handshake(lab.path('/ws?fairlead-probe=q'))).tunnel;
  lab.inspect.speak('p');
  expect(await messageOf(tunnel)).toEqual({ kind: 'text', text: 'unasked' });
  await tunnel.close();
  lab.inspect.speak('p');
  other.send('mine');
  expect(await messageOf(other)).toEqual({ kind: 'text', text: 'mine' });
  other.destroy();
});

test('handshakes are answered as was said, strictly where nobody said', async () => {
  const lab = await labForTest();
  const old = { httpVersion: '1.0' };
  const refused = await handshake(lab.path(TARGET), old);
  if (refused.kind !== 'refused') throw new Error(refused.kind);
  expect(refused.response.status).toBe(505);
  expect(bodyText(refused.response)).toContain('an upgrade needs HTTP/1.1');
  lab.inspect.answerAs('p', 'lenient');
  const taken = opened(await handshake(lab.path(TARGET), old));
  expect((await taken.tunnel.echo('x', PATIENCE)).kind).toBe('echo');
  taken.tunnel.destroy();
});

test('a big answer is one of 5,000 bytes in a header', async () => {
  const lab = await labForTest();
  lab.inspect.answerAs('p', 'big-answer');
  const { response, tunnel, violations } = opened(await handshake(lab.path(TARGET)));
  tunnel.destroy();
  expect(violations).toEqual([]);
  expect(headerValues(response.headers, 'Set-Cookie')[0]).toHaveLength(5_000);
});

test('a dying backend ends the connection, a silent one never answers', async () => {
  const lab = await labForTest();
  lab.inspect.answerAs('d', 'dying');
  lab.inspect.answerAs('s', 'silent');
  const died = await handshake(lab.path('/?fairlead-probe=d'));
  expect(died).toMatchObject({ kind: 'failed', failure: { kind: 'closed' } });
  const silent = await handshake({ ...lab.path('/?fairlead-probe=s'), timeoutMs: 200 });
  expect(silent).toMatchObject({ kind: 'failed', failure: { kind: 'timeout' } });
  expect(await lab.inspect.arrivals('d')).toHaveLength(1);
  expect(await lab.inspect.arrivals('s')).toHaveLength(1);
});

test('a slow backend answers as a lenient one, when it has thought', async () => {
  const lab = await labForTest();
  lab.inspect.answerAs('t', 'slow');
  const begun = performance.now();
  const thought = await handshake(lab.path('/?fairlead-probe=t'));
  expect(thought.kind).toBe('open');
  // A timer may be a millisecond early.
  expect(performance.now() - begun).toBeGreaterThan(990);
});

const LOST = { Upgrade: '', Connection: 'close' };
const NO_KEYS = { ...LOST, 'Sec-WebSocket-Key': '', 'Sec-WebSocket-Version': '' };

test('a handshake whose Upgrade was lost is refused', async () => {
  const lab = await labForTest();
  expect(await exchange(lab.port(), handshakeText(LOST))).toMatch(/^HTTP\/1\.1 426 /);
  expect(await exchange(lab.port(), handshakeText(NO_KEYS))).toMatch(/^HTTP\/1\.1 200 /);
  lab.inspect.answerAs('p', 'strict');
  expect(await exchange(lab.port(), handshakeText(NO_KEYS))).toMatch(/^HTTP\/1\.1 426 /);
});

test('a subrequest that carries the keys of a handshake on is none', async () => {
  const lab = await labForTest();
  lab.inspect.answerAs('p', 'dying');
  const subrequest = handshakeText({ ...LOST, 'Fairlead-Probe': 'p' }, 'GET /auth HTTP/1.0');
  expect(await exchange(lab.port(), subrequest)).toMatch(/^HTTP\/1\.1 200 /);
  // Unless it asks for the upgrade itself.
  const upgraded = handshakeText({ 'Fairlead-Probe': 'p' }, 'GET /auth HTTP/1.1');
  expect(await exchange(lab.port(), upgraded)).toBe('');
  expect(await lab.inspect.arrivals('p')).toHaveLength(2);
});
