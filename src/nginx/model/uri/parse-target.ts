import { decodePath } from './decode-path.ts';
import type { UriDialect } from './dialect.ts';
import { normalizePath } from './normalize-path.ts';

/** What decides how a target is read. */
export interface TargetOptions {
  /** The server's `merge_slashes`. */
  readonly mergeSlashes: boolean;
  readonly dialect: UriDialect;
}

/** A target that nginx serves. Every text is a byte string: one character a byte. */
export interface Target {
  readonly ok: true;
  /** Percent-decoded, without dot segments: nginx's `$uri`. Locations match against this. */
  readonly uri: string;
  /** What stands between `?` and `#`, as sent: `$args`. */
  readonly args: string;
  /** The target as sent, without scheme and host, with its `#` part: `$request_uri`. */
  readonly unparsed: string;
  /**
   * `host[:port]` of a target such as `http://host/`. It goes before the `Host` header and has to
   * pass the same test; an empty one does not.
   */
  readonly authority: string | undefined;
  /** The path held `%`: what is made from `uri` is escaped again (nginx's `quoted_uri`). */
  readonly hadPercent: boolean;
  /** The path held `+` (`plus_in_uri`); it has captures of a rewrite escaped. */
  readonly hadPlus: boolean;
  /** The target held a space (`space_in_uri`), which only the lenient dialect lets through. */
  readonly hadSpace: boolean;
  /** A `proxy_pass` without URI may send `unparsed` (`valid_unparsed_uri`). */
  readonly isUnparsedValid: boolean;
}

/** A target that nginx answers with an error before any location is chosen. */
export interface RefusedTarget {
  readonly ok: false;
  readonly status: 400;
}

const REFUSED: RefusedTarget = { ok: false, status: 400 };

/** A scheme, and a host that is a name, an IPv4 address, or an IPv6 address in brackets. */
const ABSOLUTE =
  /^[a-z][a-z0-9+.-]*:\/\/((?:\[[a-z0-9:._~!$&'()*+,;=-]*\]|(?!\[)[a-z0-9.-]*)(?::[0-9]*)?)(?=[/?]|$)/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = { strict: /[\0-\x1f\x7f]/, lenient: /[\0\r\n]/ } as const;

/**
 * Reads the target of a request line, what stands between method and protocol, as nginx does:
 * `/path?args`, or `scheme://host/path?args`. `*` is refused, as nginx refuses it.
 */
export function parseTarget(target: string, options: TargetOptions): Target | RefusedTarget {
  const { dialect, mergeSlashes } = options;
  if (!readsAsLine(target, dialect)) return REFUSED;
  const sent = trimmed(target);
  const hadSpace = sent.includes(' ');
  const absolute = ABSOLUTE.exec(sent);
  const unparsed = absolute ? sent.slice(absolute[0].length) || '/' : sent;
  const hasPath = unparsed.startsWith('/');

  const [path = '', args] = splitTarget(hasPath ? unparsed : `/${unparsed}`);
  const decoded = decodePath(path);
  const uri = decoded === undefined ? undefined : normalizePath(decoded, mergeSlashes);
  if (decoded === undefined || uri === undefined) return REFUSED;
  return {
    ok: true,
    uri,
    args,
    unparsed,
    authority: absolute?.[1],
    hadPercent: path.includes('%'),
    hadPlus: decoded.includes('+'),
    hadSpace,
    isUnparsedValid: hasPath && !hadSpace,
  };
}

/**
 * Whether nginx gets to the end of a request line with this target (`ngx_http_parse_request_line`); what is
 * wrong with its path is seen only then. Where it does not, it knows neither method nor protocol.
 */
export function readsAsLine(target: string, dialect: UriDialect): boolean {
  const sent = trimmed(target);
  if (CONTROL[dialect].test(sent)) return false;
  if (sent.includes(' ') && !takesSpaces(sent, dialect)) return false;
  if (sent.startsWith('/')) return true;
  const absolute = ABSOLUTE.exec(sent);
  if (absolute === null) return false;
  const path = sent.slice(absolute[0].length);
  return path === '' || path.startsWith('/') || dialect === 'strict';
}

function trimmed(target: string): string {
  return target.replace(/^ +| +$/g, '');
}

/** An `H` after a space is taken for the protocol's, and is none. */
function takesSpaces(sent: string, dialect: UriDialect): boolean {
  return dialect === 'lenient' && !sent.includes(' H');
}

/** Path and arguments; a fragment ends either. */
function splitTarget(unparsed: string): [path: string, args: string] {
  const [kept = ''] = unparsed.split('#', 1);
  const query = kept.indexOf('?');
  return query === -1 ? [kept, ''] : [kept.slice(0, query), kept.slice(query + 1)];
}
