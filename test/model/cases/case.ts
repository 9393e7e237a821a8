/** What a statement about nginx looks like: a piece of configuration, and requests with what becomes of them. */
export interface Case {
  /** Begins with the section of the statement. */
  readonly name: string;
  /**
   * Lines of a server that listens on a port of the case's own. `@PORT@` is that port, `@BACKEND@` that of a
   * backend which every upstream `backend` of the site leads to.
   */
  readonly server?: Text;
  /** Blocks of `http` in its place; names of maps and upstreams are the whole site's. */
  readonly http?: Text;
  /** The first version that takes the configuration; all do if left out. */
  readonly since?: string;
  readonly asks: readonly Ask[];
}

/** The same text for all versions, or one for each. */
export type Text = string | ((version: string) => string);

/** One request, and what becomes of it. */
export interface Ask {
  readonly target: string;
  readonly method?: string;
  readonly httpVersion?: '1.0' | '1.1';
  /** `a.test` if left out; null for no such header. */
  readonly host?: string | null;
  /** Such as `X-Name: value`, behind `Host`. */
  readonly headers?: readonly string[];
  /** Where the connection arrives; 127.0.0.1 if left out. */
  readonly address?: string;
  /** What of it the statement is about. */
  readonly expected: Partial<Seen> | ((version: string) => Partial<Seen>);
}

/** What nginx did with a request, or what the model says of it. */
export interface Seen {
  /** Undefined where the backend decides; 444 where nginx closes without an answer. */
  readonly status: number | undefined;
  /** `Location`. */
  readonly redirect: string | undefined;
  /** The request line that the backend got, with `@PORT@` for the port of the case. */
  readonly line: string | undefined;
  /** The headers that the backend got: `Host: backend`, … */
  readonly headers: readonly string[];
  /** What `add_header` adds to an answer of the backend with status 200: `X-Name: value`, … */
  readonly added: readonly string[];
}

/** `return 302 name` is how a place tells that it answered. */
export function answeredBy(name: string): Partial<Seen> {
  return { status: 302, redirect: name };
}

/** What a browser sends to open a WebSocket. */
export const HANDSHAKE: readonly string[] = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
