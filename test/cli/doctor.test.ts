import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { findNginx, startNginx } from '../../src/nginx/process/index.ts';
import { type EchoBackend, startEcho } from './echo-backend.ts';
import { type Workshop, test as workshopTest } from './workshop.ts';

const UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';
const GUARD = 'auth_basic staff; auth_basic_user_file users;';
const FOR_OWN_PAGES = 'if ($http_origin !~ ^http://127) { return 403; }';
const LISTEN_LINE = 4;
const PASS_LINE = 6;

/** One server as a user would write it, its `location` on line 6. */
function fileOf(listen: string, backend: string, headers: string): string {
  return `events {}
http {
  server {
    listen 127.0.0.1:${listen};
    ${listen.includes('ssl') ? 'ssl_certificate cert.pem; ssl_certificate_key key.pem;' : ''}
    location /ws/ { proxy_pass http://${backend}; ${headers} }
  }
}
`;
}

/**
 * What runs: a server without the upgrade, one with it, one with it behind TLS, behind a guard, for own
 * pages alone, for the PROXY protocol, one whose backend does not run, and one in front of the guarded one.
 */
interface Running {
  readonly backend: EchoBackend;
  readonly broken: number;
  readonly right: number;
  readonly tls: number;
  readonly guarded: number;
  readonly forOwnPages: number;
  readonly demanding: number;
  readonly lonely: number;
  readonly inFront: number;
  /** Where nothing listens. */
  readonly nowhere: string;
}

const test = workshopTest.extend<{ running: Running }>({
  running: async ({ workshop }, use) => {
    const { close, ...running } = await start(workshop);
    await use(running);
    await close();
  },
});

async function start(workshop: Workshop): Promise<Running & { close(): Promise<void> }> {
  const nginx = await findNginx({ environment: { ...process.env, FAIRLEAD_NGINX: undefined } });
  if (nginx === undefined) throw new Error('A workshop has an nginx, but none was found.');
  const prefix = join(workshop.folder, 'nginx');
  await mkdir(prefix, { mode: 0o711 });
  await workshop.certificate();
  const backend = await startEcho();
  const ports = {
    broken: await workshop.port(),
    right: await workshop.port(),
    tls: await workshop.port(),
    guarded: await workshop.port(),
    forOwnPages: await workshop.port(),
    demanding: await workshop.port(),
    lonely: await workshop.port(),
    inFront: await workshop.port(),
  };
  const nowhere = `127.0.0.1:${await workshop.port()}`;
  const { broken, right, tls, guarded, forOwnPages, demanding, lonely, inFront } = ports;
  const server = (listen: string, headers: string, address = backend.address): string => `server {
    listen 127.0.0.1:${listen};
    location /ws/ { proxy_pass http://${address}; ${headers} }
  }`;
  const configuration = `pid nginx.pid;
error_log logs/error.log;
events {}
http {
  access_log off;
  client_body_temp_path temp/client_body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  ssl_certificate ${join(workshop.folder, 'cert.pem')};
  ssl_certificate_key ${join(workshop.folder, 'key.pem')};
  ${server(`${broken}`, '')}
  ${server(`${right}`, UPGRADE)}
  ${server(`${tls} ssl`, UPGRADE)}
  ${server(`${guarded}`, UPGRADE + GUARD)}
  ${server(`${forOwnPages}`, UPGRADE + FOR_OWN_PAGES)}
  ${server(`${demanding} proxy_protocol`, UPGRADE)}
  ${server(`${lonely}`, UPGRADE, nowhere)}
  ${server(`${inFront}`, UPGRADE, `127.0.0.1:${guarded}`)}
}
`;
  const started = await startNginx({ nginx, prefix, configuration });
  const close = async (): Promise<void> => {
    await started.stop({ graceMs: 0 });
    await backend.close();
  };
  return { backend, ...ports, nowhere, close };
}

