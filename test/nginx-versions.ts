import { fetchNginx, type NginxBinary } from '../src/nginx/process/index.ts';

/** The versions that everything is tried with. */
const VERSIONS: readonly string[] = ['1.18.0', '1.22.1', '1.26.3', '1.30.6'];

/** A version that is here, or the reason why it is not. */
export interface Candidate {
  readonly version: string;
  readonly nginx?: NginxBinary;
  readonly reason?: string;
}

/** Gets every version into the real cache; what is there already is not fetched again. */
export async function candidates(): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const version of VERSIONS) {
    try {
      found.push({
        version,
        nginx: await fetchNginx({ wanted: version, environment: process.env }),
      });
    } catch (error) {
      found.push({ version, reason: String(error) });
    }
  }
  return found;
}

/** The newest of them that is here; undefined where none is. */
export async function newestNginx(): Promise<NginxBinary | undefined> {
  return (await candidates()).findLast(({ nginx }) => nginx)?.nginx;
}

/** The name of a suite for a version, with the reason where it is skipped. */
export function titleOf({ version, reason }: Candidate): string {
  return `nginx ${version}${reason === undefined ? '' : ` (skipped: ${reason})`}`;
}
