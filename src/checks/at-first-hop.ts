import type { ConfigProblem, ConfigRule, ConfigVerdict, SocketPath } from './configuration.ts';

/**
 * The same rule, where a client's own request comes, and not at a later hop of this same nginx: what
 * it would find there is told of at the first one, or by `chain-hop`.
 */
export function atFirstHop(rule: ConfigRule): ConfigRule {
  if (rule.scope === 'whole') return rule;
  return {
    ...rule,
    *judge(path: SocketPath): Generator<ConfigProblem, ConfigVerdict> {
      return isLaterHop(path) ? undefined : yield* rule.judge(path);
    },
  };
}

/** Whether a path is what an earlier hop of this same nginx makes of one. */
export function isLaterHop({ handshake }: Pick<SocketPath, 'handshake'>): boolean {
  return handshake.request.isPassedOn === true;
}
