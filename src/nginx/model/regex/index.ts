export {
  compilePcre,
  type PcreMatch,
  type PcreRegex,
  type RegexRefusal,
} from './compile-pcre.ts';
