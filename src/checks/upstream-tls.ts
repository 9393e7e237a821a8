import type { Placed } from '../nginx/syntax/index.ts';
import { blockOf } from './block-of.ts';
import { judgeBothSchemes } from './both-schemes.ts';
import type { Check } from './check.ts';
import { type ConfigProblem, type Fix, onRequest, type SocketPath } from './configuration.ts';
import { headerLevel } from './fixes/place.ts';
import { settingEdits } from './fixes/setting.ts';
import { writtenValue } from './header-lines.ts';
import { sentHeader } from './sent-header.ts';
import { type TlsTarget, tlsTarget } from './tls-target.ts';
import { upstreamTlsLive } from './upstream-tls-live.ts';

export const upstreamTls: Check = {
  id: 'upstream-tls',
  severity: 'warning',
  title: 'TLS between nginx and the backend does not fit',
  why: 'By default nginx sends no server name (SNI) to an https backend: one that chooses its site or certificate by name ends the TLS handshake, and the client gets 502. proxy_ssl_server_name on sends the host of proxy_pass, which for an upstream group is the name of the group and for an address nothing; proxy_ssl_name says which name is meant, for SNI and for proxy_ssl_verify. And http to a port that speaks TLS gets 400, https to one that does not 502.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass https://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host backend.example.com;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            proxy_pass https://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host backend.example.com;
            proxy_ssl_server_name on;
            proxy_ssl_name backend.example.com;
        }
    }
}`,
  config: onRequest(function* (path) {
    const target = tlsTarget(path.handshake);
    if (target === undefined) return undefined;
    yield* judgePort(target);
    yield* judgeBothSchemes(path, target);
    if (target.scheme !== 'https') return undefined;
    // One cause is one finding: the name that mends verification is sent as well.
    if (isMismatch(path, target)) yield* judgeVerification(path, target);
    else yield* judgeName(path, target);
    return undefined;
  }),
  live: upstreamTlsLive,
};

/** 80 and 443 are what their names say nearly everywhere. */
function* judgePort({ scheme, servers, line }: TlsTarget): Generator<ConfigProblem> {
  const wrong = scheme === 'https' ? 80 : 443;
  const server = servers.find(({ port }) => port === wrong);
  if (server === undefined) return;
  yield {
    at: line,
    message:
      scheme === 'https'
        ? `nginx speaks TLS to ${server.written}, and port 80 speaks plain HTTP: the client gets 502 ("wrong version number" in the error log). Write http://, or the port that speaks TLS.`
        : `nginx speaks plain HTTP to ${server.written}, and port 443 speaks TLS: the client gets 400 ("plain HTTP request was sent to HTTPS port"). Write https://.`,
    ...(server.at === line ? {} : { related: [{ at: server.at, message: 'names the port' }] }),
  };
}

function* judgeName(path: SocketPath, target: TlsTarget): Generator<ConfigProblem> {
  const at = blockOf(path.handshake);
  if (at === undefined) return;
  const { sendsName, isAddress, isGroupName, name, nameLine, host, line, written } = target;
  if (!sendsName || isAddress) {
    // Somebody has said which site is meant: then it is one of several.
    const isNamed = [nameLine, host, literalHost(path)].some((one) => one !== undefined);
    yield {
      at,
      severity: isNamed ? 'warning' : 'advice',
      message: `nginx sends no server name (SNI) when it opens TLS to ${written}: a backend that chooses its site by name ends the TLS handshake, and the client gets 502 ("peer closed connection in SSL handshake"). Set ${missingOf(target)}.`,
      related: [{ at: line, message: 'opens TLS to the backend' }],
      fix: nameFix(path, target),
    };
  } else if (isGroupName && name?.includes('.') === false) {
    yield {
      at: line,
      message: `The TLS server name is ${name}, the name of the upstream group, which no certificate bears and no site goes by: a backend that chooses its site by name ends the TLS handshake (502) or serves another one. Say with proxy_ssl_name which site is meant.`,
      fix: nameFix(path, target),
    };
  } else yield* judgeOtherSite(path, target);
}

/** The site that `Host` names in letters, where `proxy_ssl_name` takes another one from the request. */
export function siteNotNamed(path: SocketPath, { name, nameLine }: TlsTarget): string | undefined {
  if (nameLine === undefined || name === undefined) return undefined;
  if (!nameLine.directive.args[0]?.value.includes('$')) return undefined;
  const site = literalHost(path)?.toLowerCase();
  return site === name.toLowerCase() ? undefined : site;
}

