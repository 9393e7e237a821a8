import { explains } from '../../engine/predicted-answer.ts';
import type { Finding } from '../../engine/verdict.ts';
import { isSerious, type ProofContent } from './proof-report.ts';

/** The check that a handshake which gets nowhere is told of, where no other one finds anything. */
const ROUTE = 'route';
const SWITCHED = 101;

/** All that a proof found, with what no check says. */
export function findingsOf(proof: ProofContent): Finding[] {
  const riddle = unexplained(proof);
  const found = proof.checks.flatMap(({ findings }) => findings);
  return riddle === undefined ? found : [...found, riddle];
}

/**
 * What is to be said where no kind of backend got the handshake and no check says why; undefined where
 * one does, or where not all were asked for.
 */
export function unexplained({ url, checks, backends }: ProofContent): Finding | undefined {
  const [first] = backends;
  const isTaken = backends.some(({ status }) => status === SWITCHED);
  const isWhole = checks.some(({ check }) => check === ROUTE);
  if (first === undefined || isTaken || !isWhole || checks.some(isSerious)) return undefined;
  const found = checks.flatMap(({ findings }) => findings);
  if (found.some(({ check }) => explains(check, first.status))) return undefined;
  return {
    check: ROUTE,
    severity: 'warning',
    ...{ file: null, line: null, column: null, where: url },
    message: `The handshake is not answered 101, and no check says why: ${first.detail}`,
    related: [],
    fix: null,
  };
}
