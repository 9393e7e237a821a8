import type { UriDialect } from './dialect.ts';

/** For which part of a URI a text is escaped. */
export type EscapeKind = 'uri' | 'args';

// Each dialect has its own set; what stands above 0x7e is escaped in all of them.
const ESCAPED = {
  lenient: { uri: /[^!-~]|[#%?]/g, args: /[^!-~]|[#%&+;?]/g },
  strict: { uri: /[^!-~]|["#%<>?\\^`{|}]/g, args: /[^!-~]|["#%&+;<>?\\^`{|}]/g },
} as const;

/**
 * Escapes a byte string for a URI with upper-case `%XX`, where nginx does: `uri` for a path that
 * `proxy_pass` or a redirect is made of, `args` for a capture that a rewrite puts into a URI.
 */
export function escapeUri(text: string, kind: EscapeKind, dialect: UriDialect): string {
  return text.replace(
    ESCAPED[dialect][kind],
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
