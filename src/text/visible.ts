/** Text of a file as it may go to a terminal: tabs are spaces, and no control character gets through. */
export function visible(text: string): string {
  return (
    text
      .replace(/\t/g, '    ')
      // C0, DEL and C1 (ECMA-48): what a terminal would obey; and what turns the direction of text.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}
