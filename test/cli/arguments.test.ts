import { describe, expect } from 'vitest';
import { packageVersion } from '../../src/cli/version.ts';
import { test } from './workshop.ts';

const DEPLOYMENT = `Backend:
  --backend <address>            a node: host:port or unix:/path
  --heartbeat <time>             how often something crosses a quiet tunnel: 25s
  --connect-timeout <time>       how long a dead backend may take; default: 5s
  --plain-requests <keep|close>  what becomes of their connection; default: keep

Clients:
  --listen <address>             for https and wss: 443 or 127.0.0.1:8443
  --listen-http <address>        for http and ws
  --server-name <name>           names that clients use; others are refused
  --tls <cert,key>               two PEM files, "development" or "none"
  --path <path>                  what carries WebSockets: /ws/; default: /
  --origin <origin>              whose pages may: https://example.com

The way between:
  --hop <name,idle,address>      what stands in front: alb,60s,10.0.0.0/8
  --idle-timeout <time>          default: from heartbeat and hops, or 1h
  --tunnels <number>             expected at once; default: 4096

Logs:
  --logs <folder>                for access.log, error.log and info.log
  --log-format <json|text>       of the access log; default: json

Options:
  --config <file>                default: fairlead.config.js, .mjs or .json here
`;

const HELP: Readonly<Record<string, string>> = {
  '': `Usage: fairlead <verb> [options]

Makes WebSockets work through nginx, and proves it.

Options:
  --version       the version of fairlead
  -h, --help      this text

Verbs:
  up              nginx in front of a backend, right, and proven
  init            write a configuration, and nothing else
  explain <conf>  how a configuration is read: its tokens, its tree, its files
  nginx           list, fetch and choose real nginx versions

Examples:
  fairlead up                            an embedded backend, to see it work
  fairlead up --backend 127.0.0.1:8080   nginx in front of yours, proven
  fairlead up --help                     what a verb does and takes

Exit status: 0 all judged and nothing found, 1 findings, 2 could not run.
`,
  up: `Usage: fairlead up [options]

Runs nginx in front of a backend, right for WebSockets and plain HTTP, and proves it.

${DEPLOYMENT}  --nginx <path|version>         default: the one found, or fetched
  --once                         prove and leave: 0 all holds, 1 findings
  --format <text|json>           of the answer; default: text
  -h, --help                     this text

All but the last group are settings of fairlead.config too, and go before it. May be repeated:
--backend, --listen, --listen-http, --server-name, --path, --origin, --hop.
Without --backend, a backend of two nodes is started too, with a page to open.
While it runs: Ctrl-C ends it, SIGHUP reads the settings again, SIGUSR2 opens the logs anew.

Examples:
  fairlead up
  fairlead up --backend 127.0.0.1:8080 --tls cert.pem,key.pem --server-name ws.example.com --path /ws/
  fairlead up --backend 127.0.0.1:8080 --heartbeat 25s --hop alb,60s,10.0.0.0/8
  fairlead up --once --format json
`,
  init: `Usage: fairlead init [options]

Writes the nginx.conf that \`fairlead up\` would run, every line under its reason.

${DEPLOYMENT}  --nginx <path|version>         for which one; default: that of this machine
  -o, --output <file>            write here; default: stdout
  --force                        replace a file that is there
  -h, --help                     this text

All but the last group are settings of fairlead.config too, and go before it. May be repeated:
--backend, --listen, --listen-http, --server-name, --path, --origin, --hop.

Examples:
  fairlead init --backend 127.0.0.1:8080 --tls cert.pem,key.pem --server-name ws.example.com --path /ws/
  fairlead init --backend 127.0.0.1:8080 --tls none --nginx 1.30.6 --output nginx.conf
`,
  explain: `Usage: fairlead explain [options] <conf>

Shows how a configuration is read, with everything that it includes.

Arguments:
  conf                         a file, a folder's nginx.conf, or - for stdin; also the output of
                               nginx -T

Options:
  --stage <tokens|tree|files>  what to print
  -h, --help                   this text

Examples:
  fairlead explain /etc/nginx --stage files       the files, and who includes whom
  fairlead explain nginx.conf --stage tree        every directive where nginx meets it
  nginx -T | fairlead explain - --stage tree      of a machine that is elsewhere
  fairlead explain app.conf --stage tokens        how the text is taken apart

Exit status: 1 where nginx would refuse the text; the problems follow on stderr.
`,
  nginx: `Usage: fairlead nginx <verb>

Lists, fetches and chooses real nginx versions.

Options:
  -h, --help                this text

Verbs:
  list                      every nginx here, the one in use first
  fetch [version-or-suite]  fetch the distribution's own, without root
  which                     the nginx that \`up\` takes

Looked for, in this order: --nginx, FAIRLEAD_NGINX, PATH, the usual places, fetched copies.

Examples:
  fairlead nginx fetch          this system's own, into a folder of ours; no root
  fairlead nginx fetch 1.26.3   a version, from the distribution's suite that has it
  fairlead nginx fetch trixie   what a suite has
  fairlead up --nginx 1.26.3    use it
`,
  'nginx list': `Usage: fairlead nginx list [options]

every nginx here, the one in use first

Options:
  -h, --help  this text
`,
  'nginx which': `Usage: fairlead nginx which [options]

the nginx that \`up\` takes

Options:
  -h, --help  this text
`,
  'nginx fetch': `Usage: fairlead nginx fetch [options] [version-or-suite]

fetch the distribution's own, without root

Arguments:
  version-or-suite  such as 1.26.3 or trixie; default: this system's own suite

Options:
  -h, --help        this text
`,
};

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

