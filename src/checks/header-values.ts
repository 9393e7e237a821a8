import { trace, type UpstreamHeader } from '../nginx/model/index.ts';
import { type Directive, type Edit, type Placed, replaceArgument } from '../nginx/syntax/index.ts';
import { listHasToken } from '../websocket/header.ts';
import type { ConfigProblem, ConfigVerdict, Fix, SocketPath } from './configuration.ts';
import { connectionVariable } from './fixes/connection-variable.ts';
import { proxyHeadersFix } from './fixes/proxy-headers.ts';
import { judgeHandshakeRequest } from './handshake-request.ts';
import { writtenValue } from './header-lines.ts';
import { placeInWords } from './place-in-words.ts';
import { upgradeOwner } from './upgrade-owner.ts';
import { isConnectionNumber, type UpgradeHeader, upgradeHeadersOf } from './upgrade-state.ts';

/** Lines for `Upgrade` and `Connection` that send something else: the rule of `header-value`. */
export function* judgeHeaderValues(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
  const headers = upgradeHeadersOf(path.handshake);
  if (headers === undefined) return undefined;
  yield* judgeHandshakeRequest(path);
  const { upgrade, connection } = headers;
  if (connection.state === 'right') yield* judgeOtherBrowsers(path);
  if (upgradeOwner(path) !== 'header-value') return undefined;
  if (upgrade.state === 'wrong') yield* judgeUpgrade(path, upgrade);
  if (connection.state === 'wrong') yield* judgeConnection(path, connection);
  // What is unknown, upgrade-headers tells.
  return undefined;
}

/** Firefox names two things in Connection, which a map on it may not expect. */
function* judgeOtherBrowsers(path: SocketPath): Generator<ConfigProblem> {
  const { handshake, model } = path;
  const map = mapOf(path);
  if (map === undefined || !/http_connection/i.test(map.directive.args[0]?.value ?? '')) return;
  const headers = handshake.request.headers.map((header) =>
    /^connection$/i.test(header.name) ? { ...header, value: 'keep-alive, Upgrade' } : header,
  );
  const firefox = upgradeHeadersOf(trace(model, { ...handshake.request, headers }));
  if (firefox?.connection.state !== 'wrong') return;
  yield {
    at: map,
    severity: 'warning',
    message: `Firefox cannot connect: it sends "Connection: keep-alive, Upgrade", for which this map yields "${firefox.connection.sent.join(', ')}". Let the map look at $http_upgrade.`,
  };
}

function* judgeUpgrade(path: SocketPath, { lines, sent }: UpgradeHeader): Generator<ConfigProblem> {
  const at = lines.at(-1);
  if (at === undefined) return;
  const says = sent.length === 0 ? 'is not sent' : `says "${sent.join(', ')}", not "websocket"`;
  yield {
    at,
    message: `The backend does not take the request for a WebSocket handshake: its Upgrade ${says}. Set proxy_set_header Upgrade $http_upgrade.`,
    fix: proxyHeadersFix(path, `Send Upgrade $http_upgrade in ${placeInWords(path)}`, [
      { name: 'Upgrade', value: '$http_upgrade' },
    ]),
  };
}

function* judgeConnection(
  path: SocketPath,
  { lines, sent }: UpgradeHeader,
): Generator<ConfigProblem> {
  const line = lines.findLast((one) => writtenValue(one) !== '') ?? lines.at(-1);
  if (line === undefined) return;
  const entry = mapEntry(path);
  const says = isConnectionNumber(writtenValue(line))
    ? `is a number of nginx's (${writtenValue(line)})`
    : sent.length === 0
      ? 'is not sent'
      : `says "${sent.join(', ')}"`;
  const isByMap = entry !== undefined && entry.directive.name !== 'map';
  const message = `The backend ignores Upgrade and answers 400, 404 or 426: with a handshake, Connection ${says}, and it must say "upgrade". ${isByMap ? 'This line of the map decides it.' : 'Set it to upgrade for handshakes, by a map on $http_upgrade.'}`;
  if (entry !== undefined) {
    yield {
      at: entry,
      message,
      related: [{ at: line, message: 'the header that takes the value of the map' }],
      fix: isByMap ? entryFix(entry) : undefined,
    };
    return;
  }
  const { variable, edits } = connectionVariable(path);
  const title = `Send Connection ${variable} in ${placeInWords(path)}`;
  const header = { name: 'Connection', value: variable };
  yield { at: line, message, fix: proxyHeadersFix(path, title, [header], { edits }) };
}

/** The line of a map on the client's own headers that chose the value, or that map where none did. */
function mapEntry(path: SocketPath): Placed | undefined {
  const map = mapOf(path);
  const block = map?.directive.block;
  return setConnection(path)?.value.from.find((at) => at.directive.parent === block) ?? map;
}

/** The map on one of the client's own two headers that `Connection` comes from. */
function mapOf(path: SocketPath): Placed | undefined {
  const maps = path.model.http?.named('map') ?? [];
  const map = setConnection(path)?.value.from.find((at) => maps.includes(at));
  const source = map?.directive.args[0]?.value ?? '';
  return /^\$\{?http_(?:upgrade|connection)\}?$/i.test(source) ? map : undefined;
}

function setConnection({ handshake }: SocketPath): UpstreamHeader | undefined {
  return handshake.passing?.request?.headers.find(
    ({ name, origin }) => origin === 'set' && /^connection$/i.test(name),
  );
}

/** The line of a map for no Upgrade at all stays, as it speaks of plain requests; or the two were swapped. */
function entryFix({ directive, file }: Placed): Fix | undefined {
  if (directive.args.length === 0 || directive.name === '') return undefined;
  const swapped = directive.parent.children.filter(
    ({ name, args }) => name === '' && listHasToken(args[0]?.value ?? '', 'upgrade'),
  );
  const edits = [
    ...withValue(directive, 'upgrade'),
    ...swapped.flatMap((entry) => withValue(entry, "''")),
  ];
  return {
    title: 'Let the map say upgrade for handshakes',
    safe: false,
    edits: edits.map((edit) => ({ file, edit })),
  };
}

function withValue({ tree, args }: Directive, value: string): Edit[] {
  const [argument] = args;
  return argument === undefined ? [] : replaceArgument(tree, argument, value);
}
