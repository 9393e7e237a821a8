import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import { buffering } from './buffering.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, map, site, upgrade } from './one-server.fixture.ts';

const proxy = 'proxy_pass http://127.0.0.1:8080;';

describe('HTTP/1.0', () => {
  test.each([
    ['a name that speaks of pushes', '/events', '', ['3 warning']],
    ['the line that says so', '/sse/', '\nproxy_http_version 1.0;', ['4 warning']],
    ['HTTP/1.1 passes chunks on', '/events', 'proxy_http_version 1.1;', []],
    ['nothing is gathered', '/events', 'proxy_buffering off;', []],
    ['a name that only contains one', '/eventually', '', []],
    ['an API', '/api/', '', []],
  ])('%s', (_, pattern, lines, expected) => {
    expect(foundAt(buffering, site(`location ${pattern} { ${proxy} ${lines} }`))).toEqual(expected);
  });

  test('it is the default before 1.29.7', () => {
    const text = site(`location /events { ${proxy} }`);
    expect(foundAt(buffering, text, { version: '1.29.7' })).toEqual([]);
  });

  test('an asked URL names it, too', () => {
    const text = site(`location / { ${proxy} }`);
    const urls = (url: string) => ({ urls: [url] });
    expect(foundAt(buffering, text, urls('http://a.test/api/stream'))).toEqual(['3 warning']);
    expect(foundAt(buffering, text, urls('http://a.test/api/list'))).toEqual([]);
    // Tunnels are not buffered.
    expect(foundAt(buffering, text, urls('ws://a.test/api/stream'))).toEqual([]);
    expect(foundAt(buffering, text, urls('ws://a.test/api/sse'))).toEqual(['3 warning']);
  });

  test.each(['/longpolling', '/socket/longpoll', '/api/long-poll/'])(
    '%s: a long poll ends with its message, and nothing is held back',
    (pattern) => {
      expect(foundAt(buffering, site(`location ${pattern} { ${proxy} }`))).toEqual([]);
      const gzip = `gzip on; gzip_types *; location ${pattern} { ${proxy} }`;
      expect(foundAt(buffering, site(gzip))).toEqual([]);
    },
  );

  test.each(['/socket/xhr_streaming', '/socket/eventsource'])(
    '%s: what a library asks for in place of its socket may stay open',
    (pattern) => {
      expect(foundAt(buffering, site(`location ${pattern} { ${proxy} }`))).toEqual(['3 warning']);
    },
  );
});

describe('what the backend says of buffering', () => {
  const told = (lines: string) =>
    judgeText(site(`location /sse { ${proxy}\n${lines} }`), { checks: [buffering] }).findings;

  test('is of no use where it is ignored', () => {
    const [finding] = told('proxy_ignore_headers x-accel-buffering X-Accel-Redirect;');
    expect(finding?.related).toMatchObject([{ line: 4 }]);
    expect(finding?.message).not.toContain('let the backend send');
  });

  test.each(['', 'proxy_ignore_headers X-Accel-Redirect;'])('is of use with "%s"', (lines) => {
    const [finding] = told(lines);
    expect(finding?.related).toEqual([]);
    expect(finding?.message).toContain('let the backend send X-Accel-Buffering: no');
  });
});

describe('beside a socket', () => {
  const socket = `location /ws { ${upgrade} }`;

  test.each([
    ['/events', '', ['4 warning']],
    ['/api/stream', '', ['4 warning']],
    ['/api/stream', "proxy_http_version 1.1; proxy_set_header Connection '';", []],
    ['/api/', '', []],
    ['/', '', []],
  ])('%s with "%s"', (pattern, lines, expected) => {
    const text = site(`${socket}\nlocation ${pattern} { ${proxy} ${lines} }`, map);
    expect(foundAt(buffering, text)).toEqual(expected);
  });

  test('gzip of text/event-stream is told all the same', () => {
    const gzip = 'gzip on;\ngzip_types text/event-stream;';
    const api = (lines: string): string =>
      site(`${socket}\n${gzip}\nlocation /api/ { ${proxy} ${lines} }`, map);
    expect(foundAt(buffering, api('proxy_http_version 1.1;'))).toEqual(['5 warning']);
    expect(foundAt(buffering, api('proxy_buffering off;'))).toEqual([]);
  });
});

test('a URL of http is judged as the plain request that it says', () => {
  const text = site(`location /app { ${upgrade.replace('1.1', '1.0')} }`, map);
  expect(foundAt(buffering, text, { urls: ['http://a.test/app/events'] })).toEqual(['3 warning']);
  expect(foundAt(buffering, text, { urls: ['http://a.test/app/list'] })).toEqual([]);
});

describe('gzip', () => {
  const gzip = (types: string, location: string): string =>
    site(`gzip on;\ngzip_types ${types};\n${location}`, map);
  const api = `location /api/ { ${proxy} proxy_http_version 1.1; }`;

  test('of text/event-stream, at the line that names it', () => {
    const text = gzip('text/css text/event-stream', api);
    expect(foundAt(buffering, text)).toEqual(['4 warning']);
    const after = fixed(buffering, text);
    expect(after).toContain('gzip_types text/css;');
    expect(foundAt(buffering, after)).toEqual([]);
    expect(fixed(buffering, gzip('text/event-stream text/css', api))).toContain(
      'gzip_types text/css;',
    );
  });

  test('of what is named for events, beside a location that is set up for them', () => {
    const feed = `location /feed/ { ${proxy} proxy_buffering off; }`;
    const events = `location /events { ${proxy} proxy_http_version 1.1; }`;
    expect(foundAt(buffering, gzip('text/event-stream', `${events}\n${feed}`))).toHaveLength(1);
    const socket = `location /ws { ${upgrade} proxy_buffering off; }`;
    expect(foundAt(buffering, gzip('text/event-stream', `${api}\n${socket}`))).toHaveLength(1);
  });

  test('of nothing else', () => {
    const text = gzip('text/event-stream', api);
    expect(foundAt(buffering, fixed(buffering, text))).toEqual([]);
  });

  test.each([
    ['other types', gzip('text/css', api)],
    ['gzip off', gzip('text/event-stream', api).replace('gzip on', 'gzip off')],
    ['no buffering', gzip('text/event-stream', api.replace('}', 'proxy_buffering off; }'))],
    [
      'a location for events beside it',
      gzip('text/event-stream', `${api}\nlocation /feed/ { ${proxy} proxy_buffering off; }`),
    ],
    ['tunnels only', gzip('text/event-stream', `location /ws { ${upgrade} }`)],
    ['all types, where nothing is pushed', gzip('*', `location /ws { ${upgrade} }`)],
  ])('%s', (_, text) => {
    expect(foundAt(buffering, text)).toEqual([]);
  });
});
