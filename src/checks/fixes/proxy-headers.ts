import type { Level } from '../../nginx/model/index.ts';
import {
  type Argument,
  type Placed,
  removeDirective,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { FileEdit, Fix, SocketPath } from '../configuration.ts';
import { bringerOf, headerLevel, isShared } from './place.ts';
import { insertedBehind, settingEdits } from './setting.ts';

/** A header that the upstream is to get, with the value as it is to be written, such as `$http_host`. */
export interface WantedHeader {
  readonly name: string;
  readonly value: string;
}

export interface ProxyHeadersOptions {
  /** Whether HTTP/1.1 is set, too, where another version is in effect. */
  readonly http11?: boolean;
  /** Further edits that belong to the fix, such as those of `connectionVariable`. */
  readonly edits?: readonly FileEdit[];
  /** Whether it can be safe at all; true when left out. */
  readonly safe?: boolean;
}

/**
 * Sets headers in the location of a path so that every other header stays as it is: a line of the
 * location's own gets the new value, other headers go behind its last line, and where it has none of
 * its own, those that it takes over are written out again, since one line would drop them all. Safe
 * unless it changes a snippet that others include, too. Undefined where no location is in charge.
 */
export function proxyHeadersFix(
  path: SocketPath,
  title: string,
  headers: readonly WantedHeader[],
  options: ProxyHeadersOptions = {},
): Fix | undefined {
  const level = headerLevel(path);
  if (level === undefined) return undefined;
  const change = new Change(path, level);
  for (const header of headers) change.set(header);
  const version = options.http11 === true ? change.http11() : [];
  const edits = [...(options.edits ?? []), ...version, ...change.written()];
  return { title, safe: (options.safe ?? true) && change.staysHere, edits };
}

/** What becomes of the lines of one level. */
class Change {
  /** Whether nothing but this level is changed. */
  staysHere = true;
  private readonly path: SocketPath;
  private readonly level: Level;
  private readonly own: readonly Placed[];
  private readonly edits: FileEdit[] = [];
  /** To be written: the lines taken over, changed where need be, then the new ones. */
  private readonly lines: WantedHeader[] = [];

  constructor(path: SocketPath, level: Level) {
    this.path = path;
    this.level = level;
    this.own = level.named('proxy_set_header');
    if (this.own.length > 0) return;
    for (const { directive } of level.effective('proxy_set_header')) {
      const [name, value] = directive.args;
      if (name && value) this.lines.push({ name: name.value, value: value.raw });
    }
  }

  set(header: WantedHeader): void {
    const same = this.own.filter((line) => isNamed(line.directive.args[0]?.value, header));
    // An empty line of a snippet sends nothing, so one beside it does, and the snippet can stay.
    const inTheWay = same.filter((line) => this.isHere(line) || !isEmpty(line));
    const last = inTheWay.findLast((line) => !isEmpty(line)) ?? inTheWay.at(-1);
    if (last === undefined) {
      this.add(header);
      return;
    }
    this.replace(last, header.value);
    for (const other of inTheWay) if (other !== last && !isEmpty(other)) this.remove(other);
  }

  /** `proxy_http_version 1.1`, in place of another or new. */
  http11(): FileEdit[] {
    if (this.path.handshake.passing?.request?.httpVersion === '1.1') return [];
    const line = this.level.last('proxy_http_version');
    if (line !== undefined) this.touch(line);
    return settingEdits(this.level, 'proxy_http_version', '1.1');
  }

  written(): FileEdit[] {
    const behind = this.own.at(-1) ?? this.level.last('proxy_pass');
    const added = this.lines.flatMap(({ name, value }) =>
      insertedBehind(this.level, behind, `proxy_set_header ${name} ${value};`),
    );
    return [...this.edits, ...added];
  }

  private add(header: WantedHeader): void {
    const known = this.lines.findIndex(({ name }) => isNamed(name, header));
    if (known === -1) this.lines.push(header);
    else this.lines[known] = header;
  }

  private replace(line: Placed, value: string): void {
    const { directive, file } = this.touch(line);
    const argument = directive.args[1];
    if (argument === undefined) return;
    for (const edit of replaceArgument(directive.tree, argument, quotedAs(argument, value))) {
      this.edits.push({ file, edit });
    }
  }

  private remove(line: Placed): void {
    const { directive, file } = this.touch(line);
    for (const edit of removeDirective(directive)) this.edits.push({ file, edit });
  }

  private touch(line: Placed): Placed {
    const isElsewhere = !this.isHere(line) && isShared(this.path.model.configuration, line.file);
    if (isElsewhere) this.staysHere = false;
    return line;
  }

  /** Whether a line stands in the level's own text, not in what it includes. */
  private isHere(line: Placed): boolean {
    return bringerOf(this.level, line) === line;
  }
}

function isNamed(name: string | undefined, header: WantedHeader): boolean {
  return name?.toLowerCase() === header.name.toLowerCase();
}

function isEmpty({ directive }: Placed): boolean {
  return directive.args[1]?.value === '';
}

/** In the quotes that stand there; empty text needs some, and `''` is there already. */
function quotedAs({ raw, quoted, value: before }: Argument, value: string): string {
  if (!quoted || before === '' || /^['"]/.test(value)) return value;
  const quote = raw.charAt(0);
  return `${quote}${value}${quote}`;
}
