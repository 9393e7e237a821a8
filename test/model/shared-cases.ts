import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A configuration from the wild with what is known of it: `case.json` beside it. */
export interface SharedCase {
  readonly id: string;
  readonly folder: string;
  readonly cause: string;
  readonly request_path: string;
  readonly host?: string;
  readonly scheme?: string;
  readonly origin?: string;
  /** Where a healthy case serves its socket. */
  readonly location?: string;
  readonly extra?: { readonly backend?: string };
  readonly culprit: {
    readonly file: string;
    readonly line: number | null;
    readonly location: string;
    readonly nearest_line?: number;
  } | null;
}

const folder = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));

/** Why there are none; undefined where there are. */
export const absent: string | undefined = existsSync(folder)
  ? undefined
  : 'the folder ../shared/cases is not here';

/** Every case, in the order of their names. */
export const sharedCases: readonly SharedCase[] = absent === undefined ? readCases() : [];

function readCases(): SharedCase[] {
  return readdirSync(folder).map((name) => {
    const text = readFileSync(`${folder}${name}/case.json`, 'utf8');
    return { ...JSON.parse(text), folder: `${folder}${name}` };
  });
}
