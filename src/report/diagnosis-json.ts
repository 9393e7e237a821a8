import type { Diagnosis, Statement } from '../engine/diagnosis.ts';
import type { Verdict } from '../engine/verdict.ts';

/** What the JSON of a diagnosis is made from. */
export interface DiagnosisContent {
  readonly diagnosis: Diagnosis;
  /** By whose rules the configuration was judged; null where none was given. */
  readonly nginx: string | null;
  readonly addresses: readonly {
    readonly url: string;
    readonly handshake: { readonly status: number | null; readonly detail: string };
    readonly verdicts: readonly Verdict[];
  }[];
}

/** One JSON object with a line end: the cause, what was found by which evidence, and the live verdicts. */
export function diagnosisJson({ diagnosis, nginx, addresses }: DiagnosisContent): string {
  const { cause, agreed, disagreed, alone, unseen } = diagnosis;
  const content = {
    ...{ nginx, cause },
    agreed: agreed.map(bare),
    disagreed: disagreed.map(bare),
    alone: alone.map(bare),
    unseen,
    live: addresses.map(({ url, handshake: { status, detail }, verdicts }) => ({
      ...{ url, status, detail },
      checks: verdicts,
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Places stand flat, as in the JSON of `check`. */
function bare({ url, check, severity, message, finding, live }: Statement): unknown {
  const { file = null, line = null, column = null, where = url } = finding ?? {};
  const { related = [], fix = null } = finding ?? {};
  return { check, severity, file, line, column, where, url, message, live, related, fix };
}
