import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { compilePcre, type PcreRegex, type RegexRefusal } from '../regex/index.ts';

/** How nginx compares a `server_name` with a host. */
export type ServerNameKind =
  | 'exact'
  /** `*.example.com` */
  | 'leading-wildcard'
  /** `.example.com`, which is `example.com` and `*.example.com` */
  | 'domain'
  /** `www.example.*` */
  | 'trailing-wildcard'
  | 'regex'
  /** `$hostname`: the name of the machine that nginx runs on. */
  | 'hostname'
  /** nginx refuses it. */
  | 'invalid';

/** One name of a server. */
export interface ServerName {
  readonly kind: ServerNameKind;
  /** As nginx takes the word: without quotes, case kept. */
  readonly written: string;
  /** What is compared: lower case, without `*.`, `.`, `.*`; the pattern of a regular expression. */
  readonly text: string;
  /** Undefined where the server has no `server_name`, which is the name "". */
  readonly placed: Placed | undefined;
  /** Compiled when first asked for; undefined where `kind` is not `regex`. */
  readonly regex: (() => PcreRegex | RegexRefusal) | undefined;
}

/** The names of a server in the order in which they are written. */
export function readServerNames(server: Level): readonly ServerName[] {
  const names = server
    .named('server_name')
    .flatMap((placed) => placed.directive.args.map(({ value }) => readName(value, placed)));
  return names.length === 0 ? nameless : names;
}

/**
 * What `$server_name` and `server_name_in_redirect` make of the first name; undefined where that is
 * the machine's name.
 */
export function primaryName([first]: readonly ServerName[]): string | undefined {
  if (first === undefined) return '';
  if (first.kind === 'hostname') return undefined;
  if (first.kind === 'regex') return first.written;
  const name = first.written.toLowerCase();
  return name.startsWith('.') ? name.slice(1) : name;
}

const nameless: readonly ServerName[] = [
  { kind: 'exact', written: '', text: '', placed: undefined, regex: undefined },
];

function readName(written: string, placed: Placed): ServerName {
  const name = (kind: ServerNameKind, text: string, regex?: ServerName['regex']): ServerName => {
    return { kind, written, text, placed, regex };
  };
  if (written.startsWith('~')) {
    const pattern = written.slice(1);
    return name(pattern === '' ? 'invalid' : 'regex', pattern, lazyRegex(pattern));
  }
  const text = written.toLowerCase();
  if (text === '$hostname') return name('hostname', text);
  const star = text.indexOf('*');
  if (star !== text.lastIndexOf('*') || text.includes('..') || text === '.') {
    return name('invalid', text);
  }
  if (text.startsWith('.')) return name('domain', text.slice(1));
  if (text.length > 2 && text.startsWith('*.')) return name('leading-wildcard', text.slice(2));
  if (text.length > 2 && text.endsWith('.*')) return name('trailing-wildcard', text.slice(0, -2));
  return name(star < 0 ? 'exact' : 'invalid', text);
}

/** Hosts are in lower case by then, so nginx ignores case where the pattern holds a capital letter. */
function lazyRegex(pattern: string): () => PcreRegex | RegexRefusal {
  let compiled: PcreRegex | RegexRefusal | undefined;
  return () => {
    compiled ??= compilePcre(pattern, { caseless: /[A-Z]/.test(pattern) });
    return compiled;
  };
}
