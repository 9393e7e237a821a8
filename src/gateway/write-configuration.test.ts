import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import type { Settings } from './settings.ts';
import { writeConfiguration } from './write-configuration.ts';

const layout = {
  pid: 'nginx.pid',
  logs: 'logs',
  supervisedErrorLog: undefined,
  temp: 'temp',
  statusSocket: '/run/x/status.sock',
  certificate: { certificate: 'cert.pem', key: 'key.pem' },
  user: undefined,
};

function write(settings: Settings, version = '1.22.1'): string {
  const configureArguments = ['--with-http_v2_module', '--with-http_realip_module'];
  return writeConfiguration({
    deployment: resolveDeployment({
      listen: { https: '8443' },
      backends: ['127.0.0.1:8080'],
      ...settings,
    }),
    capabilities: capabilitiesOf({ version, configureArguments }),
    layout,
  });
}

/** The directives alone, each on a line, without comments and indentation. */
function directives(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

test('every directive that matters stands under a reason', () => {
  const lines = write({ origins: ['https://a.example'], paths: ['/ws/'] }).split('\n');
  for (const [index, line] of lines.entries()) {
    if (!/(map|_timeout|proxy_buffering|proxy_http_version|keepalive|sticky|hash) /.test(line))
      continue;
    if (line.trim().startsWith('#')) continue;
    const above = lines.slice(0, index).reverse();
    const gap = above.findIndex((each) => each.trim() === '');
    const group = gap === -1 ? above : above.slice(0, gap);
    expect(
      group.concat(line).some((each) => each.trim().startsWith('#')),
      line,
    ).toBe(true);
  }
});

test('a plain request keeps its upstream connection, or closes it where that is set', () => {
  expect(write({})).toMatch(/\$fairlead_connection \{\s+default upgrade;\s+'' {6}'';/);
  expect(write({ plainRequests: 'close' })).toMatch(/default upgrade;\s+'' {6}close;/);
});

describe('by version', () => {
  const nodes = { backends: ['127.0.0.1:1', '127.0.0.1:2'] };

  test('sticky from 1.29.6 on, hash on a cookie before', () => {
    expect(write(nodes, '1.30.6')).toContain('sticky cookie fairlead_node');
    expect(write(nodes, '1.30.6')).not.toContain('hash ');
    expect(directives(write(nodes, '1.29.5'))).toContain('hash $fairlead_session consistent;');
  });

  test('the client names the port from 1.29.3 on, a map finds it before', () => {
    expect(write({}, '1.29.3')).toContain('$host$is_request_port$request_port;');
    expect(write({}, '1.29.2')).toContain('$host$fairlead_port;');
  });

  test('http2 is a directive from 1.25.1 on', () => {
    expect(directives(write({}, '1.25.1'))).toContain('http2 on;');
    expect(write({}, '1.25.0')).toContain('ssl http2 default_server');
  });
});

test('one node needs nothing to be led back to it', () => {
  expect(write({})).not.toMatch(/sticky|hash |Set-Cookie/);
});

test('/ws is served beside /ws/, and no upgrade passes elsewhere', () => {
  const text = write({ paths: ['/ws/'] });
  expect(directives(text)).toContain('location = /ws {');
  const rest = text.slice(text.indexOf('location / {'));
  expect(rest).toContain("proxy_set_header Connection        '';");
  expect(rest).not.toContain('$fairlead_upgrade');
});

test('room for two connections a tunnel', () => {
  expect(directives(write({ tunnels: 50_000 }))).toContain('worker_connections 100512;');
});

test('hops need the realip module', () => {
  const hops = [{ name: 'alb', addresses: ['10.0.0.0/8'] }];
  const deployment = resolveDeployment({ listen: { https: '8443' }, backends: ['a:1'], hops });
  const capabilities = capabilitiesOf({ version: '1.22.1', configureArguments: [] });
  expect(() => writeConfiguration({ deployment, capabilities, layout })).toThrow(/realip module/);
});

test('both log formats name what an upgrade is judged by', () => {
  for (const format of ['json', 'text'] as const) {
    const text = write({ logs: { format } });
    for (const variable of ['$http_upgrade', '$status', '$upstream_status', '$request_time']) {
      expect(text).toContain(variable);
    }
  }
});
