import { describe, expect, test } from 'vitest';
import { judgeText, noFacts } from '../../engine/configuration.fixture.ts';
import { Model } from '../../nginx/model/index.ts';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { pathFinder } from './paths-to-judge.ts';

const STREAM = `events {}
stream {
map $ssl_preread_server_name $name { app.test app; default web; }
upstream app { server 127.0.0.1:3080; }
upstream web { server 127.0.0.1:8443; }
server { listen 9443; ssl_preread on; proxy_pass $name; }
}`;
const HTTP = `http {
server { listen 127.0.0.1:8443; location / { proxy_pass http://127.0.0.1:8080; } }
}`;

async function socketsFor(text: string, url: string): Promise<(string | undefined)[]> {
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const model = new Model(load('nginx.conf', { files }), { version: '1.22.1' });
  const paths = (await pathFinder([url]))(model, noFacts);
  return paths.map(({ handshake }) => handshake.arrival.taken?.socket.text);
}

describe('a connection that stream takes', () => {
  test.each([
    ['with http', `${STREAM}\n${HTTP}`],
    ['without http', STREAM],
  ])('and hands on to others is no affair of http: %s', async (_, text) => {
    expect(await socketsFor(text, 'wss://app.test:9443/x')).toEqual([]);
  });

  test('and hands on to http of the same nginx is judged there', async () => {
    const text = `${STREAM}\n${HTTP}`.replace('8443; location', '8443 ssl; location');
    expect(await socketsFor(text, 'wss://other.test:9443/x')).toEqual(['127.0.0.1:8443']);
  });

  test('is one that it listens for', async () => {
    expect(await socketsFor(`${STREAM}\n${HTTP}`, 'wss://app.test:9444/x')).toEqual([undefined]);
  });
});

describe('a port where nothing listens', () => {
  const text = `events {} http { server { listen 9080; location / { proxy_pass http://127.0.0.1:1; } } }`;
  const told = (url: string) =>
    judgeText(text, { urls: [url] }).findings.filter(({ check }) => check === 'route');

  test.each([
    ['ws://a.test/x', 'for ws, that is without TLS'],
    ['http://a.test/x', 'for http, that is without TLS'],
    ['https://a.test/x', 'for https, that is TLS'],
  ])('is told of for %s', (url, words) => {
    expect(told(url)).toMatchObject([{ message: expect.stringContaining(words) }]);
  });

  test.each(['http://a.test:9080/x', 'http://a.test:9080/none'])(
    'is the one thing that is told of the way of a plain request: %s',
    (url) => {
      expect(told(url)).toEqual([]);
    },
  );
});

test('a file that reads X-Forwarded-Proto stands behind a hop that ends TLS', async () => {
  const lines = 'proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;';
  const behind = (line: string) =>
    `events {} http { server { listen 80; location / { ${line} proxy_pass http://127.0.0.1:1; } } }`;
  expect(await socketsFor(behind(lines), 'wss://a.test/x')).toEqual(['0.0.0.0:80']);
  expect(await socketsFor(behind(''), 'wss://a.test/x')).toEqual([undefined]);
  const logged = behind('').replace('http {', 'http { log_format x $http_x_forwarded_proto;');
  expect(await socketsFor(logged, 'wss://a.test/x')).toEqual([undefined]);
});
