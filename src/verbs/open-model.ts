import { resolve } from 'node:path';
import { Model } from '../nginx/model/index.ts';
import type { Configuration } from '../nginx/syntax/index.ts';
import { assumedVersion } from './explain/assumed-version.ts';
import { diskFacts, otherMachine } from './explain/disk-facts.ts';
import type { KnownNginx, MeantNginx } from './explain/known-nginx.ts';
import { isFolder, type ReadOptions, readConfiguration } from './read-configuration.ts';

/** Which configuration; left out, the one that nginx would load. */
export interface OpenOptions extends Partial<ReadOptions> {
  /** nginx's prefix, from which relative document roots are meant: its `-p`. */
  readonly prefix?: string | undefined;
}

/** A configuration, and what it means to an nginx. */
export interface Opened {
  readonly configuration: Configuration;
  readonly model: Model;
  /** Whether its files are this machine's, and may be changed. */
  readonly isOnDisk: boolean;
  /** With the version that is assumed for this configuration, where none is known. */
  readonly nginx: KnownNginx;
  /** nginx's prefix for it; undefined where nobody knows. */
  readonly prefix: string | undefined;
  /** What it would mean if its text were another. */
  readonly modelOf: (changed: Configuration) => Model;
}

/**
 * Reads a configuration, or, where none is named, the one that the nginx on this machine would load.
 * What is wrong with its text is in `configuration.problems`. Fails where there is nothing to read.
 */
export function openModel(options: OpenOptions, meant: MeantNginx): Opened {
  const isFound = options.path === undefined && options.text === undefined;
  const path = isFound ? configurationFile(meant) : options.path;
  const { configuration, isOnDisk } = readConfiguration({ ...options, ...(path && { path }) });
  if (isFound && configuration.main === undefined) {
    throw new Error(
      `${path} cannot be read, which ${meant.executable} (nginx ${meant.binary?.version}) would load: name the configuration.`,
    );
  }
  const nginx = { ...meant, version: meant.version ?? assumedVersion(configuration) };
  const isOwn = isOnDisk && path !== undefined && loadedFile(path) === nginx.configurationFile;
  const isHere =
    isOnDisk && (isOwn || options.prefix !== undefined || path?.startsWith('/') === true);
  // Another configuration may be run with another prefix.
  const prefix = options.prefix ? resolve(options.prefix) : isOwn ? nginx.prefix : undefined;
  const modelOf = (of: Configuration): Model =>
    new Model(of, {
      version: nginx.version,
      fileFacts: isHere ? diskFacts(of, prefix) : otherMachine,
      ...(prefix !== undefined && { prefix }),
    });
  return { configuration, model: modelOf(configuration), isOnDisk, nginx, prefix, modelOf };
}

/** The file that the nginx on this machine would load. Fails where there is no nginx. */
export function configurationFile({ configurationFile: file }: MeantNginx): string {
  if (file !== undefined) return file;
  throw new Error(
    'There is no nginx on this machine whose configuration could be meant: name a file, a folder, ' +
      'or - for the output of nginx -T.',
  );
}

function loadedFile(path: string): string {
  return resolve(isFolder(path) ? `${path}/nginx.conf` : path);
}
