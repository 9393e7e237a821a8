import type { ConfigProblem, ConfigurationEvidence, ConfigVerdict } from './configuration.ts';
import { judgeBuffers } from './validity/buffers.ts';
import { judgeMaps } from './validity/maps.ts';
import { judgeCertificates } from './validity/missing-certificates.ts';
import { judgePassTargets } from './validity/pass-targets.ts';
import { judgeRefusals } from './validity/refused-directives.ts';
import { judgeRepetitions } from './validity/repetitions.ts';
import { judgeText } from './validity/text-problems.ts';
import { judgeVariables } from './validity/undefined-variables.ts';
import { isUnread } from './validity/unread-includes.ts';
import { judgeUpstreamServers } from './validity/upstream-servers.ts';
import { judgeValues } from './validity/values.ts';
import { judgeZones } from './validity/zones.ts';

/**
 * What nginx refuses of a configuration: the rule of `config-valid`. In a file whose text is broken
 * nothing else is judged, since whatever follows the mistake is read wrongly; and where a file cannot be
 * had, nothing of what it may bring.
 */
export function* judgeValidity(
  evidence: ConfigurationEvidence,
): Generator<ConfigProblem, ConfigVerdict> {
  const { main, problems } = evidence.configuration;
  if (main === undefined) return { cannotTell: 'there is no text to judge' };
  yield* judgeText(evidence);
  const mistakes = problems.filter(({ severity }) => severity === 'error');
  const broken = new Set(mistakes.filter((mistake) => !isUnread(mistake)).map(({ file }) => file));
  for (const judge of [
    judgeRefusals,
    judgeRepetitions,
    judgeMaps,
    judgePassTargets,
    judgeUpstreamServers,
    judgeValues,
  ]) {
    for (const problem of judge(evidence)) if (!broken.has(problem.at.file)) yield problem;
  }
  const incomplete = new Set(mistakes.map(({ file }) => file));
  for (const judge of [judgeCertificates, judgeVariables, judgeBuffers, judgeZones]) {
    for (const problem of judge(evidence)) if (!incomplete.has(problem.at.file)) yield problem;
  }
  return undefined;
}
