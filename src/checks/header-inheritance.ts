import type { Check } from './check.ts';
import { type Fix, onPath, type SocketPath } from './configuration.ts';
import { type ConnectionVariable, connectionVariable } from './fixes/connection-variable.ts';
import { headerLevel } from './fixes/place.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { headerLines, writtenValue } from './header-lines.ts';
import { type Lost, lostHeaders } from './lost-headers.ts';
import { placeInWords } from './place-in-words.ts';

export const headerInheritance: Check = {
  id: 'header-inheritance',
  severity: 'error',
  title: 'One proxy_set_header cancels all that were inherited',
  why: 'A level takes over the proxy_set_header lines around it only while it has none of its own, be it through an include. One line in a location, for whatever header, drops Upgrade, Connection, Host and all others of the server. Write the inherited ones out again beside it.',
  bad: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header Host $http_host;
        }
    }
}`,
  good: `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        proxy_http_version 1.1;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Host $http_host;
        }
    }
}`,
  config: onPath(function* (path) {
    const lost = lostHeaders(path);
    if (lost === undefined) return undefined;
    const names = lost.headers.map(({ name }) => name);
    const where = placeInWords(path);
    yield {
      at: lost.at,
      severity: lost.breaksUpgrade ? 'error' : 'warning',
      message: `${effect(lost)}: ${where} has proxy_set_header lines of its own, so nginx drops the inherited ${list(names)}. Set ${names.length === 1 ? 'it' : 'them'} there again.${spokenHere(lost)}`,
      related: lost.headers.map(({ name, line }) => ({
        at: line,
        message: `${name} is lost here`,
      })),
      fix: restoringFix(path, lost),
    };
    return undefined;
  }),
};

/** Where the line itself speaks of the upgrade, it does so wrongly. */
function spokenHere({ breaksUpgrade, at }: Lost): string {
  const [name, value] = at.directive.args;
  if (!breaksUpgrade || !/^(?:connection|upgrade)$/i.test(name?.value ?? '')) return '';
  return value?.value === ''
    ? ` This line sends no ${name?.value} either.`
    : ` This line sends another ${name?.value}.`;
}

function effect({ breaksUpgrade, headers }: Lost): string {
  if (breaksUpgrade) {
    return 'The backend sees a plain GET instead of a handshake, and answers 400, 404 or 426';
  }
  const isHost = headers.some(({ name }) => /^host$/i.test(name));
  return isHost
    ? 'The backend does not see the host that the browser asked for, and may refuse the Origin'
    : 'The backend does not learn who the client is';
}

/** Writes the lost lines as they are written outside, and a `Connection` beside `Upgrade` in any case. */
function restoringFix(path: SocketPath, lost: Lost): Fix | undefined {
  const headers = [...lost.headers, ...keptOut(path, lost)].map(({ name, line }) => ({
    name,
    value: line.directive.args[1]?.raw ?? "''",
  }));
  const title = `Set ${list(headers.map(({ name }) => name))} in ${placeInWords(path)} again`;
  const hasConnection = headers.some(({ name }) => /^connection$/i.test(name));
  if (!lost.breaksUpgrade || hasConnection) return proxyHeadersFix(path, title, headers);
  const { variable, edits } = outerConnection(path) ?? connectionVariable(path);
  const connection = { name: 'Connection', value: variable };
  return proxyHeadersFix(path, title, [...headers, connection], { edits });
}

/** Headers of the client that do not pass outside, such as `Proxy`: with the others they were lost, too. */
function keptOut({ handshake }: SocketPath, { headers }: Lost): Lost['headers'] {
  const dropped = handshake.passing?.request?.dropped ?? [];
  return dropped.filter(
    ({ name, line }) =>
      writtenValue(line) === '' &&
      !/^(?:upgrade|connection)$/i.test(name) &&
      !headers.some((lost) => lost.line === line),
  );
}

/** What the outer level says for `Connection`, where the level within has a line of that name. */
function outerConnection(path: SocketPath): ConnectionVariable | undefined {
  const outer = headerLines(headerLevel(path)?.parent, 'Connection').at(-1)?.directive.args[1];
  return outer && { variable: outer.raw, edits: () => [] };
}

function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
