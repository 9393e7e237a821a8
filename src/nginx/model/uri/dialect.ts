import { isAtLeast } from '../../catalog/version.ts';

/**
 * Which rules for URIs an nginx follows. Up to 1.21.0 it let spaces and control characters through,
 * escaped fewer characters, and refused `http://host?args`: `lenient`. From 1.21.1 on: `strict`.
 * Measured are 1.18.0 and, all alike, 1.22.1, 1.26.3 and 1.30.6.
 */
export type UriDialect = 'lenient' | 'strict';

/** The rules of nginx version `version`, such as `1.22.1`. */
export function uriDialect(version: string): UriDialect {
  return isAtLeast(version, '1.21.1') ? 'strict' : 'lenient';
}
