import { childrenOf, groupsIn, type LookNode, type Node } from './node.ts';
import { cannotTell } from './refusal.ts';

/**
 * Lets a lookbehind pass whose alternatives have one length each. JavaScript matches from right to
 * left in it, which then makes no difference; PCRE takes no other up to PCRE2 10.42.
 */
export function checkLookbehind({ body }: LookNode): void {
  const branches = body.kind === 'alternatives' ? body.branches : [body];
  for (const branch of branches) {
    if (lengthOf(branch) === undefined) cannotTell('a lookbehind has no fixed length');
  }
  checkOrder(body);
}

function checkOrder(node: Node): void {
  if (node.kind === 'atomic') cannotTell('an atomic group stands in a lookbehind');
  if (node.kind === 'repeat' && node.max > 1 && groupsIn(node).length > 0) {
    cannotTell('a group is repeated in a lookbehind');
  }
  if (node.kind === 'repeat' && node.body.kind === 'look') {
    cannotTell('a lookaround is repeated in a lookbehind');
  }
  for (const child of childrenOf(node)) checkOrder(child);
}

/** How many bytes a part always takes; undefined where that varies. */
function lengthOf(node: Node): number | undefined {
  switch (node.kind) {
    case 'bytes':
      return 1;
    case 'assertion':
    case 'look':
      return 0;
    case 'reference':
      return undefined;
    case 'sequence':
      return sum(node.items.map(lengthOf));
    case 'alternatives':
      return common(node.branches.map(lengthOf));
    case 'capture':
    case 'atomic':
      return lengthOf(node.body);
    case 'repeat':
      return node.min === node.max ? times(lengthOf(node.body), node.min) : undefined;
  }
}

function sum(lengths: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const length of lengths) {
    if (length === undefined) return undefined;
    total += length;
  }
  return total;
}

function common([first, ...others]: readonly (number | undefined)[]): number | undefined {
  return others.every((length) => length === first) ? first : undefined;
}

function times(length: number | undefined, count: number): number | undefined {
  return length === undefined ? undefined : length * count;
}
