// biome-ignore-all lint/suspicious/noTemplateCurlyInString: nginx writes variables so too.
import { describe, expect, test } from 'vitest';
import { rewritten } from './sandbox.fixture.ts';

const lines = (text: string): number => text.split('\n').length;

describe('listeners', () => {
  test('each address has a port of its own, and keeps what decides about requests', () => {
    const { text } = rewritten(
      'http { server { listen 80 default_server backlog=9; listen [::]:443 ssl http2 reuseport; } }',
    );
    expect(text).toContain('listen 127.0.0.1:20001 default_server;');
    expect(text).toContain('listen 127.0.0.1:20002 ssl http2;');
  });

  test('a range of ports, a name and a unix socket are all led to ports', () => {
    const { text } = rewritten(
      'http { server { listen 8000-8002; listen app.example.com:81; listen unix:/run/x.sock; } }',
    );
    expect(text.match(/listen 127\.0\.0\.1:\d+;/g)).toHaveLength(5);
    expect(text).not.toMatch(/listen (?!127)|example|x\.sock/);
  });

  test('a server that says nothing does not get nginx’s port 80 or 8000', () => {
    expect(rewritten('http { server { } }').text).toMatch(/server \{ listen 127\.0\.0\.1:20001;/);
  });

  test('nor does one that listens for UDP alone', () => {
    const { text, unkept } = rewritten('http { server { listen 443 quic; } }');
    expect(text).toMatch(/server \{ listen 127\.0\.0\.1:20000;/);
    expect(unkept.map((one) => one.text)).toEqual([
      'Nothing listens for UDP: no WebSocket of a browser goes over it yet.',
    ]);
  });

  test('a server of stream that listens for UDP alone is no server any more', () => {
    const { text } = rewritten('stream { server { listen 53 udp; proxy_pass a:53; } }');
    expect(text).not.toContain('server {');
  });
});

describe('what is too much', () => {
  test.each(['http', 'stream'])('servers of %s are counted', (context) => {
    const servers = 'server { listen 80; return 200; }'.repeat(5_001);
    expect(() => rewritten(`${context} { ${servers} }`)).toThrow(
      'The configuration has 5001 servers; a sandbox takes 5000.',
    );
  });
});

describe('backends', () => {
  test('servers of a group are replaced wherever they are written', () => {
    const { files } = rewritten({
      'nginx.conf': 'http { upstream app { include group.conf; } }',
      'group.conf': 'server app.example.com:3000 resolve weight=2;',
    });
    expect(files[1]?.text).toBe('server 127.0.0.1:50001  weight=2;');
  });

  test('a group of stream is none of http, where nginx would look its name up', () => {
    const { text } = rewritten(
      'http { server { listen 80; location / { proxy_pass http://app; } } } stream { upstream app { server 10.0.0.1:1; } }',
    );
    expect(text).toContain('proxy_pass "http://127.0.0.1:');
  });

  test('nor is one whose name holds a port', () => {
    const { text } = rewritten(
      'http { upstream app:80 { server 10.0.0.1; } server { listen 80; location / { proxy_pass http://app:80; } } }',
    );
    expect(text).toContain('proxy_pass "http://127.0.0.1:');
  });

  test('what nginx refuses without a look-up stays as it is', () => {
    const { text } = rewritten(
      'http { server { listen 80; location / { fastcgi_pass app.example.com; } } } stream { server { listen 1; proxy_pass app.example.com; } }',
    );
    expect(text).toContain('fastcgi_pass app.example.com;');
    expect(text).toContain('proxy_pass app.example.com;');
  });

  test('a value with variables leads to nobody but whom the requests at hand ask for', () => {
    const { text } = rewritten(
      'http { server { listen 80; location ~ ^/x/(.*)$ { proxy_pass http://$host:3000/$1; } location /f { fastcgi_pass $f; } } }',
    );
    expect(text).toMatch(
      /map "http:\/\/\$host:3000" \$(fairlead_pass_\d) \{ volatile; default "http:\/\/127\.0\.0\.1:50000";/,
    );
    expect(text).toMatch(/proxy_pass "\$\{fairlead_pass_\d\}\/\$1";/);
    expect(text).toMatch(/map "\$f" \$fairlead_pass_\d \{ volatile; default "127\.0\.0\.1:50000";/);
  });

  test('proxy_ssl_name is said where the name is lost, but not twice', () => {
    const site = (more: string): string =>
      `http { server { listen 80; ${more} location / { proxy_pass https://app.example.com; } } }`;
    expect(rewritten(site('')).text).toContain('proxy_ssl_name "app.example.com";');
    const { text } = rewritten({
      'nginx.conf': site('include tls.conf;'),
      'tls.conf': 'proxy_ssl_name other.example.com;',
    });
    expect(text).not.toContain('proxy_ssl_name');
  });
});

describe('files', () => {
  test('a document root is on the sandbox’s disk, and nowhere where a step up is in the URI', () => {
    const { text } = rewritten(
      'http { server { root /srv/../../www/; location /a/ { alias /srv/$host/; } if (-f /srv/down) { return 503; } } }',
    );
    expect(text).toContain(
      'map "$uri " $fairlead_disk_1 { volatile; default "/runs/run-1/disk"; "~(?:^|[/ ])\\\\.\\\\.(?:/| |$)" "/runs/run-1/nowhere"; }',
    );
    expect(text).toContain('root "${fairlead_disk_1}/www";');
    expect(text).toContain('map "$uri /srv/$host/" $fairlead_disk_2');
    expect(text).toContain('alias "${fairlead_disk_2}/srv/$host/";');
    expect(text).toContain('if (-f /runs/run-1/disk/srv/down)');
    // Where nobody says one, it is not that of the program.
    expect(rewritten('http { }').text).toContain('root "${fairlead_disk_1}/etc/nginx/html";');
  });

  test('one that is read as a table and as lines is rewritten for each', () => {
    const { files } = rewritten({
      'nginx.conf': 'http { map $a $b { include both.conf; } include both.conf; }',
      'both.conf': 'access_log /var/log/stolen;',
    });
    expect(files.map(({ text }) => text).slice(1)).toEqual([
      'access_log /var/log/stolen;',
      'access_log "/runs/run-1/logs/access.log" ;',
    ]);
    expect(files[0]?.text).toMatch(
      /map \$a \$b \{ include "\/runs\/run-1\/conf\/1\.conf"; \} include "\/runs\/run-1\/conf\/2\.conf";/,
    );
  });

  test('one that http and stream share is read as each means it', () => {
    const { files } = rewritten({
      'nginx.conf': 'http { include groups.conf; } stream { include groups.conf; }',
      'groups.conf': 'upstream a { server a.example.com; }',
    });
    // Without a port nginx refuses it in stream, and says so.
    expect(files.map(({ text }) => text).slice(1)).toEqual([
      'upstream a { server 127.0.0.1:50001; }',
      'upstream a { server a.example.com; }',
    ]);
  });

  test('caches on the same line of two files are two', () => {
    const { files } = rewritten({
      'nginx.conf': 'http { include a.conf; include b.conf; }',
      'a.conf': 'proxy_cache_path /c keys_zone=a:1m;',
      'b.conf': 'proxy_cache_path /c keys_zone=b:1m;',
    });
    const places = files.map(({ text }) => /proxy_cache_path "([^"]+)"/.exec(text)?.[1]);
    expect(new Set(places.slice(1)).size).toBe(2);
  });

  test('lines keep their numbers, also with CRLF and other bytes', () => {
    const before =
      'user root;\r\nhttp {\r\n  root "/srv/\u00fc\r\n";\r\n  server {\r\n    listen\r\n 80;\r\n  }\r\n}\r\n';
    const { text } = rewritten(before);
    expect(lines(text.slice(text.indexOf('server {')))).toBe(
      lines(before.slice(before.indexOf('server {'))),
    );
    expect(text).not.toContain('user root');
  });

  test('what is included but is not there is said', () => {
    const { unkept } = rewritten('http { include nowhere.conf; }');
    expect(unkept).toEqual([
      { file: 'nginx.conf', line: 1, text: expect.stringContaining('nowhere.conf') },
    ]);
  });
});

describe('maps', () => {
  test('the user’s sizes stand before ours, with room for the longest key', () => {
    const { text } = rewritten(
      `http { map_hash_bucket_size 32; upstream ${'long-'.repeat(20)} { server 10.0.0.1; } server { listen 80; location / { proxy_pass http://$host; } } }`,
    );
    const size = Number(/map_hash_bucket_size (\d+);/.exec(text)?.[1]);
    expect(size).toBeGreaterThan(120);
    expect(text.indexOf('map_hash_bucket_size')).toBeLessThan(text.indexOf('map "'));
    expect(text.match(/map_hash_bucket_size/g)).toHaveLength(1);
  });

  test('$server_port names the user’s port in stream as well', () => {
    const { text } = rewritten('stream { server { listen 9000; return $server_port; } }');
    expect(text).toContain('20001 9000;');
    expect(text).toContain('return ${fairlead_server_port};');
  });
});

describe('modules and code', () => {
  test('variables of code that is left out are there, and empty', () => {
    const { text, unkept } = rewritten(
      'http { js_set $who main.who; geoip_country /g; log_format a "$who $geoip_country_code $remote_addr"; }',
    );
    expect(text).toContain('map "" $who { default ""; }');
    expect(text).toContain('map "" $geoip_country_code { default ""; }');
    expect(text).not.toContain('map "" $remote_addr');
    expect(unkept).toHaveLength(2);
  });

  test('what nobody knows is left for nginx to refuse, unless it may know it', () => {
    expect(rewritten('http { mystery on; }').text).toContain('mystery on;');
    for (const nginx of [{ version: '9.0.0' }, { configureArguments: ['--add-module=/src/x'] }]) {
      const { text, unkept } = rewritten('http { mystery on; }', { nginx });
      expect(text).not.toContain('mystery');
      expect(unkept[0]?.text).toBe('mystery is left out: nobody here knows what it does.');
    }
  });

  test('what this build was made without is left out', () => {
    const nginx = { configureArguments: ['--without-http_limit_req_module'] };
    const { text } = rewritten('http { limit_req_zone $uri zone=a:1m rate=1r/s; }', { nginx });
    expect(text).not.toContain('limit_req_zone');
  });

  const LUA = 'load_module modules/ngx_http_lua_module.so; http { init_by_lua_file /x.lua; }';
  const withLua = { modules: ['ngx_http_lua_module'] };

  test('a module that is at hand runs only where code is trusted', () => {
    const before = rewritten(LUA, { nginx: withLua });
    expect(before.main).not.toContain('lua');
    expect(before.text).not.toContain('lua');
    expect(before.unkept[0]?.text).toContain('ngx_http_lua_module, and code of others is not run');
    const trusted = rewritten(LUA, { nginx: withLua, trustsCode: true });
    expect(trusted.main).toContain('load_module "/modules/ngx_http_lua_module.so";');
    expect(trusted.text).toContain('init_by_lua_file /x.lua;');
  });

  test('one that packages have is left out where it is not at hand', () => {
    const { main, text } = rewritten(LUA);
    expect(`${main}${text}`).not.toContain('lua');
  });

  test('a file of the user’s is refused with its line, and loaded where code is trusted', () => {
    const own = 'events {}\nload_module /home/me/evil.so;\n';
    expect(() => rewritten(own)).toThrow(
      'nginx.conf:2: load_module /home/me/evil.so would run code of a file that does not come with nginx 1.26.3.',
    );
    expect(rewritten(own, { trustsCode: true }).main).toContain('load_module "/home/me/evil.so";');
    const relative = rewritten('load_module mine/own.so;', { trustsCode: true });
    expect(relative.main).toContain('load_module "/etc/nginx/mine/own.so";');
  });
});
