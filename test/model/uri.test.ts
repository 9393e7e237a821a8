import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  escapeUri,
  parseTarget,
  type Target,
  unescapeRedirect,
  uriDialect,
} from '../../src/nginx/model/uri/index.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { seededRandom } from '../differential/mutate.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import {
  type Answer,
  type AnsweringNginx,
  type Serving,
  startAnswering,
} from './answering-nginx.ts';

const ROUNDS = Number(process.env['FAIRLEAD_URIS'] ?? 400);
const SEED = Number(process.env['FAIRLEAD_SEED'] ?? 1);

/** Between the parts of an answer; no target below has it. */
const MARK = '~~';

/** What an nginx answers with: the parts of a URI, one by one. */
const PARTS = ['$uri', '$args', '$request_uri', '$host'].join(MARK);

const TARGETS: readonly string[] = [
  '/',
  '//',
  '///',
  '/a//b',
  '/a///',
  '/.',
  '/..',
  '/./',
  '/../',
  '/a/.',
  '/a/..',
  '/a/../',
  '/a/../..',
  '/a/./b',
  '/a/../b',
  '/a//../b',
  '//..',
  '/a/...',
  '/a/.b',
  '/a/..b',
  '/%2e%2e/',
  '/a/%2E%2e/b',
  '/a/.%2e/b',
  '/ws%2Fa',
  '/ws%2f%2Fa',
  '/%77s',
  '/%',
  '/%4',
  '/%4g',
  '/%g4',
  '/%00',
  '/a%0',
  '/%01%7f%80%ff',
  '/%3f?%3f',
  '/%23#x',
  '/%25%32%35',
  '/a%20b%2Bc+d',
  '/+./x',
  '/+/../x',
  '/?',
  '/??',
  '/a?b?c#d',
  '/a#b?c',
  '/a?b#c#d',
  '/a?%zz',
  '/a?b=/../c',
  '/a#%zz',
  '/a\\b/..\\c',
  '/"<>^`{|}',
  '/\x80\xff',
  '/\t',
  '/a\x01',
  '/\x7f',
  '/a?\x7f',
  '/a\0',
  '/a b',
  '/a  b ',
  ' /a',
  '/a?b c',
  '/a H',
  '/a?b Hc',
  '/ b',
  '*',
  'a',
  '?a',
  '.',
  '',
  'http://h',
  'http://h/',
  'http://h/x?y#z',
  'http://h?y',
  'http://h#y',
  'http://h?y#z',
  'http://h:80/x',
  'http://h:/x',
  'http://h:8x/',
  'HTTP://H.x.TEST/x',
  'ws://h/x',
  'a1+-.b://h/x',
  '1a://h/x',
  'http:/h/x',
  'http:h',
  'http://[::1]/x',
  'http://[::1]:80/x',
  'http://[::1/x',
  'http://[::1]x/',
  'http://u@h/x',
  'http://a_b/x',
  'http://h/a/../..',
  'http://h//%2e/x',
  'http://h /x',
];

const PIECES = [
  ...['/', '/', '/', '.', '..', '%2e', '%2F', '%2f', '//', '/./', '/../', 'a', 'b.c', '+'],
  ...['%41', '%25', '%3f', '%3F', '%23', '%20', '%2b', '%7e', '%7f', '%c3%a9', '?', '#', '&'],
  ...['=', '%', '%0', '%g1', '\\', '"', '<', '|', '^', '`', '{', '\xe9', ';', ':', '@', '!'],
];
const RARE = [' ', '\t', '\x01', '%00', '\x7f', 'H', ' H'];

function randomTarget(random: () => number): string {
  const length = Math.floor(random() * 9);
  let target = random() < 0.06 ? 'http://h' : '';
  if (random() < 0.98) target += '/';
  for (let i = 0; i < length; i += 1) {
    const pieces = random() < 0.04 ? RARE : PIECES;
    target += pieces[Math.floor(random() * pieces.length)] ?? '';
  }
  return target;
}

function targets(): string[] {
  const random = seededRandom(SEED);
  return [...TARGETS, ...Array.from({ length: ROUNDS }, () => randomTarget(random))];
}

