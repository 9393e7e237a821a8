import { expect, test } from 'vitest';
import { findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { responseHeaders } from './response-headers.ts';

const PASS = 'proxy_pass http://127.0.0.1:1;';
const SOCKET = `location /ws/ {\n${PASS}\n${UPGRADE}\n}`;
const PAGE = `location / {\n${PASS}\n}`;
const HIDE = 'proxy_hide_header Upgrade;';

function hiding(name: string): string {
  return inServer(SOCKET.replace(PASS, `${PASS}\nproxy_hide_header ${name};`));
}

test('a header that is hidden for others, too, is let through in the location', () => {
  const after = mended(responseHeaders, inServer(`${HIDE}\n${SOCKET}\n${PAGE}`));
  const passing = SOCKET.replace(PASS, `${PASS}\nproxy_pass_header Upgrade;`);
  expect(after).toEqual({ 'nginx.conf': inServer(`${HIDE}\n${passing}\n${PAGE}`) });
});

test('with the headers that are let through around it, which its own line drops', () => {
  const around = `${HIDE}\nproxy_pass_header Server;`;
  const after = mended(responseHeaders, inServer(`${around}\n${SOCKET}`));
  const passing = `${PASS}\nproxy_pass_header Server;\nproxy_pass_header Upgrade;`;
  expect(after).toEqual({ 'nginx.conf': inServer(`${around}\n${SOCKET.replace(PASS, passing)}`) });
});

test('and behind those of its own', () => {
  const own = `${UPGRADE}\nproxy_pass_header Server;`;
  const socket = SOCKET.replace(UPGRADE, own);
  const after = mended(responseHeaders, inServer(`${HIDE}\n${socket}`));
  const passing = socket.replace(own, `${own}\nproxy_pass_header Upgrade;`);
  expect(after).toEqual({ 'nginx.conf': inServer(`${HIDE}\n${passing}`) });
});

test('a snippet that others include stays, and one of its own loses the line', () => {
  const socket = SOCKET.replace(UPGRADE, `${UPGRADE}\ninclude hide.conf;`);
  const files = (lines: string) => ({ 'nginx.conf': inServer(lines), 'hide.conf': `${HIDE}\n` });
  expect(mended(responseHeaders, files(socket))).toEqual({ 'hide.conf': '' });
  const other = PAGE.replace(PASS, `${PASS}\ninclude hide.conf;`);
  const { 'hide.conf': hide, 'nginx.conf': text } = mended(
    responseHeaders,
    files(`${socket}\n${other}`),
  );
  expect(hide).toBeUndefined();
  expect(text).toContain('proxy_pass_header Upgrade;');
});

test.each([
  ['Upgrade', 'Browsers refuse the 101:'],
  ['Sec-WebSocket-Accept', 'Browsers refuse the 101:'],
  ['Sec-WebSocket-Protocol', 'Browsers refuse the 101 where the page asks for a subprotocol'],
  ['Sec-WebSocket-Extensions', 'They close the tunnel at the first message'],
])('what comes of a hidden %s', (name, words) => {
  const [finding] = findingsOf(responseHeaders, hiding(name));
  expect(finding?.message).toContain(words);
});

test.each([
  ['another header', 'proxy_hide_header X-Powered-By;', ''],
  ['one that the location lets through', HIDE, 'proxy_pass_header upgrade;'],
  ['one that is let through around it', `${HIDE} proxy_pass_header Upgrade;`, ''],
  ['a list of its own drops the outer one', HIDE, 'proxy_hide_header Server;'],
])('nothing is amiss: %s', (_, around, own) => {
  const text = inServer(`${around}\n${SOCKET.replace(PASS, `${PASS}${own}`)}`);
  expect(placesOf(findingsOf(responseHeaders, text))).toEqual([]);
});
