export {
  compilePcre,
  type PcreMatch,
  type PcreRegex,
  type RegexRefusal,
} from './compile-pcre.ts';
export type { Node } from './node.ts';
export { type ParsedPattern, parsePattern } from './parse-pattern.ts';
