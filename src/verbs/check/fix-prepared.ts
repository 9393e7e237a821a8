import { dirname, resolve } from 'node:path';
import { checks } from '../../checks/index.ts';
import type { TryingNginx } from '../fix/try-with-nginx.ts';
import { type FixedConfiguration, fixConfiguration } from '../fix-configuration.ts';
import type { PreparedCheck } from './prepare-check.ts';

/** Which fixes are made, and whether they are written. */
export interface FixPreparedOptions {
  /** Whether those are made, too, that change more than what was found. */
  readonly unsafe: boolean;
  /** Whether everything is worked out and nothing is written. */
  readonly dryRun: boolean;
}

/** Fixes what was prepared, by the same settings and comments that report it. */
export function fixPrepared(
  prepared: PreparedCheck,
  { unsafe, dryRun }: FixPreparedOptions,
): Promise<FixedConfiguration> {
  const { judge, opened } = prepared;
  const { configuration, isOnDisk } = opened;
  const nginx = tryingNginx(prepared);
  // Also what nobody asked about must not get worse by a fix.
  return fixConfiguration({ configuration, isOnDisk, dryRun, unsafe, checks, judge, nginx });
}

/** An nginx of another version than the one that is meant is not asked: it may refuse what is right. */
function tryingNginx({ nginx, opened }: PreparedCheck): TryingNginx | undefined {
  const { binary, version } = nginx;
  const { configuration, prefix } = opened;
  if (binary === undefined || binary.version !== version) return undefined;
  return { binary, prefix: prefix ?? dirname(resolve(configuration.main?.path ?? '.')) };
}
