/**
 * The offset of the `}` that ends a block of Lua whose body begins at `from`; undefined where there is
 * none. Braces count unless they stand in a string, a comment or long brackets, as OpenResty's lexer
 * has it (`ngx_http_lua_conf_lua_block_parse`).
 */
export function scanLua(chars: string, from: number): number | undefined {
  let depth = 1;
  let at = from;
  while (at < chars.length) {
    const char = chars.charCodeAt(at);
    if (char === openBrace) depth += 1;
    else if (char === closeBrace) {
      depth -= 1;
      if (depth === 0) return at;
    }
    const next = skip(chars, at, char);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

const doubleQuote = 0x22;
const singleQuote = 0x27;
const dash = 0x2d;
const equals = 0x3d;
const openBracket = 0x5b;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Behind what begins at `at`: a whole string or comment, or one character. */
function skip(chars: string, at: number, char: number): number | undefined {
  if (char === doubleQuote || char === singleQuote) return behindQuoted(chars, at + 1, char);
  if (char === openBracket) {
    const end = behindLongBracket(chars, at);
    return end === 'no bracket' ? at + 1 : end;
  }
  if (char !== dash || chars.charCodeAt(at + 1) !== dash) return at + 1;
  if (chars.charCodeAt(at + 2) === openBracket) {
    const end = behindLongBracket(chars, at + 2);
    if (end !== 'no bracket') return end;
  }
  const lineEnd = chars.indexOf('\n', at);
  return lineEnd === -1 ? undefined : lineEnd + 1;
}

function behindQuoted(chars: string, from: number, quote: number): number | undefined {
  for (let at = from; at < chars.length; at += 1) {
    const char = chars.charCodeAt(at);
    if (char === quote) return at + 1;
    if (char === backslash) at += 1;
  }
  return undefined;
}

/** Behind `[==[ … ]==]`, whose two ends have as many `=`. */
function behindLongBracket(chars: string, from: number): number | undefined | 'no bracket' {
  let at = from + 1;
  while (chars.charCodeAt(at) === equals) at += 1;
  if (chars.charCodeAt(at) !== openBracket) return 'no bracket';
  const closing = `]${chars.slice(from + 1, at)}]`;
  const end = chars.indexOf(closing, at + 1);
  return end === -1 ? undefined : end + closing.length;
}
