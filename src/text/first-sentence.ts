/** The first sentence of a text, with its mark at the end. */
export function firstSentence(text: string): string {
  const [first = text] = text.match(/^.*?[.?!](?= [A-Z]|$)/s) ?? [];
  return first;
}
