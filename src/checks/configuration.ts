import type { Model, Trace } from '../nginx/model/index.ts';
import type { Configuration, Directive, LoadedFile, Placed } from '../nginx/syntax/index.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { CannotTell, Problem } from './check.ts';

/** A hop in front of nginx that the user has told of. */
export interface DeclaredHop {
  /** A name of `hops/`, such as `alb`, or one of the user's own. */
  readonly name: string;
  /** How long it lets a tunnel be silent, in milliseconds; undefined for what is known of its kind. */
  readonly idleMs: number | undefined;
}

/** What the user knows and no file tells. */
export interface Facts {
  /** How often a heartbeat is sent, in milliseconds; undefined where nobody said. */
  readonly heartbeatMs: number | undefined;
  /** From the browser on. */
  readonly hops: readonly DeclaredHop[];
  /** How many tunnels are to be open at a time; undefined where nobody said. */
  readonly tunnels: number | undefined;
  /** A client has to come back to the node that has its session: Socket.IO, SignalR and the like. */
  readonly nodesNeedSession: boolean;
}

/**
 * Why WebSockets are looked for on a path: the user asked for its URL; lines there set the upgrade up,
 * or mean to; its name says so; or nothing else in its server could carry one.
 */
export type Intent = 'asked' | 'set-up' | 'named' | 'possible';

/** A way through the configuration that a WebSocket takes, or may take. */
export interface SocketPath {
  readonly url: string;
  readonly intent: Intent;
  /** Whether no WebSocket is meant: the URL is one of http, and `handshake` the plain GET for it. */
  readonly isPlain: boolean;
  /** Whether it is what an earlier hop of this same nginx makes of one. */
  readonly isLaterHop: boolean;
  readonly model: Model;
  readonly facts: Facts;
  /** A browser's handshake for the URL, with all that guards on its way ask for. */
  readonly handshake: Trace;
  /** The handshake with nothing of that; undefined where there is no guard, or it lets nobody in. */
  readonly refused: Trace | undefined;
  /** A plain GET for the same URL, such as a polling fallback sends. */
  readonly plain: Trace;
}

/** All that there is of a configuration to judge. */
export interface ConfigurationEvidence {
  readonly configuration: Configuration;
  readonly model: Model;
  readonly facts: Facts;
  readonly paths: readonly SocketPath[];
  /** The blocks of servers, and of their groups, that are left out for a rule `onKinds`. */
  readonly twins?: ReadonlySet<Directive>;
}

/** What a rule found in a configuration. */
export interface ConfigProblem extends Problem {
  /** The line to change; where one is missing, the block in which it belongs. */
  readonly at: Placed;
  /** Where in the file of `at` it is, where that is not where its directive begins. */
  readonly span?: Span;
  /** What it is about, such as `location /api/`; left out, the location of the path at hand. */
  readonly where?: string;
  /** Other lines that matter, and why. */
  readonly related?: readonly { readonly at: Placed; readonly message: string }[];
  readonly fix?: Fix | undefined;
  /**
   * The block, or the file, of `at` is not what nginx will read once this is mended: nothing else is
   * said of requests that go through it.
   */
  readonly spoils?: 'block' | 'file';
}

/** A change that mends a problem, as data. */
export interface Fix {
  /** In the imperative: `Set Upgrade and Connection in location /ws/`. */
  readonly title: string;
  /** Whether it changes nothing but what the check is about. */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit {
  readonly file: LoadedFile;
  readonly edit: Edit;
}

/** How a rule of a configuration ends: with why it cannot tell, where that is so. */
export type ConfigVerdict = CannotTell | undefined;

type Judge<Evidence> = (evidence: Evidence) => Generator<ConfigProblem, ConfigVerdict>;

/** A rule for each path, or for the configuration as a whole. */
export type ConfigRule =
  | {
      readonly scope: 'path';
      /** Whether paths are judged, too, that nobody said carry a WebSocket. */
      readonly evenPossible: boolean;
      /** Whether paths are judged, too, on which plain requests are all that is meant. */
      readonly evenPlain: boolean;
      /** Whether a path is judged at later hops of this same nginx, too. */
      readonly evenLaterHops: boolean;
      readonly judge: Judge<SocketPath>;
    }
  | {
      readonly scope: 'whole';
      /** Whether of servers that differ in nothing but numbers the first is as good as all. */
      readonly byKinds: boolean;
      readonly judge: Judge<ConfigurationEvidence>;
    };

export type PathRule = Extract<ConfigRule, { scope: 'path' }>;
export type WholeRule = Extract<ConfigRule, { scope: 'whole' }>;

/** Whether a rule has anything to say of a path; `intent` may be a better one than its own. */
export function isJudgedOn(
  { evenPossible, evenPlain, evenLaterHops }: PathRule,
  path: SocketPath,
  intent: Intent = path.intent,
): boolean {
  if (!evenPossible && intent === 'possible') return false;
  return (evenPlain || !path.isPlain) && (evenLaterHops || !path.isLaterHop);
}

const EVERYWHERE = { scope: 'path', evenLaterHops: true } as const;

/** A rule that is judged for each path on which a WebSocket is asked for, set up, or named. */
export function onPath(judge: Judge<SocketPath>): ConfigRule {
  return { ...EVERYWHERE, evenPossible: false, evenPlain: false, judge };
}

/** The same, and for paths on which there may be one for all that is known. */
export function onPossiblePath(judge: Judge<SocketPath>): ConfigRule {
  return { ...EVERYWHERE, evenPossible: true, evenPlain: false, judge };
}

/** A rule for a WebSocket that is asked for, set up, or named, and for a plain request that is asked for. */
export function onRequest(judge: Judge<SocketPath>): ConfigRule {
  return { ...EVERYWHERE, evenPossible: false, evenPlain: true, judge };
}

/** The same, and for paths on which there may be either for all that is known. */
export function onPossibleRequest(judge: Judge<SocketPath>): ConfigRule {
  return { ...EVERYWHERE, evenPossible: true, evenPlain: true, judge };
}

/**
 * The same rule, but where a client's own request comes alone: what later hops of this same nginx would
 * add is told of at the first one, or by `chain-hop`.
 */
export function atFirstHop(rule: ConfigRule): ConfigRule {
  return rule.scope === 'path' ? { ...rule, evenLaterHops: false } : rule;
}

/** A rule that is judged once. */
export function onWhole(judge: Judge<ConfigurationEvidence>): ConfigRule {
  return { scope: 'whole', byKinds: false, judge };
}

/**
 * The same, of what is there or not, however often: of servers that differ in nothing but numbers it
 * sees the first alone, and all of them where it finds something at that one's own lines. What counts
 * or sums up has to be `onWhole`.
 */
export function onKinds(judge: Judge<ConfigurationEvidence>): ConfigRule {
  return { scope: 'whole', byKinds: true, judge };
}
