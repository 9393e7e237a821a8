import type { FailOn } from '../report/findings/findings-report.ts';

/** Flags that say by what is judged, as commander gives them: each is a setting, too. */
export interface JudgementFlags {
  readonly heartbeat?: string;
  readonly hop?: string[];
  /** What was typed, where it is no number. */
  readonly tunnels?: number | string;
  readonly nodesNeedSession?: boolean;
  readonly nginxVersion?: string;
  readonly only?: string[];
  readonly failOn?: FailOn;
  readonly baseline?: string;
}

/** How findings are told. */
export type FindingsFormat = 'text' | 'json' | 'sarif' | 'github' | 'junit';

/** The flags as commander gives them. */
export interface CheckFlags extends JudgementFlags {
  readonly url?: string[];
  readonly nginx?: string;
  readonly prefix?: string;
  readonly updateBaseline?: boolean;
  readonly format?: FindingsFormat;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
  readonly config?: string;
}
