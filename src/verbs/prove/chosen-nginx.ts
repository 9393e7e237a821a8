import {
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
  const { wanted, environment } = options;
  if (wanted === 'all') return everyVersion(await listNginx(environment), options);
  const words = wanted === undefined ? [undefined] : wanted.split(',').map((word) => word.trim());
  const found: NginxBinary[] = [];
  for (const word of words) found.push(await oneNginx(word, options));
  return found;
}

async function everyVersion(
  all: readonly NginxBinary[],
  options: ChosenNginxOptions,
): Promise<NginxBinary[]> {
  if (all.length === 0) return [await oneNginx(undefined, options)];
  const byVersion = new Map(all.toReversed().map((nginx) => [nginx.version, nginx]));
  return [...byVersion.values()].sort((a, b) =>
    a.version.localeCompare(b.version, 'en', { numeric: true }),
  );
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
