import { expect, test } from 'vitest';
import { handshake } from '../../probe/handshake.ts';
import { exchange, handshakeText, labForTest } from './lab.fixture.ts';
import { startBackends } from './start-backends.ts';

const TWO = [
  { name: 'a', meant: 'app:3000' },
  { name: 'b', meant: 'unix:/run/b.sock' },
];

test('tells what arrived as it arrived, and on which connection', async () => {
  const lab = await labForTest();
  const port = lab.port();
  await exchange(port, 'GET /x HTTP/1.0\r\n\r\n');
  const answer = await exchange(
    port,
    'GET /any/%77here?fairlead-probe=p HTTP/1.1\r\nHoSt: one:8080\r\nX-Two: a\r\nX-T',
    'wo: b\r\n\r\nPOST /x?fairlead-probe=p HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /',
    'PUT /y?fairlead-probe=p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n',
    'GET /z?fairlead-probe=p HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    'GET /end?fairlead-probe=p HTTP/1.0\r\n\r\n',
  );
  expect(answer.match(/HTTP\/1\.1 200 OK\r\n/g)).toHaveLength(5);
  const [first, ...more] = await lab.inspect.arrivals('p');
  expect(first).toEqual({
    node: 'a',
    connection: 2,
    peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    requestLine: 'GET /any/%77here?fairlead-probe=p HTTP/1.1',
    headers: [
      ['HoSt', 'one:8080'],
      ['X-Two', 'a'],
      ['X-Two', 'b'],
    ],
  });
  expect(more.map(({ requestLine, connection }) => [requestLine, connection])).toEqual([
    ['POST /x?fairlead-probe=p HTTP/1.1', 2],
    ['PUT /y?fairlead-probe=p HTTP/1.1', 2],
    ['GET /z?fairlead-probe=p HTTP/1.0', 2],
    ['GET /end?fairlead-probe=p HTTP/1.0', 2],
  ]);
});

test('every byte that arrived is told of its connection', async () => {
  const lab = await labForTest();
  const text = 'POST /x?fairlead-probe=b HTTP/1.1\r\nhOst:  a\r\nContent-Length: 3\r\n\r\nabc';
  await exchange(lab.port(), text, 'GET /end HTTP/1.0\r\n\r\n');
  const [arrival] = await lab.inspect.arrivals('b');
  const bytes = lab.inspect.received('a', arrival?.connection ?? 0);
  expect(Buffer.from(bytes).toString('latin1')).toBe(`${text}GET /end HTTP/1.0\r\n\r\n`);
  expect(lab.inspect.received('a', 99)).toHaveLength(0);
});

test('so are those of what is no HTTP', async () => {
  const lab = await labForTest();
  const fastcgi = Buffer.from('0101000100080000', 'hex').toString('latin1');
  await exchange(lab.port(), fastcgi);
  const bytes = lab.inspect.received('a', 1);
  expect(Buffer.from(bytes).toString('hex')).toBe('0101000100080000');
});

test('beside the request of a client, one that lost its query is a subrequest', async () => {
  const lab = await labForTest();
  const lost = 'GET /auth HTTP/1.0\r\nFairlead-Probe: q\r\n\r\n';
  await exchange(lab.port(), lost);
  expect(await lab.inspect.arrivals('q')).toMatchObject([{ requestLine: 'GET /auth HTTP/1.0' }]);
  await exchange(lab.port(), 'GET /ws?fairlead-probe=q HTTP/1.0\r\n\r\n');
  const [arrival, ...more] = await lab.inspect.arrivals('q');
  expect(arrival?.requestLine).toContain('/ws?');
  expect(more).toEqual([]);
  expect(lab.inspect.elsewhere('q')).toMatchObject([{ requestLine: 'GET /auth HTTP/1.0' }]);
});

test('a body that breaks off ends the connection without an answer', async () => {
  const lab = await labForTest();
  const head = 'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';
  expect(await exchange(lab.port(), `${head}no size\r\n`)).toBe('');
});

test('what no server takes is refused, and told of', async () => {
  const lab = await labForTest();
  const answer = await exchange(lab.port(), 'GET /a b?fairlead-probe=p HTTP/1.1\r\n\r\n');
  expect(answer).toContain('HTTP/1.1 400 Bad Request\r\n');
  expect(answer).toContain('expected a method, a target without spaces');
  expect(await lab.inspect.arrivals('p')).toHaveLength(1);
});

