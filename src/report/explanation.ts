import type {
  Outcome,
  Passing,
  Setting,
  Step,
  StepKind,
  Trace,
  Unknown,
  Value,
} from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type LineRef, lineOf, lineRef } from './explain/line-ref.ts';
import { outcomeSentence } from './explain/outcome-sentence.ts';
import { shown } from './explain/shown.ts';

export interface TimeoutRef extends LineRef {
  readonly ms: number;
}

/** The result of `explain CONF URL`: a contract, to which fields may be added. */
export interface Explanation {
  readonly nginx: string;
  readonly url: string;
  /** The server of `stream` that took the connection and handed it on; left out where http took it. */
  readonly stream?: { readonly file: string; readonly line: number };
  readonly server: { readonly file: string; readonly line: number; readonly name: string } | null;
  readonly location: {
    readonly file: string;
    readonly line: number;
    readonly pattern: string;
  } | null;
  readonly outcome: {
    readonly kind: 'proxy' | 'response' | 'file' | 'unknown';
    readonly status: number | null;
    readonly redirect: string | null;
    readonly why: string | null;
    /** What the client will see, in a sentence. */
    readonly sentence: string;
  };
  readonly steps: readonly StepRef[];
  readonly upstream: UpstreamRef | null;
  /** What a tunnel would take of nginx; the line is that of `proxy_buffer_size`. */
  readonly tunnel:
    | (LineRef & {
        readonly connections: number;
        readonly bufferBytes: number;
        readonly memoryBytes: number;
      })
    | null;
  readonly timeouts: {
    readonly connect: TimeoutRef;
    readonly read: TimeoutRef;
    readonly send: TimeoutRef;
  } | null;
  readonly unknown: readonly UnknownRef[];
}

/** Something that nginx did on the way, in its order. */
export interface StepRef extends LineRef {
  readonly kind: StepKind;
  readonly text: string;
  /** What might have been taken in its place, and why it was not. */
  readonly lost: readonly {
    readonly name: string;
    readonly why: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** Why a reader may not have expected this. */
  readonly surprise: string | null;
}

export interface UnknownRef extends LineRef {
  readonly what: string;
  readonly why: string;
}

export interface UpstreamRef {
  readonly name: string;
  readonly servers: readonly string[];
  readonly request: {
    /** Null where it cannot be known. */
    readonly line: string | null;
    readonly headers: readonly HeaderRef[];
  } | null;
  readonly dropped: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly by: { readonly file: string; readonly line: number };
  }[];
}

export interface HeaderRef {
  readonly name: string;
  /** Null where it cannot be known. */
  readonly value: string | null;
  readonly from: readonly { readonly file: string; readonly line: number }[];
}

/** A trace as the contract has it. `url` is what was asked for, `hint` what may be asked instead. */
export function explanationOf(
  trace: Trace,
  url: string,
  nginx: string,
  hint?: string,
): Explanation {
  const { location, passing, timeouts, tunnel, outcome } = trace;
  return {
    nginx,
    url,
    server: serverOf(trace),
    location: location ? { ...lineOf(location.placed), pattern: location.pattern } : null,
    outcome: { ...outcomeOf(outcome), sentence: outcomeSentence(trace, hint).text },
    steps: trace.steps.map(stepOf),
    upstream: passing === undefined ? null : upstreamOf(passing),
    tunnel: tunnel
      ? {
          connections: tunnel.connections,
          bufferBytes: tunnel.bufferBytes,
          memoryBytes: tunnel.memoryBytes,
          ...lineRef(tunnel.bufferAt),
        }
      : null,
    timeouts: timeouts
      ? {
          connect: timeoutOf(timeouts.connect),
          read: timeoutOf(timeouts.read),
          send: timeoutOf(timeouts.send),
        }
      : null,
    unknown: unknownsOf(trace).map(({ what, why, at }) => ({
      what,
      why,
      ...lineRef(at),
    })),
  };
}

/** What could not be known, of the way and of what is sent. */
export function unknownsOf({ unknowns, outcome, passing }: Trace): Unknown[] {
  const all = [...unknowns];
  const add = (unknown: Unknown | undefined): void => {
    if (unknown !== undefined && !all.some(({ what }) => what === unknown.what)) all.push(unknown);
  };
  if (outcome.kind === 'unknown') add(outcome.unknown);
  add(passing?.request?.line.unknown);
  for (const { value } of passing?.request?.headers ?? []) add(value.unknown);
  return all;
}

function serverOf({ arrival }: Trace): Explanation['server'] {
  const placed = arrival.choice?.server.level.placed;
  if (placed === undefined || arrival.choice === undefined) return null;
  const { name, server } = arrival.choice;
  return { ...lineOf(placed), name: name?.written ?? server.names[0]?.written ?? '' };
}

function stepOf({ kind, text, at, lost, surprise }: Step): StepRef {
  return {
    kind,
    // For people, the model sets the reason off by spaces.
    text: shown(text).replace(/ {3,}/, ', '),
    ...lineRef(at),
    lost: lost.map(({ name, why, at: place }) => ({ name, why, ...lineOf(place) })),
    surprise: surprise ?? null,
  };
}

function outcomeOf(outcome: Outcome): Omit<Explanation['outcome'], 'sentence'> {
  const nothing = { status: null, redirect: null, why: null };
  switch (outcome.kind) {
    case 'proxy':
      return { ...nothing, kind: 'proxy' };
    case 'file':
      return {
        ...nothing,
        kind: 'file',
        status: outcome.status ?? null,
        why: textOf(outcome.path),
      };
    case 'unknown':
      return {
        ...nothing,
        kind: 'unknown',
        why: `${outcome.unknown.what}: ${outcome.unknown.why}`,
      };
    case 'unreachable':
      return { ...nothing, kind: 'response', why: outcome.why };
    default:
      return {
        kind: 'response',
        status: outcome.status,
        redirect: outcome.redirect ? textOf(outcome.redirect) : null,
        why: outcome.why,
      };
  }
}

function upstreamOf({ target, request, line }: Passing): UpstreamRef {
  return {
    name: target?.upstream?.name ?? line.directive.args[0]?.value ?? '',
    servers: target?.upstream?.servers.map(({ written }) => written) ?? [],
    request: request
      ? {
          line: textOf(request.line),
          headers: request.headers.map(({ name, value }) => ({
            name,
            value: textOf(value),
            from: linesOf(value.from),
          })),
        }
      : null,
    dropped: (request?.dropped ?? []).map(({ name, line: lost, by }) => ({
      name,
      ...lineOf(lost),
      by: lineOf(by),
    })),
  };
}

function timeoutOf({ ms, at }: Setting): TimeoutRef {
  return { ms, ...lineRef(at) };
}

/** A `map` and its entry may stand in one line. */
function linesOf(all: readonly Placed[]): ReturnType<typeof lineOf>[] {
  const lines = all.map(lineOf);
  const isSame = (a: LineRef, b: LineRef): boolean => a.file === b.file && a.line === b.line;
  return lines.filter((one, i) => lines.findIndex((other) => isSame(one, other)) === i);
}

function textOf({ text }: Value): string | null {
  return text === undefined ? null : shown(text);
}
