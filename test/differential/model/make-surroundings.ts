import { type Directive, line } from './directive-tree.ts';
import type { Making } from './making.ts';

/** What changes who the client is, how much it may send, or nothing at all; for any level. */
export function makeSurroundings(making: Making): Directive[] {
  const { chance } = making;
  const quiet = QUIET.filter(() => chance.percent(1.5));
  const limit = chance.percent(4) ? [`client_max_body_size ${chance.pick(['2', '1k', '0'])}`] : [];
  return [...limit, ...(chance.percent(7) ? realAddress(making) : []), ...quiet].map(line);
}

/** Nothing that is compared depends on these. */
const QUIET: readonly string[] = [
  'uninitialized_variable_warn off',
  'log_not_found off',
  'proxy_intercept_errors on',
  'keepalive_timeout 5s',
  'server_tokens off',
  'default_type text/css',
  'proxy_connect_timeout 3s',
  'proxy_send_timeout 2h',
  'proxy_next_upstream off',
  'proxy_socket_keepalive on',
  'gzip on',
  'expires 1h',
  'include nothing/*.conf',
];

function realAddress({ chance }: Making): string[] {
  const header = chance.pick(['X-Real-IP', 'X-Forwarded-For']);
  return [
    `set_real_ip_from ${chance.pick(['127.0.0.0/8', '127.0.0.1', '127.0.0.5/32'])}`,
    ...(chance.percent(30) ? ['set_real_ip_from 10.0.0.0/8'] : []),
    `real_ip_header ${header}`,
    ...(chance.percent(40) ? ['real_ip_recursive on'] : []),
  ];
}
