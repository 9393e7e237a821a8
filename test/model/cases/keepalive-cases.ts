import { isAtLeast } from '../../../src/nginx/catalog/version.ts';
import type { Trace } from '../../../src/nginx/model/index.ts';
import type { Case } from './case.ts';

/** Section 8: how many connections six plain requests, one after another, take. */
export interface KeepaliveCase extends Case {
  readonly connections: (version: string) => number;
}

function keepaliveCase(
  id: string,
  name: string,
  { keepalive = '', connection }: { readonly keepalive?: string; readonly connection: string },
  connections: (version: string) => number,
): KeepaliveCase {
  return {
    name: `8 ${name}`,
    http: `map $http_upgrade $${id} { default upgrade; ${connection} }
      upstream ${id} { server 127.0.0.1:@BACKEND@; ${keepalive} }
      server { listen 127.0.0.1:@PORT@; location / { proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $${id};
        proxy_pass http://${id}; } }`,
    asks: [{ target: '/', expected: {} }],
    connections,
  };
}

export const keepaliveCases: readonly KeepaliveCase[] = [
  keepaliveCase('k8a', "no keepalive, map '' ''", { connection: "'' '';" }, (version) =>
    isAtLeast(version, '1.29.7') ? 1 : 6,
  ),
  keepaliveCase(
    'k8b',
    "keepalive 8, map '' ''",
    { keepalive: 'keepalive 8;', connection: "'' '';" },
    () => 1,
  ),
  keepaliveCase(
    'k8c',
    "keepalive 8, map '' close",
    { keepalive: 'keepalive 8;', connection: "'' close;" },
    () => 6,
  ),
  keepaliveCase(
    'k8d',
    'keepalive 8, always upgrade',
    { keepalive: 'keepalive 8;', connection: "'' upgrade;" },
    () => 1,
  ),
];

/** What a model's answer says about it. */
export function keepsConnections({ passing }: Trace): boolean {
  const { request, target } = passing ?? {};
  const connection = request?.headers.find(({ name }) => name.toLowerCase() === 'connection');
  const says = connection?.value.text?.toLowerCase() ?? '';
  return (
    target?.upstream?.keepalive !== undefined && request?.httpVersion === '1.1' && says !== 'close'
  );
}
