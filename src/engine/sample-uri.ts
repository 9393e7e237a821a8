/**
 * A path that a location's regular expression is likely to match, made of what is written out in it:
 * `^/ws/(.*)$` gives `/ws/`. Whether it really matches, the trace of it tells. Undefined where nothing of
 * use is written out.
 */
export function sampleOf(pattern: string): string | undefined {
  let text = pattern.replace(/^\^/, '').replace(/\$$/, '');
  // The first of alternatives, the innermost group first.
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(
      /\((?:\?(?:P?<\w+>|:))?([^()|]*)(?:\|[^()]*)?\)([?*]?)/,
      (_, first, often) => (often === '' ? first : ''),
    );
  }
  text = text
    .replace(/\[\^?([A-Za-z0-9])[^\]]*\][+*?]?/g, '$1')
    .replace(/\\d[+*]?/g, '1')
    .replace(/\\w[+*]?/g, 'a')
    .replace(/\.[+]/g, 'a')
    .replace(/\.[*]\??/g, '')
    .replace(/(.)[?*]/g, '')
    .replace(/\+/g, '')
    .replace(/\\(.)/g, '$1');
  if (/[[\](){}|^$]/.test(text)) return undefined;
  return text.startsWith('/') ? text : `/${text}`;
}