async function doctor(workshop: Workshop, ...args: string[]) {
  const common = ['--nginx-version', '1.22.1', '--format', 'json'];
  const { status, stdout, stderr } = await workshop.run(['doctor', ...args, ...common]);
  return { status, stderr, ...JSON.parse(stdout) };
}

describe('doctor', () => {
  test('is certain where a broken file and its live answer agree', async ({
    workshop,
    running,
  }) => {
    const { broken, backend } = running;
    await workshop.write('nginx.conf', fileOf(`${broken}`, backend.address, ''));
    const url = `ws://127.0.0.1:${broken}/ws/`;
    const { status, stdout } = await workshop.run(['doctor', 'nginx.conf', url]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}Certain, for the file says it and the live answer \(\d+/);
    expect(stdout).toContain(`upgrade-headers  nginx.conf:${PASS_LINE}:5  location /ws/`);
    expect(stdout).not.toContain('disagree');
  });

  test('finds nothing where both are right', async ({ workshop, running }) => {
    const { right, backend } = running;
    await workshop.write('nginx.conf', fileOf(`${right}`, backend.address, UPGRADE));
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${right}/ws/`)).toMatchObject({
      status: 0,
      stderr: '',
      cause: expect.stringMatching(/^No error was found: the file is right, and the live/),
      disagreed: [],
      live: [{ status: 101 }],
    });
  });

  test('knows the answer of a guard that the file has, and what is wrong behind it', async ({
    workshop,
    running,
  }) => {
    const { guarded, backend } = running;
    const url = `ws://127.0.0.1:${guarded}/ws/`;
    await workshop.write('nginx.conf', fileOf(`${guarded}`, backend.address, UPGRADE + GUARD));
    expect(await doctor(workshop, 'nginx.conf', url)).toMatchObject({
      status: 0,
      cause: expect.stringContaining(
        `is answered 401 by its own guard, auth_basic staff (nginx.conf:${PASS_LINE})`,
      ),
      disagreed: [],
      live: [{ status: 401 }],
    });
    await workshop.write('nginx.conf', fileOf(`${guarded}`, backend.address, GUARD));
    expect(await doctor(workshop, 'nginx.conf', url)).toMatchObject({
      status: 1,
      cause: expect.stringMatching(/^Likeliest: The backend sees a plain GET/),
      disagreed: [],
    });
  });

  test('knows the answer of a guard at the next hop of the file', async ({ workshop, running }) => {
    const { guarded, inFront, backend } = running;
    const outer = fileOf(`${inFront}`, `127.0.0.1:${guarded}`, UPGRADE);
    const inner = fileOf(`${guarded}`, backend.address, UPGRADE + GUARD);
    const servers = [outer, inner].map((text) => text.split('\n').slice(2, -2).join('\n'));
    await workshop.write('nginx.conf', `events {}\nhttp {\n${servers.join('\n')}\n}\n`);
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${inFront}/ws/`)).toMatchObject({
      cause: expect.stringContaining('is answered 401 by its own guard, auth_basic staff'),
      disagreed: [],
    });
  });

  test('knows that a probe comes from no page', async ({ workshop, running }) => {
    const { forOwnPages, backend } = running;
    const lines = UPGRADE + FOR_OWN_PAGES;
    await workshop.write('nginx.conf', fileOf(`${forOwnPages}`, backend.address, lines));
    const url = `ws://127.0.0.1:${forOwnPages}/ws/`;
    expect(await doctor(workshop, 'nginx.conf', url)).toMatchObject({
      status: 0,
      cause: expect.stringContaining('is answered 403 by its own guard, if ($http_origin'),
      disagreed: [],
    });
  });

  test('knows by which line nginx hangs up', async ({ workshop, running }) => {
    const { demanding, backend } = running;
    const listen = `${demanding} proxy_protocol`;
    await workshop.write('nginx.conf', fileOf(listen, backend.address, UPGRADE));
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${demanding}/ws/`)).toMatchObject({
      status: 1,
      cause: expect.stringMatching(/^Certain, .*begin with a line of the PROXY protocol/),
      agreed: [{ check: 'proxy-protocol', line: LISTEN_LINE }],
      live: [{ status: null }],
    });
  });

  test('names the line of a backend that does not run', async ({ workshop, running }) => {
    const { lonely, nowhere } = running;
    await workshop.write('nginx.conf', fileOf(`${lonely}`, nowhere, UPGRADE));
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${lonely}/ws/`)).toMatchObject({
      status: 1,
      cause: expect.stringContaining(`proxy_pass http://${nowhere} (nginx.conf:${PASS_LINE})`),
      live: [{ status: 502 }],
    });
  });

  test('takes a port that answers, and at which the file listens nowhere, for one that is mapped', async ({
    workshop,
    running,
  }) => {
    const { broken, right, backend } = running;
    await workshop.write('nginx.conf', fileOf('80', backend.address, ''));
    const said = await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${broken}/ws/`);
    expect(said.agreed).toMatchObject([{ check: 'upgrade-headers', line: PASS_LINE }]);
    expect(said.unseen).toContainEqual(
      expect.stringMatching(new RegExp(`^what leads from port ${broken} to 80, `)),
    );
    await workshop.write('nginx.conf', fileOf('80', backend.address, UPGRADE));
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${right}/ws/`)).toMatchObject({
      status: 0,
      cause: expect.stringMatching(/^No error was found/),
    });
  });

  test('says that what runs is not the file that is right', async ({ workshop, running }) => {
    const { broken, backend } = running;
    await workshop.write('nginx.conf', fileOf(`${broken}`, backend.address, UPGRADE));
    expect(await doctor(workshop, 'nginx.conf', `http://127.0.0.1:${broken}/ws/`)).toMatchObject({
      status: 1,
      cause: expect.stringMatching(/file is right, but the live answer is .* not been reloaded/),
      disagreed: [{ check: null, severity: 'error', file: null }],
    });
  });

  test('says that what runs is not the file that is wrong', async ({ workshop, running }) => {
    const { right, backend } = running;
    await workshop.write('nginx.conf', fileOf(`${right}`, backend.address, ''));
    expect(await doctor(workshop, 'nginx.conf', `ws://127.0.0.1:${right}/ws/`)).toMatchObject({
      status: 1,
      agreed: [{ check: 'origin' }],
      disagreed: [
        {
          check: 'upgrade-headers',
          line: PASS_LINE,
          message: expect.stringContaining('The file is wrong, the live answer is right'),
        },
      ],
    });
  });

  test('judges from outside alone, and says what it did not see', async ({ workshop, running }) => {
    expect(await doctor(workshop, `ws://127.0.0.1:${running.broken}/ws/`)).toMatchObject({
      status: 1,
      nginx: null,
      alone: [
        { check: null, severity: 'error', live: '200 OK, "plain"' },
        { check: 'handshake-redirect', severity: 'advice' },
      ],
      unseen: expect.arrayContaining([
        expect.stringMatching(/^the configuration, for none was given/),
        expect.stringContaining('the backend does not tell what arrives'),
      ]),
    });
  });

  test('names a certificate that is not trusted, and goes on where told to', async ({
    workshop,
    running,
  }) => {
    const url = `wss://127.0.0.1:${running.tls}/ws/`;
    expect(await doctor(workshop, url)).toMatchObject({
      status: 1,
      cause: expect.stringContaining('self-signed'),
      live: [{ status: null }],
    });
    expect(await doctor(workshop, url, '--insecure')).toMatchObject({
      status: 1,
      cause: expect.stringContaining('self-signed'),
      live: [{ status: 101 }],
    });
  });
});

describe('doctor refuses', () => {
  workshopTest('logs, and what is no configuration', async ({ workshop }) => {
    const log = await workshop.run(['doctor', 'nginx.conf', 'access.log']);
    expect(log).toMatchObject({ status: 2, stdout: '' });
    expect(log.stderr).toContain('logs are not read yet');
    expect(await workshop.run(['doctor', 'nothing.conf', 'ws://127.0.0.1:1/'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('nothing.conf'),
    });
  });
});