/** The targets that have a path, with `prefix` before it. */
function targetsBelow(prefix: string): string[] {
  const paths = targets().filter((target) => /^(?:http:\/\/h)?\//.test(target));
  return paths.map((target) => target.replace(/^(?:http:\/\/h)?\//, `$&${prefix}/`));
}

/** An answer in short, to be compared and shown. */
function shown({ status, location, body }: Answer): string {
  if (location !== undefined) return location;
  return status === 200 ? MARK + body : `${status}`;
}

/** Asks for each target and expects what `expected` makes of it. */
async function agree(
  asked: readonly string[],
  nginx: AnsweringNginx,
  expected: (target: string) => string,
): Promise<void> {
  const differences: string[] = [];
  for (const target of asked) {
    const theirs = shown(await nginx.ask(target));
    const ours = expected(target);
    if (theirs !== ours) differences.push(JSON.stringify({ target, theirs, ours }));
  }
  expect(differences.join('\n')).toBe('');
}

/** Each way in which a URI is made of that of the request, below a path of its own. */
function waysToMakeUris(folder: string): Serving {
  const back = `unix:${folder}/back.sock`;
  return {
    others: `server { listen ${back}; location / { return 200 "$request_uri"; } }`,
    server: `absolute_redirect off;
      location / { return 200 "${PARTS}"; }
      location = /rewritten { return 200 "$args"; }
      location /argument/ { rewrite ^/argument(/(?s:.*))$ /rewritten?$1?; }
      location /redirect/ { rewrite ^/redirect(/(?s:.*))$ $1? redirect; return 204; }
      location /as-is/ { proxy_pass http://${back}; }
      location /replaced/ { proxy_pass http://${back}:/new/; }`,
  };
}

describe.each(await candidates())('$version', (candidate) => {
  const { nginx, version } = candidate;
  const dialect = uriDialect(version);

  describe.skipIf(!nginx)(titleOf(candidate), () => {
    let merging: AnsweringNginx;
    let keeping: AnsweringNginx;
    beforeAll(async () => {
      const binary = nginx as NginxBinary;
      merging = await startAnswering(binary, waysToMakeUris);
      keeping = await startAnswering(binary, () => ({
        server: `merge_slashes off; location / { return 200 "${PARTS}"; }`,
      }));
    });
    afterAll(async () => {
      await merging?.stop();
      await keeping?.stop();
    });

    function partsOf(target: string, mergeSlashes: boolean): string {
      const parsed = parseTarget(target, { dialect, mergeSlashes });
      if (!parsed.ok) return `${parsed.status}`;
      const { uri, args, unparsed, authority = 'a' } = parsed;
      const host = authority.toLowerCase().replace(/:\d*$/, '');
      return MARK + [uri, args, unparsed, host].join(MARK);
    }

    /** Expects of targets below `prefix` what `made` makes of them, and of others their parts. */
    async function agreeBelow(
      prefix: string,
      made: (target: Target, rest: string) => string,
    ): Promise<void> {
      await agree(targetsBelow(prefix), merging, (target) => {
        const parsed = parseTarget(target, { dialect, mergeSlashes: true });
        if (!(parsed.ok && parsed.uri.startsWith(`/${prefix}/`))) return partsOf(target, true);
        return made(parsed, parsed.uri.slice(prefix.length + 1));
      });
    }

    /** What a rewrite makes of a capture. */
    function captured({ hadPercent, hadPlus }: Target, text: string): string {
      return hadPercent || hadPlus ? escapeUri(text, 'args', dialect) : text;
    }

    /** What `proxy_pass` makes of a path that is not sent as it came. */
    function proxied({ hadPercent, hadSpace }: Target, path: string): string {
      return hadPercent || hadSpace ? escapeUri(path, 'uri', dialect) : path;
    }

    test('a target is split, decoded and normalized as by nginx', async () => {
      await agree(targets(), merging, (target) => partsOf(target, true));
    });

    test('with merge_slashes off too', async () => {
      await agree(targets(), keeping, (target) => partsOf(target, false));
    });

    test('a capture becomes an argument as by nginx', async () => {
      await agreeBelow('argument', (target, rest) => MARK + captured(target, rest));
    });

    test('a capture becomes a redirect as by nginx', async () => {
      await agreeBelow('redirect', (target, rest) => {
        return unescapeRedirect(captured(target, rest));
      });
    });

    test('a proxied path is sent as it came where nginx does so', async () => {
      await agreeBelow('as-is', (target) => {
        const { isUnparsedValid, unparsed, uri, args } = target;
        return MARK + (isUnparsedValid ? unparsed : withArgs(proxied(target, uri), args));
      });
    });

    test('a replaced path is escaped as by nginx', async () => {
      await agreeBelow('replaced', (target, rest) => {
        return MARK + withArgs(`/new/${proxied(target, rest.slice(1))}`, target.args);
      });
    });
  });
});

function withArgs(path: string, args: string): string {
  return args === '' ? path : `${path}?${args}`;
}
