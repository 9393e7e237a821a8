import { existsSync } from 'node:fs';
import type { Terminal } from './terminal.ts';

/**
 * Prints what a check is about where the word is the id of one; says whether it was. Fails where the
 * word is nearly one. A file of that name is a configuration.
 */
export async function explainCheck(word: string, terminal: Terminal): Promise<boolean> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(word) || existsSync(word)) return false;
  const { checks } = await import('../checks/index.ts');
  const { suppressionCheck } = await import('../engine/suppressions.ts');
  const all = [...checks, suppressionCheck];
  const check = all.find(({ id }) => id === word);
  if (check === undefined) {
    const { nearestWord } = await import('../text/nearest-word.ts');
    const near = nearestWord(
      word,
      all.map(({ id }) => id),
    );
    if (near === undefined) return false;
    throw new Error(`There is no check "${word}", and no such file; was "${near}" meant?`);
  }
  const { checkText } = await import('../report/check-text.ts');
  terminal.print(checkText(check, terminal));
  return true;
}
