/** How many letters may differ in a word that was meant. */
const FARTHEST = 3;

/** The word that was probably meant; undefined where none is near. */
export function nearestWord(
  typed: string,
  words: readonly string[],
  farthest: number = FARTHEST,
): string | undefined {
  let best: string | undefined;
  let least = farthest + 1;
  for (const word of words) {
    // As many letters are to insert or to remove at least.
    if (Math.abs(word.length - typed.length) >= least) continue;
    const distance = editDistance(typed, word);
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}

/** Letters to insert, remove or replace (Levenshtein), row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