function* judgeOtherSite(path: SocketPath, target: TlsTarget): Generator<ConfigProblem> {
  const { name, nameLine, written } = target;
  const site = siteNotNamed(path, target);
  if (nameLine === undefined || site === undefined) return;
  const level = headerLevel(path);
  yield {
    at: nameLine,
    message: `The TLS server name that ${written} gets is ${name}, the name that the client asked for, while Host names ${site}: a backend that chooses its site by name ends the TLS handshake (502), or serves another one. Set proxy_ssl_name ${site}.`,
    fix: level && {
      title: `Send ${site} as the TLS server name`,
      safe: false,
      edits: settingEdits(level, 'proxy_ssl_name', site),
    },
  };
}

/** The name of an address is the address, which is never sent. */
function missingOf({ sendsName, nameLine, host }: TlsTarget): string {
  const lacksName = nameLine === undefined && host === undefined;
  return [
    ...(sendsName ? [] : ['proxy_ssl_server_name on']),
    ...(lacksName ? ['proxy_ssl_name to the name that is meant'] : []),
  ].join(' and ');
}

/** A certificate is compared with the name alone: addresses in it are not looked at. */
function isMismatch(path: SocketPath, { name, isGroupName, isAddress }: TlsTarget): boolean {
  return isVerified(path) && (isAddress || (isGroupName && !name?.includes('.')));
}

function isVerified(path: SocketPath): boolean {
  return verifyLine(path)?.directive.args[0]?.value === 'on';
}

function verifyLine({ handshake }: SocketPath): Placed | undefined {
  return handshake.exchange?.level.effective('proxy_ssl_verify').at(-1);
}

function* judgeVerification(path: SocketPath, target: TlsTarget): Generator<ConfigProblem> {
  const { name, isGroupName, isAddress, written, line } = target;
  const at = verifyLine(path);
  if (at === undefined) return;
  yield {
    at,
    severity: path.intent === 'possible' || isGroupName ? 'warning' : 'error',
    message: `The certificate of ${written} is compared with "${name ?? written}", ${isAddress ? 'and nginx does not find addresses in certificates' : 'the name of the upstream group'}: it does not match, and the client gets 502. Say with proxy_ssl_name which name the certificate bears.`,
    related: [{ at: line, message: 'is where the name is taken from' }],
    fix: nameFix(path, target),
  };
}

/** `Host` as a name written out: the site that the backend is meant to serve. */
function literalHost({ handshake }: SocketPath): string | undefined {
  const value = writtenValue(sentHeader(handshake, 'Host').line);
  return isSiteName(value) ? value : undefined;
}

function isSiteName(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(text);
}

/**
 * The site that is meant: as `Host` names it, or the servers of the group. With verification, what the
 * client says must not choose the name that a certificate is compared with.
 */
function meantName(path: SocketPath, { servers }: TlsTarget): string | undefined {
  const hosts = new Set(servers.map(({ host }) => host).filter(isSiteName));
  const ofGroup = hosts.size === 1 ? [...hosts][0] : undefined;
  const known = literalHost(path) ?? ofGroup;
  if (known !== undefined) return known;
  return isVerified(path) ? ownName(path) : '$host';
}

/** The one name of the server here, which a backend that is asked by `Host` may well go by, too. */
function ownName({ handshake }: SocketPath): string | undefined {
  const [own, another] = handshake.arrival.choice?.server.names ?? [];
  return own !== undefined && another === undefined && isSiteName(own.written)
    ? own.written
    : undefined;
}

function nameFix(path: SocketPath, target: TlsTarget): Fix | undefined {
  const level = headerLevel(path);
  const { nameLine, host, isGroupName } = target;
  const needsName = nameLine === undefined && (host === undefined || isGroupName);
  const name = meantName(path, target);
  if (level === undefined || (needsName && name === undefined)) return undefined;
  const edits = [
    ...(target.sendsName ? [] : settingEdits(level, 'proxy_ssl_server_name', 'on')),
    ...(needsName ? settingEdits(level, 'proxy_ssl_name', name ?? '') : []),
  ];
  const title = needsName ? `Send ${name} as the TLS server name` : 'Send the TLS server name';
  const isSaid = nameLine !== undefined || host !== undefined || literalHost(path) !== undefined;
  return { title, safe: isSaid, edits };
}
