/** A piece of a text with variables in it. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'capture'; readonly number: number }
  /** A `$` that begins no name: nginx refuses such a text. */
  | { readonly kind: 'broken'; readonly text: string };

/**
 * Takes a text such as `$scheme://${host}/x$1` apart, as `ngx_http_script_compile` of nginx's
 * `src/http/ngx_http_script.c` does.
 */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const parts = readParts(text);
  parsed.set(text, parts);
  return parts;
}

/** Whether nginx finds a variable or a capture in the text. */
export function hasVariables(text: string): boolean {
  return text.includes('$');
}

// The same few texts are in effect for every request, and a configuration has only so many.
const parsed = new Map<string, readonly TemplatePart[]>();

const piece = /\$(?:([1-9])|\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+)|(.?))/gs;

function readParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(piece)) {
    const [whole, digit, braced, bare] = match;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    const name = braced ?? bare;
    if (digit !== undefined) parts.push({ kind: 'capture', number: Number(digit) });
    else if (name !== undefined && /^[1-9]$/.test(name)) {
      parts.push({ kind: 'capture', number: Number(name) });
    } else if (name !== undefined) parts.push({ kind: 'variable', name });
    else parts.push({ kind: 'broken', text: whole });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
