import { describe, expect, test } from 'vitest';
import type { Check } from '../../checks/check.ts';
import { proxyProtocol } from '../../checks/proxy-protocol.ts';
import { route } from '../../checks/route.ts';
import { sticky } from '../../checks/sticky.ts';
import type { Model, Trace } from '../../nginx/model/index.ts';
import {
  insertBefore,
  insertLast,
  type Placed,
  removeDirective,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import {
  fix,
  inFile,
  last,
  ownLine,
  pathCheck,
  placeOfTrace,
  sent,
  site,
  wantsHeader,
  wholeCheck,
} from './fixing.fixture.ts';

const SERVER_HEADERS = `
        proxy_set_header Host $http_host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header Upgrade $http_upgrade;`;

test.each([
  'auth_basic x; auth_basic_user_file y;',
  'allow 10.0.0.0/8; deny all;',
  'if ($cookie_session = "") { return 401; }',
])('what stands behind %s is mended', (guard) => {
  const before = site(`
        location /ws/ {
            ${guard}
            proxy_pass http://b;
        }`);
  const mended = fix(before, [wantsHeader('x-a', ownLine('proxy_set_header X-A 1;'))]);
  expect([mended.refused, mended.remaining]).toEqual([[], []]);
  expect(mended.text).toContain('X-A 1;');
  // It is for them to say who may come in.
  const withoutGuard = (place: Placed): Edit[] => {
    const line = place.directive.block?.children.find(({ name }) =>
      ['auth_basic', 'deny', 'if'].includes(name),
    );
    return [...(line ? removeDirective(line) : []), ...last(place, 'proxy_set_header X-A 1;')];
  };
  expect(fix(before, [wantsHeader('x-a', withoutGuard)]).refused).toHaveLength(1);
});

test('the options of a socket are mended in each server that listens there', () => {
  const server = (name: string) => `
    server {
        listen 127.0.0.1:8443 ssl;
        server_name ${name};
        location /ws/ { proxy_pass http://127.0.0.1:1; proxy_set_header Upgrade $http_upgrade; }
    }`;
  const before = `events {}
stream { server { listen 443; proxy_protocol on; proxy_pass 127.0.0.1:8443; } }
http {${server('a.test')}${server('b.test')}
}`;
  const mended = fix(before, [proxyProtocol]);
  expect([mended.refused, mended.remaining]).toEqual([[], []]);
  expect(mended.text.match(/listen 127.0.0.1:8443 ssl proxy_protocol;/g)).toHaveLength(2);
});

test('a fix may make known which backend a variable names', () => {
  const nodes = 'upstream a { server 10.0.0.1; } upstream b { server 10.0.0.2; }';
  const drawn = 'split_clients $request_id $node { 50% a; * b; }';
  const socket =
    'location /ws/ { proxy_pass http://$node; proxy_set_header Upgrade $http_upgrade; }';
  const mended = fix(site(socket, `${nodes} ${drawn}`), [sticky], { unsafe: true });
  expect([mended.refused, mended.remaining]).toEqual([[], []]);
  expect(mended.text).toContain('split_clients $remote_addr $node');
});

describe('a location that is renamed so that it takes the path of the finding', () => {
  const socket = `location /ws/ {
            proxy_pass http://b;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
        }`;
  const thief = 'location ~ ^/ws/chat { proxy_pass http://b; }';
  const asked = { unsafe: true };

  test('gets it', () => {
    const mended = fix(site(`${thief} ${socket}`), [route], asked);
    expect([mended.refused, mended.remaining]).toEqual([[], []]);
    expect(mended.text).toContain('location ^~ /ws/ {');
  });

  test('and no other', () => {
    const pictures = 'location ~ ^/ws/pictures/ { root /srv; }';
    const { refused } = fix(site(`${pictures} ${thief} ${socket}`), [route], asked);
    expect(refused[0]?.why.join()).toContain('location ~ ^/ws/pictures/');
  });
});

describe('a line that drops what was taken over', () => {
  const before = site(`${SERVER_HEADERS}
        location /ws/ {
            proxy_pass http://b;
        }`);

  test('is refused, and what it would drop is named', () => {
    const { text, applied, refused, remaining } = fix(before, [
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
    ]);
    expect(text).toBe(before);
    expect(applied).toEqual([]);
    expect(remaining).toHaveLength(1);
    const [{ why } = { why: [] }] = refused;
    expect(why).toContain(
      'location /ws/ (nginx.conf:9) would lose proxy_set_header host: proxy_set_header Host $http_host',
    );
    expect(why.join('\n')).toContain(
      'would lose the header Upgrade sent to the backend: websocket',
    );
  });

  test('is applied where it writes out the others, too', () => {
    const all = `${SERVER_HEADERS.trim().replaceAll('        ', '')}\nproxy_set_header X-A 1;`;
    const { applied, refused } = fix(before, [wantsHeader('x-a', ownLine(all))]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(1);
  });

  test('is refused, too, where only a location inside, which no request reaches, loses something', () => {
    const nested = site(`${SERVER_HEADERS}
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }
        location @late {
            proxy_pass http://c;
        }`);
    const inServer = (place: Placed): Edit[] => {
      const line = place.directive.parent.children.find(
        ({ args }) => args[0]?.value === 'X-Real-IP',
      );
      return [
        ...last(place, 'proxy_set_header X-A 1;'),
        ...(line === undefined ? [] : removeDirective(line)),
      ];
    };
    const { refused } = fix(nested, [wantsHeader('x-a', inServer)]);
    expect(refused[0]?.why[0]).toBe(
      'server (nginx.conf:3) would lose proxy_set_header x-real-ip: proxy_set_header X-Real-IP $remote_addr',
    );
    expect(refused[0]?.why.join()).toContain('location @late');
  });
});

describe('a change elsewhere is refused', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Upgrade $http_upgrade;
        }
        location /api/ {
            proxy_pass http://b;
        }`);

  test.each([
    ['a time-out for all', 'proxy_read_timeout 1h;', 'location /api/ (nginx.conf:10) would'],
    ['gzip for all', 'gzip on;', 'location /api/ (nginx.conf:10) would get gzip: gzip on'],
    ['a server that returns', 'return 404;', 'what serves it: '],
    [
      'a location that takes more than is known',
      'location ~ x {\n    return 200;\n}',
      'location ~ x',
    ],
    ['a location that takes over', 'location = /api/ {\n    return 200;\n}', 'location /api/'],
  ])('%s', (_, line, said) => {
    const twice = (place: Placed): Edit[] => [
      ...last(place, 'proxy_set_header X-A 1;'),
      ...insertBefore(place.directive, line),
    ];
    const { refused, text } = fix(before, [wantsHeader('x-a', twice)]);
    expect(refused[0]?.why.join('\n')).toContain(said);
    expect(text).toBe(before);
  });

  test.each([
    ['use', '/api/', 'would lose the header X-C sent to the backend: close'],
    ['use where no request is known to come', '@late', 'proxy_set_header X-C $c'],
  ])('a map that others %s', (_, pattern, said) => {
    const mapped = site(
      `
        location /ws/ {
            proxy_pass http://b;
            proxy_set_header Connection $c;
            proxy_set_header Upgrade $http_upgrade;
        }
        location ${pattern} {
            proxy_pass http://b;
            proxy_set_header X-C $c;
        }`,
      "\n    map $http_upgrade $c { default upgrade; '' close; }",
    );
    const replacesMap = pathCheck('wants-empty', function* (handshake, plain) {
      const location = placeOfTrace(handshake);
      if (sent(plain, 'connection') === undefined) return;
      if (location.directive.args[0]?.value === '/api/') return;
      const map = handshake.exchange?.model.http?.last('map');
      const entry = map?.directive.block?.children[1];
      const argument = entry?.args[0];
      if (map === undefined || entry === undefined || argument === undefined) return;
      const edits = inFile(map, replaceArgument(entry.tree, argument, "''"));
      yield { at: location, message: 'close', fix: { title: 'Empty', safe: true, edits } };
    });
    const { refused } = fix(mapped, [replacesMap]);
    expect(refused[0]?.why.join('\n')).toContain(said);
    // Where nobody else uses it, nothing stands in the way.
    expect(fix(mapped.replace('X-C $c', 'X-C 1'), [replacesMap]).applied).toHaveLength(1);
  });
});

describe('what is about everything', () => {
  const manyFiles = wholeCheck('files', function* ({ main }) {
    const events = main.last('events');
    const block = events?.directive.block;
    if (events === undefined || block === undefined || main.last('worker_rlimit_nofile')) return;
    const edits = [
      ...inFile(events, insertBefore(events.directive, 'worker_rlimit_nofile 4096;')),
      ...inFile(events, insertLast(block, 'worker_connections 2048;')),
    ];
    yield { at: events, message: 'few', fix: { title: 'More', safe: true, edits } };
  });

  test('may be mended in its block and beside it', () => {
    const { applied, refused } = fix(site(''), [manyFiles]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(1);
  });
});

describe('what several places share', () => {
  const files = {
    'nginx.conf': site(`
        location /ws/ {
            proxy_pass http://b;
            include proxy.conf;
        }
        location /api/ {
            proxy_pass http://b;
            include proxy.conf;
        }`),
    'proxy.conf': 'proxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection upgrade;\n',
  };
  const connectionLine = ({ exchange }: Trace): Placed => {
    const lines = exchange?.level.effective('proxy_set_header') ?? [];
    const line = lines.find(({ directive }) => directive.args[0]?.value === 'Connection');
    if (line === undefined) throw new Error('no such line');
    return line;
  };
  const noLiteral = (isJudged: (trace: Trace) => boolean): Check =>
    pathCheck('no-literal', function* (handshake, plain) {
      if (!isJudged(handshake) || sent(plain, 'connection') !== 'upgrade') return;
      const at = connectionLine(handshake);
      const argument = at.directive.args[1];
      if (argument === undefined) return;
      const edits = inFile(at, replaceArgument(at.directive.tree, argument, '$http_connection'));
      yield { at, message: 'literal', fix: { title: 'Use a variable', safe: true, edits } };
    });

  test('a snippet is mended once for all that include it', () => {
    const { applied, after } = fix(files, [noLiteral(() => true)]);
    expect(applied).toHaveLength(1);
    expect(after['proxy.conf']).toContain('Connection $http_connection;');
  });

  test('also where only one of them was found: the others gain the very same', () => {
    const { applied, refused } = fix(files, [
      noLiteral(({ location }) => location?.name === '/ws/'),
    ]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(1);
  });
});

describe('a block that is new', () => {
  const before = site(`
        location / {
            root /srv;
        }
        location /ws/ {
            proxy_pass http://b;
        }`);
  const at = (model: Model): Placed | undefined => model.http?.blocks('server')[0]?.placed;
  const redirects = (place: (server: Placed) => Placed, target: string): Check =>
    wholeCheck('redirect', function* (model) {
      const server = at(model);
      if (server?.directive.block?.children.some(({ args }) => args[0]?.value === '=')) return;
      if (server === undefined) return;
      const edits = inFile(
        server,
        last(server, `location = ${target} {\n    proxy_pass http://b;\n}`),
      );
      yield { at: place(server), message: '301', fix: { title: 'Add', safe: true, edits } };
    });

  test('is applied where the finding is about the server', () => {
    const { applied, refused } = fix(before, [redirects((server) => server, '/ws')]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(1);
  });

  test('is refused where the finding is about another place', () => {
    const other = ({ directive, file, from }: Placed): Placed => {
      const child = directive.block?.children.at(-1);
      return child === undefined ? { directive, file, from } : { directive: child, file, from };
    };
    const { refused } = fix(before, [redirects(other, '/img/')]);
    expect(refused[0]?.why[0]).toBe('server (nginx.conf:3) would get the block: location = /img/');
  });
});

