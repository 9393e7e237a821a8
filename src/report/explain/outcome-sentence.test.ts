import { describe, expect, test } from 'vitest';
import { plainGet, proxied, RIGHT, traced } from './explained.fixture.ts';
import { outcomeSentence } from './outcome-sentence.ts';

function said(http: string, version?: string): string {
  return outcomeSentence(traced(http, {}, version)).text;
}

describe('of a handshake', () => {
  test.each([
    [RIGHT, '101, and alive until it is silent both ways for 60 s (default), then 1006'],
    [
      `${RIGHT} proxy_read_timeout 1h;`,
      '101, and alive until it is silent both ways for 1 h, then 1006',
    ],
    ['', 'the backend sees a plain GET; it will answer 400, 404 or 426, not 101'],
    [
      RIGHT.replace('Connection upgrade', 'Connection keep-alive'),
      'the backend sees Connection: keep-alive, so the Upgrade is not for it; it will answer 400, 404 or 426, not 101',
    ],
    [
      RIGHT.replace('$http_upgrade', 'h2c'),
      'the backend sees Upgrade: h2c, which is no WebSocket; it will answer 400, 404 or 426, not 101',
    ],
    [
      RIGHT.replace('1.1', '1.0'),
      'the backend sees a handshake in HTTP/1.0, where RFC 6455 asks for 1.1; it will answer 400 or 426 if it is strict, not 101',
    ],
    [
      `${RIGHT} proxy_method POST;`,
      'the backend sees a handshake by POST instead of GET; it will answer 400, 404 or 405, not 101',
    ],
    [
      `${RIGHT} proxy_pass_request_headers off;`,
      'the backend sees a handshake without Sec-WebSocket-Key; it will answer 400, not 101',
    ],
    [
      `${RIGHT} proxy_set_header Host other;`,
      'the backend sees Host twice; it will answer 400, not 101',
    ],
    [
      RIGHT.replace('$http_host', 'other'),
      '101, and alive until it is silent both ways for 60 s (default), then 1006; 403 from a backend that compares Origin with Host',
    ],
    [
      `${RIGHT} proxy_hide_header Upgrade;`,
      '101 without Upgrade, which nginx.conf:3 hides: the browser gives up',
    ],
    [
      `${RIGHT} auth_request /a;`,
      'if auth_request lets it pass without a 101 of its own: 101, and alive until it is silent both ways for 60 s (default), then 1006',
    ],
    [
      'return 301 /x;',
      '301 to http://app.test/x, which a browser does not follow for a WebSocket: 1006',
    ],
    ['return 444;', 'nginx closes the connection without an answer'],
    ['return 404;', '404 from nginx itself, not 101: return 404'],
    ['deny all;', expect.stringMatching(/^403 from nginx itself, not 101/)],
  ])('%s', (lines, sentence) => expect(said(proxied(lines))).toEqual(sentence));

  test('that another module gets', () => {
    const http = 'server { listen 80; location / { fastcgi_pass 127.0.0.1:9000; } }';
    expect(said(http)).toBe("fastcgi_pass carries no WebSocket: the backend's answer, but no 101");
  });

  test('that another language answers', () => {
    const http = 'server { listen 80; location / { js_content main; } }';
    expect(said(http)).toBe('not known: js_content (nginx.conf:2): it answers in a way of its own');
  });

  test('that nobody takes', () => {
    const none = traced('server { listen 81; }');
    expect(outcomeSentence(none).text).toBe('no answer: nothing listens on port 80');
    expect(outcomeSentence(none, 'ask again').text).toBe(
      'no answer: nothing listens on port 80; ask again',
    );
  });

  test('whose upgrade only a running nginx knows', () => {
    const lines = RIGHT.replace('Connection upgrade', 'Connection $upstream_http_x');
    expect(said(proxied(lines))).toMatch(/^not known: it depends on \$upstream_http_x/);
  });

  test('that goes to this very nginx once more', () => {
    const http = `server { listen 80; location / { proxy_pass http://127.0.0.1:81; ${RIGHT} } }
      server { listen 81; return 301 https://app.test$request_uri; }`;
    expect(said(http)).toBe(
      'from this nginx again, to which it is sent: 301 to https://app.test/ws, which a browser does not follow for a WebSocket: 1006',
    );
  });

  test('that goes through this nginx twice lives as long as the less patient of the two', () => {
    const inner = proxied(`${RIGHT} proxy_read_timeout 30s;`).replace('listen 80', 'listen 81');
    const http = `${proxied(`${RIGHT} proxy_read_timeout 1h;`).replace('8080', '81')} ${inner}`;
    expect(said(http)).toBe('101, and alive until it is silent both ways for 30 s, then 1006');
  });

  test('that goes round in a circle says so, and ends', () => {
    expect(said(proxied(RIGHT).replace('8080', '80'))).toMatch(
      /^from this nginx again, .*in a circle/,
    );
  });
});

describe('of a plain request', () => {
  test.each([
    [
      RIGHT.replace('Connection upgrade', 'Connection ""'),
      "the backend's answer; 504 once it has sent nothing for 60 s",
    ],
    [
      RIGHT,
      "the backend's answer, 400 from some: a plain request comes to it with Connection: upgrade",
    ],
    ['return 200 hi;', '200 from nginx itself: return 200 hi'],
    ['return 301 /x;', '301 to http://app.test/x'],
  ])('%s', (lines, sentence) => {
    expect(outcomeSentence(traced(proxied(lines), plainGet)).text).toBe(sentence);
  });

  test('for a file', () => {
    const http = 'server { listen 80; location = /ws { alias /srv/ws; } }';
    expect(outcomeSentence(traced(http, plainGet)).text).toBe(
      'the file /srv/ws; 404 if it is not there',
    );
  });
});
