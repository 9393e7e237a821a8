import { type Directive, nameOf } from './directive-tree.ts';
import type { Place } from './model-port.ts';

/** What writes a line of the access log. */
export interface LoggedPlace extends Place {
  readonly kind: 'http' | 'server' | 'location' | 'if' | 'limit_except';
  /** What stands after the directive's name. */
  readonly pattern: string;
  /** The server it is of. */
  readonly server: Place | null;
  /** The location that is in effect there, itself where it is one. */
  readonly location: (Place & { readonly pattern: string }) | null;
}

/** A configuration as files, and which place writes which id into the access log. */
export interface PrintedConfiguration {
  readonly files: Readonly<Record<string, string>>;
  /** By the id that is written. */
  readonly places: readonly LoggedPlace[];
}

/** Main file. */
export const MAIN_FILE = 'nginx.conf';

/** The access log, relative to the prefix. */
export const ACCESS_LOG = 'logs/access.log';

/**
 * What a line of the access log tells, behind the id of the place that wrote it. `$remote_port` would
 * be another where the real_ip module has found another client.
 */
const LOGGED = '$realip_remote_port|$status|$upstream_addr';

/**
 * Prints a configuration and gives each place that can serve a request an access log format of its
 * own. Headers, handlers and what else is inherited stay as they are.
 */
export function printConfiguration(body: readonly Directive[]): PrintedConfiguration {
  const printer = new Printer();
  printer.file(MAIN_FILE, body, { kind: undefined, server: null, location: null });
  return { files: printer.finish(), places: printer.places };
}

interface Scope {
  readonly kind: LoggedPlace['kind'] | undefined;
  readonly server: Place | null;
  readonly location: LoggedPlace['location'];
}

/** Stands where the formats will be, when all of them are known. */
const FORMATS_FILE = 'formats.conf';

class Printer {
  readonly places: LoggedPlace[] = [];
  readonly #files = new Map<string, string>();

  file(path: string, body: readonly Directive[], scope: Scope): void {
    // A snippet may be included in several places; its text is the same.
    const lines: string[] = [];
    this.#files.set(path, '');
    this.#body(path, lines, body, scope, '');
    this.#files.set(path, `${lines.join('\n')}\n`);
  }

  finish(): Record<string, string> {
    const formats = this.places.map((_, id) => `log_format f${id} '${id}|${LOGGED}';\n`);
    return { ...Object.fromEntries(this.#files), [FORMATS_FILE]: formats.join('') };
  }

  #body(
    path: string,
    lines: string[],
    body: readonly Directive[],
    scope: Scope,
    indent: string,
  ): void {
    for (const directive of body) this.#directive(path, lines, directive, scope, indent);
  }

  #directive(
    path: string,
    lines: string[],
    directive: Directive,
    scope: Scope,
    indent: string,
  ): void {
    const { words, block, files } = directive;
    if (block === undefined) {
      lines.push(`${indent}${words};`);
      for (const { path: included, body } of files ?? []) this.file(included, body, scope);
      return;
    }
    lines.push(`${indent}${words} {`);
    const place = { file: path, line: lines.length };
    const inner = innerScope(directive, scope, place);
    const deeper = `${indent}    `;
    if (inner.kind === 'http') lines.push(`${deeper}include ${FORMATS_FILE};`);
    if (inner.kind !== undefined) {
      lines.push(`${deeper}access_log ${ACCESS_LOG} f${this.places.length};`);
      const pattern = words.slice(nameOf(directive).length).trim();
      this.places.push({ ...place, ...inner, kind: inner.kind, pattern });
    }
    this.#body(path, lines, block, inner, deeper);
    lines.push(`${indent}}`);
  }
}

/** What is in effect inside a block; without a kind it cannot have an access log. */
function innerScope(directive: Directive, scope: Scope, place: Place): Scope {
  switch (nameOf(directive)) {
    case 'http':
      return { ...scope, kind: 'http' };
    case 'server':
      // Inside `upstream` a server has no block.
      return { ...scope, kind: 'server', server: place };
    case 'location': {
      const pattern = directive.words.slice('location'.length).trim();
      return { ...scope, kind: 'location', location: { ...place, pattern } };
    }
    case 'if':
      return { ...scope, kind: scope.location === null ? undefined : 'if' };
    case 'limit_except':
      return { ...scope, kind: 'limit_except' };
    default:
      return { ...scope, kind: undefined };
  }
}
