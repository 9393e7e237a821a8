import { access, readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from './import-module.ts';
import { SettingError } from './setting-error.ts';
import type { Settings } from './settings.ts';
import { parseSettings } from './settings-schema.ts';

/** Looked for in this order where no file is named. */
const NAMES = ['fairlead.config.js', 'fairlead.config.mjs', 'fairlead.config.json'] as const;

/**
 * Reads the settings of `file`, or of the first `fairlead.config.*` in `folder`; no settings where
 * there is none. Throws a `SettingError` that names the file for one that cannot be used.
 */
export async function readConfigFile(file: string | undefined, folder: string): Promise<Settings> {
  const found = file === undefined ? await findConfigFile(folder) : resolve(folder, file);
  if (found === undefined) return {};
  const content = await loadContent(found);
  try {
    return parseSettings(content);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    throw new SettingError(`${found}: ${error.setting}`, error.got, error.expected);
  }
}

async function findConfigFile(folder: string): Promise<string | undefined> {
  for (const name of NAMES) {
    const file = resolve(folder, name);
    if (
      await access(file).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

async function loadContent(file: string): Promise<unknown> {
  try {
    if (extname(file) === '.json') return JSON.parse(await readFile(file, 'utf8'));
    // The time makes a new module of it: a reload must see the file as it is now.
    const module = await importModule(`${pathToFileURL(file).href}?read=${Date.now()}`);
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingError(
      '--config',
      `${file} (${reason})`,
      'a file of settings; see fairlead up --help',
    );
  }
}
