import { isIP } from 'node:net';
import {
  browserHandshake,
  CLIENT_PORT,
  USER_AGENT,
  USUAL_CLIENT,
} from '../../engine/browser-handshake.ts';
import type { TraceRequest } from '../../nginx/model/index.ts';
import { LOOPBACK } from '../../nginx/model/next-hop.ts';
import type { HeaderPair } from '../../websocket/header.ts';
import { mergeHeaders, requestHead } from '../../websocket/request-head.ts';
import { parseHeader } from './parse-header.ts';

/** What is asked, beside the URL. All of it has a right default. */
export interface QuestionOptions {
  /** `Name: value`, in the place of what the client would send of that name; an empty value sends none. */
  readonly headers?: readonly string[];
  /** `GET` if left out. */
  readonly method?: string | undefined;
  /**
   * Where the connection arrives: `127.0.0.1`, `[::1]:8443`, `:9080`, `unix:/path`. The port is that of
   * the URL if left out, the address is not known then.
   */
  readonly address?: string | undefined;
  /** Whose request it is: an IP address. */
  readonly client?: string | undefined;
}

/** Schemes, with their usual port. */
const PORTS: Readonly<Record<string, number | undefined>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
};

/**
 * The request that a URL stands for: for `wss:` and `ws:` a browser's handshake from a page of the
 * same host, for `https:` and `http:` a plain request. Fails where a part is none, and says what was
 * expected.
 */
export function questionFor(written: string, options: QuestionOptions): TraceRequest {
  const url = parseUrl(written);
  const tls = url.protocol === 'wss:' || url.protocol === 'https:';
  const method = options.method ?? 'GET';
  // What nginx takes for one (`ngx_http_parse_request_line`).
  if (!/^[A-Z_-]+$/.test(method)) {
    throw new Error(`The method "${method}" is none: expected capitals, such as GET or POST.`);
  }
  const target = url.pathname + url.search;
  const headers = headersFor(url, options);
  // Refuses what would be another request on the wire.
  requestHead(method, target, '1.1', headers);
  const client = options.client ?? USUAL_CLIENT;
  if (isIP(client) === 0) {
    throw new Error(`The client "${client}" is no address: expected one such as ${USUAL_CLIENT}.`);
  }
  const { address, port } = arrivalOf(options.address);
  return {
    method,
    target,
    httpVersion: '1.1',
    headers: headers.map(([name, value]) => ({ name, value })),
    // A name leads to an address that nobody knows here, but for one.
    address: options.address === undefined ? loopbackOf(bareHost(url)) : address,
    port: port ?? (url.port === '' ? (PORTS[url.protocol] ?? 80) : Number(url.port)),
    tls,
    // RFC 6066, section 3: "Literal IPv4 and IPv6 addresses are not permitted".
    serverName: tls && isIP(bareHost(url)) === 0 ? url.hostname : undefined,
    client: { address: client, port: CLIENT_PORT },
  };
}

function loopbackOf(host: string): string | undefined {
  if (host === 'localhost') return LOOPBACK;
  return host === '::1' || /^127\./.test(host) ? host : undefined;
}

/** Whether a word of the command line is meant as a URL. */
export function looksLikeUrl(word: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(word);
}

function parseUrl(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || PORTS[url.protocol] === undefined || !looksLikeUrl(written)) {
    throw new Error(
      `"${written}" is no URL that can be explained: expected one such as wss://app.example.com/ws ` +
        '(wss:, ws:, https: or http:, and a host).',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error(
      `The URL for ${url.host} holds a user: say --header 'Authorization: …' instead.`,
    );
  }
  return url;
}

function headersFor(url: URL, { headers = [] }: QuestionOptions): readonly HeaderPair[] {
  const wished = headers.map(parseHeader);
  const given = wished.filter(([, value]) => value !== '');
  const without = wished.filter(([, value]) => value === '').map(([name]) => name);
  return mergeHeaders(usualHeaders(url), given, without);
}

function usualHeaders({ protocol, host }: URL): readonly HeaderPair[] {
  if (protocol === 'ws:' || protocol === 'wss:') {
    return browserHandshake(host, protocol === 'wss:').map(({ name, value }) => [name, value]);
  }
  return [
    ['Host', host],
    ['User-Agent', USER_AGENT],
    ['Accept', '*/*'],
  ];
}

interface ArrivalPlace {
  readonly address: string | undefined;
  readonly port: number | undefined;
}

function arrivalOf(written: string | undefined): ArrivalPlace {
  if (written === undefined) return { address: undefined, port: undefined };
  if (written.startsWith('unix:') && written.length > 'unix:'.length) {
    return { address: written, port: undefined };
  }
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(
    isIP(written) === 6 ? `[${written}]` : written,
  );
  const host = match?.[1]?.replace(/^\[|\]$/g, '') ?? '';
  const port = match?.[2] === undefined ? undefined : Number(match[2]);
  const isPort = port === undefined || (port > 0 && port <= 65_535);
  if (match === null || !isPort || (host === '' ? port === undefined : isIP(host) === 0)) {
    throw new Error(
      `The address "${written}" is none that a connection arrives at: expected one such as ` +
        '127.0.0.1, 127.0.0.1:8443, [::1]:8443, :8443 or unix:/run/nginx.sock.',
    );
  }
  return { address: host === '' ? undefined : host, port };
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
