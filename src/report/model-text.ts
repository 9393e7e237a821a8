import { isAtLeast } from '../nginx/catalog/version.ts';
import { handlerOf } from '../nginx/model/handlers.ts';
import type { Level, Model } from '../nginx/model/index.ts';
import { readTime } from '../nginx/model/sizes.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { durationText, placeText } from './explain/shown.ts';
import type { Paint } from './paint.ts';

/** Where nginx's default holds. */
const DEFAULT_READ_MS = 60_000;
const WIDEST_PLACE = 40;
const WIDEST_COLUMN = 40;

/** What a configuration means: every server, and every location with where it leads. A line for each. */
export function* modelText(model: Model, { paint }: { readonly paint: Paint }): Generator<string> {
  const lines = [...serverLines(model), ...groupLines(model)];
  const places = widest(lines, ({ place }) => place, WIDEST_PLACE);
  const names = widest(lines, ({ name }) => name, WIDEST_COLUMN);
  const does = widest(lines, (line) => line.does, WIDEST_COLUMN);
  const facts = [0, 1, 2, 3].map((i) =>
    widest(lines, (line) => line.facts[i] ?? '', WIDEST_COLUMN),
  );
  for (const { place, name, does: what, facts: own, isBlock } of lines) {
    const head = name.padEnd(names);
    const tail = own.map((fact, i) => fact.padEnd(facts[i] ?? 0)).join('  ');
    const text = `${isBlock ? paint('strong', head) : head}  ${what.padEnd(does)}  ${paint('quiet', tail.trimEnd())}`;
    yield `${paint('quiet', place.padEnd(places))}  ${text}`.trimEnd();
  }
}

interface Line {
  readonly place: string;
  readonly name: string;
  readonly does: string;
  readonly facts: readonly string[];
  /** A server or an upstream, and no location. */
  readonly isBlock: boolean;
}

function widest(lines: readonly Line[], of: (line: Line) => string, most: number): number {
  return Math.max(0, ...lines.map((line) => of(line).length).filter((width) => width <= most));
}

function serverLines({ listeners, version }: Model): Line[] {
  return (listeners?.servers ?? []).flatMap((server) => {
    const { level, names } = server;
    if (level.placed === undefined) return [];
    const sockets = (listeners?.sockets ?? [])
      .filter(({ servers }) => servers.some((one) => one.server === server))
      .map((socket) => {
        const isDefault = socket.servers.length > 1 && socket.defaultServer.server === server;
        return `${socket.text}${socket.ssl ? ' ssl' : ''}${isDefault ? ' default' : ''}`;
      });
    const head = {
      place: placeText(level.placed),
      name: `server ${names.map(({ written }) => written || '""').join(' ')}`,
      does: sockets.join(', '),
      facts: [ownAnswer(level)].filter((fact) => fact !== ''),
      isBlock: true,
    };
    return [head, ...locationLines(level, version, 1)];
  });
}

/** Nested locations stand below theirs; how deep they nest is limited by what was read. */
function locationLines(outer: Level, version: string, depth: number): Line[] {
  return outer.blocks('location').flatMap((level) => {
    if (level.placed === undefined) return [];
    const handler = handlerOf(level);
    const line = {
      place: placeText(level.placed),
      name: `${'  '.repeat(depth)}${written(level.placed)}`,
      does: whatItDoes(level, handler),
      facts: handler?.directive.name === 'proxy_pass' ? proxyFacts(level, version) : [],
      isBlock: false,
    };
    return [line, ...locationLines(level, version, depth + 1)];
  });
}

function whatItDoes(level: Level, handler: Placed | undefined): string {
  const own = ownAnswer(level);
  if (own !== '') return own;
  if (handler !== undefined) {
    const { name } = handler.directive;
    return name === 'proxy_pass' ? `→ ${written(handler)}` : `${name} ${written(handler)}`.trim();
  }
  const files = level.last('try_files');
  if (files !== undefined) return `try_files ${written(files)}`;
  const root = level.last('alias') ?? level.effective('root').at(-1);
  return root === undefined ? 'files of html' : `files of ${written(root)}`;
}

/** A `return` of the level itself answers everything that comes to it. */
function ownAnswer(level: Level): string {
  const line = level.named('return')[0];
  return line === undefined ? '' : `return ${written(line)}`;
}

/** What decides whether a WebSocket gets through: version, headers, idle timeout. */
function proxyFacts(level: Level, version: string): string[] {
  const http = level.effective('proxy_http_version').at(-1);
  const usual = isAtLeast(version, '1.29.7') ? '1.1' : '1.0';
  const header = (name: string): string => {
    const line = level
      .effective('proxy_set_header')
      .findLast(({ directive }) => directive.args[0]?.value.toLowerCase() === name.toLowerCase());
    const value = line?.directive.args[1]?.value;
    return `${name} ${value === undefined || value === '' ? '—' : value}`;
  };
  const read = level.effective('proxy_read_timeout').at(-1)?.directive.args[0]?.value;
  const ms = (read === undefined ? undefined : readTime(read)) ?? DEFAULT_READ_MS;
  return [
    `HTTP/${http === undefined ? usual : written(http)}`,
    header('Upgrade'),
    header('Connection'),
    `idle ${durationText(ms)}`,
  ];
}

function groupLines({ http, upstreams }: Model): Line[] {
  return (http?.blocks('upstream') ?? []).flatMap(({ placed }) => {
    const name = placed?.directive.args[0]?.value ?? '';
    const group = upstreams?.find(name);
    if (placed === undefined || group === undefined) return [];
    const { servers, balancing, keepalive, sticky } = group;
    return [
      {
        place: placeText(placed),
        name: `upstream ${name}`,
        does: servers.map((server) => server.written).join(', '),
        facts: [
          balancing.name === 'round_robin' ? 'round robin' : balancing.name,
          ...(sticky ? [`sticky ${sticky.kind}`] : []),
          keepalive ? `keepalive ${keepalive.connections}` : 'no keepalive',
        ],
        isBlock: true,
      },
    ];
  });
}

function written({ directive }: Placed): string {
  return directive.args.map(({ raw }) => raw).join(' ');
}
