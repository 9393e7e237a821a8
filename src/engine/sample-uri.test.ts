import { expect, test } from 'vitest';
import { samplesOf } from './sample-uri.ts';

function samples(name: string, under = '', caseless = false): string[] {
  return samplesOf({ name, caseless, under });
}

test.each([
  // What may be repeated is there as often as it must be.
  ['^/ws/[^/]+$', '/ws/a'],
  ['^/ws/([^/]+)', '/ws/a'],
  ['^/ws/(.*)$', '/ws/'],
  ['^/[0-9a-f]{8}/ws$', '/aaaaaaaa/ws'],
  ['^/\\d{4}/[a-z]{1,5}$', '/1111/a'],
  ['^/(?:en/)?ws(?:/.*)?$', '/ws'],
  ['^(?:/[^/]+)+/ws$', '/a/ws'],
  // Between two slashes there is something, as nginx merges them.
  ['^/a/.*/b', '/a/a/b'],
  ['^/(.*)/socket\\.io/(.*)$', '/a/socket.io/'],
  ['^/app/([^/]*)/socket$', '/app/a/socket'],
  ['/netdata/(?<behost>.*)/(?<ndpath>.*)', '/netdata/a/'],
  // Bytes out of a set.
  ['^/ws/[^a]+/y', '/ws/b/y'],
  ['^/[[:alnum:]]+/ws', '/a/ws'],
  ['^/[^.]ws', '/aws'],
  ['^/[/-]ws', '/-ws'],
  ['(?i)^/WS', '/ws'],
  ['^/(\\w+)/\\1/ws', '/a/a/ws'],
  // What is looked for ahead.
  ['^/ws(?=/)', '/ws/'],
  ['^/ws(?=/)/chat', '/ws/chat'],
  ['^/(?=.*ws).*', '/ws'],
  ['^/(?!api)', '/'],
  ['^/(?!a)[a-z]+/ws', '/x/ws'],
  ['^/ws/(?!$)', '/ws/x'],
  // It may stand anywhere.
  ['terminals/websocket', '/terminals/websocket'],
  ['\\.ws$', '/a.ws'],
  ['.*', '/'],
])('%s matches %s', (name, expected) => {
  expect(samples(name)[0]).toBe(expected);
});

test.each([
  ['^/(api|ws)/', ['/api/', '/ws/']],
  ['^/ws|^/socket', ['/ws', '/socket']],
  ['^/(|en|de)/ws', ['/en/ws', '/de/ws']],
  ['^/(?<a>x|y(z|w))/(1|2)', ['/x/1', '/yz/2', '/yw/2']],
  [
    '/(api/kernels/[^/]+/(channels|iopub)|terminals/websocket)$',
    ['/api/kernels/a/channels', '/api/kernels/a/iopub', '/terminals/websocket'],
  ],
])('each alternative of %s is shown', (name, expected) => {
  expect(samples(name)).toEqual(expected);
});

test('what may be left out is shown, too, but not first', () => {
  expect(samples('^/api(/ws)?$')).toEqual(['/api', '/api/ws']);
});

test('there are eight at most', () => {
  expect(samples('^/(a|b|c|d|e|f|g|h|i|j|k)(/ws)?')).toHaveLength(8);
});

test('where a prefix is around, they are below it', () => {
  expect(samples('/ws$', '/app/')).toEqual(['/app/ws']);
  expect(samples('^/App/(.*)/ws$', '/app/', true)).toEqual(['/app/a/ws']);
  expect(samples('^/ws$', '/app/')).toEqual([]);
});

test.each([
  ['no path can match', '^ws/'],
  ['it matches slashes that nginx merges', '^//ws'],
  ['it matches what nginx resolves', '^/\\.\\./ws'],
  ['it matches what is sent in another way', '^/a b/'],
  ['nginx refuses it', '^/ws/('],
  ['it is not followed', '^/(?R)ws'],
])('there are none where %s: %s', (_, name) => {
  expect(samples(name)).toEqual([]);
});
