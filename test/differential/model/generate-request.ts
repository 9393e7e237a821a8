import type { Chance } from './chance.ts';
import type { GeneratedConfiguration } from './generate-configuration.ts';
import type { Header, TestRequest } from './model-port.ts';
import { HOSTS, REQUEST_BODY, SEGMENTS } from './vocabulary.ts';

/** A request whose port is still a placeholder. */
export type GeneratedRequest = Omit<TestRequest, 'listener'> & {
  readonly listener: GeneratedConfiguration['listeners'][number];
};

/** Makes a request that most probably hits something of a configuration. */
export function generateRequest(
  chance: Chance,
  { hints, listeners }: GeneratedConfiguration,
): GeneratedRequest {
  const listener = chance.pick(listeners);
  const protocol = chance.percent(6) ? 'HTTP/1.0' : 'HTTP/1.1';
  const handshake = chance.percent(45);
  const method = handshake ? 'GET' : someMethod(chance);
  const sent = hasBody(method) ? someBody(chance, protocol) : { body: '', headers: [] };
  const host = (): string => someHost(chance, hints.hosts, listener.port);
  const omitsHost = chance.percent(protocol === 'HTTP/1.0' ? 50 : 0.5);
  const headers: Header[] = [
    ...(omitsHost ? [] : [{ name: 'Host', value: host() }]),
    ...(chance.percent(0.5) ? [{ name: 'Host', value: host() }] : []),
    ...(handshake ? handshakeHeaders(chance) : []),
    ...otherHeaders(chance),
    ...sent.headers,
  ];
  const path = somePath(chance, hints.paths);
  const target = chance.percent(3) ? `http://${host()}${path}` : path;
  const client = chance.weighted([
    [6, '127.0.0.1'],
    [1, '127.0.0.5'],
    [1, '127.0.0.77'],
  ]);
  return { listener, client, method, target, protocol, headers, body: sent.body };
}

function someMethod(chance: Chance): string {
  return chance.weighted<() => string>([
    [10, () => chance.pick(['GET', 'GET', 'GET', 'POST', 'HEAD', 'PUT'])],
    [1, () => chance.pick(['DELETE', 'OPTIONS', 'PATCH', 'PURGE'])],
    [0.1, () => chance.pick(['TRACE', 'get'])],
  ])();
}

