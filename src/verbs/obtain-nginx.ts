import {
  type Environment,
  fetchNginx,
  findNginx,
  type NginxBinary,
} from '../nginx/process/index.ts';

/** Which nginx is wanted, and who is told of a download. */
export interface NginxWish {
  readonly wanted: string | undefined;
  readonly environment: Environment;
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The nginx that is there, or else the distribution's own, fetched without root. */
export async function obtainNginx({
  wanted,
  environment,
  onProgress,
  signal,
}: NginxWish): Promise<NginxBinary> {
  const found = await findNginx({ wanted, environment });
  if (found !== undefined) return found;
  onProgress("no nginx on this machine; fetching the distribution's own, into a folder of ours");
  return fetchNginx({ environment, onProgress, ...(signal && { signal }) });
}
