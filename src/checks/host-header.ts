import { isAtLeast } from '../nginx/catalog/version.ts';
import { refusedTarget } from '../nginx/model/proxy/proxy-target.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { refusedOnlyBy } from './accepted-by.ts';
import { blockOf } from './block-of.ts';
import { type Check, liveWith } from './check.ts';
import { type ConfigProblem, onRequest, type SocketPath } from './configuration.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { writtenValue } from './header-lines.ts';
import { headerOf } from './headers.ts';
import { knownBackend } from './known-backends.ts';
import { lostHost } from './lost-host.ts';
import { clientHeader, type SentHeader, sentHeader } from './sent-header.ts';
import { tlsTarget } from './tls-target.ts';
import { siteNotNamed } from './upstream-tls.ts';

export const hostHeader: Check = {
  id: 'host-header',
  severity: 'warning',
  title: 'Host does not reach the backend as the browser sent it',
  why: 'By default nginx sends the name of the upstream as Host, and $host drops the port. Backends compare Host with Origin to refuse foreign pages, and build addresses from it. $http_host keeps the port but can name a host by which nginx did not choose the server. Send $host with the port that the client named: $host$is_request_port$request_port from 1.29.3 on, a map before.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
        }
    }
}`,
  good: `events {}
http {
    map "$host $http_host" $port_of_host { default ''; "~*^(?<n>\\S+) \\k<n>(?<p>:\\d+)$" $p; }
    server {
        listen 80;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host$port_of_host;
        }
    }
}`,
  config: onRequest(function* (path) {
    const { handshake } = path;
    const sent = clientHeader(handshake, 'Host');
    const header = sentHeader(handshake, 'Host');
    if (handshake.passing?.request === undefined || sent === undefined) return undefined;
    // What an earlier hop made of it is told of there.
    if (path.isLaterHop && !isSame(sent, new URL(path.url).host)) return undefined;
    // With what config-valid says of such a line, nothing is left to say.
    if (refusedTarget(path.model, handshake.passing.line) !== undefined) return undefined;
    // Other checks tell of these: header-inheritance and duplicate-header.
    if (header.isLost || header.times > 1) return undefined;
    if (header.line !== undefined && OF_MACHINE.test(writtenValue(header.line))) {
      yield ofMachine(path, header.line, sent);
      return undefined;
    }
    if (header.value !== undefined && header.value.text === undefined) {
      return { cannotTell: `${header.value.unknown.what} is not known` };
    }
    const arrives = header.value?.text;
    if (arrives !== undefined && isSame(arrives, sent)) yield* judgePortOfServer(path, header);
    else if (arrives === undefined) yield* judgeMissing(path, header);
    else if (!isForUpstream(path, header, arrives) && lostHost(path) === undefined) {
      yield* judgeOther(path, header, arrives, sent);
    }
    return undefined;
  }),
  live: liveWith(
    ['arrival', 'absoluteForm'],
    ['acceptance'],
    function* ({ arrival: { arrival, host: sent }, absoluteForm, acceptance }) {
      const arrived = headerOf(arrival, 'Host');
      const refused = refusedOnlyBy(acceptance, 'host-checking');
      if (arrived !== sent) {
        yield {
          message: `The client sent Host: ${sent}, the backend got ${arrived ?? 'none'}: ${refused === undefined ? 'its origin check refuses the page' : `one that compares it with Origin refuses the page (${refused.detail})`}, or its links point elsewhere. Send $host with its port.`,
        };
      } else if (refused !== undefined) {
        yield {
          message: `Host arrives as it was sent, and a backend that compares it with Origin refuses the handshake all the same: ${refused.detail}. Leave Origin as the browser sends it.`,
        };
      }
      const forged = absoluteForm.arrival === null ? null : headerOf(absoluteForm.arrival, 'Host');
      if (forged?.includes(absoluteForm.lie)) {
        yield {
          severity: 'advice',
          message: `A request for ${absoluteForm.host} in absolute form with Host: ${absoluteForm.lie} reaches the backend under the forged name (RFC 9112 section 3.2.2 says that Host is to be ignored). Use $host with its port instead of $http_host.`,
        };
      }
      return `Host: ${arrived ?? '—'}`;
    },
  ),
};

/** Host names compare in any case (RFC 9110, section 4.2.3). */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What nginx knows of its own machine, whatever the client asked for. */
const OF_MACHINE = /^\$\{?(?:hostname|server_addr)\b/i;

function ofMachine(path: SocketPath, at: Placed, sent: string): ConfigProblem {
  const known = path.isPlain ? undefined : knownBackend(path, 'host');
  return {
    at,
    // Its address is given on purpose to backends that let their own network in without a login.
    severity: /hostname/i.test(writtenValue(at)) ? 'warning' : 'advice',
    message: `The backend gets the name or the address of nginx's own machine for Host (${writtenValue(at)}), the browser sent ${sent}. ${consequence(path, known)} Send Host as the browser did.`,
    fix: fixOf(path),
  };
}

/** `$host:$server_port` is right as long as clients come to the very port that nginx listens on. */
function* judgePortOfServer(path: SocketPath, { line }: SentHeader): Generator<ConfigProblem> {
  if (line === undefined || !writtenValue(line).includes('$server_port')) return;
  yield {
    at: line,
    severity: 'advice',
    message:
      'Host gets the port that nginx listens on. Where clients come by another one (a container, a load balancer), or by 80 or 443, which browsers leave out, the backend sees another host than Origin names. Send the port that the client named.',
    fix: fixOf(path),
  };
}

