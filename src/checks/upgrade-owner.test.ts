import { describe, expect, test } from 'vitest';
import { chainHop } from './chain-hop.ts';
import type { Check } from './check.ts';
import { duplicateHeader } from './duplicate-header.ts';
import { headerInheritance } from './header-inheritance.ts';
import { headerValue } from './header-value.ts';
import { httpVersion } from './http-version.ts';
import { type Content, findingsOf, inServer, mended, placesOf, UPGRADE } from './judged.fixture.ts';
import { passModule } from './pass-module.ts';
import { responseHeaders } from './response-headers.ts';
import { route } from './route.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const V11 = 'proxy_http_version 1.1;';
const UP = 'proxy_set_header Upgrade $http_upgrade;';
const CON = 'proxy_set_header Connection $connection_upgrade;';

/** The checks that tell of a handshake that does not go upstream as one. */
const CHECKS: readonly Check[] = [
  route,
  passModule,
  upgradeHeaders,
  headerInheritance,
  httpVersion,
  headerValue,
  duplicateHeader,
  responseHeaders,
  chainHop,
];

/** What all of them say, as `upgrade-headers error 7`. */
function told(content: Content, options: Parameters<typeof findingsOf>[2] = {}): string[] {
  return CHECKS.flatMap((check) =>
    placesOf(findingsOf(check, content, options)).map((place) => `${check.id} ${place}`),
  );
}

function socket(...lines: string[]): string {
  return inServer(`location /ws/ {\n${[PASS, ...lines].join('\n')}\n}`);
}

