import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Facts } from '../../checks/configuration.ts';
import type { Settings } from '../../gateway/settings.ts';

/** What `check` goes by: what a file cannot tell, which checks, and how much they weigh. */
export type CheckSettings = Pick<
  Settings,
  | 'heartbeat'
  | 'hops'
  | 'tunnels'
  | 'nodesNeedSession'
  | 'nginxVersion'
  | 'severities'
  | 'only'
  | 'failOn'
  | 'baseline'
>;

/** Where settings come from. */
export interface SettingsSource {
  /** Settings that go before those of the file. */
  readonly settings: CheckSettings;
  /** The file; left out, the nearest `fairlead.config.*` above the configuration or here. */
  readonly configFile: string | undefined;
  /** The folder of the configuration; undefined where it is in no folder of this machine. */
  readonly configurationFolder: string | undefined;
  /** The current folder. */
  readonly folder: string;
}

const JSON_NAME = 'fairlead.config.json';
const NAMES = ['fairlead.config.js', 'fairlead.config.mjs', JSON_NAME] as const;

/** The settings in force. Throws a `SettingError` for the first one that cannot be used. */
export async function readCheckSettings(source: SettingsSource): Promise<CheckSettings> {
  const { settings, configFile, folder } = source;
  const file = configFile === undefined ? findFile(source) : resolve(folder, configFile);
  // Nothing of this is loaded for the usual case, which has neither a file nor flags.
  if (file === undefined && Object.keys(settings).length === 0) return {};
  const { parseSettings } = await import('../../gateway/settings-schema.ts');
  const given = withBaselineFrom(folder, parseSettings(settings));
  if (file === undefined) return given;
  const { readConfigFile } = await import('../../gateway/config-file.ts');
  const written = await readConfigFile(file, folder);
  return { ...withBaselineFrom(dirname(file), written), ...given };
}

function withBaselineFrom(folder: string, settings: CheckSettings): CheckSettings {
  const { baseline } = settings;
  return baseline === undefined ? settings : { ...settings, baseline: resolve(folder, baseline) };
}

/** What the rules are told of the settings. */
export async function factsOf(settings: CheckSettings): Promise<Facts> {
  const { heartbeat, hops = [], tunnels, nodesNeedSession = false } = settings;
  if (heartbeat === undefined && hops.length === 0) {
    return { heartbeatMs: undefined, hops: [], tunnels, nodesNeedSession };
  }
  const { parseDuration } = await import('../../gateway/duration.ts');
  const milliseconds = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : parseDuration(text);
  return {
    heartbeatMs: milliseconds(heartbeat),
    hops: hops.map(({ name, idleTimeout }) => ({ name, idleMs: milliseconds(idleTimeout) })),
    tunnels,
    nodesNeedSession,
  };
}

/**
 * The nearest file above the configuration, else above the current folder. Code is run only from
 * where one works: a configuration to be judged may be anybody's.
 */
function findFile({ configurationFolder, folder }: SettingsSource): string | undefined {
  const beside =
    configurationFolder && findAbove(resolve(folder, configurationFolder), [JSON_NAME]);
  return beside || findAbove(resolve(folder), NAMES);
}

function findAbove(folder: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findAbove(parent, names);
}
