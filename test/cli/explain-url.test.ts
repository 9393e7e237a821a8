import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test, type Workshop } from './workshop.ts';

const MAIN = `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    include sites/*.conf;
}
`;
const SITE = `proxy_http_version 1.1;
server {
    listen 8080;
    server_name app.example.com;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    location /api/ {
        proxy_set_header X-User $remote_user;
        proxy_pass http://terminal;
    }
    location /ws/ {
        proxy_pass http://127.0.0.1:8081;
        proxy_read_timeout 1h;
    }
    location ~* \\.js$ { root /srv/www; }
    location = /gone { return 444; }
}
upstream terminal { server 127.0.0.1:8081; }
`;

async function write({ folder }: Workshop, site = SITE): Promise<void> {
  await mkdir(join(folder, 'sites'), { recursive: true });
  await writeFile(join(folder, 'nginx.conf'), MAIN);
  await writeFile(join(folder, 'sites', 'app.conf'), site);
}

/** By the rules of a version that is named: what is on the machine decides nothing then. */
function explain(workshop: Workshop, ...args: string[]) {
  return workshop.run(['explain', '.', ...args, '--nginx-version', '1.22.1']);
}

describe('explain CONF URL', () => {
  test('a handshake that arrives', async ({ workshop }) => {
    await write(workshop);
    expect(await explain(workshop, 'ws://app.example.com:8080/ws/chat')).toEqual({
      status: 0,
      signal: null,
      stderr: '',
      stdout: `  GET ws://app.example.com:8080/ws/chat  from 203.0.113.7, nginx 1.22.1
  server       app.example.com                                          sites/app.conf:2
  location     /ws/  longest prefix                                     sites/app.conf:12
  upstream     GET /ws/chat HTTP/1.1 → 127.0.0.1:8081                   sites/app.conf:13
               Host        app.example.com:8080  $http_host             sites/app.conf:5
               Upgrade     websocket             $http_upgrade          sites/app.conf:6
               Connection  upgrade  $connection_upgrade (nginx.conf:3)  sites/app.conf:7
               from the client: Sec-WebSocket-Key, Sec-WebSocket-Version, Origin, User-Agent
  timeout      1 h     of silence end the tunnel (proxy_read_timeout)   sites/app.conf:14
  outcome      101, and alive until it is silent both ways for 1 h, then 1006
`,
    });
  });

  test('headers that are lost by inheritance, each with the line that is at fault', async ({
    workshop,
  }) => {
    await write(workshop);
    const { stdout } = await explain(workshop, 'ws://app.example.com:8080/api/terminal');
    expect(
      stdout,
    ).toBe(`  GET ws://app.example.com:8080/api/terminal  from 203.0.113.7, nginx 1.22.1
  server       app.example.com                                         sites/app.conf:2
  location     /api/  longest prefix                                   sites/app.conf:8
  upstream     GET /api/terminal HTTP/1.1 → terminal (127.0.0.1:8081)  sites/app.conf:10
             ! Host        terminal  default, $http_host of sites/app.conf:5 is lost
             ! Upgrade     —  lost: sites/app.conf:9 sets a header here, so the three of
                           sites/app.conf:5-7 are not inherited
             ! Connection  close     default, $connection_upgrade of sites/app.conf:7 is lost
               X-User      —         not sent: $remote_user is empty   sites/app.conf:9
               from the client: Sec-WebSocket-Key, Sec-WebSocket-Version, Origin, User-Agent
  timeout      60 s    of silence end the tunnel (proxy_read_timeout)  default
  outcome      the backend sees a plain GET; it will answer 400, 404 or 426, not 101
`);
  });

  test('a path that a regular expression takes away', async ({ workshop }) => {
    await write(workshop);
    const { stdout } = await explain(workshop, 'ws://app.example.com:8080/ws/chat.js');
    expect(stdout).toBe(`  GET ws://app.example.com:8080/ws/chat.js  from 203.0.113.7, nginx 1.22.1
  server       app.example.com                                      sites/app.conf:2
  location   ! ~* \\.js$  the first regular expression that matches  sites/app.conf:16
             ! not /ws/  a prefix; a regular expression that matches goes before it
                 sites/app.conf:12
  root         /srv/www                                             sites/app.conf:16
  outcome      the file /srv/www/ws/chat.js, not 101; 404 if it is not there
`);
  });

  test('a redirect that a browser does not follow', async ({ workshop }) => {
    await write(workshop);
    const { stdout } = await explain(workshop, 'ws://app.example.com:8080/ws');
    expect(stdout).toBe(`  GET ws://app.example.com:8080/ws  from 203.0.113.7, nginx 1.22.1
  server       app.example.com                              sites/app.conf:2
  location   ! /ws/  the same but for the slash at its end  sites/app.conf:12
  outcome      301 to http://app.example.com:8080/ws/, which a browser does not follow for a
                 WebSocket: 1006
`);
  });

  test('where the host is served, when nothing listens', async ({ workshop }) => {
    await write(workshop);
    const { status, stdout } = await explain(workshop, 'wss://app.example.com/ws/');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `  GET wss://app.example.com/ws/  from 203.0.113.7, nginx 1.22.1
  outcome      no answer: nothing listens on port 443; what listens is port 8080 without TLS
                 (sites/app.conf:3): ask for ws://app.example.com/ws/ with --address :8080
`,
    });
    const asked = await explain(workshop, 'ws://app.example.com/ws/', '--address', ':8080');
    expect(asked.stdout).toContain('101, and alive until it is silent both ways for 1 h');
  });

  test('the headers, the method and the client that are given', async ({ workshop }) => {
    await write(workshop);
    const { stdout } = await explain(
      workshop,
      ...['http://app.example.com:8080/ws/', '--method', 'POST', '--client', '192.0.2.1'],
      ...['--header', 'Host: other', '--header', 'X-One: 1', '--header', 'Accept:', '--verbose'],
    );
    expect(stdout).toBe(`  POST http://app.example.com:8080/ws/  from 192.0.2.1, nginx 1.22.1
  server       app.example.com  the only server on 0.0.0.0:8080              sites/app.conf:2
  location     /ws/  longest prefix                                          sites/app.conf:12
  upstream     POST /ws/ HTTP/1.1 → 127.0.0.1:8081                           sites/app.conf:13
               Host        other                           $http_host        sites/app.conf:5
               Upgrade     —  not sent: $http_upgrade is empty               sites/app.conf:6
               Connection  —  not sent: $connection_upgrade is empty         sites/app.conf:7
               User-Agent  Mozilla/5.0 (fairlead explain)  as the client sent it
               X-One       1                               as the client sent it
  timeout      1 h     for the answer (proxy_read_timeout)                   sites/app.conf:14
               60 s    for the connection (proxy_connect_timeout)            default
               60 s    while the backend takes nothing (proxy_send_timeout)  default
               60 s    while the client takes nothing (send_timeout)         default
  answer       buffered                                                      default
  outcome      the backend's answer; 504 once it has sent nothing for 1 h
`);
  });

  test('a long line is broken where a terminal ends', async ({ workshop }) => {
    await write(workshop);
    const { stdout } = await explain(workshop, 'ws://app.example.com:8080/api/terminal');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('explain CONF URL --format json', () => {
  test('one object for one URL', async ({ workshop }) => {
    await write(workshop);
    const url = 'ws://app.example.com:8080/api/terminal';
    const { status, stdout } = await explain(workshop, url, '--format', 'json');
    expect(status).toBe(0);
    const place = (line: number) => ({ file: 'sites/app.conf', line });
    expect(JSON.parse(stdout)).toMatchObject({
      nginx: '1.22.1',
      url,
      server: { ...place(2), name: 'app.example.com' },
      location: { ...place(8), pattern: '/api/' },
      outcome: { kind: 'proxy', status: null, redirect: null, why: null },
      upstream: {
        name: 'terminal',
        servers: ['127.0.0.1:8081'],
        request: { line: 'GET /api/terminal HTTP/1.1' },
        dropped: [
          { name: 'Host', ...place(5), by: place(9) },
          { name: 'Upgrade', ...place(6), by: place(9) },
          { name: 'Connection', ...place(7), by: place(9) },
        ],
      },
      timeouts: {
        connect: { ms: 60_000, file: null, line: null },
        read: { ms: 60_000, file: null, line: null },
      },
      unknown: [],
    });
  });

  test('one object a line for several, from arguments and from stdin', async ({ workshop }) => {
    await write(workshop);
    const fairlead = workshop.start([
      ...['explain', '.', 'ws://app.example.com:8080/ws/', '-'],
      ...['--format', 'json', '--nginx-version', '1.22.1'],
    ]);
    fairlead.stdin?.end(
      'http://app.example.com:8080/gone\n\nhello\nws://app.example.com:8080/ws\n',
    );
    const { status, stdout } = await fairlead.ended();
    const all = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      all.map(({ url, outcome, error }) => [url, outcome?.status ?? outcome?.kind ?? error]),
    ).toEqual([
      ['ws://app.example.com:8080/ws/', 'proxy'],
      ['http://app.example.com:8080/gone', 444],
      ['hello', expect.stringContaining('is no URL')],
      ['ws://app.example.com:8080/ws', 301],
    ]);
    expect(status).toBe(2);
  });
});

describe('explain URL', () => {
  test('takes the configuration that the nginx here would load, and its disk', async ({
    workshop,
  }) => {
    const { folder } = workshop;
    await write(workshop, 'server { listen 80; location / { try_files $uri /index.html; } }\n');
    await mkdir(join(folder, 'share', 'html'), { recursive: true });
    await writeFile(join(folder, 'share', 'html', 'index.html'), 'hi');
    const nginx = await workshop.write(
      'nginx',
      `#!/bin/sh
echo "nginx version: nginx/1.26.3" >&2
echo "configure arguments: --prefix=${folder}/share --conf-path=${folder}/nginx.conf" >&2
`,
    );
    await chmod(nginx, 0o755);
    const { status, stdout } = await workshop.run([
      'explain',
      'ws://localhost/ws',
      '--nginx',
      nginx,
    ]);
    expect(status).toBe(0);
    expect(
      stdout.replaceAll(folder, 'FOLDER'),
    ).toBe(`  GET ws://localhost/ws  from 203.0.113.7, nginx 1.26.3
  server       ""  the only server on 0.0.0.0:80        sites/app.conf:1
  location     /  longest prefix: nothing else matches  sites/app.conf:1
  try_files    no file is there: on to /index.html      sites/app.conf:1
  location     /  longest prefix: nothing else matches  sites/app.conf:1
  try_files    /index.html is there                     sites/app.conf:1
  outcome      200 with the file FOLDER/share/html/index.html, not 101
`);
  });

  test('from a dump on stdin, whose disk is not at hand, it says what is taken to be so', async ({
    workshop,
  }) => {
    const fairlead = workshop.start([
      'explain',
      '-',
      'ws://localhost/ws',
      '--nginx-version',
      '1.22.1',
    ]);
    fairlead.stdin?.end(
      '# configuration file /etc/nginx/nginx.conf:\nhttp { server { listen 80; root /; } }\n',
    );
    const { stdout } = await fairlead.ended();
    expect(stdout).toContain('the disk of nginx is not at hand; it is taken not to be there');
    expect(stdout).toContain('404 from nginx itself, not 101: //ws is not there');
  });
});

describe('explain --stage model', () => {
  test('every server and location, and where they lead', async ({ workshop }) => {
    await write(workshop);
    const { status, stdout } = await explain(workshop, '--stage', 'model');
    expect(status).toBe(0);
    expect(stdout).toBe(`sites/app.conf:2   server app.example.com  0.0.0.0:8080
sites/app.conf:8     /api/                 → http://terminal        HTTP/1.1     Upgrade —              Connection —                    idle 60 s
sites/app.conf:12    /ws/                  → http://127.0.0.1:8081  HTTP/1.1     Upgrade $http_upgrade  Connection $connection_upgrade  idle 1 h
sites/app.conf:16    ~* \\.js$              files of /srv/www
sites/app.conf:17    = /gone               return 444
sites/app.conf:19  upstream terminal       127.0.0.1:8081           round robin  no keepalive
`);
  });
});

describe('explain, when it cannot', () => {
  test.for([
    [['idle-time'], 'was "idle-timeout" meant?'],
    [['.'], 'What is to be explained of .?'],
    [['app.example.com/ws'], 'Was wss://app.example.com/ws meant?'],
    [['-', '-'], 'name one of them'],
    [['.', 'ws://a/', '--stage', 'tree'], 'takes no URL'],
    [['.', 'ftp://a/'], 'expected one such as wss://app.example.com/ws'],
    [['.', 'ws://a/', '--address', 'x'], 'The address "x" is none'],
    [['.', 'ws://a/', '--client', 'me'], 'The client "me" is no address'],
    [['.', 'ws://a/', '--header', 'x'], 'The header "x" has no name'],
    [['.', 'ws://a/', '--method', 'get'], 'The method "get" is none'],
    [['.', 'ws://a/', '--nginx-version', '9'], 'The nginx version "9" is none'],
  ] as const)('%s', async ([args, message], { workshop }) => {
    await write(workshop);
    const { status, stdout, stderr } = await workshop.run(['explain', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('what nginx would refuse is told, and the answer is given all the same', async ({
    workshop,
  }) => {
    await write(workshop, 'server { map $a $b { } listen 80; return 204; }\n');
    const { status, stdout, stderr } = await explain(workshop, 'http://localhost/');
    expect(status).toBe(1);
    expect(
      stderr,
    ).toBe(`error sites/app.conf:1:10  "map" may not stand in server; it may in http, stream.
`);
    expect(stdout).toContain('204');
  });
});
