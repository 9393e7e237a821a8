import { describe, expect, test } from 'vitest';
import { type Explained, explain } from './explain.ts';

const PASS = 'upstream ws_tcp { server 127.0.0.1:9000; }';

async function ask(text: string, url: string, version = '1.26.3'): Promise<Explained> {
  return (await explain({ text, nginxVersion: version })).ask(url);
}

describe('a connection that stream takes', () => {
  test('to a backend: no location, no request, and the time that it may be silent', async () => {
    const text = `stream { ${PASS} server { listen 443; proxy_timeout 1h;\nproxy_pass ws_tcp; } }`;
    const { explanation, isStreamAlone } = await ask(text, 'wss://app.test/ws');
    expect(isStreamAlone).toBe(true);
    expect(explanation).toMatchObject({
      server: { file: 'stdin', line: 1 },
      location: null,
      outcome: { kind: 'proxy' },
      upstream: { name: 'ws_tcp', servers: ['127.0.0.1:9000'], request: null },
      timeouts: { read: { ms: 3_600_000, line: 1 }, connect: { ms: 60_000, line: null } },
    });
    expect(explanation.outcome.sentence).toContain('silent both ways for 1 h');
  });

  test('to http of the same nginx, by the TLS name', async () => {
    const text = `stream {
        map $ssl_preread_server_name $to { app.test 127.0.0.1:8443; default 10.0.0.1:443; }
        server { listen 443; ssl_preread on; proxy_pass $to; }
      }
      http { server { listen 8443 ssl; server_name app.test; location /ws { return 204; } } }`;
    const { explanation, isStreamAlone } = await ask(text, 'wss://app.test/ws');
    expect(isStreamAlone).toBe(false);
    expect(explanation).toMatchObject({
      stream: { file: 'stdin', line: 3 },
      location: { pattern: '/ws', line: 5 },
      outcome: { kind: 'response', status: 204 },
    });
    const other = await ask(text, 'wss://other.test/ws');
    expect(other.explanation.upstream?.servers).toEqual(['10.0.0.1:443']);
  });

  test('and answers by itself', async () => {
    const { explanation } = await ask(
      'stream { server { listen 80; return bye; } }',
      'ws://a.test/',
    );
    expect(explanation.outcome).toMatchObject({
      kind: 'response',
      sentence: 'the text bye, and no HTTP',
    });
  });
});

describe('where nothing listens, it is told where something does', () => {
  const text = 'http { server { listen 8080; server_name a.test; } server { listen 8081; } }';

  test.each([
    ['ws://a.test/x', 'port 8080 without TLS (stdin:1): ask for ws://a.test:8080/x'],
    [
      'wss://a.test/x',
      'port 8080 without TLS (stdin:1): ask for ws://a.test/x with --address :8080',
    ],
    ['wss://b.test:8081/', 'ask for ws://b.test/ with --address :8081'],
  ])('%s', async (url, hint) => expect((await ask(text, url)).hint).toContain(hint));

  test('and not where it was asked for, as of a port that speaks HTTP/2 alone', async () => {
    const lines = 'http { server { listen 8080 http2; } server { listen 8081; } }';
    const { explanation } = await ask(lines, 'ws://a.test:8080/', '1.22.1');
    const { sentence } = explanation.outcome;
    expect(sentence).toContain('speaks HTTP/2 alone; what listens is port 8081');
    expect(sentence).not.toContain('port 8080');
  });

  test('and nothing where nothing does', async () => {
    expect((await ask('events {}', 'ws://a.test/')).hint).toBeUndefined();
  });
});

test('the version decides what is sent by default', async () => {
  const text = 'http { server { listen 80; location / { proxy_pass http://127.0.0.1:9000; } } }';
  const lineBy = async (version: string) =>
    (await ask(text, 'http://a.test/', version)).explanation.upstream?.request?.line;
  expect([await lineBy('1.29.6'), await lineBy('1.29.7')]).toEqual([
    'GET / HTTP/1.0',
    'GET / HTTP/1.1',
  ]);
});

test('what cannot be known is null, and told once', async () => {
  const text = `http { server { listen 80; location / {
    proxy_set_header X-Id $request_id;
    proxy_pass http://127.0.0.1:9000; } } }`;
  const { explanation } = await ask(text, 'http://a.test/');
  expect(explanation.upstream?.request?.headers).toContainEqual({
    name: 'X-Id',
    value: null,
    from: [{ file: 'stdin', line: 2 }],
  });
  expect(explanation.unknown).toMatchObject([{ what: '$request_id', file: 'stdin', line: 2 }]);
});
