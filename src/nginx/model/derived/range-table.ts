import type { KnownValue } from '../value.ts';

const CHUNK = 0x10000;

/** Addresses within one chunk, both ends included. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly value: KnownValue;
}

/**
 * Values of ranges of IPv4 addresses, which are numbers here. They are cut at every 65,536th address,
 * as nginx cuts them: that decides what `delete` finds.
 */
export class RangeTable {
  /** The pieces of each chunk in the order of their addresses; no two of them overlap. */
  private readonly chunks = new Map<number, Piece[]>();

  /** Covers what was there. nginx takes a later range only within one earlier range, or beside all. */
  add(start: number, end: number, value: KnownValue): void {
    for (const cut of cuts(start, end)) {
      const pieces = this.at(cut.start);
      const first = firstReaching(pieces, cut.start);
      let behind = first;
      while ((pieces[behind]?.start ?? Number.POSITIVE_INFINITY) <= cut.end) behind += 1;
      const covered = pieces.slice(first, behind);
      const left = covered.map((piece) => ({ ...piece, end: cut.start - 1 }));
      const right = covered.map((piece) => ({ ...piece, start: cut.end + 1 }));
      const parts = [...left, { ...cut, value }, ...right].filter((part) => part.start <= part.end);
      pieces.splice(first, covered.length, ...parts);
    }
  }

  /** Takes out the pieces that have these very ends. */
  delete(start: number, end: number): void {
    for (const cut of cuts(start, end)) {
      const pieces = this.at(cut.start);
      const index = firstReaching(pieces, cut.start);
      const piece = pieces[index];
      if (piece?.start === cut.start && piece.end === cut.end) pieces.splice(index, 1);
    }
  }

  find(address: number): KnownValue | undefined {
    const pieces = this.chunks.get(chunkOf(address));
    const piece = pieces?.[firstReaching(pieces, address)];
    return piece !== undefined && piece.start <= address ? piece.value : undefined;
  }

  /** What any address may yield. */
  *values(): Generator<KnownValue> {
    for (const pieces of this.chunks.values()) for (const { value } of pieces) yield value;
  }

  private at(address: number): Piece[] {
    const known = this.chunks.get(chunkOf(address));
    const pieces = known ?? [];
    if (known === undefined) this.chunks.set(chunkOf(address), pieces);
    return pieces;
  }
}

function chunkOf(address: number): number {
  return Math.floor(address / CHUNK);
}

function* cuts(start: number, end: number): Generator<{ start: number; end: number }> {
  for (let from = start; from <= end; ) {
    const next = (chunkOf(from) + 1) * CHUNK;
    yield { start: from, end: Math.min(end, next - 1) };
    from = next;
  }
}

/** The index of the first piece that does not end before an address. */
function firstReaching(pieces: readonly Piece[], address: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.end ?? 0) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
