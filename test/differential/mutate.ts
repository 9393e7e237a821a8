import { parse } from '../../src/nginx/syntax/parse.ts';
import { isWord, TokenKind } from '../../src/nginx/syntax/token.ts';
import { forEachDirective } from '../../src/nginx/syntax/walk.ts';

/** Numbers from 0 up to, not including, 1; the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const INSERTED = [';', '{', '}', '"', "'", '\\', ' on', ' off off off', '\r\n', '#', '$', '\t'];

/** Changes a configuration in one place, as a tired hand would. */
export function mutate(text: string, names: readonly string[], random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item | undefined =>
    items[Math.floor(random() * items.length)];
  const { tree } = parse(text);
  const { tokens } = tree;
  const all = Array.from({ length: tokens.count }, (_, index) => index);
  const words = all.filter((index) => isWord(tokens.kind(index)));
  const marks = all.filter((index) => tokens.kind(index) >= TokenKind.Semicolon);
  const lines: { start: number; end: number }[] = [];
  const heads: { start: number; end: number }[] = [];
  forEachDirective(tree.root, (directive) => {
    heads.push(directive.nameSpan);
    if (directive.block === undefined) lines.push(directive.span);
  });
  const replace = (at: { start: number; end: number } | undefined, by: string) =>
    at === undefined ? text : text.slice(0, at.start) + by + text.slice(at.end);
  const spanOf = (index: number | undefined) =>
    index === undefined ? undefined : tokens.span(index);
  const line = pick(lines);
  const moved = line === undefined ? '' : text.slice(line.start, line.end);
  switch (Math.floor(random() * 7)) {
    case 0:
      return replace(spanOf(pick(marks)), '');
    case 1:
      return replace(spanOf(pick(words)), '');
    case 2: {
      const at = Math.floor(random() * (text.length + 1));
      return replace({ start: at, end: at }, pick(INSERTED) ?? '');
    }
    case 3:
      return replace(pick(heads), pick(names) ?? '');
    case 4: {
      // A line in another place, and so in another context.
      const at = pick(lines)?.start ?? 0;
      return replace({ start: at, end: at }, `${moved}\n`);
    }
    case 5: {
      const word = spanOf(pick(words));
      return word === undefined ? text : replace({ start: word.end, end: word.end }, ' more');
    }
    default:
      return text.slice(0, Math.floor(random() * text.length));
  }
}
