import { describe, expect, test } from 'vitest';
import { fixed, found, textOf } from './found.fixture.ts';
import { headerBuffers } from './header-buffers.ts';
import { findingsOf } from './judged.fixture.ts';

const LONG = { location: '/sync/v1/connect' };

function site(line: string) {
  return { server: `listen 80; server_name a.test;\n${line}` };
}

describe('header-buffers', () => {
  test('nothing is said of what nginx does by default', () => {
    expect(found(headerBuffers, {})).toEqual([]);
  });

  test.each([
    ['large_client_header_buffers 2 1k', 'warning: large_client_header_buffers 2 1k'],
    ['large_client_header_buffers 4 4k', undefined],
    ['client_header_buffer_size 1k', undefined],
    ['large_client_header_buffers 8 32k', 'advice: location /ws/'],
    ['large_client_header_buffers 8 32k; proxy_buffer_size 16k', undefined],
    ['proxy_buffer_size 512', 'warning: proxy_buffer_size 512'],
    ['proxy_buffer_size 1k', 'warning: proxy_buffer_size 1k'],
    ['proxy_buffer_size 4k', undefined],
  ])('%s', (line, expected) => {
    expect(found(headerBuffers, site(`${line};`))).toEqual(expected ? [expected] : []);
  });

  test('Zero, whose clients put their first message into Sec-WebSocket-Protocol', () => {
    const urls = ['ws://a.test/sync/v1/connect?x=1'];
    expect(found(headerBuffers, LONG, { urls })).toEqual(['warning: location /sync/v1/connect']);
    const lines = 'proxy_buffer_size 16k;';
    expect(found(headerBuffers, { ...LONG, lines }, { urls })).toEqual([]);
    expect(found(headerBuffers, { location: '/sync/' }, { urls: ['ws://a.test/sync/'] })).toEqual(
      [],
    );
  });

  test.each([
    // The server answers with the other protocol, not with the one that holds the token.
    ['/api/v1/namespaces/a/pods/b/exec'],
    ['/event/realtime'],
    ['/sync/v1/connections'],
  ])('what %s sends there does not come back', (location) => {
    expect(found(headerBuffers, { location }, { urls: [`ws://a.test${location}`] })).toEqual([]);
  });

  test('the fix raises the buffers together, as nginx demands', () => {
    const urls = ['ws://a.test/sync/v1/connect'];
    const text = fixed(headerBuffers, LONG, { urls });
    expect(text).toContain('proxy_buffer_size 16k;');
    expect(text).toContain('proxy_buffers 8 16k;');
    expect(fixed(headerBuffers, site('large_client_header_buffers 2 1k;'))).toContain(' 2 8k;');
  });

  test('and is safe only where the answer is known to be long: each tunnel has two of them', () => {
    const isSafe = (line: string) =>
      findingsOf(headerBuffers, textOf(site(line))).map(({ fix }) => fix?.safe);
    expect(isSafe('large_client_header_buffers 8 32k;')).toEqual([false]);
    expect(isSafe('proxy_buffer_size 1k;')).toEqual([true]);
  });
});
