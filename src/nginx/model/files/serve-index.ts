import type { Exchange } from '../exchange.ts';
import { isFlagOn } from '../flags.ts';
import { internalRedirect } from '../internal-redirect.ts';
import { type Next, status, undecided } from '../outcome.ts';
import { concat, known, type Value } from '../value.ts';
import { type DocumentRoot, fileFor } from './document-root.ts';
import { kindOf } from './kind-of.ts';
import { doubtFile, isNoFile } from './named-by-client.ts';

const DEFAULT_INDEX = 'index.html';

/** A path that ends in a slash: `index`, then `autoindex`, else 403. */
export function serveIndex(exchange: Exchange, root: DocumentRoot, isRead: boolean): Next {
  const folder = fileFor(root, exchange.uri);
  const line = exchange.level.effective('index').at(-1);
  const names = exchange.level.effective('index').flatMap(({ directive }) => directive.args);
  for (const name of names.length > 0 ? names.map(({ value }) => value) : [DEFAULT_INDEX]) {
    const file = line === undefined ? known(name) : exchange.evaluate(name, line);
    if (file.text === undefined) return undecided(file.unknown);
    if (line !== undefined && file.text.startsWith('/'))
      return internalRedirect(exchange, file.text, line);
    const path = concat([folder, file]);
    const kind = kindOf(exchange, path);
    if (kind === 'unknown' && isNoFile(exchange, root, folder)) {
      doubtFile(exchange, folder, false, root.line);
      return status(404, `${folder.text ?? 'the folder'} is not there`, root.line);
    }
    if (kind === 'unknown') {
      return { next: 'finish', outcome: { kind: 'file', path, status: undefined, at: line } };
    }
    if (kind === 'file') return indexFound(exchange, file.text, path);
  }
  const parent = kindOf(exchange, folder);
  // `ngx_http_index_test_dir`: an `alias` may name a file where a folder is looked for.
  if (parent === 'file') return status(500, `${folder.text ?? 'the path'} is no folder`, line);
  if (parent === 'missing') return status(404, `${folder.text ?? 'the folder'} is not there`, line);
  if (!isRead || !isFlagOn(exchange.level, 'autoindex', false)) {
    return status(403, 'the folder has no index file', line);
  }
  const at = exchange.level.effective('autoindex').at(-1);
  const code = exchange.errorStatus || 200;
  return { next: 'finish', outcome: { kind: 'file', path: folder, status: code, at } };
}

/** The file is asked for by an internal redirect, so another location may serve it. */
function indexFound(exchange: Exchange, name: string, path: Value): Next {
  exchange.tell({ kind: 'files', text: `the index ${path.text ?? name} is there`, at: undefined });
  exchange.uriChanges -= 1;
  if (exchange.uriChanges === 0) return status(500, 'a cycle of internal redirects', undefined);
  exchange.uri += name;
  exchange.level = exchange.server;
  exchange.location = undefined;
  exchange.internal = true;
  exchange.validUnparsedUri = false;
  exchange.validLocation = true;
  return { next: 'restart' };
}
