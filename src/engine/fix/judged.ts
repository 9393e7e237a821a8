import type { Check } from '../../checks/check.ts';
import type { ConfigurationEvidence } from '../../checks/configuration.ts';
import type { Configuration } from '../../nginx/syntax/index.ts';
import type { ConfigFinding } from '../judge-configuration.ts';

/** A configuration with what the checks say of it. */
export interface Judged {
  readonly evidence: ConfigurationEvidence;
  /** Those that may be fixed: without what a comment or a baseline silences. */
  readonly findings: readonly ConfigFinding[];
}

/** How a configuration is judged: the same way before and after a change. */
export interface Judging {
  readonly checks: readonly Check[];
  readonly judge: (configuration: Configuration) => Judged;
}
