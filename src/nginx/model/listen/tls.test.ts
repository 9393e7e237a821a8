import { expect, test } from 'vitest';
import { Listeners } from './listeners.ts';
import { blockOf, lineOf, mainLevel } from './main-level.fixture.ts';
import type { Socket } from './socket.ts';
import { chooseRequestServer, chooseTlsServer, http2Line, http2OnlyLine, tlsLine } from './tls.ts';

const VERSION = '1.26.3';

function firstSocket(http: string): Socket {
  const [socket] = new Listeners(blockOf(mainLevel(`http {\n${http}\n}`), 'http')).sockets;
  if (socket === undefined) throw new Error('There is no socket.');
  return socket;
}

const two = firstSocket(`
  server { listen 443 ssl; ssl_reject_handshake on; }
  server { listen 443; server_name a; }
  server { listen 443; server_name b; }
  server { listen 443; server_name c; ssl_verify_client on; }`);

function answering(serverName: string | undefined, host: string): string {
  const tls = chooseTlsServer(two, serverName, VERSION);
  const { kind, choice } = chooseRequestServer(two, host, tls, VERSION);
  return `${tls.choice.server.index} ${kind} ${choice.server.index}`;
}

test('the TLS name chooses the certificate, and Host may lead elsewhere', () => {
  expect(answering('A', 'a:443')).toBe('1 server 1');
  expect(answering('a', 'b')).toBe('1 server 2');
  expect(answering('a', 'unknown')).toBe('1 server 0');
  expect(answering('a', 'x/y')).toBe('1 invalid-host 1');
});

test('a server that verifies clients is not reached by another TLS name', () => {
  expect(answering('c', 'c')).toBe('3 server 3');
  expect(answering('a', 'c')).toBe('1 misdirected 3');
  // A name that fits nothing counts as none.
  expect(answering('unknown', 'c')).toBe('0 server 3');
});

test('a handshake that is rejected is told with its line', () => {
  expect(lineOf(chooseTlsServer(two, undefined, VERSION).rejectedBy)).toBe(3);
  expect(chooseTlsServer(two, 'a', VERSION).rejectedBy).toBeUndefined();
});

test('`ssl on` makes a socket speak TLS before 1.25.1 only', () => {
  const socket = firstSocket('server { listen 443;\nssl on; }');
  expect(lineOf(tlsLine(socket, '1.22.1'))).toBe(3);
  expect(tlsLine(socket, '1.25.1')).toBeUndefined();
  expect(lineOf(tlsLine(two, '1.26.3'))).toBe(3);
});

test('HTTP/2 is a matter of the socket, and since 1.25.1 of the server too', () => {
  const socket = firstSocket('server { listen 443 ssl; }\nserver { listen 443; http2 on; }');
  const [first, second] = socket.servers.map(({ server }) => server);
  if (first === undefined || second === undefined) throw new Error('There are two servers.');
  expect(http2Line(socket, first, '1.26.3')).toBeUndefined();
  expect(lineOf(http2Line(socket, second, '1.26.3'))).toBe(3);
  expect(http2Line(socket, second, '1.22.1')).toBeUndefined();
});

test('http2 on a listen without ssl leaves no HTTP/1.1 before 1.25.1', () => {
  const plain = firstSocket('server {\nlisten 80 http2; }');
  expect(lineOf(http2OnlyLine(plain, '1.22.1'))).toBe(3);
  expect(http2OnlyLine(plain, '1.25.1')).toBeUndefined();
  const secure = firstSocket('server { listen 443 ssl http2; }');
  expect(http2OnlyLine(secure, '1.22.1')).toBeUndefined();
});
