import {
  compareVersions,
  type Environment,
  isVersion,
  listNginx,
  type NginxBinary,
} from '../../nginx/process/index.ts';
import { nginxFetch } from '../nginx.ts';
import { obtainNginx } from '../obtain-nginx.ts';

/** Which nginx is wanted, and who hears of a download. */
export interface ChosenNginxOptions {
  /** A path, a version, several versions with commas between them, or `all`. */
  readonly wanted: string | undefined;
  readonly environment: Environment;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** The nginx to prove with, oldest first; each version once. A version that is not here is fetched. */
export async function chosenNginx(options: ChosenNginxOptions): Promise<NginxBinary[]> {
  const { wanted = '', environment } = options;
  const all = wanted === 'all' ? await listNginx(environment) : [];
  if (all.length > 0) return eachVersion(all);
  const words = wanted === '' || wanted === 'all' ? [undefined] : wanted.split(',');
  const found: NginxBinary[] = [];
  for (const word of words) found.push(await oneNginx(word?.trim(), options));
  return eachVersion(found);
}

/** Of those of one version the first, as reports tell them apart by their versions alone. */
function eachVersion(all: readonly NginxBinary[]): NginxBinary[] {
  const byVersion = new Map(all.toReversed().map((nginx) => [nginx.version, nginx]));
  return [...byVersion.values()].sort((a, b) => compareVersions(a.version, b.version));
}

async function oneNginx(
  wanted: string | undefined,
  { environment, onProgress, signal }: ChosenNginxOptions,
): Promise<NginxBinary> {
  const isHere =
    wanted === undefined ||
    !isVersion(wanted) ||
    (await listNginx(environment)).some(({ version }) => version === wanted);
  if (isHere) return obtainNginx({ wanted, environment, onProgress, signal });
  return nginxFetch({ wanted, environment, onProgress, ...(signal && { signal }) });
}
