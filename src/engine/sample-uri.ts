/**
 * A path that a location's regular expression is likely to match, made of what is written out in it:
 * `^/ws/(.*)$` gives `/ws/`. Whether it really matches, the trace of it tells. Undefined where nothing of
 * use is written out. `choice` counts the alternatives from 0; where there are fewer, the last is taken.
 */
export function sampleOf(pattern: string, choice = 0): string | undefined {
  let text = pattern.replace(/^\^/, '').replace(/\$$/, '');
  // One of the alternatives, the innermost group first.
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\((?:\?(?:P?<\w+>|:))?([^()]*)\)([?*]?)/, (_, group: string, often) => {
      const alternatives = group.split('|');
      return often === '' ? (alternatives[choice] ?? alternatives.at(-1) ?? '') : '';
    });
  }
  text = text
    .replace(/\[\^?([A-Za-z0-9])[^\]]*\][+*?]?/g, '$1')
    .replace(/\\d[+*]?/g, '1')
    .replace(/\\w[+*]?/g, 'a')
    .replace(/\.[+]/g, 'a')
    .replace(/\.[*]\??/g, '')
    .replace(/(.)[?*]/g, '')
    .replace(/\+/g, '')
    .replace(/\\(.)/g, '$1')
    // nginx joins slashes, and what stood between them was to be something.
    .replace(/\/{2,}/g, '/a/');
  if (/[[\](){}|^$]/.test(text)) return undefined;
  return text.startsWith('/') ? text : `/${text}`;
}
