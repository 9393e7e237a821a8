import { resolve } from 'node:path';
// Not by the index: starting and fetching would be loaded with it, and nothing is started here.
import { findNginx } from '../../nginx/process/find-nginx.ts';
import type { Environment, NginxBinary } from '../../nginx/process/index.ts';
import { isVersion } from '../../nginx/process/version-order.ts';

/** The nginx whose rules and defaults hold for a configuration. */
export interface KnownNginx extends MeantNginx {
  readonly version: string;
}

/** The same before the configuration is read. */
export interface MeantNginx {
  /** Undefined where nothing says: `assumedVersion` asks the configuration. */
  readonly version: string | undefined;
  /** By what the version is known; `assumed` where nothing says. */
  readonly by: 'given' | 'found' | 'assumed';
  /** The program that was found. */
  readonly executable: string | undefined;
  /** The same, and how it is run. */
  readonly binary: NginxBinary | undefined;
  /** The file that it loads when told nothing else, as an absolute path. */
  readonly configurationFile: string | undefined;
  /** The folder that relative names of documents are meant from. */
  readonly prefix: string | undefined;
}

/** What is known beforehand. */
export interface NginxWish {
  /** A version such as `1.26.3`, which need not be here. */
  readonly version?: string | undefined;
  /** A path or version of an nginx on this machine. */
  readonly nginx?: string | undefined;
  readonly environment: Environment;
}

/** nginx's own default of `--prefix` (its `auto/options`). */
const DEFAULT_PREFIX = '/usr/local/nginx';

/** The nginx that is meant, or found here; none is fetched. Fails where the version is no version. */
export async function knownNginx({ version, nginx, environment }: NginxWish): Promise<MeantNginx> {
  if (version !== undefined && !isVersion(version)) {
    throw new Error(`The nginx version "${version}" is none: expected one such as 1.26.3.`);
  }
  const found = await findNginx({ wanted: nginx, environment });
  const places = found && placesOf(found.configureArguments);
  // A copy of our own, that nobody named, says nothing of where the configuration is to run.
  const { FAIRLEAD_NGINX: named } = environment;
  const isNamed = Boolean(nginx || named);
  const isTelling = found !== undefined && (isNamed || found.origin !== 'managed');
  return {
    version: version ?? (isTelling ? found.version : undefined),
    by: version !== undefined ? 'given' : isTelling ? 'found' : 'assumed',
    executable: found?.executable,
    binary: found,
    configurationFile: places?.configurationFile,
    prefix: places?.prefix,
  };
}

/** By nginx's `auto/options`: a relative `--conf-path` is meant from the prefix. */
function placesOf(configureArguments: readonly string[]): {
  readonly configurationFile: string;
  readonly prefix: string;
} {
  const option = (name: string): string | undefined =>
    configureArguments.findLast((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const prefix = option('--prefix') ?? DEFAULT_PREFIX;
  return { prefix, configurationFile: resolve(prefix, option('--conf-path') ?? 'conf/nginx.conf') };
}
