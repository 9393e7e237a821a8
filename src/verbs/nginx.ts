import {
  type Environment,
  fetchNginx,
  findNginx,
  listNginx,
  type NginxBinary,
} from '../nginx/process/index.ts';

/** Where to look. */
export interface NginxOptions {
  readonly environment?: Environment;
}

/** What to fetch. */
export interface NginxFetchOptions extends NginxOptions {
  /** A version such as `1.26.3`, or a suite such as `trixie`; this system's own suite if left out. */
  readonly wanted?: string | undefined;
  readonly onProgress?: (text: string) => void;
}

/** Every nginx on this machine, in the order in which `up` would take them. */
export function nginxList({
  environment = process.env,
}: NginxOptions = {}): Promise<NginxBinary[]> {
  return listNginx(environment);
}

/** The nginx that `up` would take; undefined where there is none. */
export function nginxWhich({
  environment = process.env,
}: NginxOptions = {}): Promise<NginxBinary | undefined> {
  return findNginx({ environment });
}

/** Fetches an nginx from the distribution, without root, into a folder of ours. */
export function nginxFetch({
  wanted,
  environment = process.env,
  onProgress = () => {},
}: NginxFetchOptions = {}): Promise<NginxBinary> {
  return fetchNginx({ wanted, environment, onProgress });
}
