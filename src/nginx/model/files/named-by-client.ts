import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { unknown, type Value } from '../value.ts';
import type { DocumentRoot } from './document-root.ts';

/** Endings of what is served from a disk as a rule: pages, and what pages are made of. */
const PAGE =
  /\.(?:[sx]?html?|php|css|m?js|txt|xml|pdf|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|wasm|webmanifest|zip|gz)$/i;

/**
 * Whether a path that only a client names is taken to be no file where the disk is not at hand: so is
 * that of a WebSocket. The root itself and a page will be there, and what the configuration falls back to.
 */
export function isNoFile(
  { uri, fallbackUri }: Exchange,
  { replaces }: DocumentRoot,
  path: Value,
): boolean {
  if (uri === fallbackUri) return false;
  const name = replaces === 'all' ? (path.text ?? '') : uri.slice(replaces);
  return name !== '' && name !== '/' && !isPage(name);
}

export function isPage(path: string): boolean {
  return PAGE.test(path);
}

/** Keeps in mind what is taken to be so of a file, as the disk is not at hand. */
export function doubtFile(exchange: Exchange, path: Value, isThere: boolean, at?: Placed): void {
  const why = `the disk of nginx is not at hand; it is taken ${isThere ? '' : 'not '}to be there`;
  exchange.doubt(unknown(`the file ${path.text ?? exchange.uri}`, why, at).unknown);
}
