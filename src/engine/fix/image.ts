import type { Check } from '../../checks/check.ts';
import type { Intent, SocketPath } from '../../checks/configuration.ts';
import type { Directive } from '../../nginx/syntax/index.ts';
import type { Judged } from './judged.ts';
import { type Complaint, Complaints, pathKey } from './problems.ts';
import { type Stop, stopsOf, Traces } from './tour.ts';

/** What a check has against a path. */
export interface PathComplaint extends Complaint {
  /** Of the path. */
  readonly key: string;
  readonly path: SocketPath;
}

/** A configuration with everything that is compared of it, each worked out when it is first asked for. */
export class Image {
  readonly judged: Judged;
  readonly complaints: Complaints;
  readonly traces: Traces;
  private stopsKnown: ReadonlyMap<string, Stop> | undefined;
  private byLine: ReadonlyMap<Directive, readonly PathComplaint[]> | undefined;
  private pathsKnown: ReadonlyMap<string, SocketPath> | undefined;

  constructor(judged: Judged, checks: readonly Check[]) {
    this.judged = judged;
    this.complaints = new Complaints(judged, checks);
    this.traces = new Traces(judged.evidence.model);
  }

  get stops(): ReadonlyMap<string, Stop> {
    this.stopsKnown ??= stopsOf(this.judged);
    return this.stopsKnown;
  }

  /** What the checks say of paths, by the line that they name. */
  complaintsAt(line: Directive): readonly PathComplaint[] {
    this.byLine ??= this.indexComplaints();
    return this.byLine.get(line) ?? [];
  }

  get paths(): ReadonlyMap<string, SocketPath> {
    this.pathsKnown ??= new Map(
      this.judged.evidence.paths.map((path) => [pathKey(path), path] as const),
    );
    return this.pathsKnown;
  }

  private indexComplaints(): Map<Directive, PathComplaint[]> {
    const byLine = new Map<Directive, PathComplaint[]>();
    for (const [key, path] of this.paths) {
      for (const complaint of this.complaints.on(path, path.intent)) {
        const { directive } = complaint.problem.at;
        const known = byLine.get(directive);
        if (known === undefined) byLine.set(directive, [{ ...complaint, key, path }]);
        else known.push({ ...complaint, key, path });
      }
    }
    return byLine;
  }
}

/** A path of either of two configurations, with the better reason to look for WebSockets on it. */
export interface SharedPath {
  readonly path: SocketPath;
  readonly intent: Intent;
}

/** By what is asked on them. */
export type SharedPaths = ReadonlyMap<string, SharedPath>;

const REASONS: readonly Intent[] = ['asked', 'set-up', 'named', 'possible'];

/**
 * All paths of two configurations. A fix that sets an upgrade up gives a reason to look closer at its
 * path; what was wrong there all along must not look as if the fix had brought it.
 */
export function sharedPaths(before: Image, after: Image): SharedPaths {
  const shared = new Map<string, SharedPath>();
  for (const [key, path] of before.paths) shared.set(key, { path, intent: path.intent });
  for (const [key, path] of after.paths) {
    const known = shared.get(key);
    const intents = [path.intent, known?.intent];
    const intent = REASONS.find((reason) => intents.includes(reason)) ?? path.intent;
    shared.set(key, { path: known?.path ?? path, intent });
  }
  return shared;
}
