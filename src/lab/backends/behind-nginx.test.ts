import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../nginx/process/free-port.ts';
import {
  createRun,
  listNginx,
  type NginxBinary,
  type Run,
  type RunningNginx,
  startNginx,
} from '../../nginx/process/index.ts';
import type { BackendKind } from '../../probe/backend-kind.ts';
import { type HandshakeResult, handshake } from '../../probe/handshake.ts';
import { bodyText } from '../../probe/http-response.ts';
import { freshProbeId, mark } from '../../probe/probe-id.ts';
import { CERTIFICATE, KEY, PATIENCE } from './lab.fixture.ts';
import { type Backends, startBackends } from './start-backends.ts';

const VERSION = '1.22.1';
const found = (await listNginx(process.env)).find(({ version }) => version === VERSION);
const why = found === undefined ? ` (skipped: no nginx ${VERSION} is here)` : '';

const TLS = { key: KEY, cert: CERTIFICATE, demandsServerName: true };

const UPGRADE = `proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";`;

describe.skipIf(found === undefined)(`behind nginx ${VERSION}${why}`, () => {
  let lab: Backends;
  let run: Run;
  let running: RunningNginx;
  let port: number;
  beforeAll(async () => {
    lab = await startBackends([
      { name: 'app', meant: 'app:3000' },
      { name: 'auth', meant: 'auth:9000' },
      { name: 'secure', meant: 'pve:8006', tls: TLS },
    ]);
    run = await createRun();
    port = await freePort();
    const configuration = wholeConfiguration(run.folder, port, lab);
    running = await startNginx({ nginx: found as NginxBinary, prefix: run.folder, configuration });
  });
  afterAll(async () => {
    await running?.stop({ graceMs: 0 });
    await lab?.close();
    await run?.remove();
  });

  /** Sends a marked handshake, as a client that says its id in both ways. */
  async function send(target: string, kind?: BackendKind, origin = '') {
    const probe = freshProbeId();
    const inspect = lab.inspector(['app']);
    if (kind !== undefined) inspect.answerAs(probe, kind);
    const before = inspect.connectionCount();
    const path = { url: new URL(`ws://127.0.0.1:${port}${mark(target, probe)}`), ...PATIENCE };
    const headers = [
      ['Fairlead-Probe', probe],
      ...(origin === '' ? [] : [['Origin', origin] as const]),
    ] as const;
    const result = await handshake(path, { headers });
    if (result.kind === 'open') await result.tunnel.echo('hello', PATIENCE);
    if (result.kind === 'open') await result.tunnel.close();
    return {
      answer: inWords(result),
      arrivals: await inspect.arrivals(probe),
      elsewhere: inspect.elsewhere(probe),
      connections: (nodes: string[]) => lab.inspector(nodes).connectionsSince(before),
    };
  }

  test('a right handshake opens a tunnel that echoes, and arrives as nginx sends it', async () => {
    const probe = freshProbeId();
    const url = new URL(`ws://127.0.0.1:${port}${mark('/right', probe)}`);
    const result = await handshake({ url, ...PATIENCE });
    if (result.kind !== 'open') throw new Error(inWords(result));
    expect(result.violations).toEqual([]);
    expect((await result.tunnel.echo('hello', PATIENCE)).kind).toBe('echo');
    expect((await result.tunnel.ping(PATIENCE)).kind).toBe('pong');
    expect(await result.tunnel.close()).toMatchObject({ code: 1000 });
    const [arrival, ...more] = await lab.inspector(['app']).arrivals(probe);
    expect(more).toEqual([]);
    expect(arrival).toMatchObject({
      node: 'app',
      requestLine: `GET ${mark('/right', probe)} HTTP/1.1`,
    });
    // The default value of Host is $proxy_host: as the user meant it.
    expect(arrival?.headers.slice(0, 3)).toEqual([
      ['Upgrade', 'websocket'],
      ['Connection', 'upgrade'],
      ['Host', 'app:3000'],
    ]);
  });

  test.each<[string, BackendKind | undefined, string]>([
    ['/bare', undefined, '426 no Upgrade header arrived, and Connection is "close"'],
    ['/old', undefined, '505 HTTP/1.0, and an upgrade needs HTTP/1.1'],
    ['/old', 'lenient', '101'],
    ['/two-hosts', undefined, '400 2 Host headers arrived (app:3000, two)'],
    ['/right', 'case-sensitive', '400 Connection is "upgrade"'],
    ['/right', 'host-checking', '403 Origin http://a.test, but Host is app:3000'],
    ['/right', 'origin-checking', '403 Origin http://a.test, but no X-Forwarded-Proto'],
    ['/right', 'big-answer', '502'],
    ['/right', 'dying', '502'],
    ['/impatient', 'silent', '504'],
    ['/sni', undefined, '101'],
    ['/no-sni', undefined, '502'],
  ])('%s to a backend that is %s: %s', async (target, kind, answer) => {
    expect((await send(target, kind, 'http://a.test')).answer).toContain(answer);
  });

  test('what the server name was, and that none was sent, is told', async () => {
    const { connections } = await send('/sni');
    expect(connections(['secure'])).toMatchObject([{ protocol: 'http/1', serverName: 'pve' }]);
    const refused = await send('/no-sni');
    expect(refused.connections(['secure'])).toMatchObject([{ protocol: 'tls', serverName: null }]);
  });

  test.each([
    ['/uwsgi', 'uwsgi'],
    ['/fastcgi', 'fastcgi'],
    ['/scgi', 'scgi'],
    ['/tls-to-plain', 'tls'],
  ])('%s arrives as %s', async (target, protocol) => {
    const { answer, connections } = await send(target);
    expect(answer).toBe('502 ');
    expect(connections(['app'])).toMatchObject([{ node: 'app', protocol }]);
  });

  test('a subrequest for leave is no handshake, and is told of as elsewhere', async () => {
    const { answer, arrivals, elsewhere } = await send('/asks');
    expect(answer).toBe('101');
    expect(arrivals).toHaveLength(1);
    expect(elsewhere).toMatchObject([{ node: 'auth', requestLine: 'GET /leave HTTP/1.0' }]);
  });

  test('nor is one that is told the whole target', async () => {
    const { answer, elsewhere } = await send('/asks-at-length?a=1');
    expect(answer).toBe('101');
    expect(elsewhere[0]?.requestLine).toContain('/leave?for=/asks-at-length?a=1&fairlead-probe=');
  });

  test('one that inherits the upgrade is one, and nginx closes without an answer', async () => {
    const { answer, elsewhere } = await send('/asks-too-much');
    expect(answer).toBe('closed');
    expect(elsewhere).toHaveLength(1);
  });
});

