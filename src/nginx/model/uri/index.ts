export { type UriDialect, uriDialect } from './dialect.ts';
export { escapeUri } from './escape-uri.ts';
export { parseTarget, readsAsLine, type Target } from './parse-target.ts';
export { unescapeRedirect } from './unescape-redirect.ts';
