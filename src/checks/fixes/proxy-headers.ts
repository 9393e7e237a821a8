import { lazily } from '../../nginx/model/derived/lazily.ts';
import type { Level } from '../../nginx/model/index.ts';
import {
  type Argument,
  type Placed,
  removeDirective,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { FileEdit, Fix, SocketPath } from '../configuration.ts';
import { deferredFix } from './deferred-fix.ts';
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
  /** Makes further edits that belong to the fix, such as those of `connectionVariable`. */
  readonly edits?: () => readonly FileEdit[];
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
  const change = lazily(() => {
    const made = new Change(path, level);
    for (const header of headers) made.set(header);
    if (options.http11 === true) made.setHttp11();
    return made;
  });
  return deferredFix(
    title,
    () => (options.safe ?? true) && change().staysHere,
    () => [...(options.edits?.() ?? []), ...change().edits()],
  );
}

/** What becomes of the lines of one level. */
class Change {
  /** Whether nothing but this level is changed. */
  staysHere = true;
  private readonly path: SocketPath;
  private readonly level: Level;
  private readonly own: readonly Placed[];
  private readonly replaced = new Map<Placed, WantedHeader>();
  private readonly removed: Placed[] = [];
  private readonly added: WantedHeader[] = [];
  private isHttp11Set = false;

  constructor(path: SocketPath, level: Level) {
    this.path = path;
    this.level = level;
    this.own = level.named('proxy_set_header');
  }

  set(header: WantedHeader): void {
    const same = this.own.filter((line) => isNamed(line.directive.args[0]?.value, header));
    // An empty line of a snippet sends nothing, so one beside it does, and the snippet can stay.
    const inTheWay = same.filter((line) => this.isHere(line) || !isEmpty(line));
    const last = inTheWay.findLast((line) => !isEmpty(line)) ?? inTheWay.at(-1);
    if (last === undefined) {
      this.added.push(header);
      return;
    }
    this.replaced.set(this.touch(last), header);
    for (const other of inTheWay) {
      if (other !== last && !isEmpty(other)) this.removed.push(this.touch(other));
    }
  }

  /** `proxy_http_version 1.1`, in place of another or new. */
  setHttp11(): void {
    if (this.path.handshake.passing?.request?.httpVersion === '1.1') return;
    const line = this.level.last('proxy_http_version');
    if (line !== undefined) this.touch(line);
    this.isHttp11Set = true;
  }

  edits(): FileEdit[] {
    const behind = this.own.at(-1) ?? this.level.last('proxy_pass');
    return [
      ...(this.isHttp11Set ? settingEdits(this.level, 'proxy_http_version', '1.1') : []),
      ...[...this.replaced].flatMap(([line, { value }]) => replaceValue(line, value)),
      ...this.removed.flatMap(({ directive, file }) =>
        removeDirective(directive).map((edit) => ({ file, edit })),
      ),
      ...this.newLines().flatMap(({ name, value }) =>
        insertedBehind(this.level, behind, `proxy_set_header ${name} ${value};`),
      ),
    ];
  }

  /** Where there were none, the lines taken over, changed where need be, then the new ones. */
  private newLines(): readonly WantedHeader[] {
    if (this.own.length > 0) return this.added;
    const lines: WantedHeader[] = [];
    for (const { directive } of this.level.effective('proxy_set_header')) {
      const [name, value] = directive.args;
      if (name && value) lines.push({ name: name.value, value: value.raw });
    }
    for (const header of this.added) {
      const known = lines.findIndex(({ name }) => isNamed(name, header));
      if (known === -1) lines.push(header);
      else lines[known] = header;
    }
    return lines;
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

function replaceValue({ directive, file }: Placed, value: string): FileEdit[] {
  const argument = directive.args[1];
  if (argument === undefined) return [];
  const edits = replaceArgument(directive.tree, argument, quotedAs(argument, value));
  return edits.map((edit) => ({ file, edit }));
}

function isNamed(name: string | undefined, header: WantedHeader): boolean {
  return name?.length === header.name.length && name.toLowerCase() === header.name.toLowerCase();
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
