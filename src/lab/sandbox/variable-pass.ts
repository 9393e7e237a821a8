import { parseTemplate, type StreamTrace, type Trace } from '../../nginx/model/index.ts';
import type { Line } from './line.ts';
import type { PassContext } from './pass-lines.ts';
import type { Rewriting } from './rewriting.ts';
import { ofUserPorts } from './server-port.ts';

/** Variables that hold a path: what stands before them in a URL is its authority. */
const PATHS: ReadonlySet<string> = new Set(['document_uri', 'is_args', 'request_uri', 'uri']);

/**
 * A `proxy_pass` with variables is led through a map: it knows the addresses that the requests at hand
 * come to, and every other leads to nobody. The URI stays what the line makes of it, where one can tell
 * it from the address.
 */
export function variablePass(line: Line, into: Rewriting, context: PassContext): void {
  const [argument] = line.directive.args;
  if (argument === undefined) return;
  const { isStream } = line;
  const { places, groups, maps, streams, traces } = context;
  const { authority, uri } = splitTemplate(argument.value);
  const known = isStream
    ? streams.flatMap((stream) => streamEntries(line, stream, context))
    : traces.flatMap((trace) => entriesOf(line, trace, context));
  const schemes = schemesOf(line);
  const own = [...(isStream ? groups.stream : groups.http)].flatMap((group) =>
    schemes.map((scheme): [string, string] => [`${scheme}${group}`, `${scheme}${group}`]),
  );
  const variable = maps.define(line, {
    what: 'pass',
    source: authority,
    otherwise: `${schemes[0] ?? ''}127.0.0.1:${places.elsewhere}`,
    entries: new Map([...own, ...known]),
  });
  into.replace(line, argument.span, `"\${${variable}}${ofUserPorts(uri)}"`);
}

/** What may stand before an address; the first is what we write. */
function schemesOf({ directive, isStream }: Line): readonly string[] {
  if (isStream) return [''];
  if (directive.name === 'proxy_pass') return ['http://', 'https://'];
  if (directive.name === 'grpc_pass') return ['', 'grpc://', 'grpcs://'];
  return directive.name === 'uwsgi_pass' ? ['', 'uwsgi://', 'suwsgi://'] : [''];
}

function streamEntries(
  line: Line,
  { outcome }: StreamTrace,
  { places }: PassContext,
): [string, string][] {
  if (outcome.kind !== 'proxy' || outcome.at.directive !== line.directive) return [];
  const { upstream, target } = outcome;
  if (upstream === undefined || 'error' in upstream || upstream.placed !== undefined) return [];
  const endpoint = upstream.servers[0]?.endpoint;
  if (endpoint === undefined || 'error' in endpoint || target.text === undefined) return [];
  return [[target.text, places.of(endpoint)]];
}

/** What a request that comes to this line hands its authority on as. */
function entriesOf(line: Line, { passing }: Trace, { places }: PassContext): [string, string][] {
  const { target } = passing ?? {};
  if (passing?.line.directive !== line.directive || target?.upstream === undefined) return [];
  const { scheme, hostHeader, upstream, fault } = target;
  const [server] = upstream.servers;
  if (server === undefined || 'error' in server.endpoint) return [];
  const uri = target.uri.text ?? '';
  if (upstream.placed !== undefined) {
    const group = `${scheme.text}://${upstream.name}`;
    return [[`${group}${uri}`, `${group}${uri}`]];
  }
  const { kind, host, port, portText } = server.endpoint;
  // A name that nginx has no means to look up stays one: it leads nowhere, as it does for the user.
  const place = fault === undefined ? places.of(server.endpoint) : hostHeader.text;
  const address = `${scheme.text}://${place}`;
  const written = kind === 'unix' ? `unix:${host}:` : host;
  // The map compares what the line makes of its variables: with a port, and without a usual one.
  const names = new Set([written, `${written}:${portText ?? port}`, hostHeader.text ?? '']);
  return [...names].flatMap((name): [string, string][] => [
    [`${scheme.text}://${name}`, address],
    // A variable may hold the URI as well.
    [`${scheme.text}://${name}${uri}`, `${address}${uri}`],
  ]);
}

interface SplitTemplate {
  readonly authority: string;
  readonly uri: string;
}

/**
 * Splits a URL with variables where its URI begins. What may be either, such as a capture behind a name,
 * stays with the authority.
 */
function splitTemplate(value: string): SplitTemplate {
  const scheme = /^(?:https?|grpcs?|s?uwsgi):\/\//i.exec(value)?.[0] ?? '';
  let at = scheme.length;
  for (const part of parseTemplate(value.slice(scheme.length))) {
    if (part.kind === 'variable' && PATHS.has(part.name)) break;
    // Behind a port there can be nothing but a URI.
    if (part.kind === 'capture' && /:\d+$/.test(value.slice(0, at))) break;
    if (part.kind === 'text') {
      // `$scheme://…` has its slashes behind a variable.
      const begin = part.text.startsWith('://') ? 3 : 0;
      const slash = part.text.slice(begin).search(/[/?]/);
      if (slash >= 0) {
        at += begin + slash;
        break;
      }
    }
    at += lengthOf(value, at, part);
  }
  return { authority: value.slice(0, at), uri: value.slice(at) };
}

/** `$`, `{` and `}`. */
const BRACED = 3;

type Part = ReturnType<typeof parseTemplate>[number];

function lengthOf(value: string, at: number, part: Part): number {
  if (part.kind === 'variable') {
    return part.name.length + (value.charAt(at + 1) === '{' ? BRACED : 1);
  }
  return part.kind === 'text' || part.kind === 'broken' ? part.text.length : 2;
}
