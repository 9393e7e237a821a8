import { describe, expect, test } from 'vitest';
import { capacity } from './capacity.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, map, messages, upgrade } from './one-server.fixture.ts';

const text = (main: string, events: string, more = ''): string =>
  `${main}\nevents { ${events} }\nhttp { ${map}\n${more}\nserver { location /ws/ { ${upgrade} } } }`;

describe('without a number', () => {
  test.each([
    ['', '', ['2 advice']],
    ['', 'worker_connections 768;', ['2 advice']],
    ['', 'worker_connections 1024;', []],
    ['worker_rlimit_nofile 1024;', 'worker_connections 4096;', ['1 advice']],
    ['worker_rlimit_nofile 4096;', 'worker_connections 4096;', []],
  ])('%s events { %s }', (main, events, expected) => {
    const given = text(main, events);
    expect(foundAt(capacity, given)).toEqual(expected);
    if (expected.length > 0) expect(foundAt(capacity, fixed(capacity, given))).toEqual([]);
  });
});

describe('with a number', () => {
  const facts = { tunnels: 2000 };
  const files = 'worker_rlimit_nofile 99999;';

  test.each([
    ['one worker', files, 'worker_connections 4000;', []],
    ['one too few', files, 'worker_connections 3998;', ['2 error']],
    ['two workers', `${files} worker_processes 2;`, 'worker_connections 2000;', []],
    [
      'as many as cores',
      `${files} worker_processes auto;`,
      'worker_connections 2000;',
      ['2 warning'],
    ],
    ['more than cores', `${files} worker_processes auto;`, 'worker_connections 32;', ['2 error']],
    ['files by the system', '', 'worker_connections 4000;', ['2 warning']],
    ['too few files', 'worker_rlimit_nofile 1024;', 'worker_connections 4000;', ['1 error']],
  ])('%s', (_, main, events, expected) => {
    const given = text(main, events);
    expect(foundAt(capacity, given, { facts })).toEqual(expected);
    if (expected.length > 0) {
      expect(foundAt(capacity, fixed(capacity, given, { facts }), { facts })).toEqual([]);
    }
  });
});

describe('ports to the backends', () => {
  const big = 'worker_rlimit_nofile 999999;';
  const events = 'worker_connections 400000;';
  const to = (servers: string, lines = ''): string =>
    text(big, events, `upstream app { ${servers} }`).replace('127.0.0.1:8080;', `app; ${lines}`);
  const facts = { tunnels: 50_000 };

  test.each([
    ['one address', 'server 10.0.0.1:1;', '', ['4 error']],
    ['two addresses', 'server 10.0.0.1:1; server 10.0.0.2:1;', '', []],
    ['a backup takes none', 'server 10.0.0.1:1; server 10.0.0.2:1 backup;', '', ['4 error']],
    ['a unix socket', 'server unix:/run/app.sock;', '', []],
    ['a name of many addresses', 'server app.internal:1;', '', []],
    ['max_conns', 'server unix:/run/app.sock max_conns=100;', '', ['4 error']],
    ['other source addresses', 'server 10.0.0.1:1;', 'proxy_bind $split transparent;', []],
  ])('%s', (_, servers, lines, expected) => {
    expect(foundAt(capacity, to(servers, lines), { facts })).toEqual(expected);
  });

  test('says how many', () => {
    const [said] = messages(capacity, to('server 10.0.0.1:1;'), { facts });
    expect(said).toContain('28232');
    expect(said).not.toContain('max_conns');
  });
});

describe('max_conns', () => {
  const site = (servers: string, main = 'worker_processes 4;'): string =>
    text(
      `worker_rlimit_nofile 99999; ${main}`,
      'worker_connections 16384;',
      `upstream app {\n${servers}\n}`,
    ).replace('127.0.0.1:8080;', 'app;');
  const facts = { tunnels: 5000 };

  test.each([
    ['in shared memory', 'zone a 64k;\nserver 10.0.0.1:1 max_conns=200;', ['6 error']],
    ['of each worker', 'server 10.0.0.1:1 max_conns=1249;', ['5 error']],
    ['enough for all workers', 'server 10.0.0.1:1 max_conns=1250;', []],
    ['of several', 'server a:1 max_conns=9;\nserver b:1 max_conns=9;', ['5 error']],
    ['of one of several', 'server a:1;\nserver b:1 max_conns=9;', []],
  ])('%s', (_, servers, expected) => {
    expect(foundAt(capacity, site(servers), { facts })).toEqual(expected);
  });

  test('of an unknown number of workers is not known', () => {
    const auto = site('server 10.0.0.1:1 max_conns=200;', 'worker_processes auto;');
    const [said] = messages(capacity, auto, { facts });
    expect(said ?? '').not.toContain('max_conns');
  });

  test('is the reason, and ports are none unless they are too few as well', () => {
    const limited = site('zone a 64k; server 10.0.0.1:1 max_conns=200;');
    const [said] = messages(capacity, limited, { facts });
    expect(said).toContain('At most 200 tunnels');
    expect(said).toContain('Raise max_conns');
    expect(said).not.toMatch(/ports|28232|unix socket/);
    const many = limited.replace('16384', '99999');
    expect(messages(capacity, many, { facts: { tunnels: 40_000 } }).at(-1)).toContain('28232');
  });
});
