import { describe, expect, test } from 'vitest';
import { chooseServer } from './choose-server.ts';
import { Listeners } from './listeners.ts';
import { lostServers } from './lost.ts';
import { blockOf, mainLevel } from './main-level.fixture.ts';
import { primaryName } from './server-name.ts';
import type { Socket } from './socket.ts';

/** A socket with a server for each list of names. */
function socketWith(...names: string[]): Socket {
  const servers = names.map((list) => `server { listen 80; ${list && `server_name ${list};`} }`);
  const http = blockOf(mainLevel(`http { ${servers.join('\n')} }`), 'http');
  const [socket] = new Listeners(http).sockets;
  if (socket === undefined) throw new Error('There is no socket.');
  return socket;
}

function chosen(socket: Socket, host: string): string {
  const { server, by, name } = chooseServer(socket, host);
  return `${server.index} ${by}${name === undefined ? '' : ` ${name.written}`}`;
}

describe('a host leads to', () => {
  const socket = socketWith(
    'Exact.test',
    '*.test',
    '.deep.test',
    'www.*',
    '~^(?<word>[a-z]+)\\.re$',
    '~re$',
    '""',
  );

  test.each([
    ['exact.test', '0 exact Exact.test'],
    ['x.test', '1 leading-wildcard *.test'],
    ['x.y.test', '1 leading-wildcard *.test'],
    ['.test', '1 leading-wildcard *.test'],
    ['deep.test', '2 leading-wildcard .deep.test'],
    ['a.deep.test', '2 leading-wildcard .deep.test'],
    ['www.test', '1 leading-wildcard *.test'],
    ['www.other', '3 trailing-wildcard www.*'],
    ['a.re', '4 regex ~^(?<word>[a-z]+)\\.re$'],
    ['a.b.re', '5 regex ~re$'],
    ['', '6 exact '],
    ['test', '0 default'],
  ])('"%s" → %s', (host, expected) => {
    expect(chosen(socket, host)).toBe(expected);
  });

  test('a regular expression gives captures', () => {
    const { captured } = chooseServer(socket, 'a.re');
    expect(captured?.match.groups).toEqual(['a.re', 'a']);
    expect(captured?.regex.names.get('word')).toBe(1);
  });
});

test('the longest wildcard goes first', () => {
  const socket = socketWith('a.*', 'a.b.*', '*.x', '*.y.x');
  expect(chosen(socket, 'a.b.c')).toBe('1 trailing-wildcard a.b.*');
  expect(chosen(socket, 'q.y.x')).toBe('3 leading-wildcard *.y.x');
});

test('the first server keeps a name, and `.a` takes `a` along', () => {
  const socket = socketWith('a', 'a', '*.b', '.b', 'b', 'c', '.c');
  expect(chosen(socket, 'a')).toBe('0 exact a');
  // `.b` is ignored for `*.b`, and still keeps `b` from the server behind it.
  expect(chosen(socket, 'b')).toBe('0 default');
  expect(chosen(socket, 'x.c')).toBe('0 default');
  expect(
    socket.names.ignored.map(({ server, because }) => [server.index, because.server.index]),
  ).toEqual([
    [1, 0],
    [3, 2],
    [4, 3],
    [6, 5],
  ]);
});

test('a default server is told from the first one', () => {
  expect(chooseServer(socketWith('a', 'b'), 'x').isExplicitDefault).toBe(false);
  const http = blockOf(
    mainLevel('http { server { listen 80; } server { listen 80 default_server; } }'),
    'http',
  );
  const { socket } = new Listeners(http).choose('127.0.0.1', 80);
  const choice = socket && chooseServer(socket, 'x');
  expect([choice?.server.index, choice?.isExplicitDefault]).toEqual([1, true]);
});

test('a server alone has captures only where its last expression captures', () => {
  expect(chooseServer(socketWith('~^(a)$'), 'a').captured?.match.groups[1]).toBe('a');
  expect(chooseServer(socketWith('~^(a)$ ~b'), 'a').captured).toBeUndefined();
});

test("the machine's name and expressions that are not understood leave doubt", () => {
  const machine = socketWith('a', '$hostname');
  expect(chooseServer(machine, 'a').doubt).toBeUndefined();
  expect(chooseServer(machine, 'b').doubt?.what).toBe('the server name "$hostname"');
  const foreign = socketWith('a', '~(?R)x', '~b');
  expect(chooseServer(foreign, 'a').doubt).toBeUndefined();
  expect(chooseServer(foreign, 'b').doubt?.what).toBe('the server name "~(?R)x"');
});

test('the servers that lost are told, and why', () => {
  const socket = socketWith('', '*.a', 'b.*', '~b', 'b.a', 'b.a', 'other');
  const choice = chooseServer(socket, 'b.a');
  expect(lostServers(choice, 'b.a').map(({ name, why }) => `${name}: ${why}`)).toEqual([
    '0.0.0.0:80: it is the default server, which is for hosts that no name fits',
    '*.a: it fits too, but the exact name "b.a" goes before it',
    'b.*: it fits too, but the exact name "b.a" goes before it',
    '~b: it fits too, but the exact name "b.a" goes before it',
    'b.a: another server has the same name, and the first one keeps it',
  ]);
});

test.each([
  ['', ''],
  ['A.test b', 'a.test'],
  ['.a.test', 'a.test'],
  ['~^(A)', '~^(A)'],
  ['$hostname', undefined],
])('$server_name of "%s" is %s', (names, expected) => {
  const [only] = socketWith(names).servers;
  expect(only && primaryName(only.server.names)).toBe(expected);
});
