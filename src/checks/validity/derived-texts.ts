import type { Level } from '../../nginx/model/index.ts';
import type { Argument, Placed } from '../../nginx/syntax/index.ts';

/** A text with variables, and the line that it stands in. */
interface DerivedText {
  readonly placed: Placed;
  readonly argument: Argument;
}

/**
 * Texts of `map`, `geo` and `split_clients` in which variables have to exist: what they look at, and
 * what the lines of a map yield (those of the other two are taken as they are written).
 */
export function* derivedTexts(http: Level): Generator<DerivedText> {
  for (const name of ['map', 'split_clients', 'geo']) {
    for (const placed of http.named(name)) {
      const { args, block } = placed.directive;
      const [argument, target] = args;
      // A geo with one argument looks at the client's address.
      if (argument === undefined || target === undefined || block === undefined) continue;
      yield { placed, argument };
      if (name === 'map') yield* yields(http, placed);
    }
  }
}

function* yields({ configuration }: Level, map: Placed): Generator<DerivedText> {
  for (const placed of configuration.children(map)) {
    const { argumentCount, name, args } = placed.directive;
    const [argument] = args;
    if (argumentCount === 1 && name !== 'include' && argument !== undefined)
      yield { placed, argument };
  }
}
