import { type Directive, line } from './directive-tree.ts';
import { someValue, type ValueMaking } from './make-values.ts';
import type { Making } from './making.ts';
import { FORWARDED_HEADERS, REQUEST_BODY } from './vocabulary.ts';

/** The lines that the web copies, each of which may be missing. */
const USUAL: readonly string[] = [
  'proxy_http_version 1.1',
  'proxy_set_header Upgrade $http_upgrade',
  'proxy_set_header Connection $connection_upgrade',
  'proxy_set_header Host $host',
  'proxy_set_header X-Real-IP $remote_addr',
  'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for',
  'proxy_set_header X-Forwarded-Proto $scheme',
];

/** What concerns the request that goes upstream, for any level that may proxy or hand down. */
export function makeForwarding(making: Making): Directive[] {
  const { chance } = making;
  if (chance.percent(10)) {
    return [making.shared, ...chance.some(0, 1, () => line(someHeader(making)))];
  }
  const usual = chance.percent(40) ? USUAL.filter(() => chance.percent(80)) : [];
  const headers = chance.percent(45) ? chance.some(1, 4, () => someHeader(making)) : [];
  const versions = usual.some((text) => text.startsWith('proxy_http_version')) ? 0 : 25;
  return [
    ...usual,
    ...headers,
    ...(chance.percent(versions) ? [`proxy_http_version ${chance.pick(['1.0', '1.1'])}`] : []),
    ...(chance.percent(4) ? [`proxy_method ${chance.pick(['POST', 'PUT', 'GET'])}`] : []),
    ...(chance.percent(4) ? ['proxy_pass_request_headers off'] : []),
    ...(chance.percent(3) ? ['proxy_pass_request_body off'] : []),
    ...(chance.percent(2) ? [`proxy_set_body ${REQUEST_BODY}`] : []),
    ...(chance.percent(6) ? [`proxy_buffering ${chance.pick(['on', 'off'])}`] : []),
    ...(chance.percent(4) ? [`proxy_redirect ${chance.pick(['off', '/a/ /b/'])}`] : []),
    ...(chance.percent(4) ? ['proxy_hide_header X-Marker'] : []),
    ...(chance.percent(6) ? [`proxy_read_timeout ${chance.pick(['30s', '1h', '2m'])}`] : []),
  ].map(line);
}

/** What a file of headers holds that several places include; nothing that may be there but once. */
export function makeShared(making: ValueMaking): Directive {
  const { chance } = making;
  const usual = USUAL.filter((text) => text.includes('_header') && chance.percent(70));
  const body = [...usual, ...chance.some(0, 2, () => someHeader(making))].map(line);
  return { words: 'include snippets/shared.conf', files: [{ path: 'snippets/shared.conf', body }] };
}

function someHeader(making: ValueMaking): string {
  const { chance } = making;
  const name = chance.pick(FORWARDED_HEADERS);
  return `proxy_set_header ${name} ${headerValue(making, name)}`;
}

function headerValue(making: ValueMaking, name: string): string {
  const { chance } = making;
  // What the backend takes for a handshake has to come from the client, or nginx waits for ever.
  if (name === 'Upgrade') return chance.pick(['$http_upgrade', '$http_upgrade', '""', 'h2c']);
  if (name === 'Connection') {
    return chance.pick([
      '$connection_upgrade',
      'upgrade',
      '"upgrade"',
      '""',
      'close',
      '$http_connection',
    ]);
  }
  if (name === 'Host' && chance.percent(60)) {
    return chance.pick([
      '$host',
      '$http_host',
      '$proxy_host',
      '$host:$server_port',
      'fixed.test',
      '""',
    ]);
  }
  return someValue(making);
}

/** Headers of the answer; they change nothing that is compared, and must not. */
export function makeAnswerHeaders(making: Making): Directive[] {
  const { chance } = making;
  if (!chance.percent(12)) return [];
  const always = chance.percent(40) ? ' always' : '';
  return [line(`add_header X-N ${someValue(making)}${always}`)];
}
