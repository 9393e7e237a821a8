import { formsOf } from '../catalog/directive-form.ts';
import { unmeasuredModule } from '../catalog/third-party.ts';
import type { Placed } from '../syntax/configuration.ts';
import { type Exchange, MOST_DOUBTS } from './exchange.ts';
import { isForeignHandler } from './handlers.ts';
import type { Level } from './level.ts';
import { unknown } from './value.ts';

/**
 * Lines of modules that nobody here knows may do anything to a request: each that is in effect is kept as
 * a doubt, and the request is followed as if they let it be.
 */
export function doubtForeignLines(exchange: Exchange): void {
  for (const line of foreignLines(exchange.level).slice(0, MOST_DOUBTS)) {
    const { name } = line.directive;
    exchange.doubt(unknown(name, reasonFor(name), line).unknown);
  }
}

// By level: hardly any configuration has such lines, and every request asks.
const known = new WeakMap<Level, readonly Placed[]>();

function foreignLines(level: Level): readonly Placed[] {
  const before = known.get(level);
  if (before !== undefined) return before;
  const outer = level.parent === undefined ? [] : foreignLines(level.parent);
  const own = level.lines.filter(({ directive }) => mayChangeRequest(directive.name));
  const all = own.length === 0 ? outer : [...outer, ...own];
  known.set(level, all);
  return all;
}

const verdicts = new Map<string, boolean>();

/** Whether a directive is of a module that is not known here, and may change what becomes of a request. */
export function mayChangeRequest(name: string): boolean {
  const verdict = verdicts.get(name);
  if (verdict !== undefined) return verdict;
  const forms = formsOf(name);
  // What nginx itself has, and what answers a request by itself, is followed elsewhere.
  const isKnown = forms.some(({ thirdParty }) => !thirdParty) || isForeignHandler(name);
  const may = !isKnown && !LETS_BE.test(name);
  verdicts.set(name, may);
  return may;
}

/**
 * Directives of third parties that set something up, define a variable (which is then unknown by
 * itself), touch the answer or the log, but not which way a request goes. By each module's manual.
 */
const LETS_BE = new RegExp(
  `^(?:${[
    'lua_.*',
    '(?:init|init_worker|exit_worker|set|log|header_filter|body_filter|ssl_.*)_by_lua.*',
    'js_(?:import|include|path|set|var|engine|fetch_.*|shared_dict_zone|header_filter|body_filter|preload_object|context_reuse.*)',
    'more_(?:set|clear)_headers',
    'vhost_traffic_status.*',
    'brotli.*|zstd.*|unbrotli.*',
    'geoip2?(?:_.*)?',
    '(?:otel|opentelemetry|opentracing|zipkin|jaeger|datadog)_?.*',
    'perl_.*',
    'set_(?:random|hashed_upstream|unescape_uri|escape_uri|quote_.*|json_str|if_empty|md5|sha1|encode_.*|decode_.*|secure_random_.*|hmac_.*|formatted_.*|local_today|rotate|misc.*)',
    'headers_more_.*|fancyindex.*|upload_progress.*|push_stream_(?!subscriber|publisher|websocket).*',
    'nchan_(?!pub|sub).*|passenger_(?!enabled).*|status_zone|zone_sync.*|keyval.*|health_check.*|match',
  ].join('|')})$`,
);

/** Whether a directive's module decides who may pass, so that a request may end there. */
export function decidesAccess(name: string): boolean {
  return DECIDES.test(name);
}

const DECIDES =
  /^(?:auth_(?:basic|request|jwt|oidc|pam|ldap|digest)|access_by_lua(?:_block|_file)?|modsecurity|naxsi)/;

function reasonFor(name: string): string {
  if (decidesAccess(name)) return 'it decides in its own way who may pass';
  if (name.includes('_by_lua')) return 'its code may change the request, or answer it';
  const [form] = formsOf(name);
  const module = form?.module ?? unmeasuredModule(name)?.module;
  return module === undefined
    ? 'no module that is known here has it'
    : `it belongs to ${module}, whose way is not known here`;
}
