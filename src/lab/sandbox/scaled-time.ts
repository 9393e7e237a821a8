import { readTime } from '../../nginx/model/index.ts';
import type { Line } from './line.ts';
import type { Rewriting } from './rewriting.ts';

/** Defaults of nginx that a path goes by (ngx_http_proxy_module, ngx_stream_proxy_module). */
const DEFAULTS = {
  http: { proxy_connect_timeout: 60_000, proxy_read_timeout: 60_000, proxy_send_timeout: 60_000 },
  stream: { proxy_connect_timeout: 60_000, proxy_timeout: 600_000 },
} as const;

/**
 * nginx does not move a timer that is to fire less than 300 ms later than it already would
 * (`NGX_TIMER_LAZY_DELAY`): shorter times would be measured wrong.
 */
export const TIMER_GRAIN_MS = 300;

/** Divides the times of a line, all of whose words are such. */
export function rewriteTimes(line: Line, into: Rewriting, scale: number): void {
  if (scale === 1) return;
  for (const { value, span } of line.directive.args) {
    const ms = value.includes('$') ? undefined : readTime(value);
    if (ms !== undefined && ms > 0) into.replace(line, span, scaledTime(ms, scale));
  }
}

/** A time of nginx, divided, but never below what its timers can tell apart. */
export function scaledTime(ms: number, scale: number): string {
  return `${Math.max(TIMER_GRAIN_MS, Math.round(ms / scale))}ms`;
}

/** Says nginx's defaults in `http` or `stream`, divided, where the user says nothing. */
export function scaledDefaults({ directive }: Line, { model }: Rewriting, scale: number): string {
  if (scale === 1) return '';
  const defaults = DEFAULTS[directive.name === 'http' ? 'http' : 'stream'];
  const level = model.main.blocks(directive.name)[0];
  const missing = Object.entries(defaults).filter(([name]) => level?.last(name) === undefined);
  return missing.map(([name, ms]) => `${name} ${scaledTime(ms, scale)};`).join(' ');
}