/** No Host at all: since 1.31.4 nginx puts the upstream's name in. */
function* judgeMissing(path: SocketPath, { line }: SentHeader): Generator<ConfigProblem> {
  const { passing } = path.handshake;
  if (line === undefined || passing?.request?.httpVersion !== '1.1') return;
  // A hop in front that no file shows may well send the header that it is taken from.
  if (path.facts.hops.length > 0 && /\$\{?http_x_/i.test(writtenValue(line))) return;
  yield {
    at: line,
    severity: path.intent === 'possible' ? 'warning' : 'error',
    message:
      'Host is set to nothing, so the backend gets an HTTP/1.1 request without Host, which it must answer with 400 (RFC 9112, section 3.2). Send the name that the client asked for.',
    fix: fixOf(path),
  };
}

/** The far end of another site: it is found by its own name, and would not know ours. */
function isForUpstream(path: SocketPath, header: SentHeader, arrives: string): boolean {
  const { line } = header;
  if (isTlsName(path, header, arrives)) return true;
  const target = path.handshake.passing?.target;
  return (target?.upstream?.servers ?? []).some(({ endpoint }) => {
    if ('error' in endpoint || endpoint.kind !== 'name' || !isPublic(endpoint.host)) return false;
    return line === undefined || isSame(withoutPort(arrives), endpoint.host);
  });
}

function isPublic(host: string): boolean {
  const isOfHouse = /\.(?:local|localdomain|internal|lan|home|arpa|svc|test|localhost)$/i.test(
    host,
  );
  return /\.[a-z]{2,}$/i.test(host) && !isOfHouse;
}

/** The site that is written as `Host` is the one that TLS asks for, too. */
function isTlsName(path: SocketPath, { line }: SentHeader, arrives: string): boolean {
  if (line === undefined || !isSame(writtenValue(line), arrives)) return false;
  const target = tlsTarget(path.handshake);
  if (target?.scheme !== 'https' || target.isAddress) return false;
  // Then upstream-tls has the other line changed.
  if (siteNotNamed(path, target) !== undefined) return true;
  return isSame(target.name ?? '', withoutPort(arrives)) && arrives.includes('.');
}

function* judgeOther(
  path: SocketPath,
  header: SentHeader,
  arrives: string,
  sent: string,
): Generator<ConfigProblem> {
  const { handshake } = path;
  const at = header.line ?? blockOf(handshake);
  if (at === undefined) return;
  // What backends compare with Origin is the Host of a handshake.
  const known = path.isPlain ? undefined : knownBackend(path, 'host');
  const isPort = isSame(withoutPort(arrives), withoutPort(sent));
  // No browser names the port of a socket that only this machine gets to.
  if (isPort && path.intent !== 'asked' && isOfMachine(handshake.request.address)) return;
  const forAll = wrongForAll(path, header, arrives);
  // A port alone may be one that is mapped to this one, and that clients never name.
  const isSure = forAll !== undefined || (known !== undefined && !isPort);
  const cause =
    header.line === undefined
      ? 'no line sets Host here, and nginx then sends the name of the upstream'
      : `"${writtenValue(header.line)}" is what the line sends${forAll === undefined ? '' : `, ${forAll}`}`;
  yield {
    at,
    severity: isSure ? 'warning' : 'advice',
    message: `The backend gets Host: ${arrives}, the browser sent ${sent}: ${cause}. ${consequence(path, known)} Send Host as the browser did${isPort ? ', port included' : ''}.`,
    fix: fixOf(path, isSure || (isPort && path.intent === 'asked')),
  };
}

function isOfMachine(address: string | undefined): boolean {
  return /^(?:127\.|::1$|unix:)/.test(address ?? '');
}

/** Why no visitor can have sent it, whatever ports are mapped to this one; undefined where one may have. */
function wrongForAll(
  { handshake }: SocketPath,
  { line }: SentHeader,
  arrives: string,
): string | undefined {
  const { host, port } = HOST_AND_PORT.exec(arrives)?.groups ?? {};
  if (host === undefined) return 'with two ports, which is no Host (RFC 9110, section 7.2)';
  if (line === undefined || port === undefined) return undefined;
  const { tls } = handshake.request;
  // Behind TLS the backend is spoken to by http, where 443 is no port that may be left out.
  if (tls && port === '443') return 'and browsers leave 443 out';
  // That is the same host for whoever knows that 80 is the port of http.
  if (!tls && port === '80') return undefined;
  return /\$\{?proxy_port\b/.test(writtenValue(line))
    ? 'and $proxy_port is the port of the backend, which clients do not come to'
    : undefined;
}

const HOST_AND_PORT = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d*))?$/;

function consequence({ isPlain }: SocketPath, known: string | undefined): string {
  if (isPlain) return 'Links and redirects that the backend makes of it lead astray.';
  return known === undefined
    ? 'A backend that compares Origin with Host, as many servers in Go, Python, Ruby and Java do, refuses the handshake with 403, and links that it makes lead astray.'
    : `${known} compares Origin with Host and refuses the handshake with 403.`;
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}

/**
 * Safe where it is known that the backend wants it, or that clients name the port. A backend that has
 * done with another name so far may not know this one (a development server with a list of hosts).
 */
function fixOf(path: SocketPath, safe = true): ConfigProblem['fix'] {
  const value = isAtLeast(path.model.version, '1.29.3')
    ? '$host$is_request_port$request_port'
    : '$http_host';
  const title = 'Send Host as the client named it';
  return proxyHeadersFix(path, title, [{ name: 'Host', value }], { safe });
}
