import { variablesBehind } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { nearestWord } from '../text/nearest-word.ts';
import { blockOf } from './block-of.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { proxyHeadersFix, type WantedHeader } from './fixes/proxy-headers.ts';
import { writtenValue } from './header-lines.ts';
import { knownBackend } from './known-backends.ts';
import { clientHeader, sentHeader } from './sent-header.ts';

/** What a configuration tells the backend of the client: the rule of `forwarded-headers`. */
export function* judgeForwarding(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  if (path.handshake.passing?.request === undefined) return undefined;
  yield* judgeScheme(path);
  // What a later hop adds to it is told of at the first one.
  if (path.isLaterHop) return undefined;
  yield* judgeMissing(path);
  yield* judgeHost(path);
  return undefined;
}

const ADDRESS = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Client-IP', 'True-Client-IP'];
const SCHEME = [
  'X-Forwarded-Proto',
  'X-Forwarded-Protocol',
  'X-Forwarded-Scheme',
  'X-Forwarded-Ssl',
  'X-Scheme',
  'X-Url-Scheme',
  'Front-End-Https',
  'Forwarded',
];

/**
 * One finding for all that is not sent: it is one omission. What a hop in front says goes through where
 * no line sets it.
 */
function* judgeMissing(path: SocketPath): Generator<ConfigProblem> {
  const { handshake, facts } = path;
  const { line, at } = gapOf(path, 'X-Forwarded-Proto');
  if (at === undefined || facts.hops.length > 0) return;
  const lacksAddress = ADDRESS.every((name) => isMissing(path, name));
  const lacksScheme = handshake.request.tls && SCHEME.every((name) => isMissing(path, name));
  const missing: WantedHeader[] = [
    ...(lacksAddress ? ADDRESS_LINES : []),
    ...(lacksScheme || (lacksAddress && isMissing(path, 'X-Forwarded-Proto')) ? SCHEME_LINES : []),
  ];
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const isOne = missing.length === 1;
  const misspelt = misspeltLines(path, missing);
  const slip = lacksScheme ? misspelt.get('X-Forwarded-Proto') : undefined;
  yield {
    at: slip ?? (lacksScheme && line !== undefined ? line : at),
    severity: lacksScheme && (slip !== undefined || schemeMatters(path)) ? 'warning' : 'advice',
    message: `${names}: the backend gets ${isOne ? 'no such header' : 'none of these'}${line === undefined ? '' : ' unless the client sends it'}${saySlips(misspelt)}. ${consequence(path, lacksScheme, lacksAddress)} Set ${isOne ? 'it' : 'them'} from nginx's own variables.`,
    related: [...misspelt.values()]
      .filter((other) => other !== slip)
      .map((other) => ({ at: other, message: 'is misspelt' })),
    fix: proxyHeadersFix(path, `Tell the backend who the client is: ${names}`, missing, {
      // A backend that has been told nothing so far may not expect to be told.
      safe: !lacksAddress,
    }),
  };
}

/** Letters that may differ: Port and Proto, and For and User, are three apart. */
const SLIPS = 2;

/** For each header that is missing, a line that sets one whose name is nearly the same. */
function misspeltLines(
  { handshake }: SocketPath,
  missing: readonly WantedHeader[],
): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  const names = missing.map(({ name }) => name.toLowerCase());
  for (const line of handshake.exchange?.level.effective('proxy_set_header') ?? []) {
    const written = line.directive.args[0]?.value.toLowerCase() ?? '';
    const meant = nearestWord(written, names, SLIPS);
    const header = missing.find(({ name }) => name.toLowerCase() === meant);
    // A line of the very name sends nothing, for another reason.
    if (header !== undefined && meant !== written) found.set(header.name, line);
  }
  return found;
}

function saySlips(misspelt: ReadonlyMap<string, Placed>): string {
  const said = [...misspelt].map(
    ([name, { directive }]) => `${directive.args[0]?.value} is not ${name}`,
  );
  return said.length === 0 ? '' : `, and ${said.join(', ')}`;
}

const ADDRESS_LINES: readonly WantedHeader[] = [
  { name: 'X-Real-IP', value: '$remote_addr' },
  { name: 'X-Forwarded-For', value: '$proxy_add_x_forwarded_for' },
];
const SCHEME_LINES: readonly WantedHeader[] = [{ name: 'X-Forwarded-Proto', value: '$scheme' }];

/** Nothing goes upstream under the name, and no inherited line is lost, which is another check's. */
function isMissing({ handshake }: SocketPath, name: string): boolean {
  const header = sentHeader(handshake, name);
  return header.value === undefined && !header.isLost;
}

/** A line that passes on what the client claims, as `$http_x_forwarded_proto`, sends nothing by itself. */
function gapOf(
  { handshake }: SocketPath,
  name: string,
): { readonly line: Placed | undefined; readonly at: Placed | undefined } {
  const { line } = sentHeader(handshake, name);
  return { line, at: line ?? blockOf(handshake) };
}

/** Whether the backend is one that compares schemes, and cannot see by itself that the page is https. */
function schemeMatters(path: SocketPath): boolean {
  const { passing, request } = path.handshake;
  const seesTls = passing?.target?.scheme.text === 'https';
  return request.tls && !seesTls && knownBackend(path, 'scheme') !== undefined;
}

