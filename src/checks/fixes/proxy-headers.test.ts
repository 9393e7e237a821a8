import { describe, expect, test } from 'vitest';
import { headerInheritance } from '../header-inheritance.ts';
import { headerValue } from '../header-value.ts';
import { findingsOf, inServer, mended } from '../judged.fixture.ts';
import { upgradeHeaders } from '../upgrade-headers.ts';

const MAP = `    map $http_upgrade $connection_upgrade {
        default upgrade;
        ''      '';
    }
`;

/** Lines of one location, without a map. */
function location(...lines: string[]): string {
  const body = lines.map((line) => `            ${line}\n`).join('');
  return `events {}\nhttp {\n    server {\n        listen 80;\n        location /ws/ {\n${body}        }\n    }\n}\n`;
}

describe('the headers of an upgrade', () => {
  test('go behind proxy_pass where there are none, and the map in front of the server', () => {
    const { 'nginx.conf': text } = mended(
      upgradeHeaders,
      location('proxy_pass http://127.0.0.1:8080;'),
    );
    expect(text).toBe(
      location(
        'proxy_pass http://127.0.0.1:8080;',
        'proxy_http_version 1.1;',
        'proxy_set_header Upgrade $http_upgrade;',
        'proxy_set_header Connection $connection_upgrade;',
      ).replace('http {\n', `http {\n${MAP}`),
    );
  });

  test('go behind the last header of the location', () => {
    const { 'nginx.conf': text = '' } = mended(
      upgradeHeaders,
      location('proxy_set_header Host $host;', 'proxy_pass http://127.0.0.1:8080;'),
    );
    expect(text).toContain(`            proxy_set_header Host $host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
`);
  });

  test('stay on the line of a location that is written on one', () => {
    const { 'nginx.conf': text = '' } = mended(
      upgradeHeaders,
      inServer('        location /ws/ { proxy_pass http://127.0.0.1:8080; }'),
    );
    expect(text).toContain(
      'location /ws/ { proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; }',
    );
  });

  test('are written beside those taken over, which one line would drop', () => {
    const { 'nginx.conf': text = '' } = mended(
      upgradeHeaders,
      inServer(`        proxy_set_header Host "$http_host";
        proxy_set_header Connection "";
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
        }`),
    );
    expect(text).toContain(`            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Host "$http_host";
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Upgrade $http_upgrade;
`);
  });

  test('go behind the include of a snippet, which stays as it is', () => {
    const files = {
      'nginx.conf': inServer(`        location / {
            include headers.conf;
            proxy_pass http://127.0.0.1:8080;
        }
        location /ws/ {
            include headers.conf;
            proxy_pass http://127.0.0.1:8080;
        }`),
      'headers.conf': 'proxy_set_header Host $host;\nproxy_set_header Connection "";\n',
    };
    const changed = mended(upgradeHeaders, files);
    expect(Object.keys(changed)).toEqual(['nginx.conf']);
    expect(changed['nginx.conf']).toContain(`            include headers.conf;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_pass`);
  });

  test('take the place of an HTTP/1.0, and of a value in quotes', () => {
    const { 'nginx.conf': text = '' } = mended(
      headerValue,
      inServer(`        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header   Upgrade    $http_upgrade;
            proxy_set_header   Connection "keep-alive"; # was it this?
        }`),
    );
    expect(text).toContain(
      '            proxy_set_header   Connection "$connection_upgrade"; # was it this?\n',
    );
  });

  test('are unsafe to change in a snippet that others include', () => {
    const files = (locations: string) => ({
      'nginx.conf': inServer(locations),
      'ws.conf':
        'proxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection close;\n',
    });
    const one = '        location /ws/ { include ws.conf; proxy_pass http://127.0.0.1:8080; }';
    const two = `${one}\n        location /app/ { include ws.conf; proxy_pass http://127.0.0.1:8080; }`;
    expect(findingsOf(headerValue, files(one)).map(({ fix }) => fix?.safe)).toEqual([true]);
    expect(findingsOf(headerValue, files(two)).map(({ fix }) => fix?.safe)).toEqual([false]);
  });

  test('come back with the values that they had outside', () => {
    const { 'nginx.conf': text = '' } = mended(
      headerInheritance,
      inServer(`        proxy_http_version 1.1;
        proxy_set_header Upgrade "$http_upgrade";
        proxy_set_header Connection $http_connection;
        proxy_set_header X-Other 1;
        location /ws/ {
            proxy_set_header X-User $remote_user;
            proxy_pass http://127.0.0.1:8080;
        }`),
    );
    expect(text).toContain(`            proxy_set_header X-User $remote_user;
            proxy_set_header Upgrade "$http_upgrade";
            proxy_set_header Connection $http_connection;
            proxy_pass`);
  });

  test('come back with those that keep something of the client from the backend', () => {
    const text = inServer(`        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
        proxy_set_header Proxy "";
        proxy_set_header Cookie '';
        proxy_set_header Origin "";
        location /ws/ {
            proxy_set_header Origin $http_origin;
            proxy_pass http://127.0.0.1:8080;
        }`);
    expect(findingsOf(headerInheritance, text)[0]?.fix?.title).toBe(
      'Set Upgrade, Connection, Proxy and Cookie in location /ws/ again',
    );
    const { 'nginx.conf': after = '' } = mended(headerInheritance, text);
    expect(after).toContain(`            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Proxy "";
            proxy_set_header Cookie '';
            proxy_pass`);
    expect(after.match(/Origin/g)).toHaveLength(2);
  });
});

describe('the map', () => {
  const silent = location('proxy_pass http://127.0.0.1:8080;');

  test('is taken under whatever name it has', () => {
    const { 'nginx.conf': text = '' } = mended(
      upgradeHeaders,
      silent.replace(
        'http {',
        "http {\n    map $http_upgrade $ws { default upgrade; '' close; }\n    map $http_upgrade $better { ~*websocket upgrade; }",
      ),
    );
    expect(text).toContain('proxy_set_header Connection $better;');
    expect(text.match(/map /g)).toHaveLength(2);
  });

  test('is not one that says upgrade of every request, nor one on something else', () => {
    const { 'nginx.conf': text = '' } = mended(
      upgradeHeaders,
      silent.replace(
        'http {',
        'http {\n    map $http_upgrade $connection_upgrade { default upgrade; }\n    map $host $host_upgrade { default upgrade; }',
      ),
    );
    expect(text).toContain('map $http_upgrade $websocket_connection {');
    expect(text).toContain('proxy_set_header Connection $websocket_connection;');
  });

  test('stands in front of the include that brings the servers', () => {
    const changed = mended(upgradeHeaders, {
      'nginx.conf': 'events {}\nhttp {\n\tgzip on;\n\tinclude sites/*.conf;\n}\n',
      'sites/a.conf':
        'server {\n  listen 80;\n  location /ws/ {\n    proxy_pass http://127.0.0.1:8080;\n  }\n}\n',
    });
    expect(changed['nginx.conf']).toBe(
      "events {}\nhttp {\n\tgzip on;\n\tmap $http_upgrade $connection_upgrade {\n\t\tdefault upgrade;\n\t\t''      '';\n\t}\n\tinclude sites/*.conf;\n}\n",
    );
    expect(changed['sites/a.conf']).toContain(
      '    proxy_pass http://127.0.0.1:8080;\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n',
    );
  });
});
