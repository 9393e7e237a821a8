import type { ConfigurationEvidence } from '../../checks/configuration.ts';
import { remembered } from '../../checks/remembered.ts';
import type { Directive } from '../../nginx/syntax/index.ts';
import type { Twin } from './find-twins.ts';
import { TwinPath } from './twin-path.ts';
import { blocksOf, type Unit } from './unit.ts';

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
    const twins = new Set([...pairs].flatMap(ownBlocks));
    const firsts = new Set([...pairs].map(({ first }) => first));
    return { evidence: { ...evidence, paths, twins }, firsts };
  });

/** The blocks of a twin, without those that it shares with the first. */
function ownBlocks({ own, first }: Twin): Directive[] {
  const shared = blocksOf(first);
  return blocksOf(own).filter((block) => !shared.includes(block));
}
