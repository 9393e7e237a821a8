import { describe, expect, test } from 'vitest';
import { Listeners } from './listeners.ts';
import { lostSockets } from './lost.ts';
import { blockOf, lineOf, mainLevel } from './main-level.fixture.ts';

function listenersOf(servers: string): Listeners {
  return new Listeners(blockOf(mainLevel(`http {\n${servers}\n}`), 'http'));
}

/** The socket, how it was chosen, and its servers by number, the default one first. */
function chosen(listeners: Listeners, address: string | undefined, port: number): string {
  const taken = listeners.choose(address, port);
  if (taken.socket === undefined) return taken.why;
  const { defaultServer, servers, text } = taken.socket;
  const indexes = [defaultServer, ...servers].map(({ server }) => server.index);
  return `${text} ${taken.by} ${indexes.join(',')}${taken.doubt ? ` ?${taken.doubt.what}` : ''}`;
}

describe('which socket takes a connection', () => {
  const mixed = listenersOf(`
    server { listen 80; server_name app.test; }
    server { listen 127.0.0.1:80; }
    server { listen [::]:80; }
    server { listen *:80 default_server; listen 127.0.0.1:80; }`);

  test('the very address goes before all addresses', () => {
    expect(chosen(mixed, '127.0.0.1', 80)).toBe('127.0.0.1:80 exact 1,1,3');
    expect(chosen(mixed, '10.0.0.1', 80)).toBe('0.0.0.0:80 wildcard 3,0,3');
    expect(chosen(mixed, '::1', 80)).toBe('[::]:80 wildcard 2,2');
  });

  test('the server that a wildcard listener hides is told', () => {
    const taken = mixed.choose('127.0.0.1', 80);
    if (taken.socket === undefined) throw new Error(taken.why);
    const [lost, ...more] = lostSockets(mixed, taken, 'app.test');
    expect(more).toEqual([]);
    expect([lineOf(lost?.at), lost?.name]).toEqual([3, '0.0.0.0:80']);
    expect(lost?.why).toBe(
      'it has the name, but 127.0.0.1:80 is listened on by itself, which hides 0.0.0.0:80',
    );
  });

  test('without an address, the wildcard is assumed, with doubt', () => {
    expect(chosen(mixed, undefined, 80)).toBe(
      '0.0.0.0:80 assumed 3,0,3 ?the address that the connection arrives at',
    );
  });

  test('without an address nothing is in doubt where all sockets have the same servers', () => {
    const same = listenersOf(
      'server { listen [::]:80; listen 80; } server { listen 80; listen [::]:80; }',
    );
    expect(chosen(same, undefined, 80)).toBe('0.0.0.0:80 only 0,0,1');
  });

  test('where nothing listens, what does is told', () => {
    expect(chosen(mixed, '127.0.0.1', 81)).toBe('Nothing listens on 127.0.0.1:81.');
    const one = listenersOf('server { listen 127.0.0.1:80; }');
    expect(chosen(one, '127.0.0.2', 80)).toBe(
      'Nothing listens on 127.0.0.2:80; on this port only 127.0.0.1:80 does.',
    );
    expect(chosen(one, 'localhost', 80)).toBe(
      '"localhost" is no IP address, and connections arrive at one.',
    );
  });

  test('an IPv6 socket takes IPv4 only with ipv6only=off', () => {
    expect(chosen(listenersOf('server { listen [::]:80; }'), '127.0.0.1', 80)).toContain('Nothing');
    const both = listenersOf('server { listen [::]:80 ipv6only=off; }');
    expect(chosen(both, '127.0.0.1', 80)).toBe('[::]:80 wildcard 0,0');
  });

  test('a name that only the machine can look up is in doubt', () => {
    const named = listenersOf('server { listen app.test:80; } server { listen 80; }');
    expect(chosen(named, '10.0.0.1', 80)).toBe(
      '0.0.0.0:80 wildcard 1,1 ?the address of "app.test"',
    );
    expect(chosen(listenersOf('server { listen app.test:80; }'), '10.0.0.1', 80)).toBe(
      'app.test:80 assumed 0,0 ?the address of "app.test"',
    );
  });

  test('localhost is 127.0.0.1, and maybe ::1', () => {
    const local = listenersOf('server { listen localhost:80; }');
    expect(chosen(local, '127.0.0.1', 80)).toBe('127.0.0.1:80 exact 0,0');
    expect(chosen(local, '10.0.0.1', 80)).toContain('Nothing listens');
    expect(chosen(local, '::1', 80)).toContain('?the address of "localhost"');
  });

  test('unix sockets, port ranges, and no listen at all', () => {
    const other = listenersOf('server { listen unix:/a.sock; listen 8000-8002; } server { }');
    expect(chosen(other, 'unix:/a.sock', 0)).toBe('unix:/a.sock exact 0,0');
    expect(chosen(other, 'unix:/b.sock', 0)).toBe('Nothing listens on unix:/b.sock.');
    expect(chosen(other, '127.0.0.1', 8002)).toBe('0.0.0.0:8002 wildcard 0,0');
    expect(chosen(other, '127.0.0.1', 8003)).toContain('Nothing listens');
    expect(chosen(other, '127.0.0.1', 80)).toBe('0.0.0.0:80 wildcard 1,1');
  });

  test('a quic socket takes no TCP connection', () => {
    const quic = listenersOf('server { listen 443 quic; } server { listen 443 ssl; }');
    expect(chosen(quic, '127.0.0.1', 443)).toBe('0.0.0.0:443 wildcard 1,1');
    expect(quic.choose('127.0.0.1', 443, true).socket?.servers[0]?.server.index).toBe(0);
  });
});

test('what one line asks of a socket holds for all servers there', () => {
  const listeners = listenersOf(`
    server { listen 443; }
    server { listen 443 ssl http2; }
    server { listen *:443 proxy_protocol; }`);
  const { socket } = listeners.choose('127.0.0.1', 443);
  expect(lineOf(socket?.ssl?.placed)).toBe(4);
  expect(lineOf(socket?.http2?.placed)).toBe(4);
  expect(lineOf(socket?.proxyProtocol?.placed)).toBe(5);
});

test('the options of a line can be asked for', () => {
  const [socket] = listenersOf('server { listen 80 backlog=511 so_keepalive=on; }').sockets;
  expect(socket?.servers[0]?.line.options).toEqual(['backlog=511', 'so_keepalive=on']);
});
