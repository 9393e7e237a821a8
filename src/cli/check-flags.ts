import type { FailOn } from '../report/findings/findings-report.ts';

/** The flags as commander gives them. */
export interface CheckFlags {
  readonly url?: string[];
  readonly heartbeat?: string;
  readonly hop?: string[];
  /** What was typed, where it is no number. */
  readonly tunnels?: number | string;
  readonly nodesNeedSession?: boolean;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly prefix?: string;
  readonly only?: string[];
  readonly failOn?: FailOn;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly format?: 'text' | 'json' | 'sarif' | 'github' | 'junit';
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
  readonly config?: string;
}
