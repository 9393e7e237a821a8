import { measuredNames } from '../../nginx/catalog/directive-form.ts';
import type { Refusal } from '../../nginx/model/refusals.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { Fix } from '../configuration.ts';

/**
 * Names that look like directives for WebSockets and are of no module for http: some were of a module
 * for plain TCP, before nginx had `stream`, and the rest is made up. A tunnel obeys the directives of
 * proxy. Likewise those in keepalive_ and tcp_, which nginx keeps for its own.
 */
export function isImagined(name: string): boolean {
  return WEBSOCKET.test(name) || /^(?:keepalive|tcp)_/.test(name);
}

const WEBSOCKET = /^(?:proxy_)?(?:web_?sockets?|wss)(?:_|$)/;

/** What the directive that is meant goes by: `proxy_read_timeout` for `websocket_read_timeout`. */
export function meantDirective({ code, placed }: Refusal): string | undefined {
  const { name } = placed.directive;
  if (code !== 'unknown-directive' || !WEBSOCKET.test(name)) return undefined;
  const rest = name.replace(WEBSOCKET, '');
  const meant = `proxy_${rest === 'timeout' ? 'read_timeout' : rest}`;
  return measuredNames().includes(meant) ? meant : undefined;
}

/** A time means the same under its right name; nothing ran with the line as it is. */
export function renamed({ directive, file }: Placed, meant: string): Fix | undefined {
  const { nameSpan, parent, tree } = directive;
  const isThere = parent.children.some(({ name }) => name === meant);
  if (isThere || !meant.endsWith('_timeout')) return undefined;
  return {
    title: `Write ${meant} in the place of ${directive.name}`,
    safe: true,
    edits: [{ file, edit: { span: nameSpan, text: tree.source.encode(meant) } }],
  };
}