test('our own addresses arrive as those that the user wrote', async () => {
  const lab = await labForTest(TWO);
  const a = `127.0.0.1:${lab.port('a')}`;
  const b = `127.0.0.1:${lab.port('b')}`;
  const text = `GET http://${b}/?fairlead-probe=p HTTP/1.1\r\nHost: ${a}\r\nConnection: close\r\n\r\n`;
  await exchange(lab.port('a'), text);
  expect(await lab.inspect.arrivals('p')).toMatchObject([
    {
      requestLine: 'GET http://unix:/run/b.sock/?fairlead-probe=p HTTP/1.1',
      headers: [
        ['Host', 'app:3000'],
        ['Connection', 'close'],
      ],
    },
  ]);
});

test('a kind judges the addresses that the user wrote', async () => {
  const lab = await labForTest();
  lab.inspect.answerAs('p', 'host-checking');
  const host = `127.0.0.1:${lab.port()}`;
  const answer = await exchange(lab.port(), handshakeText({ Host: host, Origin: 'http://x' }));
  expect(answer).toContain('Origin http://x, but Host is app:3000.');
});

test('arrivals at nodes of the path are told apart from those elsewhere', async () => {
  const lab = await labForTest(TWO);
  const inspect = lab.inspector(['b']);
  for (const name of ['a', 'b', 'a']) {
    await exchange(lab.port(name), 'GET /?fairlead-probe=p HTTP/1.0\r\n\r\n');
  }
  expect(inspect.nodes).toBe(1);
  expect((await inspect.arrivals('p')).map(({ node, connection }) => [node, connection])).toEqual([
    ['b', 1],
  ]);
  expect(inspect.elsewhere('p').map(({ node, connection }) => [node, connection])).toEqual([
    ['a', 1],
    ['a', 2],
  ]);
  expect(inspect.connectionCount()).toBe(3);
  expect(inspect.connectionsSince(1)).toEqual([
    { node: 'b', protocol: 'http/1', serverName: undefined },
  ]);
  expect(inspect.connectionsSince(2)).toEqual([]);
});

test('probes are kept apart, and the oldest of more than 2,000 is forgotten', async () => {
  const lab = await labForTest();
  const requests = Array.from(
    { length: 2_001 },
    (_, index) => `GET /?fairlead-probe=n${index} HTTP/1.1\r\n\r\n`,
  );
  await exchange(lab.port(), ...requests, 'GET / HTTP/1.0\r\n\r\n');
  expect(await lab.inspect.arrivals('n0')).toHaveLength(0);
  expect(await lab.inspect.arrivals('n1')).toHaveLength(1);
  expect(await lab.inspect.arrivals('n2000')).toHaveLength(1);
});

/** What keeps this process alive, once every socket that was told to close is closed. */
async function resources(): Promise<string[]> {
  for (;;) {
    const names = process.getActiveResourcesInfo().sort();
    if (!names.some((name) => name.startsWith('TCP'))) return names;
    await new Promise(setImmediate);
  }
}

test('closing ends tunnels, silence and held streams, and leaves nothing', async () => {
  const before = await resources();
  const lab = await labForTest();
  lab.inspect.answerAs('quiet', 'silent');
  const tunnel = await handshake(lab.path('/?fairlead-probe=t'));
  if (tunnel.kind !== 'open') throw new Error(tunnel.kind);
  const silent = exchange(lab.port(), 'GET /?fairlead-probe=quiet HTTP/1.1\r\n\r\n');
  const held = exchange(
    lab.port(),
    'GET /?fairlead-probe=s&fairlead-answer=stream HTTP/1.1\r\n\r\n',
  );
  const idle = exchange(lab.port());
  while (lab.inspect.connectionCount() < 4) await new Promise(setImmediate);
  while ((await lab.inspect.arrivals('s')).length === 0) await new Promise(setImmediate);
  while ((await lab.inspect.arrivals('quiet')).length === 0) await new Promise(setImmediate);
  await lab.close();
  expect((await tunnel.tunnel.ended).how).toBe('fin');
  expect([await silent, await held, await idle]).toEqual(['', expect.any(String), '']);
  expect(await resources()).toEqual(before);
});

test('names that cannot be are refused', async () => {
  const twice = { name: 'a', meant: 'x' };
  await expect(startBackends([twice, twice])).rejects.toThrow('two backends of the name "a"');
  const lab = await labForTest();
  expect(() => lab.inspector(['a', 'z'])).toThrow('Got the node "z"; expected some of a.');
});

test('what cannot start leaves nothing', async () => {
  const before = await resources();
  const tls = { key: 'no', cert: 'no', demandsServerName: false };
  await expect(startBackends([...TWO, { name: 'c', meant: 'x', tls }])).rejects.toThrow();
  expect(await resources()).toEqual(before);
});
