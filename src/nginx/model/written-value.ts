import { readSize } from './sizes.ts';

// How nginx reads the words that its directives take for times, sizes and numbers: what these functions
// do not take it refuses. Numbers too big for it are not told. What they amount to is said in sizes.ts.

/** Units from the longest to the shortest, each at most once; what has none is seconds. */
const TIME = {
  /** `ngx_conf_set_msec_slot`: weeks are the longest. */
  ms: /^(?:\d*w *)?(?:\d*d *)?(?:\d*h *)?(?:\d*m(?!s) *)?(?:(?:\d*s *)?(?:\d*ms *)?\d*|\d* +\d*)$/,
  /** `ngx_conf_set_sec_slot`: milliseconds are too short. */
  s: /^(?:\d*y *)?(?:\d*M *)?(?:\d*w *)?(?:\d*d *)?(?:\d*h *)?(?:\d*m(?!s) *)?(?:(?:\d*s *)?\d*|\d* +\d*)$/,
} as const;

/** Whether a text is a time (`ngx_parse_time`) to a directive that counts in such units. */
export function isTime(text: string, unit: 'ms' | 's'): boolean {
  return /\d/.test(text) && TIME[unit].test(text);
}

/** Whether a text is a size (`ngx_parse_size`), which has no unit above a megabyte. */
export function isSize(text: string): boolean {
  return /^\d+[km]?$/i.test(text);
}

/** Whether a text is the size of a file (`ngx_parse_offset`), which may be in gigabytes. */
export function isOffset(text: string): boolean {
  return readSize(text) !== undefined;
}

/** Whether a text is a number (`ngx_atoi`). */
export function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
