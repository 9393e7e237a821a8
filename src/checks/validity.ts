import type { ConfigProblem, ConfigurationEvidence, ConfigVerdict } from './configuration.ts';
import { judgeBuffers } from './validity/buffers.ts';
import { judgeMaps } from './validity/maps.ts';
import { judgeCertificates } from './validity/missing-certificates.ts';
import { judgePassTargets } from './validity/pass-targets.ts';
import { judgeRefusals } from './validity/refused-directives.ts';
import { judgeRepetitions } from './validity/repetitions.ts';
import { judgeText } from './validity/text-problems.ts';
import { judgeVariables } from './validity/undefined-variables.ts';
import { judgeUpstreamServers } from './validity/upstream-servers.ts';
import { judgeValues } from './validity/values.ts';
import { judgeZones } from './validity/zones.ts';

/**
 * What nginx refuses of a configuration: the rule of `config-valid`. In a file whose text is broken
 * nothing else is judged, since whatever follows the mistake is read wrongly.
 */
export function* judgeValidity(
  evidence: ConfigurationEvidence,
): Generator<ConfigProblem, ConfigVerdict> {
  const { configuration } = evidence;
  if (configuration.main === undefined) return { cannotTell: 'there is no text to judge' };
  const broken = new Set(
    configuration.problems.flatMap(({ severity, file }) => (severity === 'error' && file) || []),
  );
  const later = [
    judgeRefusals(evidence),
    judgeRepetitions(evidence),
    judgeCertificates(evidence),
    judgeVariables(evidence),
    judgeMaps(evidence),
    judgePassTargets(evidence),
    judgeUpstreamServers(evidence),
    judgeValues(evidence),
    judgeBuffers(evidence),
    judgeZones(evidence),
  ];
  yield* judgeText(evidence);
  for (const problems of later) {
    for (const problem of problems) if (!broken.has(problem.at.file)) yield problem;
  }
  return undefined;
}