function consequence(path: SocketPath, lacksScheme: boolean, lacksAddress: boolean): string {
  const address = lacksAddress
    ? "Every client seems to come from nginx's address, and may claim any other."
    : '';
  if (!lacksScheme) return address;
  const who = knownBackend(path, 'scheme') ?? 'A backend that looks at the scheme';
  return `${who} takes the page for http, since nginx ends TLS: it refuses the https Origin with 403, or sets cookies that are not secure.${address === '' ? '' : ` ${address}`}`;
}

/**
 * `X-Forwarded-Proto` that says http of a page that came by TLS, here or at a hop in front, or that is
 * no scheme at all, which backends take for http.
 */
function* judgeScheme(path: SocketPath): Generator<ConfigProblem> {
  const { request } = path.handshake;
  const { value, line } = sentHeader(path.handshake, 'X-Forwarded-Proto');
  if (line === undefined || value?.text === undefined || TLS_SCHEME.test(value.text)) return;
  const cameByTls = path.intent === 'asked' && /^(?:wss|https):/.test(path.url);
  const hop = path.facts.hops.at(-1)?.name ?? (cameByTls ? 'the hop in front' : undefined);
  const isScheme = PLAIN_SCHEME.test(value.text);
  const said = `X-Forwarded-Proto says ${value.text}${isScheme ? '' : ', which is no scheme,'}`;
  if (request.tls) yield ownScheme(path, line, said);
  else if (hop !== undefined) yield* hopScheme(path, line, { said, hop, isScheme, cameByTls });
  else if (!isScheme) yield ownScheme(path, line, said);
}

/** Of a connection that nginx itself takes from the client. */
function ownScheme(path: SocketPath, line: Placed, said: string): ConfigProblem {
  const isTls = path.handshake.request.tls;
  return {
    at: line,
    severity: isTls ? 'warning' : 'advice',
    message: `${said} of a page that came by ${isTls ? 'https' : 'http'}: a backend that looks at it ${isTls ? 'refuses the https Origin, or redirects for ever' : 'is told nothing'}. Send $scheme.`,
    fix: proxyHeadersFix(path, 'Send X-Forwarded-Proto $scheme', SCHEME_LINES),
  };
}

interface BehindHop {
  readonly said: string;
  readonly hop: string;
  readonly isScheme: boolean;
  readonly cameByTls: boolean;
}

/** Of one that a hop in front took, which knows better. */
function* hopScheme(
  path: SocketPath,
  line: Placed,
  { said, hop, isScheme, cameByTls }: BehindHop,
): Generator<ConfigProblem> {
  if (asksClient(path, line)) return;
  if (isScheme && !cameByTls && !/\$\{?scheme\b/.test(writtenValue(line))) return;
  yield {
    at: line,
    severity: cameByTls || !isScheme ? 'warning' : 'advice',
    message: `${said} of all that ${hop} passes on, and replaces what ${hop} says of it: ${cameByTls ? `${hop} ends TLS, and a backend that looks at it refuses the https Origin, or redirects for ever` : `where ${hop} ends TLS, the backend takes https pages for http`}. Pass on what it says.`,
    fix: passedOn(path, hop),
  };
}

/** Whether a line goes by a header, of which the hop in front, that no file shows, is to tell. */
function asksClient({ handshake: { exchange } }: SocketPath, line: Placed): boolean {
  if (exchange === undefined) return false;
  return [...variablesBehind(exchange, writtenValue(line))].some((name) =>
    name.startsWith('http_'),
  );
}

/** What is said of TLS, also by several proxies in a row, of which the first counts. */
const TLS_SCHEME = /^(?:https|wss)(?:\s*,.*)?$/i;
const PLAIN_SCHEME = /^(?:http|ws)$/i;

function passedOn(path: SocketPath, hop: string): Fix | undefined {
  return proxyHeadersFix(
    path,
    `Pass on the X-Forwarded-Proto of ${hop}`,
    [{ name: 'X-Forwarded-Proto', value: '$http_x_forwarded_proto' }],
    { safe: false },
  );
}

/** `X-Forwarded-Host`, which backends that trust the proxy believe before `Host`. */
function* judgeHost(path: SocketPath): Generator<ConfigProblem> {
  const { handshake } = path;
  const { value, line } = sentHeader(handshake, 'X-Forwarded-Host');
  const sent = clientHeader(handshake, 'Host')?.toLowerCase();
  if (line === undefined || value?.text === undefined || sent === undefined) return;
  // Some backends, as ONLYOFFICE does, read behind the host the path that they stand under.
  const told = value.text.toLowerCase().replace(/\/.*$/, '');
  const under = /\/.*$/.exec(writtenValue(line))?.[0] ?? '';
  const hasOwnPort = writtenValue(line).includes('$server_port');
  if (told === sent && !hasOwnPort) return;
  // One cause is one finding: host-header tells of a port that is lost for both.
  if (told !== sent && sentHeader(handshake, 'Host').value?.text?.toLowerCase() === told) return;
  const isSure = told !== sent && (hasOwnPort || bare(told) !== bare(sent));
  yield {
    at: line,
    severity: isSure ? 'warning' : 'advice',
    message: `X-Forwarded-Host is "${writtenValue(line)}", here ${value.text}: ${hasOwnPort ? 'that has the port of nginx in it, and browsers name no port for 443 and 80 and another one where ports are mapped' : `the browser asked for ${sent}`}. A backend that compares it with Origin, as code-server does, refuses the handshake with 403. Send what the client named.`,
    fix: proxyHeadersFix(path, 'Send X-Forwarded-Host as the client named the host', [
      { name: 'X-Forwarded-Host', value: `$http_host${under}` },
    ]),
  };
}

function bare(host: string): string {
  return host.replace(/:\d*$/, '');
}
