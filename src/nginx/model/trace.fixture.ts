import { load, objectFiles, type Placed, placeOf } from '../syntax/index.ts';
import type { FileKind } from './file-facts.ts';
import { Model } from './model.ts';
import type { UpstreamHeader } from './proxy/upstream-headers.ts';
import type { RequestHeader, TraceRequest } from './request.ts';
import { type Trace, trace } from './trace.ts';
import type { Value } from './value.ts';

export { lineOf } from './listen/main-level.fixture.ts';

/** What a test says of a request, and of nginx, besides the URL. */
export interface Asked {
  /** Of nginx; a version between 1.21.1 and 1.29.3, whose ways most of the tests do not depend on. */
  readonly version?: string;
  readonly method?: string;
  readonly httpVersion?: '1.0' | '1.1';
  /** Of the request line; what stands behind the host of the URL if left out. */
  readonly target?: string;
  /** What `Host` says, the first header; that of the URL if left out, and null for no such header. */
  readonly host?: string | null;
  /** Such as `X-Name: value`. */
  readonly headers?: readonly string[];
  /** Where the connection arrives. */
  readonly address?: string;
  readonly client?: string;
  /** The name in the TLS ClientHello; the host of the URL if left out. */
  readonly serverName?: string;
  /** What stands on nginx's disk, by path; all else is missing. Nothing is known if left out. */
  readonly disk?: Readonly<Record<string, FileKind>>;
  readonly prefix?: string;
}

const VERSION = '1.26.3';

/** A configuration: its text, or its files by path, `/nginx.conf` among them. */
export type Written = string | Readonly<Record<string, string>>;

/** Builds the model of a configuration whose texts are sent as bytes of UTF-8. */
export function modelOf(written: Written, { version = VERSION, disk, prefix }: Asked = {}): Model {
  const texts = typeof written === 'string' ? { '/nginx.conf': written } : written;
  const encoder = new TextEncoder();
  const files = Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]);
  const configuration = load('/nginx.conf', { files: objectFiles(Object.fromEntries(files)) });
  return new Model(configuration, {
    version,
    ...(disk && { fileFacts: (path: string) => disk[path] ?? 'missing' }),
    ...(prefix !== undefined && { prefix }),
  });
}

/** What becomes of a request for a URL, or for a path of `http://a.test`. */
export function traceOf(written: Written, url: string, asked: Asked = {}): Trace {
  return trace(modelOf(written, asked), requestFor(url, asked));
}

/** The same where the text is that of the only server. */
export function serve(lines: string, url: string, asked: Asked = {}): Trace {
  return traceOf(inServer(lines), url, asked);
}

/** A configuration of one server; what is given begins on line 1. `before` stands in `http`, ahead of it. */
export function inServer(lines: string, before = ''): string {
  return `http { ${before} server { listen 80; server_name a.test; ${lines}\n} }`;
}

/** A URL's target is sent as it is written, no matter how odd. */
const URL_PARTS = /^(?:(https?|wss?):\/\/([^/:?]*)(?::(\d+))?)?(.*)$/s;

/** The request for a URL; one of `ws` is a handshake. */
export function requestFor(url: string, asked: Asked = {}): TraceRequest {
  const [, scheme = 'http', host = 'a.test', port, target = ''] = URL_PARTS.exec(url) ?? [];
  const tls = scheme === 'https' || scheme === 'wss';
  const ownHost = port === undefined ? host : `${host}:${port}`;
  const sentHost = asked.host === undefined ? ownHost : asked.host;
  const headers = [
    ...(sentHost === null ? [] : [{ name: 'Host', value: sentHost }]),
    ...(scheme.startsWith('ws') ? HANDSHAKE : []),
    ...(asked.headers ?? []).map(readHeader),
  ];
  return {
    method: asked.method ?? 'GET',
    target: asked.target ?? target,
    httpVersion: asked.httpVersion ?? '1.1',
    headers,
    address: asked.address ?? '127.0.0.1',
    port: port === undefined ? (tls ? 443 : 80) : Number(port),
    tls,
    serverName: tls ? (asked.serverName ?? host) : undefined,
    client: { address: asked.client ?? '192.0.2.7', port: 50_000 },
  };
}

function readHeader(line: string): RequestHeader {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
}

/** What a browser sends to open a WebSocket, as far as nginx cares. */
const HANDSHAKE: readonly RequestHeader[] = [
  { name: 'Upgrade', value: 'websocket' },
  { name: 'Connection', value: 'Upgrade' },
  { name: 'Sec-WebSocket-Version', value: '13' },
  { name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' },
];

/** The end of a request in a few words: `404`, `301 http://a.test/x/`, `proxy GET / HTTP/1.0`, `file /x 200`. */
export function endOf({ outcome, passing }: Trace): string {
  switch (outcome.kind) {
    case 'proxy':
      return passing?.request === undefined
        ? outcome.at.directive.name
        : `proxy ${tell(passing.request.line)}`;
    case 'response':
      return outcome.redirect === undefined
        ? String(outcome.status)
        : `${outcome.status} ${tell(outcome.redirect)}`;
    case 'file':
      return `file ${tell(outcome.path)} ${outcome.status ?? 'or 404'}`;
    case 'unknown':
      return `unknown: ${outcome.unknown.what}: ${outcome.unknown.why}`;
    default:
      return `unreachable: ${outcome.why}`;
  }
}

/** The text of a value, or why there is none. */
export function tell(value: Value): string {
  return value.text ?? `unknown: ${value.unknown?.what}: ${value.unknown?.why}`;
}

/** What a text with variables yields in a server that holds `lines`. */
export function expand(text: string, url: string, asked: Asked = {}, lines = ''): string {
  return endOf(serve(`${lines} return 302 "=${text}";`, url, asked)).replace(/^302 =?/, '');
}

/** The pattern of the location in charge at the end. */
export function patternOf({ location }: Trace): string | undefined {
  return location?.pattern;
}

/** The headers that go upstream: `Host: a`, … */
export function headersSent({ passing }: Trace): string[] {
  return (passing?.request?.headers ?? []).map(({ name, value }) => `${name}: ${tell(value)}`);
}

/** The one header of this name that goes upstream. */
export function headerSent({ passing }: Trace, name: string): UpstreamHeader | undefined {
  const wanted = name.toLowerCase();
  return passing?.request?.headers.find((header) => header.name.toLowerCase() === wanted);
}

/** The numbers of lines. */
export function linesOf(placed: readonly Placed[]): number[] {
  return placed.map((one) => placeOf(one).line);
}

/** What `add_header` adds to the upstream's answer: `X-Name: value`, … */
export function valuesAdded({ answer }: Trace): string[] {
  return (answer?.added ?? []).map(({ name, value }) => `${name}: ${tell(value)}`);
}
