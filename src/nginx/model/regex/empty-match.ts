import type { Node, RepeatNode } from './node.ts';

/** Whether a part can match without taking a byte. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'bytes':
      return false;
    case 'assertion':
    case 'reference':
    case 'look':
      return true;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'alternatives':
      return node.branches.some(canBeEmpty);
    case 'capture':
    case 'atomic':
      return canBeEmpty(node.body);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body);
  }
}

/**
 * Whether a part that can be empty tries all else before. A loop over such a part ends at the same
 * place in PCRE, which ends a loop at an empty round, and in JavaScript, which takes back the round.
 */
export function isEmptyLast(node: Node): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.every(isEmptyLast);
    case 'alternatives':
      return node.branches.every(
        (branch, index) =>
          !canBeEmpty(branch) || (index === node.branches.length - 1 && isEmptyLast(branch)),
      );
    case 'capture':
      return isEmptyLast(node.body);
    case 'repeat':
      return !node.lazy && (!canBeEmpty(node.body) || isEmptyLast(node.body));
    default:
      // These have one way to match, if any.
      return true;
  }
}

/** Whether rounds of a loop may be empty, where PCRE and JavaScript part ways. */
export function hasEmptyRounds({ min, max, body }: RepeatNode): boolean {
  return max > 1 && max > min && canBeEmpty(body);
}
