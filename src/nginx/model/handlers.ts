import type { Placed } from '../syntax/configuration.ts';
import type { Level } from './level.ts';

/** Directives that hand a request to their module, and how an outcome is to be told. */
const PASSES: ReadonlySet<string> = new Set([
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'tunnel_pass',
]);

/** Modules that answer by themselves, with a body that is theirs. */
const OTHERS: readonly string[] = [
  'stub_status',
  'empty_gif',
  'flv',
  'mp4',
  'perl',
  'api',
  'status',
];

/** Of third parties: what they answer only they know. */
const FOREIGN: ReadonlySet<string> = new Set([
  'content_by_lua',
  'content_by_lua_block',
  'content_by_lua_file',
  'js_content',
  'echo',
  'nchan_pubsub',
  'nchan_subscriber',
  'nchan_publisher',
  'push_stream_subscriber',
  'push_stream_websocket',
  'vhost_traffic_status_display',
  'passenger_enabled',
]);

export function isPass(name: string): boolean {
  return PASSES.has(name);
}

export function isForeignHandler(name: string): boolean {
  return FOREIGN.has(name);
}

/**
 * The line that sets the handler of a level; undefined where it has none. A `limit_except` takes over the
 * `*_pass` of its location (`ngx_http_proxy_merge_loc_conf`), and no other handler.
 */
export function handlerOf(level: Level): Placed | undefined {
  const own = level.lines.findLast(({ directive }) => HANDLERS.has(directive.name));
  if (own !== undefined || level.context !== 'limit-except') return own;
  for (const name of PASSES) {
    const inherited = level.effective(name).at(-1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

const HANDLERS: ReadonlySet<string> = new Set([...PASSES, ...OTHERS, ...FOREIGN]);
