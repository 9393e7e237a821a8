import type { Check } from '../../checks/check.ts';
import type { SourceLines } from '../../engine/source-lines.ts';
import type { Finding, Verdict } from '../../engine/verdict.ts';
import { grouped } from '../grouped.ts';
import type { LiveReport } from '../json.ts';

/** What a proof of one URL with one nginx showed. */
export interface ProofContent extends LiveReport {
  readonly nginx: string;
  /** How backends of each kind take the handshake; empty where it comes to none. */
  readonly backends: readonly BackendContent[];
  /** Milliseconds from the start of its nginx to its last verdict; undefined where nobody looked. */
  readonly tookMs?: number | undefined;
}

/** How backends of one kind take a handshake. */
export interface BackendContent {
  readonly kind: string;
  readonly status: number | null;
  readonly detail: string;
}

/** What of a configuration is not as the user has it, and what follows from that. */
export interface SandboxNote {
  /** Null where no line stands for it. */
  readonly file: string | null;
  readonly line: number | null;
  readonly text: string;
}

/** What the reports of `prove` tell. */
export interface ProofReport {
  /** By nginx, oldest first, then in the order of the URLs. At least one. */
  readonly proofs: readonly ProofContent[];
  readonly unkept: readonly { readonly nginx: string; readonly notes: readonly SandboxNote[] }[];
  /** URLs that were not proven, as there are so many. */
  readonly leftOut: readonly string[];
  /** The checks that were judged, in the order in which they are told. */
  readonly checks: readonly Check[];
  readonly sources: SourceLines;
  /** The main file, as findings name it: what has no place is told there. */
  readonly main: string;
  /** A file of a finding as the reader of the report finds it. */
  readonly pathOf: (file: string) => string;
}

/** The proofs of each nginx, in their order. */
export function byNginx(proofs: readonly ProofContent[]): Map<string, ProofContent[]> {
  return grouped(proofs, ({ nginx }) => nginx);
}

/** Whether a verdict is that of a fault: advice is none. */
export function isSerious({ outcome, findings }: Verdict): boolean {
  return outcome === 'fails' && findings.some(({ severity }) => severity !== 'advice');
}

/** Whether the configuration shows a finding by itself; what only the wire shows names the URL. */
export function isOfConfiguration({ where }: Finding, { url }: ProofContent): boolean {
  return where !== url;
}
