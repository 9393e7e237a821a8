import type { Check, Severity } from '../../checks/check.ts';
import {
  type ConfigProblem,
  type Intent,
  isJudgedOn,
  type SocketPath,
} from '../../checks/configuration.ts';
import { letIn } from '../../nginx/model/index.ts';
import { socketPath } from '../socket-path.ts';
import { whereOf } from '../where-of.ts';
import type { Judged } from './judged.ts';
import { stopKey } from './tour.ts';

/** What a check has against one path, or against the configuration as a whole. */
export interface Complaint {
  readonly check: string;
  readonly severity: Severity;
  readonly where: string;
  readonly problem: ConfigProblem;
}

/** A path by what is asked on it, so that it can be found again when lines have moved. */
export function pathKey({ handshake, isPlain }: SocketPath): string {
  return stopKey(isPlain ? 'plain request' : 'handshake', handshake.request);
}

/**
 * What the checks say path by path. Findings of a configuration are merged by their line, and lines
 * move; what is asked on a path does not.
 */
export class Complaints {
  private readonly judged: Judged;
  private readonly checks: readonly Check[];
  private readonly known = new Map<string, readonly Complaint[]>();

  constructor(judged: Judged, checks: readonly Check[]) {
    this.judged = judged;
    this.checks = checks;
  }

  ofWhole(): readonly Complaint[] {
    return this.once('', () =>
      this.checks.flatMap((check) => {
        const { config } = check;
        if (config?.scope !== 'whole') return [];
        return problemsOf(config.judge(this.judged.evidence)).map((problem) =>
          complaint(check, 'the configuration', problem),
        );
      }),
    );
  }

  /** `path` may be one of another configuration: what is asked on it counts, and why. */
  on(path: SocketPath, intent: Intent): readonly Complaint[] {
    return this.once(`${intent} ${pathKey(path)}`, () => {
      const own = this.pathLike(path, intent);
      return this.checks.flatMap((check) => {
        const { config } = check;
        if (config?.scope !== 'path') return [];
        if (!isJudgedOn(config, own, intent)) return [];
        return problemsOf(config.judge(own)).map((problem) =>
          complaint(check, whereOf(own), problem),
        );
      });
    });
  }

  private pathLike(path: SocketPath, intent: Intent): SocketPath {
    const { model, facts } = this.judged.evidence;
    if (path.model === model && path.intent === intent) return path;
    const { url, handshake: asked } = path;
    const handshake = path.model === model ? asked : letIn(model, asked.request);
    return socketPath({ url, intent, model, facts, handshake });
  }

  private once(key: string, make: () => readonly Complaint[]): readonly Complaint[] {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.known.set(key, made);
    return made;
  }
}

/** A rule that fails has nothing to say here: it is told of where the configuration is judged. */
function problemsOf(judging: Iterable<ConfigProblem>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  try {
    for (const problem of judging) problems.push(problem);
  } catch {
    return problems;
  }
  return problems;
}

function complaint(check: Check, where: string, problem: ConfigProblem): Complaint {
  const severity = problem.severity ?? check.severity;
  return { check: check.id, severity, where: problem.where ?? where, problem };
}
