import { describe, expect, test } from 'vitest';
import { resolveDeployment } from './resolve-deployment.ts';
import { SettingError } from './setting-error.ts';
import type { Settings } from './settings.ts';

const least: Settings = { listen: { https: '8443' }, backends: ['127.0.0.1:8080'] };

function refusal(settings: object): string {
  try {
    resolveDeployment({ ...least, ...settings });
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('defaults', () => {
  test('a development certificate keeps its listener on this machine', () => {
    const { listeners, tls } = resolveDeployment(least);
    expect(tls).toEqual({ kind: 'development' });
    expect(listeners).toEqual([
      { address: { kind: 'tcp', host: '127.0.0.1', port: 8443 }, tls: true },
    ]);
  });

  test('a certificate of files opens its listener to everyone', () => {
    const tls = { certificate: 'c.pem', key: 'k.pem' };
    const [listener] = resolveDeployment({ ...least, tls }).listeners;
    expect(listener?.address.host).toBe('0.0.0.0');
  });

  test('only http means no TLS', () => {
    expect(resolveDeployment({ ...least, listen: { http: '8088' } }).tls).toEqual({ kind: 'none' });
  });

  test('localhost is one address, not all that the name has', () => {
    const [backend] = resolveDeployment({ ...least, backends: ['localhost:8080'] }).backends;
    expect(backend).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 8080 });
  });

  test('unix sockets are backends', () => {
    const [backend] = resolveDeployment({ ...least, backends: ['unix:/run/app.sock'] }).backends;
    expect(backend).toEqual({ kind: 'unix', socket: '/run/app.sock' });
  });
});

describe('the idle timeout', () => {
  test.each([
    ['an hour without a heartbeat', {}, 3_600_000],
    ['three heartbeats', { heartbeat: '25s' }, 75_000],
    ['never less than nginx has by default', { heartbeat: '5s' }, 60_000],
    [
      'longer than a hop',
      { heartbeat: '25s', hops: [{ name: 'nlb', idleTimeout: '350s' }] },
      355_000,
    ],
    ['as set', { heartbeat: '25s', idleTimeout: '30s' }, 30_000],
  ])('%s', (_name, settings, ms) => {
    expect(resolveDeployment({ ...least, ...settings }).idleTimeout.ms).toBe(ms);
  });
});

test.each<[object, string]>([
  [{ backend: ['x'] }, 'backend: got a setting that does not exist, expected one of listen, '],
  [
    { logs: { file: 'x' } },
    'logs.file: got a setting that does not exist, expected one of folder, format',
  ],
  [
    { backends: ['http://127.0.0.1:8080'] },
    'backends.0: got http://127.0.0.1:8080, expected host:port or unix:/path',
  ],
  [{ backends: ['127.0.0.1:0'] }, 'backends.0: got 127.0.0.1:0, expected host:port'],
  [{ backends: ['a:1', 'a:1'] }, 'backends: got a:1 twice, expected each only once'],
  [{ backends: undefined }, 'backends: got none, expected at least one address'],
  [{ listen: {} }, 'listen: got no address, expected at least one'],
  [{ listen: { https: '70000' } }, 'listen.https: got 70000, expected '],
  [{ listen: { https: '8443', http: '127.0.0.1:8443' } }, 'listen: got 127.0.0.1:8443 twice'],
  [{ tls: 'none' }, 'listen.https: got 8443, expected nothing, as tls is "none"'],
  [{ listen: { http: '80' }, tls: 'development' }, 'tls: got development, expected "none"'],
  [
    { tls: { certificate: 'a.pem' } },
    'tls: got {"certificate":"a.pem"}, expected { certificate, key }',
  ],
  [{ tls: 'yes' }, 'tls: got yes, expected { certificate, key }'],
  [{ paths: ['ws/'] }, 'paths.0: got ws/, expected a path that begins with a slash'],
  [{ paths: ['/ws/; deny all'] }, 'paths.0: got /ws/; deny all, expected'],
  [{ serverNames: ['a b'] }, 'serverNames.0: got a b, expected a host name'],
  [{ origins: ['example.com'] }, 'origins.0: got example.com, expected scheme, host and port only'],
  [{ heartbeat: 'often' }, 'heartbeat: got often, expected a duration above zero'],
  [{ heartbeat: '0s' }, 'heartbeat: got 0s, expected a duration above zero'],
  [{ tunnels: 0.5 }, 'tunnels: got 0.5, expected a whole number'],
  [
    { heartbeat: '90s', hops: [{ name: 'alb', idleTimeout: '60s' }] },
    'heartbeat: got 90s, expected less than the idle timeout of the hop alb (60s)',
  ],
  [
    { heartbeat: '25s', idleTimeout: '20s' },
    'idleTimeout: got 20s, expected more than the heartbeat (25s)',
  ],
])('refuses %j', (settings, message) => {
  expect(refusal(settings)).toContain(message);
});
