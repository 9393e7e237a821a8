import { expect, test } from 'vitest';
import { findingsOf, inServer, placesOf, UPGRADE } from './judged.fixture.ts';
import { upstreamAddress } from './upstream-address.ts';

const NODE = '~ ^/(?<nodeName>[^/]+)/(.*)';

function places(location: string, lines: string, urls?: string[]): string[] {
  const text = inServer(`location ${location} {\n${lines}\n${UPGRADE}\n}`);
  const found = findingsOf(upstreamAddress, text, urls === undefined ? {} : { urls });
  return placesOf(found).filter((place) => place.startsWith('error'));
}

test.each([
  ['by number', 'proxy_pass http://$1:8080;'],
  ['by name', 'proxy_pass http://node-$nodeName;'],
  ['in braces', `proxy_pass http://\${nodename}.internal;`],
  ['by way of set', 'set $node $1.internal;\nproxy_pass http://$node/$2;'],
])('a path that nobody named does not tell which backend is asked: %s', (_, lines) => {
  expect(places(NODE, lines)).toEqual([]);
  expect(places(NODE, lines, ['ws://a.example/one/ws'])).toHaveLength(1);
});

test.each([
  ['only the port is a part of the path', NODE, 'proxy_pass http://localhost:$1;'],
  ['only the path is', NODE, 'proxy_pass http://node.internal/$2;'],
  ['the name is given', NODE, 'set $node a.internal;\nproxy_pass http://$node;'],
  ['no expression captures', '/', 'set $node a.internal;\nproxy_pass http://$node;'],
])('the backend is known where %s', (_, location, lines) => {
  expect(places(location, lines)).toHaveLength(1);
});
