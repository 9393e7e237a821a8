import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../gather-evidence.ts';
import { listenTcp, pathTo, switchingProtocols } from '../loopback.fixture.ts';
import { had, startTestLab, withErrorLog } from './lab.fixture.ts';

test('every probe carries its id in a header, too', async () => {
  const { site } = await startTestLab();
  const { arrival } = had(await evidenceOf(site)('arrival'));
  const [, id] = arrival.headers.find(([name]) => name === 'Fairlead-Probe') ?? [];
  expect(id).toMatch(/^[\da-f]{16}$/);
  expect(arrival.requestLine).toContain(`fairlead-probe=${id}`);
});

test('acceptance: each kind is asked by the page of the site itself', async () => {
  const { site } = await startTestLab({
    refuse: ({ headers }, kind) =>
      kind === 'host-checking' && headers.origin?.endsWith(headers.host ?? '') ? 403 : undefined,
  });
  const { origin, answers } = had(await evidenceOf(site)('acceptance'));
  expect(origin).toBe(`http://${site.outside.url.host}`);
  expect(answers.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'lenient 101',
    'slow 101',
    'strict 101',
    'case-sensitive 101',
    'host-checking 403',
    'origin-checking 101',
  ]);
});

describe('uri', () => {
  test('the path, and one below it', async () => {
    const { site } = await startTestLab();
    const { attempts } = had(await evidenceOf(site)('uri'));
    expect(attempts).toEqual([
      { sent: '/ws/', isAsked: true, arrived: '/ws/', isQueryLost: false },
      { sent: '/ws/fairlead', isAsked: false, arrived: '/ws/fairlead', isQueryLost: false },
    ]);
  });

  test('a query that is lost on the way', async () => {
    const { site, lab } = await startTestLab();
    const path = { ...lab.path, url: new URL('?token=1', lab.path.url) };
    const inspector = {
      ...lab.inspector,
      arrivals: async (probe: string) =>
        (await lab.inspector.arrivals(probe)).map((arrival) => ({
          ...arrival,
          requestLine: 'GET /ws/ HTTP/1.1',
        })),
    };
    const { attempts } = had(await evidenceOf({ ...site, inside: { path, inspector } })('uri'));
    expect(attempts.map(({ isQueryLost }) => isQueryLost)).toEqual([true, false]);
  });
});

test('wire: the connections that one handshake takes', async () => {
  const { site, connections } = await startTestLab();
  connections.push({ node: 'a', protocol: 'fastcgi', serverName: undefined });
  const wire = had(await evidenceOf(site)('wire'));
  expect(wire).toMatchObject({
    status: 101,
    connections: [{ protocol: 'http/1' }],
    host: site.outside.url.host,
  });
});

describe('errorLog', () => {
  test('the lines of the handshake, and of no other', async () => {
    const { site } = await startTestLab();
    const asked: string[] = [];
    const logged = withErrorLog(site, (text) => {
      asked.push(text);
      return ['a line'];
    });
    expect(had(await evidenceOf(logged)('errorLog'))).toMatchObject({
      status: 101,
      lines: ['a line'],
    });
    expect(asked).toEqual([expect.stringMatching(/^[\da-f]{16}$/)]);
  });

  test('no log', async () => {
    const { site } = await startTestLab();
    expect(await evidenceOf(site)('errorLog')).toMatchObject({ kind: 'skipped' });
  });
});

test('auth: with and without a token, and whom nginx asks', async () => {
  const { site } = await startTestLab({
    refuse: ({ headers }) => (headers.authorization === undefined ? 401 : undefined),
    nodeOf: ({ headers }) => (headers.authorization === undefined ? 'auth' : 'a'),
    elsewhere: ['auth'],
  });
  const auth = had(await evidenceOf(site)('auth'));
  expect(auth).toMatchObject({
    plain: { status: 401, challenge: null },
    authorized: { status: 101 },
    arrivals: [],
    elsewhere: [{ node: 'auth' }],
    log: [],
  });
});

describe('proxyProtocol', () => {
  test('a server that demands the line', async () => {
    const lines: string[] = [];
    const port = await listenTcp((socket) =>
      socket.once('data', async (bytes) => {
        const [line = '', ...request] = bytes.toString('latin1').split('\r\n');
        if (!line.startsWith('PROXY ')) return socket.end();
        lines.push(line);
        return socket.write(await switchingProtocols(request.join('\n')));
      }),
    );
    const { lab, site } = await startTestLab();
    const path = pathTo(port, { timeoutMs: 2_000 });
    const at = { ...site, lab: { ...lab, path }, proxyProtocolExpected: false };
    expect(had(await evidenceOf(at)('proxyProtocol'))).toMatchObject({
      expected: false,
      without: { status: null },
      with: { status: 101 },
    });
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ ${port}$`),
      ),
    ]);
  });

  test('nobody said whether it is sent', async () => {
    const { site } = await startTestLab();
    const evidence = had(await evidenceOf(site)('proxyProtocol'));
    expect(evidence).toMatchObject({ expected: null, without: { status: 101 } });
  });
});

test('pagePolicies: of the pages, and of the path itself', async () => {
  const { site } = await startTestLab({
    plain: ({ url }, response) => {
      if (url?.startsWith('/app') === true) {
        response.setHeader('Content-Security-Policy', ["default-src 'self'", "connect-src 'none'"]);
      }
      response.end();
    },
  });
  expect(await evidenceOf(site)('pagePolicies')).toMatchObject({ kind: 'skipped' });
  const { pages } = had(await evidenceOf({ ...site, pages: ['/app'] })('pagePolicies'));
  expect(pages).toEqual([
    { target: '/app', status: 200, policies: ["default-src 'self'", "connect-src 'none'"] },
    { target: '/ws/', status: 200, policies: [] },
  ]);
});

describe('caching', () => {
  test.each([
    ['nothing', {}, 0],
    ['an age', { 'Cache-Control': 'public, max-age=60' }, 60],
    ['an age that is forbidden', { 'Cache-Control': 'max-age=60, no-store' }, 0],
    ['a date', { Expires: new Date(Date.now() + 3_600_000).toUTCString() }, 3_600],
    ['a date that is none', { Expires: '0' }, 0],
  ])('an answer that says %s', async (_, headers, seconds) => {
    const { site } = await startTestLab({
      plain: (_request, response) => {
        response.writeHead(200, headers).end();
      },
    });
    const caching = had(await evidenceOf(site)('caching'));
    expect(caching).toMatchObject({ sent: 3, arrived: 3 });
    expect(Math.abs(caching.keptForS - seconds)).toBeLessThan(60);
  });

  test('answers of a cache do not arrive', async () => {
    const { site, lab } = await startTestLab();
    const inspector = {
      ...lab.inspector,
      arrivals: async (probe: string) => (await lab.inspector.arrivals(probe)).slice(0, 1),
    };
    const caching = evidenceOf({ ...site, inside: { path: lab.path, inspector } })('caching');
    expect(had(await caching)).toMatchObject({ sent: 3, arrived: 1 });
  });
});
