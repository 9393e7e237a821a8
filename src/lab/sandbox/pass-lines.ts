import {
  hasVariables,
  listenAddresses,
  type Model,
  parseUrl,
  type StreamTrace,
  type Trace,
} from '../../nginx/model/index.ts';
import type { BackendPlaces } from './backend-places.ts';
import { type Line, ownerOf, type PlacedIn } from './line.ts';
import type { PlannedListener } from './listen-plan.ts';
import type { MapDefinitions } from './map-definitions.ts';
import { isWithoutPort, readPassUrl } from './pass-url.ts';
import { quoted } from './private-text.ts';
import type { Rewriting } from './rewriting.ts';
import { variablePass } from './variable-pass.ts';

/** What rewriting a line that hands requests on goes by. */
export interface PassContext {
  readonly places: BackendPlaces;
  readonly listeners: ReadonlyMap<string, PlannedListener>;
  /** Of the requests that will be sent. */
  readonly traces: readonly Trace[];
  /** Of the connections that `stream` will take. */
  readonly streams: readonly StreamTrace[];
  readonly groups: Groups;
  readonly maps: MapDefinitions;
  /** Whether nginx is kept from giving a backend up that failed. */
  readonly neverGivesUp: boolean;
}

/** Names of the `upstream` groups, in lower case: those of one are unknown to the other. */
export interface Groups {
  readonly http: ReadonlySet<string>;
  readonly stream: ReadonlySet<string>;
}

/** The groups of a configuration. */
export function groupsOf({ main }: Model): Groups {
  const namesIn = (context: string): ReadonlySet<string> => {
    const groups = main.blocks(context).flatMap((level) => level.named('upstream'));
    return new Set(groups.map(({ directive }) => (directive.args[0]?.value ?? '').toLowerCase()));
  };
  return { http: namesIn('http'), stream: namesIn('stream') };
}

/** Hands requests on to backends of ours. */
export function rewritePass(line: Line, into: Rewriting, context: PassContext): void {
  const [first] = line.directive.args;
  if (first === undefined) return;
  if (hasVariables(first.value)) variablePass(line, into, context);
  else rewriteUrl(line, into, context);
}

/** Parameters of a group's `server` that have nginx ask a name server. */
const LOOKED_UP = /^(?:resolve$|service=)/;

/** Puts a backend of ours in the place of a server of a group. */
export function rewriteGroupServer(
  line: Line,
  into: Rewriting,
  { places, neverGivesUp }: PassContext,
): void {
  const [address, ...parameters] = line.directive.args;
  const defaultPort = line.isStream ? undefined : 80;
  const endpoint = parseUrl(address?.value ?? '', { defaultPort, takesUri: false });
  // What is no address nginx is left to refuse.
  if (address === undefined || 'error' in endpoint || isWithoutPort(endpoint)) return;
  const place = places.of(endpoint);
  into.replace(line, address.span, neverGivesUp ? `${place} max_fails=0` : place);
  for (const { value, span } of parameters) {
    const isFails = neverGivesUp && value.startsWith('max_fails=');
    if (isFails || LOOKED_UP.test(value)) into.replace(line, span, '');
  }
}

/** Who needs a name server and has none is told so; the names themselves lead to our backends. */
export function rewriteResolver(line: Line, into: Rewriting, { places }: PassContext): void {
  into.replaceDirective(line, `resolver 127.0.0.1:${places.elsewhere} ipv6=off;`);
}

/** Passes a connection of `stream` on to a listener of the sandbox (ngx_stream_pass_module). */
export function rewriteStreamPass(line: Line, into: Rewriting, { listeners }: PassContext): void {
  const [argument] = line.directive.args;
  const written = argument?.value ?? '';
  const own = listenAddresses(written, undefined).map((text) => listeners.get(text));
  const [first] = own.filter((place) => place !== undefined);
  if (argument !== undefined && first !== undefined) {
    into.replace(line, argument.span, `127.0.0.1:${first.port}`);
    return;
  }
  // A server of stream has to do something with its connections.
  into.replaceDirective(line, 'return "";');
  into.note(line, `pass ${written} leads to no listener that is known before it runs.`);
}

/** A real IP address or network; anything else nginx looks up when it starts. */
const NUMERIC = /^(?:unix:|[\d.]+(?:\/\d+)?$|[\da-f.]*:[\da-f:.]*(?:\/\d+)?$)/i;

/** Leaves out hops in front that are trusted by name. */
export function rewriteRealIp(line: Line, into: Rewriting): void {
  const from = line.directive.args[0]?.value ?? '';
  if (!NUMERIC.test(from)) into.giveUp(line, `${from} is not looked up, and so not trusted.`);
}

function rewriteUrl(line: Line, into: Rewriting, { places, groups }: PassContext): void {
  const { directive, isStream } = line;
  const [argument] = directive.args;
  const { endpoint, scheme, isTls, uri } = readPassUrl(argument?.value ?? '');
  if (argument === undefined || endpoint === undefined) return;
  // nginx looks for a group by the host alone, and refuses a port behind it.
  const host = endpoint.host.toLowerCase();
  const isGroup = (isStream ? groups.stream : groups.http).has(host);
  if (isGroup && endpoint.kind !== 'unix') return;
  if (isWithoutPort(endpoint)) return;
  into.replace(line, argument.span, quoted(`${scheme}${places.of(endpoint)}${uri}`));
  if (endpoint.kind !== 'name' || !isTls || directive.name !== 'proxy_pass') return;
  // nginx names the host of the URL to a TLS backend: there it is an address now, which has no name.
  if (ownerOf(line)?.directive.name === 'if' || isSaid(line, 'proxy_ssl_name')) return;
  const { end } = directive.span;
  into.replace(line, { start: end, end }, ` proxy_ssl_name ${quoted(endpoint.host)};`);
}

/** Whether a directive stands in a block around a line, be it through an include. */
function isSaid(line: PlacedIn, name: string): boolean {
  for (let at = ownerOf(line); at !== undefined; at = ownerOf(at)) {
    const { copy, directive } = at;
    if (directive.block?.children.some((child) => isOrBrings(child, copy.file, name))) return true;
  }
  return false;
}

type File = PlacedIn['copy']['file'];

/** Includes are no deeper than the limit that they were loaded with, so recursion is safe here. */
function isOrBrings(directive: PlacedIn['directive'], file: File, name: string): boolean {
  if (directive.name === name) return true;
  const included = file.includes.get(directive.nameToken)?.files ?? [];
  return included.some((one) =>
    one.tree.root.children.some((child) => isOrBrings(child, one, name)),
  );
}
