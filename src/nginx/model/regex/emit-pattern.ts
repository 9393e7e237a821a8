import { canBeEmpty } from './empty-match.ts';
import type { LookNode, Node, RepeatNode } from './node.ts';
import type { ParsedPattern } from './parse-pattern.ts';

/** A pattern in JavaScript's syntax, without flags. */
export interface EmittedPattern {
  readonly source: string;
  /** The number that JavaScript gives to each of PCRE's groups; at 0 the whole match. */
  readonly places: readonly number[];
}

/** Writes a pattern down for JavaScript, which has more groups than PCRE: one an atomic group. */
export function emitPattern(pattern: ParsedPattern): EmittedPattern {
  const emitter = new Emitter(pattern.names);
  return { source: emitter.emit(pattern.root), places: emitter.places };
}

class Emitter {
  readonly places: number[] = [0];
  readonly #names: ReadonlyMap<string, number>;
  #count = 0;

  constructor(names: ReadonlyMap<string, number>) {
    this.#names = names;
  }

  emit(node: Node): string {
    switch (node.kind) {
      case 'bytes':
      case 'assertion':
        return node.source;
      case 'reference':
        return `(?:\\${this.#placeOf(node.group)})`;
      case 'sequence':
        return node.items.map((item) => this.emit(item)).join('');
      case 'alternatives':
        return `(?:${node.branches.map((branch) => this.emit(branch)).join('|')})`;
      case 'capture':
        this.places[node.group] = this.#nextPlace();
        return `(${this.emit(node.body)})`;
      case 'atomic':
        return this.#atomic(node.body);
      case 'look':
        return this.#look(node);
      case 'repeat':
        return this.#repeat(node);
    }
  }

  /** A lookahead is not entered again either; what it found is then read over. */
  #atomic(body: Node): string {
    const place = this.#nextPlace();
    return `(?:(?=(${this.emit(body)}))\\${place})`;
  }

  #look({ behind, negative, body }: LookNode): string {
    return `(?${behind ? '<' : ''}${negative ? '!' : '='}${this.emit(body)})`;
  }

  #repeat({ min, max, lazy, body }: RepeatNode): string {
    const source = this.emit(body);
    if (min === 0 && max === 1 && canBeEmpty(body)) {
      // JavaScript would take back an empty round, where PCRE lets it stand.
      return lazy ? `(?:|${source})` : `(?:${source}|)`;
    }
    const atom = body.kind === 'bytes' ? source : `(?:${source})`;
    return `${atom}${quantifier(min, max)}${lazy ? '?' : ''}`;
  }

  #placeOf(group: number | string): number {
    const number = typeof group === 'number' ? group : this.#names.get(group);
    return this.places[number ?? 0] ?? 0;
  }

  #nextPlace(): number {
    this.#count += 1;
    return this.#count;
  }
}

function quantifier(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
