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
  --version             the version of fairlead
  -h, --help            this text

Verbs:
  up                    nginx in front of a backend, right, and proven
  init                  write a configuration, and nothing else
  doctor [conf] [url]   a configuration and a live address, one diagnosis
  check [conf]          what is wrong with a configuration, and where; --fix mends it
  explain [conf] [url]  what nginx does with a request, line by line
  prove [conf]          what a real nginx does with a configuration, before the deploy
  nginx                 list, fetch and choose real nginx versions

Examples:
  fairlead up                            an embedded backend, to see it work
  fairlead up --backend 127.0.0.1:8080   nginx in front of yours, proven
  fairlead check nginx.conf              what is wrong with a configuration, and where
  fairlead doctor nginx.conf wss://…     the file and what runs, one diagnosis
  fairlead prove nginx.conf              what a real nginx does with it, before the deploy
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
  doctor: `Usage: fairlead doctor [options] [CONF] [URL...]

Joins what a configuration and live addresses show into one diagnosis: the likeliest cause, what
both agree on, and what they disagree on.

Arguments:
  conf                       a file, a folder's nginx.conf, or - for stdin; nginx -T's output, too
  url                        such as wss://app.example.com/ws

Options:
  --insecure                 go on where a certificate is not trusted
  --fail-on <severity>       exit status 1 from here on; default: error
  --format <text|json>       default: text
  --config <file>            default: the nearest fairlead.config.json
  -h, --help                 this text

What no file tells:
  --heartbeat <time>         how often something crosses a quiet tunnel: 25s
  --hop <name,idle>          what stands in front of nginx: alb,60s
  --tunnels <number>         expected at once: 50000
  --nodes-need-session       clients must find their node again: Socket.IO, SignalR
  --nginx <path|version>     by whose rules; default: that of this machine
  --nginx-version <version>  likewise, of an nginx that is not here
  --prefix <folder>          nginx's -p: where relative document roots lie

Without any of them it is the configuration that the nginx on this machine would load. A URL is probed
by a few handshakes from here; what only a backend or nginx itself could tell is named as not looked at.
Logs are not read yet.

Examples:
  fairlead doctor nginx.conf wss://app.example.com/ws    is it the file, or what runs?
  fairlead doctor nginx.conf wss://app.example.com/ws --heartbeat 25s --hop alb,60s
  fairlead doctor wss://app.example.com/ws               from outside alone
  nginx -T | fairlead doctor - wss://app.example.com/ws

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run.
`,
  check: `Usage: fairlead check [options] [conf]

Finds what keeps WebSockets from working in a configuration: the cause, its file and line, what
happens to the user, and what to do.

Arguments:
  conf                       a file, a folder's nginx.conf, or - for stdin; nginx -T's output, too

What no file tells:
  --url <url>                judge the path of this one: wss://app.example.com/ws
  --heartbeat <time>         how often something crosses a quiet tunnel: 25s
  --hop <name,idle>          what stands in front of nginx: alb,60s
  --tunnels <number>         expected at once: 50000
  --nodes-need-session       clients must find their node again: Socket.IO, SignalR
  --nginx <path|version>     by whose rules; default: that of this machine
  --nginx-version <version>  likewise, of an nginx that is not here
  --prefix <folder>          nginx's -p: where relative document roots lie

What is reported:
  --only <check>             this check and no other
  --fail-on <severity>       exit status 1 from here on; default: error
  --baseline <file>          leave out the findings that this file knows
  --update-baseline          write all findings into that file
  --format <format>          text, json, sarif, github or junit; default: text

Mending:
  --fix                      write the fixes that change nothing else
  --fix-unsafe               write those, too, that change more than what was found
  --dry-run                  print the diff and write nothing
  --undo <folder>            give files back what a fix changed; it prints the folder

Options:
  --config <file>            default: the nearest fairlead.config.json
  -h, --help                 this text

Without CONF it is the configuration that the nginx on this machine would load; "-" reads it, or the
output of nginx -T, from stdin. Without --url every location that proxies and could carry a WebSocket
is judged. One of http: or https: is judged as the plain request that it is, such as for server-sent
events.

What no file can tell may stand in fairlead.config.json too, in the folder of CONF or above it, or here:
  { "heartbeat": "25s", "hops": [{ "name": "alb", "idleTimeout": "60s" }], "tunnels": 50000,
    "nodesNeedSession": true, "nginxVersion": "1.26.3", "failOn": "warning",
    "severities": { "origin": "off", "sticky": "error" }, "baseline": "fairlead-baseline.json" }

A line that is right although a check doubts it says so, on the line or above, with the reason:
  # fairlead-ignore connection-literal: nothing but WebSockets comes here

May be repeated: --url, --hop, --only.

Examples:
  fairlead check                                          of this machine's nginx
  fairlead check sites/nginx.conf --heartbeat 25s --hop alb,60s
  fairlead check nginx.conf --url wss://app.example.com/ws
  fairlead check nginx.conf --fix --dry-run               what --fix would change, as a diff
  nginx -T | fairlead check -                             of a machine that is elsewhere
  fairlead check . --format sarif > fairlead.sarif
  fairlead check . --baseline known.json --update-baseline
  fairlead explain idle-timeout                           what a check is about, with bad and good

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run.
`,
  explain: `Usage: fairlead explain [options] [CONF] [URL...]
       fairlead explain CHECK

Shows what nginx does with a request: which server and location serve it and why, what goes
upstream and which line each header comes from, how long a tunnel may be silent, and what
the client will see. Or, with --stage, how a configuration is read; or what a check is about.

Arguments:
  conf                       a file, a folder's nginx.conf, or - for stdin; nginx -T's output, too
  url                        such as wss://app.example.com/ws, or - for one URL a line on stdin

The request:
  --header <name: value>     sent in the place of its own; empty: none
  --method <method>          default: GET
  --address <address>        where it arrives: 10.0.0.5, [::1]:8443 or :8080
  --client <address>         whose it is; default: 203.0.113.7

Options:
  --nginx <path|version>     by whose rules; default: that of this machine
  --nginx-version <version>  likewise, of an nginx that is not here
  --prefix <folder>          nginx's -p: where relative document roots lie
  --format <text|json>       default: text
  --verbose                  every header, and all that lost
  --stage <stage>            tokens, tree, files or model: how CONF is read
  -h, --help                 this text

A URL of wss: or ws: sends a browser's handshake from a page of the same host, https: and http: a
plain GET. Without CONF it is the configuration that the nginx on this machine would load.
"-" in the place of CONF reads it from stdin, "-" in the place of a URL reads one URL a line.
With --format json, several URLs or "-" give one object a line.

Marks: ! what a reader may not expect, ? what only a running nginx could tell.

Examples:
  fairlead explain wss://app.example.com/ws              what this machine's nginx would do
  fairlead explain nginx.conf wss://app.example.com/ws
  fairlead explain nginx.conf ws://app.example.com/ws --address :8080   behind a load balancer
  fairlead explain nginx.conf https://app.example.com/ --header 'Cookie: a=1' --verbose
  nginx -T | fairlead explain - wss://app.example.com/ws   of a machine that is elsewhere
  fairlead explain /etc/nginx - --format json < urls.txt
  fairlead explain nginx.conf --stage model              servers, locations, where they lead
  fairlead explain /etc/nginx --stage files              the files, and who includes whom
  fairlead explain idle-timeout                          what a check of \`fairlead check\` is about

Exit status: 1 where nginx would refuse the text, whose problems follow on stderr; 2 could not run.
`,
  prove: `Usage: fairlead prove [options] [conf]

Runs a configuration in a sandbox, under a real nginx, and judges every check by what happens
there, from outside and from inside at once. Nothing of this machine is touched.

Arguments:
  conf                  a file, a folder's nginx.conf, or - for stdin; nginx -T's output, too

What is proven:
  --url <url>           wss://app.example.com/ws; default: all that carry WebSockets
  --nginx <which>       a path, 1.30.6, 1.22.1,1.30.6 or all; default: the one found
  --prefix <folder>     nginx's -p: where relative document roots lie
  --trust-code          run its modules, Lua and njs too; nothing confines what they do

What no file tells:
  --heartbeat <time>    how often something crosses a quiet tunnel: 25s
  --hop <name,idle>     what stands in front of nginx: alb,60s
  --tunnels <number>    expected at once: 50000
  --nodes-need-session  clients must find their node again: Socket.IO, SignalR

What is reported:
  --only <check>        this check and no other
  --fail-on <severity>  exit status 1 from here on; default: error
  --format <format>     text, json, sarif, github or junit; default: text
  --show-sandbox        print what is changed for the sandbox, and nothing else

Options:
  --config <file>       default: the nearest fairlead.config.json
  -h, --help            this text

Without CONF it is the configuration that the nginx on this machine would load; "-" reads it, or the
output of nginx -T, from stdin. It is read, and a copy runs: on private ports of loopback, with
throw-away certificates, before backends of Fairlead's own in the place of yours, and with its timeouts
divided, so that an hour is proven in seconds. --show-sandbox prints what is changed for that.

--nginx takes a path, a version (which is fetched where it is not here), several with commas between
them, or "all" that are here. Of several the oldest is told whole, of the others what differs and why.

What no file can tell may stand in fairlead.config.json too; see fairlead check --help.
May be repeated: --url, --hop, --only.

Examples:
  fairlead prove                                          what this machine's nginx would load
  fairlead prove nginx.conf --url wss://app.example.com/ws
  fairlead prove nginx.conf --heartbeat 25s --hop alb,60s --tunnels 50000
  fairlead prove nginx.conf --nginx 1.22.1,1.30.6         what breaks when I upgrade?
  nginx -T | fairlead prove -                             of a machine that is elsewhere
  fairlead prove nginx.conf --only idle-timeout           one check
  fairlead prove nginx.conf --format junit > prove.xml    in CI; github annotates the lines
  fairlead prove nginx.conf --show-sandbox                what is changed for the sandbox, as a diff

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 could not run; ended by a signal,
128 and its number.
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
