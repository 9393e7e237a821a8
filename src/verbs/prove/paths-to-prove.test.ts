import { expect, test } from 'vitest';
import { prepareCheck } from '../check/prepare-check.ts';
import { pathsToProve } from './paths-to-prove.ts';

const MANY = `events {}
http { server { listen 80; server_name app.test;
${Array.from({ length: 65 }, (_, at) => `location /ws/${at}/ { proxy_pass http://127.0.0.1:1; proxy_set_header Upgrade $http_upgrade; }`).join('\n')}
} }`;

const settings = { nginxVersion: '1.22.1' };

test('of many candidates the first 64 are proven, and the others named', async () => {
  const prepared = await prepareCheck({ text: MANY, settings });
  const { paths, leftOut } = await pathsToProve(prepared, []);
  expect(paths).toHaveLength(64);
  expect(leftOut).toEqual([expect.stringMatching(/^ws:\/\/app\.test\/ws\/64\//)]);
});

test('URLs that are given are all proven, each once', async () => {
  const prepared = await prepareCheck({ text: MANY, settings });
  const urls = Array.from({ length: 70 }, (_, at) => `ws://app.test/ws/${at}/`);
  const { paths, leftOut } = await pathsToProve(prepared, [...urls, ...urls]);
  expect(paths.map(({ url }) => url.href)).toEqual(urls);
  expect(leftOut).toEqual([]);
});

test('where nothing could carry a socket one is asked for', async () => {
  const prepared = await prepareCheck({ text: 'events {} http {}', settings });
  await expect(pathsToProve(prepared, [])).rejects.toThrow('Name the URL of the socket');
});
