import type { Exchange } from '../exchange.ts';
import type { FileKind } from '../file-facts.ts';
import { type Next, status } from '../outcome.ts';
import { escapeLocation } from '../redirects.ts';
import { known, type Value } from '../value.ts';
import { type DocumentRoot, fileFor, findDocumentRoot } from './document-root.ts';
import { kindOf } from './kind-of.ts';
import { doubtFile, isNoFile } from './named-by-client.ts';
import { serveIndex } from './serve-index.ts';

/** The index, autoindex and static modules. */
export function serveFile(exchange: Exchange): Next {
  const root = findDocumentRoot(exchange);
  // An empty URI, which a try_files with an alias may leave, counts as the root of all.
  const wantsIndex = exchange.uri === '' || exchange.uri.endsWith('/');
  const path = fileFor(root, exchange.uri);
  const isRead = exchange.method === 'GET' || exchange.method === 'HEAD';
  if (!isRead && exchange.method !== 'POST') {
    return status(405, `files take no ${exchange.method}`, root.line);
  }
  if (root.replaces !== 0 && !exchange.validLocation) {
    return status(500, '"alias" cannot be used where the URI was rewritten', root.line);
  }
  if (wantsIndex) return serveIndex(exchange, root, isRead);
  const kind = assumedKind(exchange, root, path);
  if (kind === 'folder') return redirectToFolder(exchange, root.replaces !== 0);
  if (kind === 'missing') return status(404, `${path.text ?? 'the file'} is not there`, root.line);
  if (exchange.method === 'POST') return status(405, 'files take no POST', root.line);
  const code = kind === 'file' ? fileStatus(exchange) : undefined;
  return { next: 'finish', outcome: { kind: 'file', path, status: code, at: root.line } };
}

/** What stands at the path; `missing`, with a doubt, where nobody knows and it is no file most likely. */
function assumedKind(exchange: Exchange, root: DocumentRoot, path: Value): FileKind {
  const kind = kindOf(exchange, path);
  if (kind !== 'unknown' || !isNoFile(exchange, root, path)) return kind;
  doubtFile(exchange, path, false, root.line);
  return 'missing';
}

function redirectToFolder(exchange: Exchange, isAlias: boolean): Next {
  const args = exchange.args === '' ? '' : `?${exchange.args}`;
  const why = `${exchange.uri} is a folder${isAlias ? ' of an alias' : ''}`;
  return status(301, why, undefined, known(escapeLocation(exchange, `${exchange.uri}/`) + args));
}

/** Headers with which a file's date or part decides between 200, 206, 304, 412 and 416. */
const CONDITIONS = [
  'range',
  'if-modified-since',
  'if-none-match',
  'if-match',
  'if-unmodified-since',
];

function fileStatus(exchange: Exchange): number | undefined {
  const code = exchange.errorStatus || 200;
  // Only a 200 is cut down, whether it is the file's own or that of an `error_page`.
  if (code !== 200) return code;
  return CONDITIONS.some((name) => exchange.header(name) !== undefined) ? undefined : code;
}
