import { expect, test } from 'vitest';
import { parseProxyUrl } from './proxy-url.ts';

test.each([
  ['http://a', { scheme: 'http', port: 80, proxyHost: 'a', proxyPort: '80', uri: '' }],
  ['HTTPS://A/', { scheme: 'https', port: 443, proxyHost: 'A', proxyPort: '443', uri: '/' }],
  ['http://a:80', { port: 80, proxyHost: 'a', proxyPort: '80' }],
  ['http://a:443/', { port: 443, proxyHost: 'a:443', proxyPort: '443' }],
  ['https://a:080', { port: 80, proxyHost: 'a:080', proxyPort: '080' }],
  ['http://[::1]:81', { proxyHost: '[::1]:81', proxyPort: '81' }],
  ['http://unix:/a.sock:/b', { proxyHost: 'localhost', proxyPort: '', host: '/a.sock', uri: '/b' }],
])('%s', (text, expected) => {
  expect(parseProxyUrl(text)).toMatchObject(expected);
});

test.each([
  ['a:80', 'invalid URL prefix'],
  ['ftp://a', 'invalid URL prefix'],
  ['', 'invalid URL prefix'],
  ['http://', 'no host'],
  ['http:///x', 'no host'],
])('"%s" is refused: %s', (text, error) => {
  expect(parseProxyUrl(text)).toEqual({ error });
});