test('a finding on one path may be about another location, which is mended then', () => {
  const before = site(`
        location /ws/ {
            auth_request /auth;
            proxy_pass http://b;
        }
        location = /auth {
            internal;
            proxy_pass http://c;
            proxy_set_header Upgrade $http_upgrade;
        }`);
  const asksPlainly = pathCheck('asks', function* ({ exchange }) {
    const inner = exchange?.subrequests[0]?.exchange;
    const line = inner?.level.last('proxy_set_header');
    const value = line?.directive.args[1];
    const at = inner?.location?.placed;
    if (line === undefined || at === undefined || value === undefined || value.value === '') return;
    const edits = inFile(line, replaceArgument(line.directive.tree, value, '""'));
    yield { at, message: 'upgrade', fix: { title: 'Ask plainly', safe: true, edits } };
  });
  const { applied, refused } = fix(before, [asksPlainly]);
  expect(refused).toEqual([]);
  expect(applied).toMatchObject([{ line: 10 }]);
});

describe('what the checks say afterwards', () => {
  const before = site(`
        location /ws/ {
            proxy_pass http://b;
        }`);

  test('a fix that brings another finding is refused', () => {
    const noBoth = pathCheck('no-x-a', function* (handshake) {
      const line = handshake.exchange?.level.last('proxy_set_header');
      if (line !== undefined) yield { at: line, message: 'that hurts' };
    });
    const { refused } = fix(before, [
      wantsHeader('x-a', ownLine('proxy_set_header X-A 1;')),
      noBoth,
    ]);
    expect(refused[0]?.why).toEqual([
      'there would be a new finding, no-x-a at location /ws/: that hurts',
    ]);
  });

  test('what was wrong all along, and is looked at more closely now, is no new finding', () => {
    const slow = pathCheck('slow', function* ({ timeouts, location }) {
      if (timeouts?.read.ms === 60_000 && location !== undefined)
        yield { at: location.placed, message: 'slow' };
    });
    const onlyWhereSetUp: Check = {
      ...slow,
      ...(slow.config?.scope === 'path' && { config: { ...slow.config, evenPossible: false } }),
    };
    const plain = before.replace('/ws/', '/app/');
    const { applied, refused, remaining } = fix(plain, [
      wantsHeader('upgrade', ownLine('proxy_set_header Upgrade $http_upgrade;')),
      onlyWhereSetUp,
    ]);
    expect(refused).toEqual([]);
    expect(applied).toHaveLength(1);
    expect(remaining.map(({ check }) => check)).toEqual(['slow']);
  });

  test('a result that nginx refuses is refused', () => {
    const { refused } = fix(before, [wantsHeader('x-a', ownLine('proxy_set_headers X-A 1;'))]);
    expect(refused[0]?.why).toEqual([
      'nginx would refuse the result: nginx.conf:8: nginx 1.22.1 knows no directive "proxy_set_headers".',
    ]);
  });
});
