/** A header as it is sent; byte strings are latin-1. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** One request, and where and from where it is sent. */
export interface TestRequest {
  /** Where the connection arrives. */
  readonly listener: { readonly address: string; readonly port: number };
  /** The address from which it comes. */
  readonly client: string;
  readonly method: string;
  /** As on the request line. */
  readonly target: string;
  readonly protocol: 'HTTP/1.0' | 'HTTP/1.1';
  /** All headers in order, `Host` among them. */
  readonly headers: readonly Header[];
  readonly body: string;
}

/** A directive's place: the file relative to the folder of `nginx.conf`, and the line, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A header that goes upstream; its value is null where the model does not know it. */
export interface AnsweredHeader {
  readonly name: string;
  readonly value: string | null;
}

/** What the model says of one request: the fields of `explain --format json`; byte strings as latin-1. */
export interface ModelAnswer {
  readonly server: Place | null;
  /** The location in effect at the end, after internal redirects; null where none is. */
  readonly location: (Place & { readonly pattern: string }) | null;
  readonly outcome: {
    readonly kind: 'proxy' | 'response' | 'file' | 'unknown';
    readonly status: number | null;
    readonly redirect: string | null;
  };
  readonly upstream: {
    readonly name: string;
    /** As nginx writes them in `$upstream_addr`: `127.0.0.1:8080`, `unix:/path`. */
    readonly servers: readonly string[];
    readonly request: { readonly line: string; readonly headers: readonly AnsweredHeader[] };
  } | null;
  readonly unknown: readonly { readonly what: string; readonly why: string }[];
}

/**
 * The model as the harness asks it. `files` are those of the prefix, by path relative to it:
 * `nginx.conf`, what it includes, and the files that are served; the same object comes again for
 * every request to one configuration, so that what is built from it can be kept.
 */
export type ModelUnderTest = (
  files: Readonly<Record<string, string>>,
  version: string,
  request: TestRequest,
) => ModelAnswer;
