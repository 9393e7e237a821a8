import { isAtLeast } from '../nginx/catalog/version.ts';
import { type Placed, removeDirective } from '../nginx/syntax/index.ts';
import type { Severity } from './check.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { bringerOf, headerLevel, isShared } from './fixes/place.ts';
import { withoutSnippet } from './fixes/without-snippet.ts';
import { setsAnyTwice, writtenValue } from './header-lines.ts';
import { upgradeOwner } from './upgrade-owner.ts';

/** Headers that servers refuse, or take differently, when they come twice (RFC 9112, section 3.2). */
const SINGLE = /^(?:host|connection|upgrade|origin|cookie|authorization|content-length|sec-.*)$/i;

/** Headers that go upstream twice: the rule of `duplicate-header`. */
export function* judgeDuplicates(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const { handshake, model } = path;
  const headers = handshake.passing?.request?.headers;
  if (!setsAnyTwice(handshake.exchange?.level)) return undefined;
  if (headers === undefined || upgradeOwner(path) === 'header-value') return undefined;
  const byName = new Map<string, Sent[]>();
  for (const { name, value, origin } of headers) {
    const line = value.from.at(-1);
    if (origin !== 'set' || line === undefined) continue;
    const one = { line, text: value.text };
    const same = byName.get(name.toLowerCase());
    if (same === undefined) byName.set(name.toLowerCase(), [one]);
    else same.push(one);
  }
  for (const [name, sent] of byName) {
    if (sent.length < 2) continue;
    // Since 1.31.4 the last Host line counts, and is the only one that is sent.
    if (name === 'host' && isAtLeast(model.version, '1.31.4')) continue;
    if (sent.some(({ text }) => text === undefined)) {
      return { cannotTell: `whether ${name} is sent twice depends on what its lines hold` };
    }
    yield duplicate(path, name, sent);
  }
  return undefined;
}

interface Sent {
  readonly line: Placed;
  readonly text: string | undefined;
}

function duplicate(path: SocketPath, name: string, sent: readonly Sent[]): ConfigProblem {
  const kept = keptOf(path, name, sent);
  const surplus = sent.findLast((one) => one !== kept) ?? kept;
  const values = sent.map(({ text }) => `"${text}"`).join(' and ');
  const written = surplus.line.directive.args[0]?.value ?? name;
  const severity: Severity = SINGLE.test(name) ? 'error' : 'warning';
  return {
    at: surplus.line,
    severity,
    message: `The backend gets ${written} ${sent.length} times (${values}) and refuses the request with 400, or takes either of them: nginx sends every proxy_set_header line in effect. Keep one.`,
    related: sent
      .filter((one) => one !== surplus)
      .map(({ line }) => ({ at: line, message: `${written} is set here as well` })),
    fix: withoutLine(path, surplus.line, `Keep one ${written}`),
  };
}

/**
 * The best of them; of those that are as good, the one of a snippet, as the location can do without its
 * own line, and nobody knows who else is to have the snippet.
 */
function keptOf(path: SocketPath, name: string, sent: readonly Sent[]): Sent {
  const best = bestOf(name, sent);
  const level = headerLevel(path);
  if (level === undefined || bringerOf(level, best.line) !== best.line) return best;
  const isOfSnippet = ({ line }: Sent): boolean => {
    const bringer = bringerOf(level, line);
    return bringer !== undefined && bringer !== line;
  };
  return sent.find((one) => isOfSnippet(one) && isAsGood(name, one, best)) ?? best;
}

const WANTED: Readonly<Record<string, RegExp | undefined>> = {
  connection: /(?:^|,)\s*upgrade\s*(?:,|$)/i,
  upgrade: /websocket/i,
};

/** The one that a handshake needs, or that tells most; else the first. */
function bestOf(name: string, sent: readonly Sent[]): Sent {
  const [first] = sent;
  const found =
    name === 'host'
      ? sent.find(({ line }) => writtenValue(line) === '$http_host')
      : sent.find(({ text }) => WANTED[name]?.test(text ?? ''));
  if (found !== undefined) return found;
  if (first === undefined) throw new Error(`Nothing is sent as ${name}, but it was counted.`);
  return first;
}

/** A literal would go out with plain requests, too, where the own line may know better. */
function isAsGood(name: string, one: Sent, best: Sent): boolean {
  const written = writtenValue(one.line);
  if (written === writtenValue(best.line)) return true;
  return written.includes('$') && WANTED[name]?.test(one.text ?? '') === true;
}

/** Where others include the snippet of the line too, it is written out without that line. */
function withoutLine(path: SocketPath, line: Placed, title: string): Fix | undefined {
  const { directive, file } = line;
  const level = headerLevel(path);
  const include = level && bringerOf(level, line);
  if (include === line || !isShared(path.model.configuration, file)) {
    const edits = removeDirective(directive).map((edit) => ({ file, edit }));
    return { title, safe: true, edits };
  }
  if (level === undefined || include === undefined) return undefined;
  const edits = withoutSnippet(level, include, (one) =>
    one.directive === directive ? '' : undefined,
  );
  return edits && { title, safe: true, edits };
}
