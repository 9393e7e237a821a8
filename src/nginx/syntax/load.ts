import {
  Configuration,
  type Include,
  type LoadedFile,
  type LoadProblemCode,
} from './configuration.ts';
import { directiveAt } from './directive-at.ts';
import { diskFiles } from './disk-files.ts';
import type { FileContent, FileFault, FilePort } from './file-port.ts';
import { isPattern } from './glob.ts';
import type { LoadLimits, ParseLimits } from './limits.ts';
import { loadLimits } from './limits.ts';
import { LinkWatch } from './link-watch.ts';
import type { IncludeSite } from './load-problems.ts';
import { LoadProblems } from './load-problems.ts';
import { Moulds } from './moulds.ts';
import { folderOf, joinPath, relativePath, tidyPath } from './paths.ts';
import type { Tree } from './tree.ts';
import { wordValue } from './value.ts';

export interface LoadOptions {
  /** Where the files come from; this machine's disk when left out. */
  readonly files?: FilePort;
  readonly limits?: Partial<LoadLimits>;
  /** For each file. */
  readonly parseLimits?: Partial<ParseLimits>;
}

/**
 * Reads a configuration with everything it includes, as nginx does: names relative to the folder of
 * the main file, patterns in glob(3)'s order, no match for a pattern is fine. Throws for nothing that
 * stands in a file or on a disk; all of that is in the problems.
 */
export function load(path: string, options: LoadOptions = {}): Configuration {
  return new Loader(tidyPath(path), options).run();
}

/** A file while it is loaded, with what has to be known to keep the includes within their limits. */
interface Loading extends LoadedFile {
  readonly includes: Map<number, Include>;
  state: 'new' | 'unfolding' | 'done';
  /** Files in it when unfolded, itself included. */
  total: number;
  /** Includes inside each other, at most, below it. */
  height: number;
}

class Loader {
  private readonly path: string;
  private readonly folder: string;
  private readonly port: FilePort;
  private readonly limits: LoadLimits;
  private readonly moulds: Moulds;
  private readonly links: LinkWatch;
  private readonly problems = new LoadProblems();
  private readonly known = new Map<string, Loading | FileFault>();
  // What each name in an `include` stands for.
  private readonly resolved = new Map<string, readonly string[]>();
  // Where a tree has its includes.
  private readonly found = new Map<Tree, readonly IncludeTokens[]>();
  private readonly files: Loading[] = [];
  private bytes = 0;
  private includes = 0;

  constructor(path: string, { files, limits, parseLimits }: LoadOptions) {
    this.path = path;
    this.folder = folderOf(path);
    this.port = files ?? diskFiles();
    this.limits = { ...loadLimits, ...limits };
    this.moulds = new Moulds(parseLimits ?? {});
    this.links = new LinkWatch(this.folder, this.port);
  }

  run(): Configuration {
    const main = this.open(this.path, undefined);
    if (main !== undefined) this.unfold(main, 0);
    return new Configuration(main, this.files, this.problems.all());
  }

  /** Follows the includes of a file, in the order of its text. */
  private unfold(file: Loading, depth: number): void {
    file.state = 'unfolding';
    const { source, tree } = file;
    const { tokens } = tree;
    for (const { name, argument, end } of this.includesOf(tree)) {
      const span = { start: tokens.start(name), end: tokens.end(end) };
      const site = { file, span };
      if (!this.hasRoom(site)) break;
      const written = wordValue(source, tokens, argument);
      const files = this.resolve(source.show(written)).flatMap(
        (path) => this.follow(path, site, file, depth) ?? [],
      );
      file.includes.set(name, { span, name: written, files });
    }
    file.state = 'done';
  }

  /** Looked for once in all texts of one mould, of which no directive need be made for it. */
  private includesOf(tree: Tree): readonly IncludeTokens[] {
    const mould = tree.mould ?? tree;
    const known = this.found.get(mould) ?? [...includesIn(mould)];
    this.found.set(mould, known);
    return known;
  }

  private hasRoom(site: IncludeSite): boolean {
    this.includes += 1;
    if (this.includes === this.limits.includes + 1) {
      const message = `The configuration has more than ${this.limits.includes} includes; this one and the rest are not followed.`;
      this.problems.add('too-many-includes', site, this.path, message);
    }
    return this.includes <= this.limits.includes;
  }

  private resolve(written: string): readonly string[] {
    const known = this.resolved.get(written);
    if (known !== undefined) return known;
    const path = joinPath(this.folder, written);
    const paths = isPattern(path) ? this.port.glob(path) : [path];
    this.resolved.set(written, paths);
    return paths;
  }

