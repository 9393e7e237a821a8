import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { baselineOf } from '../engine/baseline.ts';
import { baselineText } from '../engine/baseline-text.ts';
import { type Checked, type CheckOptions, check } from './check.ts';

/** Nothing of this machine's nginx plays a part. */
const environment = { PATH: '' };
const VERSION = { nginxVersion: '1.22.1' };

const BARE = `events {}
http {
    server {
        listen 80;
        server_name a.test;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
        }
        location /live/ {
            proxy_pass http://127.0.0.1:8081;
        }
    }
}
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | object): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function judge(options: CheckOptions = {}): Promise<Checked> {
  const { settings = {}, ...rest } = options;
  const path = join(folder, 'etc', 'nginx.conf');
  return check({ path, environment, folder, settings: { ...VERSION, ...settings }, ...rest });
}

const found = ({ findings }: Checked, id = 'upgrade-headers'): string[] =>
  findings
    .filter((finding) => finding.check === id)
    .map(({ severity, line }) => `${severity} ${line}`);

describe('what is judged', () => {
  beforeEach(() => write('etc/nginx.conf', BARE));

  test('every path, by every check that has a rule', async () => {
    const checked = await judge();
    expect(found(checked)).toEqual(['error 6', 'error 9']);
    expect(checked.paths.map(({ url }) => url)).toEqual(['ws://a.test/ws/', 'ws://a.test/live/']);
    expect(checked.pathOf('nginx.conf')).toBe('etc/nginx.conf');
  });

  test('the path of a URL', async () => {
    expect(found(await judge({ urls: ['ws://a.test/live/x'] }))).toEqual(['error 9']);
  });

  test('the plain request of a URL of http, of which no upgrade is wanted', async () => {
    const checked = await judge({ urls: ['http://a.test/live/events'] });
    expect(checked.findings.map(({ check: id, line }) => `${id} ${line}`)).toEqual([
      'buffering 9',
      'host-header 9',
    ]);
    expect(checked.paths.map(({ isPlain }) => isPlain)).toEqual([true]);
  });

  test('the scheme of a URL tells whether a hop in front ends TLS', async () => {
    const line = 'proxy_set_header X-Forwarded-Proto $scheme;';
    write('etc/nginx.conf', BARE.replace('proxy_pass', `${line} proxy_pass`));
    const behind = async (url: string): Promise<string[]> =>
      found(
        await judge({ urls: [url], settings: { hops: [{ name: 'alb', idleTimeout: '60s' }] } }),
        'forwarded-headers',
      );
    expect(await behind('wss://a.test/ws/')).toEqual(['warning 7']);
    expect(await behind('ws://a.test/ws/')).toEqual(['advice 7']);
    const map = "map $http_x_forwarded_proto $p { default $http_x_forwarded_proto; '' $scheme; }";
    const mapped = BARE.replace('proxy_pass', `${line.replace('$scheme', '$p')} proxy_pass`);
    write('etc/nginx.conf', mapped.replace('http {', `http { ${map}`));
    expect(await behind('wss://a.test/ws/')).toEqual([]);
  });

  test('a hop that ends TLS says so, and is not redirected', async () => {
    const redirect =
      'if ($http_x_forwarded_proto != https) { return 301 https://$host$request_uri; }';
    write('etc/nginx.conf', BARE.replace('proxy_pass', `${redirect} proxy_pass`));
    const behind = async (url: string): Promise<string[]> => {
      const settings = { hops: [{ name: 'alb', idleTimeout: '60s' }] };
      return found(await judge({ urls: [url], settings }), 'handshake-redirect');
    };
    expect(await behind('wss://a.test/ws/')).toEqual([]);
    expect(await behind('ws://a.test/ws/')).toHaveLength(1);
  });

  test('a text', async () => {
    const checked = await check({ text: BARE, environment, folder, settings: VERSION });
    expect(checked.findings[0]?.file).toBe('stdin');
  });

  test('one check, and no other', async () => {
    const checked = await judge({ settings: { only: ['upgrade-headers'] } });
    expect(checked.checks.map(({ id }) => id)).toEqual(['upgrade-headers']);
    expect(checked.findings).toHaveLength(2);
  });

  test('no check that is none', async () => {
    await expect(judge({ settings: { only: ['upgrade-header'] } })).rejects.toThrow(
      'only: there is no check "upgrade-header"; was "upgrade-headers" meant?',
    );
  });
});

describe('settings', () => {
  beforeEach(() => write('etc/nginx.conf', BARE));

  test('come from the file above the configuration', async () => {
    write('etc/fairlead.config.json', { severities: { 'upgrade-headers': 'advice' } });
    expect(found(await judge())).toEqual(['advice 6', 'advice 9']);
  });

  test('come from the file above the current folder', async () => {
    write('work/here/.keep', '');
    write(
      'work/fairlead.config.mjs',
      "export default { severities: { 'upgrade-headers': 'off' } };",
    );
    const path = join(folder, 'etc', 'nginx.conf');
    const checked = await judge({ path, folder: join(folder, 'work', 'here') });
    expect(found(checked)).toEqual([]);
    expect(checked.checks.map(({ id }) => id)).not.toContain('upgrade-headers');
  });

  test("are no program that lies beside somebody's configuration", async () => {
    write('etc/fairlead.config.mjs', 'throw new Error("run");');
    write('work/.keep', '');
    await expect(judge({ folder: join(folder, 'work') })).resolves.toBeDefined();
  });

  test('of the command go before those of the file', async () => {
    write('etc/fairlead.config.json', {
      failOn: 'never',
      nginxVersion: '1.18.0',
      heartbeat: '20s',
    });
    const { settings, nginx } = await judge({ settings: { failOn: 'warning' } });
    expect(settings).toMatchObject({ failOn: 'warning', heartbeat: '20s' });
    expect(nginx).toMatchObject({ version: '1.22.1', by: 'given' });
  });

  test.each([
    [{ heartbeat: '25x' }, /heartbeat: got 25x, expected a duration/],
    [{ severities: { origin: 'fatal' } }, /severities\.origin: got fatal, expected "error", /],
    [{ severities: { orgin: 'off' } }, /severities: there is no check "orgin"; was "origin" meant/],
    [{ only: [] }, /only: got \[\], expected at least one/],
    [{ failOn: 'fatal' }, /failOn: got fatal, expected "error", "warning", "advice" or "never"/],
    [{ nginxVersion: '1.26' }, /nginxVersion: got 1\.26, expected a version such as 1\.26\.3/],
    [{ nodesNeedSession: 'yes' }, /nodesNeedSession: got yes, expected true or false/],
    [{ tunnels: 0 }, /tunnels: got 0, expected at least 1/],
    [{ hartbeat: '25s' }, /hartbeat: got a setting that does not exist, expected one of /],
    ['{', /--config: got .*fairlead\.config\.json \(.*JSON/],
  ])('that cannot be used are refused, with the name of the file: %j', async (content, message) => {
    write('etc/fairlead.config.json', content);
    await expect(check({ path: join(folder, 'etc'), environment, folder })).rejects.toThrow(
      message,
    );
  });
});

describe('comments and baselines', () => {
  const silent = BARE.replace(
    '        location /ws/',
    '        # fairlead-ignore upgrade-headers: a page\n        location /ws/',
  );

  test('a comment speaks for its line', async () => {
    write('etc/nginx.conf', silent);
    const checked = await judge();
    expect(found(checked)).toEqual(['error 10']);
    expect(checked.suppressed).toMatchObject([{ reason: 'a page', finding: { line: 7 } }]);
  });

  test('a comment of no use is not told of where one URL alone was judged', async () => {
    write('etc/nginx.conf', silent);
    const checked = await judge({ urls: ['ws://a.test/live/'] });
    expect(found(checked, 'suppression')).toEqual([]);
  });

  test('what a baseline knows is left out, wherever it moved', async () => {
    write('etc/nginx.conf', BARE);
    const before = await judge({ settings: { only: ['upgrade-headers'] } });
    const known = baselineText(baselineOf(before.findings.slice(0, 1), before.sources));
    write('etc/known.json', known);
    write('etc/fairlead.config.json', { baseline: 'known.json' });
    write('etc/nginx.conf', `\n\n${BARE}`);
    const after = await judge();
    expect([found(after), after.known.map(({ line }) => line)]).toEqual([['error 11'], [8]]);
    expect(found(await judge({ ignoreBaseline: true }))).toEqual(['error 8', 'error 11']);
  });

  test('a baseline that is not there is told of', async () => {
    write('etc/nginx.conf', BARE);
    await expect(judge({ settings: { baseline: join(folder, 'x.json') } })).rejects.toThrow(
      '--update-baseline writes it',
    );
  });
});
