import { childrenOf, type Node } from './node.ts';

/**
 * Whether a pattern that may match anywhere begins with a lookahead for a certain byte. PCRE, and
 * PCRE2 up to 10.42, then look for the byte that must come later from one byte further on, and miss
 * `1` with `(?=1)b*1`. It is told a little too often here, since nobody writes such patterns.
 */
export function beginsWithAssertedByte(root: Node): boolean {
  return beginningOf(root) === 'asserted';
}

/** What a part begins with; `open` where it takes no byte and says nothing of the next. */
function beginningOf(node: Node): 'asserted' | 'open' | 'other' {
  switch (node.kind) {
    case 'assertion':
      return node.source === '^' ? 'other' : 'open';
    case 'look':
      return !(node.behind || node.negative) && beginsWithByte(node.body) ? 'asserted' : 'open';
    case 'sequence':
      return node.items.map(beginningOf).find((beginning) => beginning !== 'open') ?? 'open';
    case 'alternatives':
      return node.branches.map(beginningOf).find((beginning) => beginning !== 'other') ?? 'other';
    case 'capture':
    case 'atomic':
    case 'repeat':
      return beginningOf(node.body);
    default:
      return 'other';
  }
}

function beginsWithByte(node: Node): boolean {
  if (node.kind === 'bytes') return isCertain(node.source);
  if (node.kind === 'assertion' || (node.kind === 'repeat' && node.min === 0)) return false;
  if (node.kind === 'sequence') {
    const first = node.items.find((item) => item.kind !== 'assertion');
    return first !== undefined && beginsWithByte(first);
  }
  return childrenOf(node).some(beginsWithByte);
}

/** Whether a set is one byte, or the two cases of a letter. */
function isCertain(source: string): boolean {
  return !source.startsWith('[') || /^\[[A-Za-z]{2}\]$/.test(source);
}
