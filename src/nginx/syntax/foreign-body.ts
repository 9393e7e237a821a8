import { scanLua } from './lua.ts';
import type { ProblemList } from './problem.ts';
import { isWord, TokenKind } from './token.ts';
import type { TokenListBuilder } from './token-list.ts';

/**
 * Takes the body of a block that was just opened as one token where the directive's name says that it
 * holds Lua (OpenResty's `…_by_lua_block`); its quotes and braces are not nginx's. `from` is behind the
 * `{`; the answer is where reading goes on.
 */
export function foreignBody(
  chars: string,
  from: number,
  tokens: TokenListBuilder,
  problems: ProblemList,
): number {
  const name = directiveName(chars, tokens);
  if (!name.endsWith('_by_lua_block')) return from;
  const end = scanLua(chars, from);
  if (end === undefined) {
    problems.add(
      'unclosed-foreign-block',
      { start: from - 1, end: from },
      'This block of Lua has no end: expected a "}" that stands in no string and no comment.',
    );
  }
  if (end !== from && from < chars.length) tokens.push(TokenKind.Foreign, from);
  return end ?? chars.length;
}

/** The first word since the last directive ended; the last token is the `{`. */
function directiveName(chars: string, tokens: TokenListBuilder): string {
  const open = tokens.size - 1;
  let name = open;
  for (let index = open - 1; index >= 0; index -= 1) {
    const kind = tokens.kind(index);
    if (kind === TokenKind.Semicolon || kind === TokenKind.Open || kind === TokenKind.Close) break;
    if (isWord(kind)) name = index;
  }
  return chars.slice(tokens.start(name), tokens.start(name + 1)).replace(/^(["'])(.*)\1$/, '$2');
}
