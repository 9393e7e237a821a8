/** A request target in its two parts. */
export interface RequestTarget {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Splits a request target, of whatever form, at its first `?`. Never throws, unlike `new URL`. */
export function readTarget(target: string | undefined): RequestTarget {
  const text = target ?? '/';
  const mark = text.indexOf('?');
  if (mark === -1) return { path: text, query: new URLSearchParams() };
  return { path: text.slice(0, mark), query: new URLSearchParams(text.slice(mark + 1)) };
}
