import type { Placed } from '../syntax/configuration.ts';
import type { Unknown, Value } from './value.ts';

/** What nginx does with a request in the end. */
export type Outcome =
  | ResponseOutcome
  | FileOutcome
  | { readonly kind: 'proxy'; readonly at: Placed }
  | { readonly kind: 'unknown'; readonly unknown: Unknown }
  /** The connection is refused, or ends before a request is made. */
  | { readonly kind: 'unreachable'; readonly why: string };

/** An answer of nginx itself. */
export interface ResponseOutcome {
  readonly kind: 'response';
  /** 444 where nginx closes the connection without one. */
  readonly status: number;
  /** `Location`, as it is sent. */
  readonly redirect: Value | undefined;
  /** In words, without a full stop. */
  readonly why: string;
  readonly at: Placed | undefined;
}

/** A file is served, or its absence told. */
export interface FileOutcome {
  readonly kind: 'file';
  readonly path: Value;
  /** Undefined where it is not known whether the file is there. */
  readonly status: number | undefined;
  readonly at: Placed | undefined;
}

/** What comes after a part of nginx's work: an end, an error that may have its page, or another start. */
export type Next =
  | { readonly next: 'finish'; readonly outcome: Outcome }
  | StatusNext
  /** All phases but the first again, for a changed URI. */
  | { readonly next: 'restart' }
  /** The phases from the rewrites of a location on, for a named location. */
  | { readonly next: 'restart-in-location' };

/** A status for which the server may have a page of its own (`error_page`). */
export interface StatusNext {
  readonly next: 'status';
  readonly status: number;
  readonly redirect?: Value | undefined;
  readonly why: string;
  readonly at: Placed | undefined;
}

export function status(code: number, why: string, at: Placed | undefined, redirect?: Value): Next {
  return { next: 'status', status: code, why, at, redirect };
}

export function undecided(unknown: Unknown): Next {
  return { next: 'finish', outcome: { kind: 'unknown', unknown } };
}
