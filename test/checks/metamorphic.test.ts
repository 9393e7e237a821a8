import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { judgeText } from '../../src/engine/configuration.fixture.ts';
import { type Argument, type Block, type Directive, parse } from '../../src/nginx/syntax/index.ts';
import { sharedCases } from '../model/shared-cases.ts';

/** Texts by the names of their files, with `nginx.conf` among them. */
type Files = Readonly<Record<string, string>>;

/** How a text is written anew: the same words, in the same order. */
interface Style {
  readonly gap?: string;
  readonly word?: (argument: Argument, directive: Directive, index: number) => string;
}

const snippets = checks.map(
  ({ id, bad }) => [`the bad one of ${id}`, { 'nginx.conf': bad }] as const,
);
const cases = sharedCases.map(({ id, folder }) => [id, filesIn(folder)] as const);

/** Other ways to write a configuration, which mean the same to nginx. */
const same: Readonly<Record<string, (files: Files) => Files>> = {
  'on one line': (files) => rewritten(files, { gap: ' ' }),
  'with lines that end as on Windows': (files) => rewritten(files, { gap: '\r\n' }),
  'with words in quotes': (files) => rewritten(files, { word: quoted }),
  'with headers in capitals': (files) => rewritten(files, { word: loud }),
  'with each server in a file of its own': separated,
  'beside servers of others': surrounded,
};

/** Other configurations, which are at fault in the same places. */
const alike: Readonly<Record<string, (files: Files) => Files>> = {
  'behind a password': (files) =>
    within(files, 'http', ' auth_basic staff; auth_basic_user_file users; '),
  'behind an allow list': (files) => within(files, 'http', ' allow 192.0.2.0/24; deny all; '),
  'with a group around the address': grouped,
};

describe.each([...snippets, ...cases])('%s', (_, files) => {
  const expected = said(files);
  test.each(Object.entries(same))('is judged alike %s', (_way, change) => {
    expect(said(change(files))).toEqual(expected);
  });
  const faults = expected.filter(isFault);
  test.each(Object.entries(alike))('has the same faults %s', (_way, change) => {
    expect(said(change(files)).filter(isFault)).toEqual(faults);
  });
});

function isFault(told: string): boolean {
  return !told.startsWith('advice');
}

/** What is found, and at which words: lines and files are others. */
function said(files: Files): string[] {
  const { findings, broken } = judgeText(files);
  expect(broken).toEqual([]);
  return findings
    .map(({ check, severity, at: { directive } }) => {
      const words = [directive.name, ...directive.args.map(({ value }) => value)];
      const told = words.join(' ').replace(GROUP, ADDRESS).toLowerCase();
      return `${severity} ${check}: ${told}`;
    })
    .toSorted();
}

function rewritten(files: Files, style: Style): Files {
  return mapped(files, (text) => print(parse(text).tree.root, style));
}

function print({ children }: Block, { gap = '\n', word = asWritten }: Style): string {
  const lines = children.map((directive) => {
    const { nameSpan, tree, args, block } = directive;
    const name = tree.source.chars.slice(nameSpan.start, nameSpan.end);
    const words = [name, ...args.map((argument, index) => word(argument, directive, index))];
    const end = block === undefined ? ';' : ` {${gap}${print(block, { gap, word })}${gap}}`;
    return `${words.join(' ')}${end}`;
  });
  return lines.join(gap);
}

function asWritten({ raw }: Argument): string {
  return raw;
}

/** In conditions quotes stand around a part of a word, if at all. */
function quoted({ raw }: Argument, { name }: Directive): string {
  return name === 'if' || /["']/.test(raw) ? raw : `"${raw}"`;
}

function loud({ raw }: Argument, { name }: Directive, index: number): string {
  return name === 'proxy_set_header' && index === 0 ? raw.toUpperCase() : raw;
}

/** Servers that stand in `nginx.conf`. */
function separated(files: Files): Files {
  const text = mainOf(files);
  const servers = serversOf(text);
  const own = servers.map(({ span }, at) => [`sites/${at}.conf`, text.slice(span.start, span.end)]);
  const main = servers.reduceRight(
    (left, { span }, at) =>
      `${left.slice(0, span.start)}include sites/${at}.conf;${left.slice(span.end)}`,
    text,
  );
  return { ...files, ...Object.fromEntries(own), 'nginx.conf': main };
}

/** One before them and one behind them, at addresses where nobody else listens. */
function surrounded(files: Files): Files {
  const text = mainOf(files);
  const servers = serversOf(text);
  const [first, last] = [servers[0]?.span.start, servers.at(-1)?.span.end];
  if (first === undefined || last === undefined) return files;
  const other = (address: string): string =>
    ` server { listen ${address}:8099; server_name other.test; location / { root /srv/other; } } `;
  const before = `${text.slice(0, first)}${other('127.0.0.8')}`;
  return {
    ...files,
    'nginx.conf': `${before}${text.slice(first, last)}${other('127.0.0.9')}${text.slice(last)}`,
  };
}

const ADDRESS = '127.0.0.1:8080';
const GROUP = 'a_group';

/** The address that nearly all of them hand requests on to. */
function grouped(files: Files): Files {
  const named = mapped(files, (text) => text.replaceAll(`http://${ADDRESS}`, `http://${GROUP}`));
  return within(named, 'http', ` upstream ${GROUP} { server ${ADDRESS}; } `);
}

/** With lines at the start of a block of `nginx.conf`. */
function within(files: Files, name: string, lines: string): Files {
  const text = mainOf(files);
  return { ...files, 'nginx.conf': text.replace(`${name} {`, `${name} {${lines}`) };
}

function serversOf(text: string): Directive[] {
  const http = parse(text).tree.root.children.find(({ name }) => name === 'http');
  return (http?.block?.children ?? []).filter(({ name }) => name === 'server');
}

function mainOf({ 'nginx.conf': main = '' }: Files): string {
  return main;
}

function mapped(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text)]));
}

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = names.filter((name) => name.endsWith('.conf'));
  return Object.fromEntries(texts.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}