describe('help', () => {
  test.for(Object.entries(HELP))('fairlead %s --help', async ([verb, text], { workshop }) => {
    const { status, stdout, stderr } = await workshop.run([...words(verb), '--help']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: text, stderr: '' });
  });

  test.for(['', 'nginx'])(
    'fairlead %s without a verb shows it and fails',
    async (verb, { workshop }) => {
      const { status, stdout, stderr } = await workshop.run(words(verb));
      expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: HELP[verb] });
    },
  );

  test('--version', async ({ workshop }) => {
    const { status, stdout } = await workshop.run(['--version']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${packageVersion()}\n` });
  });
});

/** A command line that cannot be, and what is said of it. */
const REFUSED: readonly (readonly [args: string, said: string])[] = [
  ['bogus', "error: unknown command 'bogus'"],
  ['nginx bogus', "error: unknown command 'bogus'"],
  ['--bogus', "error: unknown option '--bogus'"],
  ['up --bogus', "error: unknown option '--bogus'"],
  ['init --bogus', "error: unknown option '--bogus'"],
  ['nginx list --bogus', "error: unknown option '--bogus'"],
  ['up more', "error: too many arguments for 'up'. Expected 0 arguments but got 1."],
  ['up --backend', "error: option '--backend <address>' argument missing"],
  [
    'up --format xml',
    "error: option '--format <text|json>' argument 'xml' is invalid. Allowed choices are text, json.",
  ],
  ['up --tunnels many', 'fairlead: tunnels: got many, expected a number'],
  [
    'up --backend http://127.0.0.1:8080',
    'fairlead: backends.0: got http://127.0.0.1:8080, expected host:port or unix:/path, without a scheme, such as 127.0.0.1:8080',
  ],
  [
    'up --path ws',
    'fairlead: paths.0: got ws, expected a path that begins with a slash, such as /ws/',
  ],
  [
    'up --tls cert.pem',
    'fairlead: --tls: got cert.pem, expected CERT.pem,KEY.pem, "development" or "none"',
  ],
  [
    'up --heartbeat soon',
    'fairlead: heartbeat: got soon, expected a duration above zero, such as 25s, 500ms or 1h',
  ],
  ['up --nginx ./nothing', 'is not there'],
  [
    'up --listen nonsense',
    'fairlead: listen.https: got ["nonsense"], expected an address such as 8443 or 127.0.0.1:8443, or a list of them',
  ],
  [
    'up --listen 18443 --listen-http 18443',
    'fairlead: listen: got 127.0.0.1:18443 twice, expected each only once',
  ],
  ['init', 'fairlead: backends: got none, expected at least one address, such as 127.0.0.1:8080'],
];

describe('a command line that cannot be', () => {
  test.for(REFUSED)('fairlead %s', async ([args, said], { workshop }) => {
    const { status, stdout, stderr } = await workshop.run(words(args));
    expect(stderr).toContain(said);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
