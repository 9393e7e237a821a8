import type { Argument } from '../../syntax/tree.ts';
import type { Exchange } from '../exchange.ts';
import type { Level } from '../level.ts';

/**
 * The variables in a text, and those behind them by `map`, `geo`, `split_clients` and `set`: in lower
 * case, without `$`; captures by their numbers. A `geo` that names none looks at `remote_addr`.
 */
export function variablesBehind({ model, level }: Exchange, text: string): ReadonlySet<string> {
  const found = new Set<string>();
  // A list instead of recursion: maps may lead to each other in circles.
  const open = variablesIn(text);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const derived = model.derivedVariable(name)?.placed.directive;
    if (derived === undefined) open.push(...behindSet(level, name));
    else if (derived.name === 'geo' && derived.args.length === 1) open.push('remote_addr');
    else open.push(...variablesIn(derived.args[0]?.raw ?? ''));
  }
  return found;
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name.toLowerCase());
}

/** What a variable that is `set` on the way depends on: the value, and the `if` around it. */
function behindSet(level: Level, name: string): string[] {
  const found: string[] = [];
  for (let at: Level | undefined = level; at !== undefined; at = at.parent) {
    found.push(...valuesOf(at, name).flat());
    for (const inside of at.blocks('if')) {
      const values = valuesOf(inside, name);
      if (values.length === 0) continue;
      found.push(...values.flat(), ...variablesIn(wordsOf(inside.placed?.directive.args ?? [])));
    }
  }
  return found;
}

/** The variables in each value that a level sets a variable to. */
function valuesOf(level: Level, name: string): string[][] {
  return level.named('set').flatMap(({ directive }) => {
    const [variable, ...value] = directive.args;
    return variable?.value.toLowerCase() === `$${name}` ? [variablesIn(wordsOf(value))] : [];
  });
}

function wordsOf(words: readonly Argument[]): string {
  return words.map(({ raw }) => raw).join(' ');
}
