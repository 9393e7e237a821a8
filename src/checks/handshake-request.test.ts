import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import type { ConfigFinding } from '../engine/judge-configuration.ts';

function saidOf(lines: string): readonly ConfigFinding[] {
  const text = `events {}
http {
map $http_upgrade $up { default upgrade; '' ''; }
server { listen 80; location /ws/ {
proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $up;
proxy_set_header Host $http_host; proxy_pass http://127.0.0.1:8080;
${lines}
} }
}`;
  return judgeText(text).findings.filter(({ check }) => check === 'header-value');
}

function foundFor(lines: string): string[] {
  return saidOf(lines).map(
    ({ line, severity, message }) => `${line} ${severity} ${message.split(/[:,]/)[0]}`,
  );
}

describe('what spoils a handshake besides Upgrade and Connection', () => {
  test.each([
    ['proxy_method POST;', '7 error The backend answers 404 or 405'],
    ['proxy_set_header Sec-WebSocket-Key "";', '7 error The backend answers 400'],
    ['proxy_pass_request_headers off;', '7 error The backend answers 400'],
    ['proxy_set_header Sec-WebSocket-Key abc;', '7 error The backend answers 400'],
    ['proxy_set_header Sec-WebSocket-Version 8;', '7 error The backend answers 400 or 426'],
    ['proxy_set_header Sec-WebSocket-Protocol "";', '7 warning A client that offers subprotocols'],
  ])('%s', (lines, expected) => {
    expect(foundFor(lines)).toEqual([expected]);
  });

  test('one line that keeps back two headers is one finding, which names both', () => {
    expect(saidOf('proxy_pass_request_headers off;').map(({ message }) => message)).toEqual([
      "The backend answers 400: this line keeps the client's Sec-WebSocket-Key and Sec-WebSocket-Version back. Remove it.",
    ]);
  });

  test.each([
    'proxy_method GET;',
    'proxy_set_header Sec-WebSocket-Key $http_sec_websocket_key;',
    'proxy_set_header Sec-WebSocket-Version 13;',
    'proxy_set_header Sec-WebSocket-Protocol $http_sec_websocket_protocol;',
    'proxy_set_header Sec-WebSocket-Extensions "";',
  ])('nothing of it: %s', (lines) => {
    expect(foundFor(lines)).toEqual([]);
  });
});