  /** The file at `path`, with its includes; undefined, and a problem, where it must not be followed. */
  private follow(
    path: string,
    site: IncludeSite,
    parent: Loading,
    depth: number,
  ): LoadedFile | undefined {
    const { limits } = this;
    if (depth >= limits.depth) return this.refuseDepth(site, path);
    const target = this.open(path, site);
    if (target === undefined) return undefined;
    if (target.state === 'unfolding') {
      const message = `This includes "${target.name}", which is what includes it: a circle that nginx follows until it crashes.`;
      this.problems.add('include-cycle', site, path, message);
      return undefined;
    }
    if (target.state === 'new') this.unfold(target, depth + 1);
    if (depth + 1 + target.height > limits.depth) return this.refuseDepth(site, path);
    if (parent.total + target.total > limits.includes) {
      const message = `The includes unfold to more than ${limits.includes} files; "${target.name}" is not followed here.`;
      this.problems.add('too-many-includes', site, path, message);
      return undefined;
    }
    parent.total += target.total;
    parent.height = Math.max(parent.height, target.height + 1);
    return target;
  }

  private refuseDepth(site: IncludeSite, path: string): undefined {
    const message = `There are more than ${this.limits.depth} includes inside each other; "${path}" is not followed.`;
    this.problems.add('include-too-deep', site, path, message);
  }

  /** Reads a file, or finds it where it was read before. */
  private open(path: string, site: IncludeSite | undefined): Loading | undefined {
    const known = this.known.get(path);
    if (known !== undefined && !('fault' in known)) return known;
    if (known === undefined && this.files.length >= this.limits.files) {
      const message = `The configuration has more than ${this.limits.files} files; "${path}" was not read.`;
      this.problems.add('too-many-files', site, path, message);
      return undefined;
    }
    const content = known ?? this.port.read(path, this.limits.bytes - this.bytes);
    if (!('fault' in content)) return this.take(path, content, site);
    this.known.set(path, content);
    this.problems.add(codeOf[content.fault], site, path, `Cannot read "${path}": ${content.why}.`);
    return undefined;
  }

  private take(path: string, content: FileContent, site: IncludeSite | undefined): Loading {
    const { text } = content;
    this.bytes += text.length;
    const { tree, problems } = this.moulds.parse(text);
    const link = this.links.look(path, content.isLink === true);
    const file: Loading = {
      path,
      name: relativePath(this.folder, path),
      realPath: link.realPath,
      source: text,
      tree,
      includes: new Map(),
      state: 'new',
      total: 1,
      height: 0,
    };
    this.known.set(path, file);
    this.files.push(file);
    this.problems.addAll(problems, file);
    this.remark(file, content, link.outside, site);
    return file;
  }

  private remark(
    { path }: LoadedFile,
    { isDevice }: FileContent,
    outside: string | undefined,
    site: IncludeSite | undefined,
  ): void {
    if (isDevice === true) {
      const message = `"${path}" is a device; nginx reads it as an empty file.`;
      this.problems.add('file-is-device', site, path, message, 'note');
    }
    if (outside !== undefined) {
      const message = `"${path}" is really "${outside}": a symbolic link leads out of the configuration's folder.`;
      this.problems.add('link-leads-outside', site, path, message, 'note');
    }
  }
}

const codeOf: Readonly<Record<FileFault['fault'], LoadProblemCode>> = {
  missing: 'file-missing',
  folder: 'file-is-folder',
  pipe: 'file-is-pipe',
  unreadable: 'file-unreadable',
  'too-big': 'file-too-big',
};

/** The tokens of an `include NAME;`: its name, the word behind it, and its end. */
interface IncludeTokens {
  readonly name: number;
  readonly argument: number;
  readonly end: number;
}

/**
 * Every `include NAME;` in the order of the text, also within `map`, `types`, `geo` and the like, where
 * nginx follows it too. The name cannot be written with escapes, so the text is searched for it: that
 * spares a look at every directive.
 */
function* includesIn(tree: Tree): Generator<IncludeTokens> {
  const { chars } = tree.source;
  for (let at = chars.indexOf('include'); at !== -1; at = chars.indexOf('include', at + 7)) {
    const directive = directiveAt(tree, at);
    if (directive?.name !== 'include' || directive.block !== undefined) continue;
    const { nameToken: name, endToken: end, nameSpan, argumentCount } = directive;
    if (at < nameSpan.start || nameSpan.end <= at || argumentCount !== 1) continue;
    yield { name, argument: tree.tokens.nextWord(name + 1, end), end };
  }
}
