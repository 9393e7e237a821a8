import type { Placed } from '../../syntax/configuration.ts';
import type { Argument } from '../../syntax/tree.ts';
import type { Exchange } from '../exchange.ts';
import type { FileKind } from '../file-facts.ts';
import { doubtFile, isPage } from '../files/named-by-client.ts';
import { type Unknown, unknown, type Value } from '../value.ts';
import { readVariable } from '../variables/read-variable.ts';
import type { RewriteEngine } from './engine.ts';
import { escapedCaptures } from './escaped-captures.ts';

/** Whether the condition of an `if` holds (`ngx_http_rewrite_if_condition`), or why that cannot be known. */
export function decide({ exchange, quote }: RewriteEngine, line: Placed): boolean | Unknown {
  const words = conditionWords(line.directive.args);
  const [left = '', operator, right = ''] = words;
  const test = FILE_TESTS[left];
  if (test !== undefined)
    return fileTest(exchange, test, exchange.evaluate(operator ?? '', line), line);
  const value = readVariable(exchange, left.replace(/^\$\{?/, '').replace(/\}$/, ''), line);
  if (value.text === undefined) return value.unknown;
  if (operator === undefined) return value.text !== '' && value.text !== '0';
  if (operator === '=' || operator === '!=') {
    const other = escapedCaptures(exchange, right, line, quote);
    if (other.text === undefined) return other.unknown;
    return (value.text === other.text) === (operator === '=');
  }
  const matches = exchange.match(right, operator.endsWith('*'), value.text, line);
  if (typeof matches !== 'boolean') return matches;
  if (!matches) exchange.captures = undefined;
  return matches !== operator.startsWith('!');
}

/** The words between the parentheses, which may be glued to the first and the last. */
function conditionWords(args: readonly Argument[]): string[] {
  const words = args.map(({ value }) => value);
  const [first] = words;
  if (first?.startsWith('(')) words[0] = first.slice(1);
  const last = words.at(-1);
  if (last?.endsWith(')')) words[words.length - 1] = last.slice(0, -1);
  return words.filter((word, at) => word !== '' || (at > 0 && at < words.length - 1));
}

interface FileTest {
  readonly kinds: readonly string[];
  readonly negated: boolean;
}

const plain: FileTest = { kinds: ['file'], negated: false };
const folder: FileTest = { kinds: ['folder'], negated: false };
const anything: FileTest = { kinds: ['file', 'folder'], negated: false };

const FILE_TESTS: Readonly<Record<string, FileTest | undefined>> = {
  '-f': plain,
  '!-f': { ...plain, negated: true },
  '-d': folder,
  '!-d': { ...folder, negated: true },
  '-e': anything,
  '!-e': { ...anything, negated: true },
  '-x': { kinds: [], negated: false },
  '!-x': { kinds: [], negated: true },
};

function fileTest(
  exchange: Exchange,
  { kinds, negated }: FileTest,
  path: Value,
  line: Placed,
): boolean | Unknown {
  if (path.text === undefined) return path.unknown;
  const kind = exchange.model.fileFacts(path.text);
  const isToRun = kinds.length === 0;
  if (kind !== 'unknown' && (!isToRun || kind === 'missing')) {
    return kinds.includes(kind) !== negated;
  }
  const assumed = isToRun ? 'unknown' : assumedKind(exchange, path.text, negated);
  if (assumed === 'unknown') {
    return unknown(`the file ${path.text}`, 'the disk of nginx is not at hand', line).unknown;
  }
  doubtFile(exchange, path, assumed !== 'missing', line);
  return kinds.includes(assumed) !== negated;
}

/**
 * Where the disk is not at hand: what a client names is no file unless it is a page; of a file that the
 * configuration names, such as that of a maintenance, the `if` is for the exception.
 */
function assumedKind({ uri }: Exchange, path: string, negated: boolean): FileKind {
  if (uri === '/' && path.endsWith('/')) return 'folder';
  if (uri === '/' || !path.includes(uri)) return negated ? 'file' : 'missing';
  return isPage(uri) ? 'unknown' : 'missing';
}