describe('one cause is one finding', () => {
  test.each<[what: string, lines: string[], finding: string[]]>([
    ['nothing is set', [], ['upgrade-headers error 7']],
    ['only Upgrade is', [V11, UP], ['upgrade-headers error 7']],
    ['only Connection is', [V11, CON], ['upgrade-headers error 7']],
    [
      'Connection is emptied and Upgrade is not set',
      [V11, 'proxy_set_header Connection "";'],
      ['upgrade-headers error 7'],
    ],
    ['HTTP/1.0 by default', [UP, CON], ['http-version error 7']],
    ['HTTP/1.0 by a line', ['proxy_http_version 1.0;', UP, CON], ['http-version error 9']],
    [
      'Connection is close',
      [V11, UP, 'proxy_set_header Connection close;'],
      ['header-value error 11'],
    ],
    [
      'Connection is emptied',
      [V11, UP, 'proxy_set_header Connection "";'],
      ['header-value error 11'],
    ],
    [
      'Upgrade has the value for Connection',
      [V11, 'proxy_set_header Upgrade $connection_upgrade;', CON],
      ['header-value error 10'],
    ],
    ['Upgrade is emptied', [V11, 'proxy_set_header Upgrade "";', CON], ['header-value error 10']],
    [
      'two wrong lines for Connection',
      [V11, UP, 'proxy_set_header Connection close;', 'proxy_set_header Connection keep-alive;'],
      ['header-value error 12'],
    ],
    [
      'a right and a wrong one',
      [V11, UP, CON, 'proxy_set_header Connection keep-alive;'],
      ['duplicate-header error 12'],
    ],
    [
      'the wrong one first',
      [V11, UP, 'proxy_set_header Connection keep-alive;', CON],
      ['duplicate-header error 11'],
    ],
    [
      'two hosts',
      [V11, UP, CON, 'proxy_set_header Host $host;', 'proxy_set_header host $http_host;'],
      ['duplicate-header error 12'],
    ],
    [
      'two lines of no great weight',
      [V11, UP, CON, 'proxy_set_header X-A 1;', 'proxy_set_header x-a 2;'],
      ['duplicate-header warning 13'],
    ],
    ['a hidden Upgrade', [UPGRADE, 'proxy_hide_header Upgrade;'], ['response-headers error 10']],
    [
      'the client’s key is kept back',
      [UPGRADE, 'proxy_pass_request_headers off;'],
      ['header-value error 10'],
    ],
    ['or emptied', [UPGRADE, 'proxy_set_header Sec-WebSocket-Key "";'], ['header-value error 10']],
    [
      'or the version is',
      [UPGRADE, 'proxy_set_header Sec-WebSocket-Version "";'],
      ['header-value error 10'],
    ],
    [
      'Connection has the number of the connection',
      [V11, UP, 'proxy_set_header Connection $connection;'],
      ['header-value error 11'],
    ],
    [
      'Upgrade is that of an answer',
      [V11, 'proxy_set_header Upgrade $sent_http_upgrade;', CON],
      ['header-value error 10'],
    ],
    [
      'a second Accept',
      [UPGRADE, 'add_header Sec-WebSocket-Accept x always;'],
      ['response-headers error 10'],
    ],
  ])('%s', (_, lines, finding) => {
    expect(told(socket(...lines))).toEqual(finding);
  });

  test.each<[what: string, lines: string[]]>([
    ['by a map', [UPGRADE]],
    [
      'by literals',
      [V11, 'proxy_set_header Upgrade websocket;', 'proxy_set_header Connection "Upgrade";'],
    ],
    ['as the client sent it', [V11, UP, 'proxy_set_header Connection $http_connection;']],
    ['with more tokens', [V11, UP, 'proxy_set_header Connection "keep-alive, Upgrade";']],
    [
      'names in any letter case',
      [
        V11,
        'proxy_set_header UPGRADE $http_upgrade;',
        'proxy_set_header connection $connection_upgrade;',
      ],
    ],
    ['an empty line beside it', [UPGRADE, 'proxy_set_header Connection "";']],
    [
      'a value that only a running nginx knows',
      [V11, UP, 'proxy_set_header Connection $upstream_addr;'],
    ],
    [
      'other hidden headers',
      [UPGRADE, 'proxy_hide_header X-Powered-By;', 'proxy_hide_header Connection;'],
    ],
    ['a header that 101 does not get', [UPGRADE, 'add_header Upgrade h2c;']],
  ])('and none where it is right: %s', (_, lines) => {
    expect(told(socket(...lines))).toEqual([]);
  });

  test('which may be a line of the map', () => {
    const wrong = socket(UPGRADE).replace('default upgrade', 'default close');
    expect(told(wrong)).toEqual(['header-value error 3']);
  });

  test('a map on Connection has to expect what Firefox sends', () => {
    const onConnection = (key: string) =>
      socket(UPGRADE).replace(
        "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }",
        `map $http_connection $connection_upgrade { ${key} upgrade; default close; }`,
      );
    expect(told(onConnection('upgrade'))).toEqual(['header-value warning 3']);
    expect(told(onConnection('~*upgrade'))).toEqual([]);
  });

  test('HTTP/1.1 is the default since 1.29.7, and HTTP/2 never carries an upgrade', () => {
    expect(told(socket(UP, CON), { version: '1.29.7' })).toEqual([]);
    expect(told(socket(UP, CON), { version: '1.29.6' })).toEqual(['http-version error 7']);
    const two = socket('proxy_http_version 2;', UP, CON);
    expect(told(two, { version: '1.30.6' })).toEqual(['http-version error 9']);
  });

  test('Host counts once since 1.31.4', () => {
    const twice = socket(UPGRADE, 'proxy_set_header Host a;', 'proxy_set_header Host b;');
    expect(told(twice, { version: '1.31.4' })).toEqual([]);
    expect(told(twice, { version: '1.31.3' })).toEqual(['duplicate-header error 11']);
  });
});

describe('headers that are not inherited', () => {
  const outer = `${V11} ${UP} ${CON} proxy_set_header Host $http_host;`;

  test('are named where the location sets one of its own', () => {
    const text = inServer(`${outer}\nlocation /ws/ {\nproxy_set_header X-A 1;\n${PASS}\n}`);
    expect(told(text)).toEqual(['header-inheritance error 9']);
    expect(findingsOf(headerInheritance, text)[0]?.related).toMatchObject([
      { line: 7, message: 'Upgrade is lost here' },
      { line: 7, message: 'Connection is lost here' },
      { line: 7, message: 'Host is lost here' },
    ]);
  });

  test('are named at the line of a snippet that speaks of the upgrade', () => {
    const files = {
      'nginx.conf': inServer(`${outer}\nlocation /ws/ {\ninclude s.conf;\n${PASS}\n}`),
      's.conf': 'proxy_set_header X-A 1;\nproxy_set_header Connection "";\n',
    };
    expect(told(files)).toEqual(['header-inheritance error s.conf:2']);
  });

  test('are a warning where they only say who asks', () => {
    const text = inServer(
      `proxy_set_header Host $http_host;\nlocation /ws/ {\n${UPGRADE}\n${PASS}\n}`,
    );
    expect(told(text)).toEqual(['header-inheritance warning 9']);
  });

  test('are fine where the location says the same again', () => {
    const text = inServer(`${outer}\nlocation /ws/ { ${PASS} ${outer} proxy_set_header X-A 1; }`);
    expect(told(text)).toEqual([]);
  });

  test('are meant to be lost where a location for plain requests sets Connection', () => {
    const text = inServer(
      `${outer}\nlocation /ws/ { ${PASS} }\nlocation /api/ {\nproxy_set_header Connection "";\n${PASS}\n}`,
    );
    expect(told(text)).toEqual([]);
    expect(told(text, { urls: ['ws://a.example/api/x'] })).toEqual(['header-inheritance error 10']);
  });

  test('are meant to be lost where answers are cached, also where an expression takes them', () => {
    const media = `location ~ ^/media/ {\nproxy_set_header Range $http_range;\nproxy_cache media;\n${PASS}\n}`;
    const text = inServer(`${outer}\nlocation / { ${PASS} }\n${media}`);
    expect(told(text)).toEqual([]);
    expect(told(text.replace('proxy_cache media', 'proxy_cache off'))).not.toEqual([]);
  });
});

