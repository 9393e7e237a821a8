import { connect as connectTcp } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { expect, test } from 'vitest';
import { handshake } from '../../probe/handshake.ts';
import { helloServerName } from './client-hello.ts';
import { CERTIFICATE, exchange, handshakeText, KEY, labForTest, PATIENCE } from './lab.fixture.ts';

function tlsLab(demandsServerName: boolean) {
  const tls = { key: KEY, cert: CERTIFICATE, demandsServerName };
  return labForTest([{ name: 'a', meant: 'app:443', tls }]);
}

/** All that comes back for a handshake over TLS, or the error's code. */
function askTls(options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', rejectUnauthorized: false, ...options });
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
      if (text.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('close', () => resolve(answer));
    socket.write(handshakeText());
  });
}

test('a tunnel over TLS works, and the server name is told', async () => {
  const lab = await tlsLab(true);
  const result = await handshake(lab.path('/ws?fairlead-probe=p'));
  if (result.kind !== 'open') throw new Error(JSON.stringify(result));
  expect((await result.tunnel.echo('x'.repeat(100_000), PATIENCE)).kind).toBe('echo');
  expect(await result.tunnel.close()).toMatchObject({ code: 1000 });
  expect(lab.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'http/1', serverName: 'localhost' },
  ]);
  expect(await lab.inspect.arrivals('p')).toMatchObject([{ node: 'a', connection: 1 }]);
});

test('a hello without a server name is refused where one is demanded', async () => {
  const lab = await tlsLab(true);
  expect(await askTls({ port: lab.port() })).toBe('ECONNRESET');
  expect(lab.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'tls', serverName: null },
  ]);
});

test('it is taken where none is demanded', async () => {
  const lab = await tlsLab(false);
  expect(await askTls({ port: lab.port() })).toMatch(/^HTTP\/1\.1 101 /);
  expect(lab.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'http/1', serverName: null },
  ]);
});

test('a client that trusts no such certificate is told of as TLS', async () => {
  const lab = await tlsLab(false);
  const options = { port: lab.port(), servername: 'x.test', rejectUnauthorized: true };
  expect(await askTls(options)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(lab.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'tls', serverName: 'x.test' },
  ]);
});

test('HTTP/2 inside of TLS is known', async () => {
  const lab = await tlsLab(false);
  const socket = connect({ port: lab.port(), host: '127.0.0.1', rejectUnauthorized: false });
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  await new Promise((resolve) => socket.resume().on('close', resolve));
  expect(lab.inspect.connectionsSince(0)).toMatchObject([{ protocol: 'h2', serverName: null }]);
});

test('TLS at a port without it, and the other way round, is ended and told of', async () => {
  const plain = await labForTest();
  expect(await askTls({ port: plain.port(), servername: 'x.test' })).toBe('ECONNRESET');
  expect(plain.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'tls', serverName: 'x.test' },
  ]);
  const secure = await tlsLab(false);
  expect(await exchange(secure.port(), handshakeText())).toBe('');
  expect(secure.inspect.connectionsSince(0)).toEqual([
    { node: 'a', protocol: 'http/1', serverName: undefined },
  ]);
});

test('closing ends what is over TLS too, half of a hello included', async () => {
  const lab = await tlsLab(false);
  const result = await handshake(lab.path('/ws'));
  if (result.kind !== 'open') throw new Error(JSON.stringify(result));
  const half = connectTcp(lab.port(), '127.0.0.1');
  half.on('error', () => undefined);
  const ended = new Promise((resolve) => half.resume().on('close', resolve));
  half.write(Uint8Array.of(0x16, 0x03));
  while (lab.inspect.connectionCount() < 2) await new Promise(setImmediate);
  await lab.close();
  expect(['fin', 'reset']).toContain((await result.tunnel.ended).how);
  await ended;
});

test.each([
  ['1603010002', 'more'],
  ['1603', 'more'],
  ['16030100020100', null],
  [`160301002b010000270303${'00'.repeat(32)}00000200ff0100`, null],
  [`160301002d010000290303${'00'.repeat(32)}00000200ff01000002`, null],
])('the hello %s has the name %j', (hello, name) => {
  expect(helloServerName(Buffer.from(hello, 'hex'))).toBe(name);
});
