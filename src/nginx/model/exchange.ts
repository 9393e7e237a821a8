import type { Placed } from '../syntax/configuration.ts';
import { evaluate } from './evaluate.ts';
import { firstHeader } from './headers.ts';
import type { Level } from './level.ts';
import type { Location } from './locations.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcome.ts';
import type { ProxyTarget } from './proxy/proxy-target.ts';
import type { PcreMatch, PcreRegex } from './regex/index.ts';
import type { RequestHeader, TraceRequest } from './request.ts';
import type { Step } from './steps.ts';
import { known, type Unknown, unknown, type Value } from './value.ts';

/** How often the URI of a request may change (`NGX_HTTP_MAX_URI_CHANGES`, and one). */
const URI_CHANGES = 11;

/** More than anybody reads. */
export const MOST_DOUBTS = 100;

/**
 * A request while nginx works on it: what `ngx_http_request_t` of nginx's `src/http/ngx_http_request.h`
 * holds, as far as anything depends on it. Texts hold one character for each byte.
 */
export class Exchange {
  readonly model: Model;
  readonly request: TraceRequest;
  /** The server in charge: its level, and which of its names the request came by. */
  server: Level;
  serverName: string;
  /** The configuration in effect: that of the server at first, then of a location or an `if` in it. */
  level: Level;
  /** The location in charge; undefined while only the server's own configuration is. */
  location: Location | undefined;
  method: string;
  /** As it is sent and told: empty where the request line could not be read. */
  methodName: string;
  /** `Host` without its port, in lower case; the server's name where none was sent. */
  host: string;
  /** Whether the request named a host. */
  hostIsSent = false;
  /** What clients may send, after `ignore_invalid_headers` and the like. */
  headers: readonly RequestHeader[];
  /** Decoded and normalised: `$uri`. */
  uri: string;
  args: string;
  /** As it was sent: `$request_uri`. */
  unparsedUri: string;
  /** The path held `%`, a space, or `+`. */
  quotedUri = false;
  spaceInUri = false;
  plusInUri = false;
  /** `proxy_pass` without a URI passes `unparsedUri` on. */
  validUnparsedUri = true;
  /** The URI still begins as its location does. */
  validLocation = true;
  uriChanged = false;
  uriChanges: number = URI_CHANGES;
  /** Not (or not any more) what a client asked for; `internal` locations are open to it. */
  internal = false;
  /** Whether nginx got as far as the protocol in the request line, and as far as the length of the body. */
  protocolIsRead = true;
  lengthIsRead = true;
  /** The body was too large, and thrown away. */
  bodyIsDropped = false;
  /** An `error_page` was followed, and `recursive_error_pages` is off. */
  inErrorPage = false;
  /** The status that an `error_page` set over that of the response; 0 for none. */
  errorStatus = 0;
  /** What the last regular expression that matched has captured; why that is not known; or nothing. */
  captures: PcreMatch | Unknown | undefined;
  /** The client's address and port, as the realip module leaves them. */
  client: { readonly address: string; readonly port: string };
  /** Why the client's address cannot be known; undefined where it can. */
  clientUnknown: Unknown | undefined;
  /** The line whose module answers the request (`proxy_pass`, …), once a location or an `if` set it. */
  handler: Placed | undefined;
  /** Where `proxy_pass` leads, once that is decided. */
  proxyTarget: ProxyTarget | undefined;
  /** What `set`, named groups and the like have given variables. */
  variables: Map<string, Value> = new Map();
  /** Variables that nginx computes once in a request, and that were asked for. */
  derived: Map<string, Value> = new Map();
  /** The path that a `try_files` falls back to: a configuration that names a file has it, most likely. */
  fallbackUri: string | undefined;
  /** `try_files` found a file for an `alias` in a regular expression, and the file's name is to be added. */
  addsUriToAlias = false;
  /** The request that this one is a part of: `auth_request` and `mirror` ask others. */
  parent: Exchange | undefined;
  readonly subrequests: { readonly at: Placed; readonly exchange: Exchange }[] = [];
  /** How it ended, where it is a subrequest. */
  outcome: Outcome | undefined;
  readonly steps: Step[] = [];
  readonly unknowns: Unknown[] = [];

  constructor(model: Model, request: TraceRequest, server: Level) {
    this.model = model;
    this.request = request;
    this.server = server;
    this.level = server;
    this.serverName = '';
    this.method = request.method;
    this.methodName = request.method;
    this.host = '';
    this.headers = request.headers;
    this.uri = '';
    this.args = '';
    this.unparsedUri = request.target;
    this.client = { address: request.client.address, port: String(request.client.port) };
  }

  /** What follows the last dot of the last part of the path. */
  get extension(): string {
    return /[^/]\.([^./]*)$/.exec(this.uri)?.[1] ?? '';
  }

  /** Whether the request brings what a line asks for that would turn it away. */
  isLetInBy({ directive }: Placed): boolean {
    return this.request.letInBy?.has(directive) === true;
  }

  /** The first header of this name, in lower case. */
  header(name: string): string | undefined {
    return firstHeader(this.headers, name);
  }

  /** What a text with variables yields now. `at` is the line that it stands in. */
  evaluate(text: string, at: Placed): Value {
    return evaluate(this, text, at);
  }

  /**
   * Whether a regular expression of a line matches; if so, its groups are the request's. Why that cannot
   * be known where it cannot.
   */
  match(pattern: string, caseless: boolean, subject: string, at: Placed): boolean | Unknown {
    const regex = this.model.regex(pattern, caseless);
    if (regex.kind !== 'regex') {
      return unknown(`whether "${pattern}" matches`, regex.why, at).unknown;
    }
    const found = regex.exec(subject);
    if (found === null) return false;
    this.capture(found, regex);
    return true;
  }

  /** Makes the groups of a match the request's own: `$1`, …, and the named ones as variables. */
  capture(found: PcreMatch, regex: PcreRegex): void {
    this.captures = found;
    for (const [name, group] of regex.names) {
      const isSure = !found.unsure.has(group);
      const value = isSure
        ? known(found.groups[group] ?? '')
        : unknown(`$${name}`, 'PCRE and this model may see the group differently');
      this.variables.set(name.toLowerCase(), value);
    }
  }

  /** From now on nobody knows who the client is. */
  loseClient(why: string): void {
    this.clientUnknown = unknown("the client's address", why).unknown;
  }

  /** The request that the client made. */
  get main(): Exchange {
    return this.parent === undefined ? this : this.parent.main;
  }

  /** How many requests this one is a part of. */
  get depth(): number {
    return this.parent === undefined ? 0 : this.parent.depth + 1;
  }

  changeMethod(method: string): void {
    this.method = method;
    this.methodName = method;
  }

  tell(step: Omit<Step, 'lost' | 'surprise'> & Partial<Step>): void {
    this.steps.push({ lost: [], surprise: undefined, ...step });
  }

  /** Keeps in mind that something could not be known, once for each thing and line. */
  doubt(unknown: Unknown): void {
    const { what, at } = unknown;
    // A configuration may give a reason in each of half a million lines.
    if (this.unknowns.length >= MOST_DOUBTS) return;
    if (!this.unknowns.some((other) => other.what === what && other.at === at)) {
      this.unknowns.push(unknown);
    }
  }
}
