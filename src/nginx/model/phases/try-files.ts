import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import { type DocumentRoot, findDocumentRoot } from '../files/document-root.ts';
import { doubtFile } from '../files/named-by-client.ts';
import { internalRedirect, namedLocation } from '../internal-redirect.ts';
import { type Next, status, undecided } from '../outcome.ts';
import { hasVariables } from '../template.ts';
import { concat, known, type Value } from '../value.ts';

/** `try_files` (ngx_http_try_files_module): the first of the files that is there, or the last word. */
export function tryFiles(exchange: Exchange): Next | undefined {
  // It is not handed down, not even to an `if` of the location.
  const line = exchange.level.last('try_files');
  if (line === undefined) return undefined;
  const names = line.directive.args.map(({ value }) => value);
  const fallback = names.pop() ?? '';
  const root = findDocumentRoot(exchange);
  if (root.replaces !== 0 && !exchange.validLocation) {
    return status(500, '"alias" cannot be used where the URI was rewritten', root.line);
  }
  for (const written of names) {
    const wantsFolder = written.endsWith('/');
    const name = nameOf(exchange, root, wantsFolder ? written.slice(0, -1) : written, line);
    if (name.text === undefined) return undecided(name.unknown);
    const file = concat([root.path, known(name.text)]);
    const candidate = { name: name.text, file, root, wantsFolder, line };
    if (isThere(exchange, candidate)) {
      takeFile(exchange, root, candidate);
      return undefined;
    }
  }
  return fallBack(exchange, root, fallback, line);
}

/**
 * What stands behind the root. Where an `alias` is in effect, the location's prefix is cut off a name
 * with variables; off one without it is not.
 */
function nameOf(exchange: Exchange, root: DocumentRoot, written: string, line: Placed): Value {
  const name = exchange.evaluate(written, line);
  if (name.text === undefined || !hasVariables(written) || root.replaces === 'all') return name;
  const prefix = exchange.uri.slice(0, root.replaces);
  return name.text.startsWith(prefix) ? { ...name, text: name.text.slice(prefix.length) } : name;
}

interface Candidate {
  readonly name: string;
  readonly file: Value;
  readonly root: DocumentRoot;
  readonly wantsFolder: boolean;
  readonly line: Placed;
}

function isThere(exchange: Exchange, candidate: Candidate): boolean {
  const { name, file, wantsFolder, line } = candidate;
  const kind = file.text === undefined ? 'unknown' : exchange.model.fileFacts(file.text);
  if (kind !== 'unknown') return kind === 'file' ? !wantsFolder : kind === 'folder' && wantsFolder;
  // What the configuration itself names will be there; what a WebSocket's path names, not.
  const isAssumed = name === exchange.fallbackUri || isOwnFolder(exchange, candidate);
  doubtFile(exchange, file, isAssumed, line);
  return isAssumed;
}

/** Whether it is the very folder that an `alias` of the location names. */
function isOwnFolder({ level }: Exchange, { name, root, wantsFolder }: Candidate): boolean {
  const isOwn = root.replaces !== 0 && root.line === level.last('alias');
  return wantsFolder && isOwn && /^\/?$/.test(name);
}

function takeFile(
  exchange: Exchange,
  root: DocumentRoot,
  { name, wantsFolder, line }: Candidate,
): void {
  exchange.tell({ kind: 'files', text: `${name} is there`, at: line });
  if (typeof root.replaces === 'number') {
    exchange.uri = exchange.uri.slice(0, root.replaces) + name;
  } else if (!wantsFolder) {
    exchange.uri = name;
    exchange.addsUriToAlias = true;
  }
}

function fallBack(exchange: Exchange, root: DocumentRoot, fallback: string, line: Placed): Next {
  const [, code] = /^=(\d+)$/.exec(fallback) ?? [];
  if (code !== undefined) return status(Number(code), 'try_files found no file', line);
  const target = nameOf(exchange, root, fallback, line);
  if (target.text === undefined) return undecided(target.unknown);
  exchange.tell({ kind: 'files', text: `no file is there: on to ${target.text}`, at: line });
  if (target.text.startsWith('@')) return namedLocation(exchange, target.text, line);
  const next = internalRedirect(exchange, target.text, line);
  exchange.fallbackUri = exchange.uri;
  return next;
}