function hasBody(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

function someBody(chance: Chance, protocol: string): { body: string; headers: Header[] } {
  const length = REQUEST_BODY.length;
  if (protocol === 'HTTP/1.1' && chance.percent(3)) {
    const body = `${length}\r\n${REQUEST_BODY}\r\n0\r\n\r\n`;
    return { body, headers: [{ name: 'Transfer-Encoding', value: 'chunked' }] };
  }
  return { body: REQUEST_BODY, headers: [{ name: 'Content-Length', value: String(length) }] };
}

function someHost(chance: Chance, names: readonly string[], port: string): string {
  const pool = names.length > 0 && chance.percent(75) ? names : HOSTS;
  const name = concrete(chance, chance.pick(pool));
  return chance.weighted<() => string>([
    [8, () => name],
    [2, () => `${name}:${port}`],
    [1, () => name.toUpperCase()],
    [1, () => `${name}.`],
    [1, () => `${name}:8080`],
    [1, () => 'unknown.example'],
    [0.5, () => '127.0.0.1'],
    [0.1, () => 'bad..host'],
    [0.1, () => ''],
  ])();
}

/** A name that a pattern after `server_name` stands for. */
function concrete(chance: Chance, name: string): string {
  if (/^"?~/.test(name) || name === '""' || name === '_') return chance.pick(HOSTS);
  const label = chance.pick(['ws', 'x', 'deep.x']);
  if (name.startsWith('*.')) return `${label}${name.slice(1)}`;
  if (name.startsWith('.')) return chance.percent(50) ? name.slice(1) : `${label}${name}`;
  return name.endsWith('.*') ? `${name.slice(0, -1)}${chance.pick(['test', 'a.test'])}` : name;
}

function somePath(chance: Chance, known: readonly string[]): string {
  const base = chance.percent(88) ? chance.pick(known) : `/${chance.pick(SEGMENTS)}`;
  const path = base.startsWith('/') ? base : '/';
  const slash = path.endsWith('/') ? '' : '/';
  const changed = chance.weighted<() => string>([
    [5, () => path],
    [5, () => `${path}${slash}${chance.pick(['x', 'a.txt', 'v2/y', 'chat', 'page.html', ''])}`],
    [1.5, () => path.replace(/\/$/, '') || '/'],
    [0.7, () => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
    [0.7, () => path.replace('/', '//')],
    [0.7, () => `/zz/..${path}`],
    [0.4, () => `/.${path}${slash}b/../`],
    [0.4, () => path.replace(/\/(?=.)/g, '%2F').replace('%2F', '/')],
    [0.5, () => `${path}${slash}a%20b`],
    [0.3, () => `${path}${slash}%C3%A4%3Fq%23`],
    [0.3, () => path.toUpperCase()],
    [0.2, () => `${path}${slash}a;b=c,d+e&f'`],
    [
      0.2,
      () =>
        chance.pick(['/../x', '/%zz', '/a%00b', '*', '/..', '/a/./b/../../ws/', '/ws/%2e%2e/app/']),
    ],
    [0.1, () => `${path}#fragment`],
  ])();
  return changed + someArguments(chance);
}

function someArguments(chance: Chance): string {
  if (!chance.percent(40)) return '';
  const value = (): string =>
    chance.pick(['1', '2', 'yes', '', 'a%20b', 'ws', '/x', '10.1.2.3', 'a.txt']);
  const parts = chance.some(0, 3, () => `${chance.pick(['a', 'b', 'A', 'x', 'q'])}=${value()}`);
  return `?${chance.percent(8) ? 'a&' : ''}${parts.join('&')}${chance.percent(5) ? '?z' : ''}`;
}

function handshakeHeaders(chance: Chance): Header[] {
  const upgrade = chance.weighted([
    [10, 'websocket'],
    [1, 'WebSocket'],
    [1, 'h2c'],
    [0.5, ''],
  ]);
  const connection = chance.weighted([
    [8, 'Upgrade'],
    [1, 'keep-alive, Upgrade'],
    [1, 'keep-alive'],
  ]);
  return [
    { name: chance.pick(['Upgrade', 'Upgrade', 'upgrade']), value: upgrade },
    ...(chance.percent(95) ? [{ name: 'Connection', value: connection }] : []),
    { name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' },
    { name: 'Sec-WebSocket-Version', value: '13' },
    ...(chance.percent(25) ? [{ name: 'Sec-WebSocket-Protocol', value: 'chat, superchat' }] : []),
  ];
}

function otherHeaders(chance: Chance): Header[] {
  const made: Header[] = [];
  const maybe = (percent: number, name: string, values: readonly string[]): void => {
    if (chance.percent(percent)) made.push({ name, value: chance.pick(values) });
  };
  maybe(30, 'X-A', ['1', 'yes', '', 'two words', 'A', '127.0.0.5']);
  maybe(5, 'x-a', ['again', '2']);
  maybe(15, 'X-B', ['1', 'b', 'k=v']);
  maybe(30, 'Cookie', ['k=1', 'k=abc; s=2', 's=x', 'K=1; k=2', 'sk=3; k=4']);
  maybe(4, 'Cookie', ['k=second']);
  maybe(12, 'X-Forwarded-For', ['10.0.0.1', '10.1.2.3, 10.0.0.2']);
  maybe(4, 'X-Forwarded-For', ['10.9.9.9']);
  maybe(10, 'X-Real-IP', ['10.1.2.3', '127.0.0.5', 'none']);
  maybe(6, 'X_Under', ['1']);
  maybe(2, 'X.Dot', ['1']);
  maybe(12, 'Authorization', ['Basic dTpw', 'Basic dTp4', 'Bearer t']);
  maybe(15, 'Origin', ['https://a.test', 'null']);
  maybe(25, 'User-Agent', ['curl/8.0', 'Mozilla/5.0 (X11)']);
  maybe(10, 'Accept-Encoding', ['gzip, deflate']);
  maybe(4, 'Content-Type', ['text/plain']);
  maybe(3, 'Keep-Alive', ['timeout=5']);
  maybe(3, 'TE', ['trailers']);
  maybe(2, 'Expect', ['something']);
  maybe(2, 'Range', ['bytes=0-1']);
  maybe(2, 'If-Modified-Since', ['Mon, 01 Jan 2001 00:00:00 GMT']);
  return made;
}
