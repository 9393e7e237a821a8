import type { Refusal } from '../nginx/model/refusals.ts';
import {
  type Configuration,
  forEachDirective,
  type LoadedFile,
  type LoadProblem,
  type Placed,
  placeOf,
  tokenNames,
} from '../nginx/syntax/index.ts';
import type { Paint, Tone } from './paint.ts';
import type { Stage } from './stages.ts';

/** Prints one stage of a configuration that was read, a line at a time: it may be long. */
export function stageText(
  stage: Stage,
  configuration: Configuration,
  paint: Paint,
): Generator<string> {
  if (stage === 'tokens') return tokens(configuration, paint);
  return stage === 'tree' ? tree(configuration, paint) : files(configuration, paint);
}

/** What is wrong with a configuration, a line for each problem. */
export function problemText(
  { severity, name, line, column, message }: LoadProblem,
  paint: Paint,
): string {
  const place = line === undefined ? name : `${name}:${line}:${column}`;
  return `${paint(TONES[severity], severity)} ${place}  ${message}`;
}

/** What nginx refuses of a configuration whose text is in order. */
export function refusalText({ code, placed, message }: Refusal, paint: Paint): string {
  const severity = isCertain({ code }) ? 'error' : 'warning';
  const { file, line, column } = placeOf(placed);
  return `${paint(TONES[severity], severity)} ${file}:${line}:${column}  ${message}`;
}

/** An unknown directive may be one of a module that nobody here knows. */
export function isCertain({ code }: Pick<Refusal, 'code'>): boolean {
  return code !== 'unknown-directive';
}

const TONES: Record<LoadProblem['severity'], Tone> = {
  error: 'bad',
  warning: 'warn',
  note: 'quiet',
};
const KIND_WIDTH = Math.max(...tokenNames.map((name) => name.length));
const WIDEST_PLACE = 40;
const SHOWN_INCLUDERS = 3;
/** A colon and a line's number. */
const LINE_WIDTH = 6;

/** Every token with its place, its kind and its text; together they are the file. */
function* tokens({ files: all }: Configuration, paint: Paint): Generator<string> {
  for (const { name, source, tree: read } of all) {
    yield paint('strong', name);
    for (let index = 0; index < read.tokens.count; index += 1) {
      const { start, end } = read.tokens.span(index);
      const { line, column } = source.position(start);
      const kind = (tokenNames[read.tokens.kind(index)] ?? '').padEnd(KIND_WIDTH);
      const text = JSON.stringify(source.show(source.chars.slice(start, end)));
      yield `${`${line}:${column}`.padStart(10)}  ${paint('quiet', kind)}  ${text}`;
    }
  }
}

/** Every directive where nginx meets it, what is included in the place of its include. */
function* tree(configuration: Configuration, paint: Paint): Generator<string> {
  const names = configuration.files.map(({ name }) => name.length);
  const width = Math.min(WIDEST_PLACE, Math.max(0, ...names) + LINE_WIDTH);
  // A list instead of recursion: blocks may nest deeper than the stack reaches.
  const open: { readonly children: readonly Placed[]; next: number }[] = [
    { children: configuration.children(), next: 0 },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const placed = level.children[level.next];
    level.next += 1;
    if (placed === undefined) {
      open.pop();
      continue;
    }
    const { file, line } = placeOf(placed);
    const place = paint('quiet', `${file}:${line}`.padEnd(width));
    yield `${place}  ${'  '.repeat(open.length - 1)}${headOf(placed)}`;
    open.push({ children: configuration.children(placed), next: 0 });
  }
}

function headOf({ directive, file }: Placed): string {
  const { start, end } = directive.nameSpan;
  const words = [file.source.chars.slice(start, end), ...directive.args.map(({ raw }) => raw)];
  // A quoted word may go over several lines; here a directive is one.
  const text = file.source.show(words.join(' ')).replace(/\s*\n\s*/g, ' ');
  if (directive.block === undefined) return text;
  return `${text} ${directive.block.foreign === undefined ? '{' : '{ … }'}`;
}

/** Every file once, with what includes it. */
function* files({ files: all }: Configuration, paint: Paint): Generator<string> {
  const width = Math.max(0, ...all.map(({ name }) => name.length));
  const includedBy = includersOf(all);
  for (const file of all) {
    let directives = 0;
    forEachDirective(file.tree.root, () => {
      directives += 1;
    });
    const lines = file.source.line(file.source.length);
    const counts = `${String(lines).padStart(6)} lines  ${String(directives).padStart(6)} directives`;
    const from = someOf(includedBy.get(file) ?? []);
    const link = file.realPath === undefined ? '' : `  link to ${file.realPath}`;
    yield `${file.name.padEnd(width)}  ${paint('quiet', counts)}  ${from}${link}`.trimEnd();
  }
}

/** The first of many, and how many more there are. */
function someOf(places: readonly string[]): string {
  const more = places.length - SHOWN_INCLUDERS;
  const shown = places.slice(0, SHOWN_INCLUDERS).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** For each file the places of the includes that bring it. */
function includersOf(all: readonly LoadedFile[]): Map<LoadedFile, string[]> {
  const places = new Map<LoadedFile, string[]>(all.map((file) => [file, []]));
  for (const { name, source, includes } of all) {
    for (const { span, files } of includes.values()) {
      const place = `${name}:${source.line(span.start)}`;
      for (const file of files) places.get(file)?.push(place);
    }
  }
  return places;
}
