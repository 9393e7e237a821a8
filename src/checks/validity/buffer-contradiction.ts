/** What is in effect at a level, in bytes; undefined where nginx works it out. */
export interface Buffers {
  /** `proxy_buffer_size`. */
  readonly size: number;
  /** `proxy_buffers`: how many, and of which size. */
  readonly count: number;
  readonly each: number;
  /** `proxy_busy_buffers_size`. */
  readonly busy: number | undefined;
  /** `proxy_temp_file_write_size`. */
  readonly write: number | undefined;
  /** `proxy_max_temp_file_size`. */
  readonly limit: number | undefined;
}

export interface Contradiction {
  /** The setting that is out of order, where it is written. */
  readonly about:
    | 'buffer_size'
    | 'buffers'
    | 'busy_buffers_size'
    | 'temp_file_write_size'
    | 'max_temp_file_size';
  readonly message: string;
  /** Arguments of `proxy_buffers` that mend it. */
  readonly cure: string | undefined;
}

/** What nginx refuses of the buffers of a level, in its own order (ngx_http_proxy_merge_loc_conf). */
export function contradictionOf(protocol: string, buffers: Buffers): Contradiction | undefined {
  const { size, count, each, busy, write, limit } = buffers;
  const largest = Math.max(size, each);
  if (count < 2) {
    const cure = `8 ${inWords(each)}`;
    const message = `${protocol}_buffers has ${count === 1 ? 'one buffer' : 'none'}, expected at least 2. Write ${protocol}_buffers ${cure}.`;
    return { about: 'buffers', message, cure };
  }
  if (busy !== undefined && busy < largest) {
    return tooSmall(protocol, 'busy_buffers_size', busy, largest);
  }
  const held = busy ?? 2 * largest;
  const room = (count - 1) * each;
  if (held > room) {
    const cure = `8 ${inWords(roomy(held, largest))}`;
    const why =
      busy === undefined
        ? `${protocol}_busy_buffers_size is twice the largest buffer where it is not set, ${inWords(held)} here`
        : `${protocol}_busy_buffers_size is ${inWords(held)}`;
    const message = `${why}, and ${protocol}_buffers (${count} of ${inWords(each)}), one of them left out, hold ${inWords(room)} only. Write ${protocol}_buffers ${cure} at the same place.`;
    return { about: 'busy_buffers_size', message, cure };
  }
  if (write !== undefined && write < largest) {
    return tooSmall(protocol, 'temp_file_write_size', write, largest);
  }
  if (limit !== undefined && limit !== 0 && limit < largest) {
    return tooSmall(protocol, 'max_temp_file_size', limit, largest);
  }
  return undefined;
}

function tooSmall(
  protocol: string,
  about: Contradiction['about'],
  bytes: number,
  largest: number,
): Contradiction {
  const off = about === 'max_temp_file_size' ? ', or to 0 for no files' : '';
  const what = `the largest buffer (${protocol}_buffer_size, or one of ${protocol}_buffers) is ${inWords(largest)}`;
  const message = `${protocol}_${about} is ${inWords(bytes)}, and ${what}, expected at least as much. Set it to ${inWords(2 * largest)}${off}.`;
  return { about, message, cure: undefined };
}

/** The size of which seven are enough for `held` bytes, in steps of 4 KiB. */
function roomy(held: number, largest: number): number {
  return Math.max(largest, Math.ceil(held / 7 / 4096) * 4096);
}

function inWords(bytes: number): string {
  return bytes % 1024 === 0 && bytes > 0 ? `${bytes / 1024}k` : String(bytes);
}
