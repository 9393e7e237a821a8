import type { ConfigurationEvidence } from '../../checks/configuration.ts';
import { remembered } from '../../checks/remembered.ts';
import { TwinPath } from './twin-path.ts';
import { directivesOf, type Unit } from './unit.ts';

/** A configuration as if there were only the first of twins. */
export interface WithoutTwins {
  readonly evidence: ConfigurationEvidence;
  /** The first ones, which stand for others. */
  readonly firsts: ReadonlySet<Unit>;
}

/** Undefined where there are no twins. Several rules ask. */
export const withoutTwins: (evidence: ConfigurationEvidence) => WithoutTwins | undefined =
  remembered((evidence: ConfigurationEvidence) => {
    const ofTwins = evidence.paths.filter((path) => path instanceof TwinPath);
    if (ofTwins.length === 0) return undefined;
    const pairs = new Set(ofTwins.map(({ twin }) => twin));
    const paths = evidence.paths.filter((path) => !(path instanceof TwinPath));
    const firsts = new Set([...pairs].map(({ first }) => first));
    const shared = new Set([...firsts].flatMap(directivesOf));
    const twins = new Set([...pairs].flatMap(({ own }) => directivesOf(own)));
    for (const block of shared) twins.delete(block);
    return { evidence: { ...evidence, paths, twins }, firsts };
  });