function inWords(result: HandshakeResult): string {
  if (result.kind === 'open') return '101';
  if (result.kind === 'failed') return result.failure.kind;
  const { status } = result.response;
  // nginx's own error pages say nothing more.
  return `${status} ${status >= 500 && status < 505 ? '' : bodyText(result.response)}`;
}

function wholeConfiguration(folder: string, port: number, { backends }: Backends): string {
  const [app, auth, secure] = backends.map((backend) => `127.0.0.1:${backend.port}`);
  return `pid nginx.pid;
error_log logs/error.log info;
worker_processes 1;
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp/${name};`).join('\n  ')}
  upstream pve { server ${secure}; }
  server {
    listen 127.0.0.1:${port};
    location /right { proxy_pass http://${app}; ${UPGRADE} }
    location /bare { proxy_pass http://${app}; }
    location /old {
      proxy_pass http://${app};
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
    }
    location /two-hosts {
      proxy_pass http://${app};
      ${UPGRADE}
      proxy_set_header Host $proxy_host;
      proxy_set_header Host two;
    }
    location /impatient { proxy_pass http://${app}; ${UPGRADE} proxy_read_timeout 300ms; }
    location /sni { proxy_pass https://pve; ${UPGRADE} proxy_ssl_server_name on; }
    location /no-sni { proxy_pass https://pve; ${UPGRADE} }
    location /tls-to-plain { proxy_pass https://${app}; ${UPGRADE} }
    location /uwsgi { uwsgi_pass ${app}; uwsgi_param QUERY_STRING $query_string; }
    location /fastcgi { fastcgi_pass ${app}; fastcgi_param QUERY_STRING $query_string; }
    location /scgi { scgi_pass ${app}; scgi_param SCGI 1; }
    location /asks { auth_request /leave; proxy_pass http://${app}; ${UPGRADE} }
    location = /leave { proxy_pass http://${auth}; proxy_pass_request_body off; }
    location /asks-at-length { auth_request /at-length; proxy_pass http://${app}; ${UPGRADE} }
    location = /at-length { proxy_pass http://${auth}/leave?for=$request_uri; }
    location /asks-too-much { auth_request /too-much; proxy_pass http://${app}; ${UPGRADE} }
    location = /too-much { proxy_pass http://${auth}; ${UPGRADE} }
  }
}
`;
}
