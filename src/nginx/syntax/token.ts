/**
 * What a stretch of text is. Every character of a text belongs to exactly one token, so printing is
 * nothing but putting the tokens together again.
 */
export const TokenKind = {
  /** Spaces, tabs and carriage returns within a line. */
  Space: 0,
  /** White space with at least one line feed. */
  Break: 1,
  /** From `#` to the end of the line; the line break is not part of it. */
  Comment: 2,
  Word: 3,
  /** '…', with its quotes. */
  SingleQuoted: 4,
  /** "…", with its quotes. */
  DoubleQuoted: 5,
  Semicolon: 6,
  Open: 7,
  Close: 8,
  /** The body of a block in another language. */
  Foreign: 9,
  /** What a limit kept from being read. */
  Unread: 10,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Names for people, as `explain --stage tokens` prints them; the index is the kind. */
export const tokenNames: readonly string[] = [
  'space',
  'break',
  'comment',
  'word',
  'single-quoted',
  'double-quoted',
  'semicolon',
  'open',
  'close',
  'foreign',
  'unread',
];

/** Whether the token is one of the words a directive consists of. */
export function isWord(kind: TokenKind): boolean {
  return kind >= TokenKind.Word && kind <= TokenKind.DoubleQuoted;
}