describe('several servers in a row', () => {
  const chain = (first: string, second: string) =>
    inServer(
      `location /a {\nproxy_pass http://localhost:8081; ${first}\n}\n}\nserver {\nlisten 8081;\nlocation / {\nproxy_pass http://127.0.0.1:8080; ${second}\n}`,
    );

  test('each has to pass the upgrade on', () => {
    const urls = ['ws://a.example/a'];
    expect(told(chain(UPGRADE, UPGRADE), { urls })).toEqual([]);
    expect(told(chain('', UPGRADE), { urls })).toEqual(['chain-hop error 7']);
    expect(told(chain(UPGRADE, ''), { urls })).toEqual(['chain-hop error 13']);
  });

  test('also over a unix socket', () => {
    const text = inServer(
      `location / {\nproxy_pass http://unix:/run/n.sock; ${UPGRADE}\n}\n}\nserver {\nlisten unix:/run/n.sock;\nlocation / {\n${PASS}\n}`,
    );
    expect(told(text, { urls: ['ws://a.example/a'] })).toEqual(['chain-hop error 13']);
  });

  test('a circle ends', () => {
    const text = inServer(`location / { proxy_pass http://127.0.0.1:80; ${UPGRADE} }`);
    expect(told(text, { urls: ['ws://a.example/a'] })).toEqual([]);
  });

  test('another machine is not this one', () => {
    const text = inServer(`location / { proxy_pass http://10.0.0.1:80; }`).replace(
      'listen 80',
      'listen 127.0.0.1:80',
    );
    const urls = ['ws://127.0.0.1/a'];
    expect(told(text, { urls })).toEqual(['upgrade-headers error 7']);
  });

  test('the fix is for the hop that is at fault', () => {
    const { 'nginx.conf': text = '' } = mended(chainHop, chain(UPGRADE, ''), {
      urls: ['ws://a.example/a'],
    });
    expect(text).toContain(`proxy_pass http://127.0.0.1:8080;\n${V11}\n${UP}`);
  });
});

describe('other protocols than HTTP', () => {
  test.each(['fastcgi_pass', 'grpc_pass'])('%s is an error where sockets are meant', (pass) => {
    const text = (name: string) => inServer(`location ${name} {\n${pass} 127.0.0.1:9000;\n}`);
    expect(told(text('/ws/'))).toEqual(['pass-module error 8']);
    expect(told(text('/'))).toEqual([]);
    expect(told(text('/'), { urls: ['ws://a.example/x'] })).toEqual(['pass-module error 8']);
  });

  test('uWSGI may answer 101 itself, so it is a warning unless it is asked for', () => {
    const text = inServer('location /ws/ {\nuwsgi_pass 127.0.0.1:9000;\n}');
    expect(told(text)).toEqual(['pass-module warning 8']);
  });
});

test('where nobody said that WebSockets come, a silent location is advice', () => {
  expect(told(inServer(`location / { ${PASS} }`))).toEqual(['upgrade-headers advice 7']);
  expect(told(inServer(`location / { ${PASS} }\nlocation /ws/ { ${PASS} ${UPGRADE} }`))).toEqual(
    [],
  );
});
