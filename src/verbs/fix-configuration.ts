import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import {
  type ChangedFile,
  fixInRounds,
  type RefusedFix,
  type RoundsOptions,
  type TriedFix,
} from '../engine/fix/fix-in-rounds.ts';
import { unifiedDiff } from '../engine/fix/unified-diff.ts';
import type { ConfigFinding } from '../engine/judge-configuration.ts';
import type { Configuration, LoadProblem } from '../nginx/syntax/index.ts';
import { pendingFix, recoverFix } from './fix/pending-fix.ts';
import { FixWriteError, UNCHANGED } from './fix/targets.ts';
import { type TryingNginx, type TryOutcome, tryWithNginx } from './fix/try-with-nginx.ts';
import { writeFiles } from './fix/write-files.ts';

export interface FixConfigurationOptions extends Omit<RoundsOptions, 'identify'> {
  /** As it was read; what stands on the disk must still be that. */
  readonly configuration: Configuration;
  /** Whether its files are this machine's. */
  readonly isOnDisk: boolean;
  /** Whether everything is worked out and nothing is written. */
  readonly dryRun: boolean;
  /** Asked about the result before it is written; nobody is asked when left out. */
  readonly nginx?: TryingNginx | undefined;
}

export interface FixedConfiguration {
  readonly applied: readonly TriedFix[];
  /** What could have been fixed and must not be, and why. */
  readonly refused: readonly RefusedFix[];
  /** What the checks still find, or would find. */
  readonly remaining: readonly ConfigFinding[];
  /** A unified diff, as bytes. */
  readonly diff: Uint8Array;
  /** Where `patch -p1` applies it. */
  readonly diffFolder: string;
  /** The folder that holds the old texts, for `undoFix`; undefined where nothing was written. */
  readonly backup: string | undefined;
  /** What nginx said of the result; undefined where it was not asked. */
  readonly tried: TryOutcome | undefined;
}

/**
 * Fixes a configuration: plans, proves, asks nginx, writes all files or none. Throws a `FixWriteError`
 * where the result cannot be written, and an `Error` where a part of the configuration could not be
 * read; then nothing was changed.
 */
export async function fixConfiguration({
  configuration,
  isOnDisk,
  dryRun,
  nginx,
  ...options
}: FixConfigurationOptions): Promise<FixedConfiguration> {
  const { main } = configuration;
  requireSeen(configuration);
  if (main === undefined) throw new Error(`There is no configuration to fix. ${UNCHANGED}`);
  if (isOnDisk) await requireWhole(folderOf(main.path), dryRun);
  const rounds = fixInRounds(configuration, {
    ...options,
    ...(isOnDisk && { identify: identityOf }),
  });
  const { applied, refused, remaining, changed } = rounds;
  const diffFolder = diffFolderOf(changed, main.path, isOnDisk);
  const diff = unifiedDiff(named(changed, diffFolder, isOnDisk));
  const result = { applied, refused, remaining, diff, diffFolder };
  if (dryRun || changed.length === 0) return { ...result, backup: undefined, tried: undefined };
  if (!isOnDisk) {
    throw new Error(
      `A configuration that came through a pipe cannot be fixed in place: name its file. ${UNCHANGED}`,
    );
  }
  let tried: TryOutcome | undefined;
  const backup = await writeFiles(changed.map(toBytes), {
    folder: folderOf(main.path),
    ...(nginx && {
      test: async (places) => {
        tried = await tryWithNginx(configuration, rounds.configuration, { nginx, ...places });
        return tried.kind === 'refused'
          ? `nginx -t refuses the result: ${tried.message}. ${UNCHANGED}`
          : undefined;
      },
    }),
  });
  return { ...result, backup, tried };
}

/** What may stand in a part that was not read would be changed blindly. */
function requireSeen({ problems }: Configuration): void {
  const unseen = problems.find(({ code }) => UNSEEN.has(code));
  if (unseen === undefined) return;
  throw new Error(
    `Fixes are proven against the whole configuration, and a part of it was not read: ${unseen.message} ${UNCHANGED}`,
  );
}

const UNSEEN: ReadonlySet<LoadProblem['code']> = new Set([
  'file-unreadable',
  'file-too-big',
  'include-too-deep',
  'too-many-files',
  'too-many-includes',
  'too-long',
  'too-deep',
  'too-many-directives',
]);

/** What was read may be half of a fix that was cut short. */
async function requireWhole(folder: string, dryRun: boolean): Promise<void> {
  if (dryRun) {
    if (pendingFix(folder) === undefined) return;
    throw new Error(
      `A fix of this configuration was cut short or is under way (${folder}/.fairlead/pending): --fix without --dry-run undoes it.`,
    );
  }
  const recovered = await recoverFix(folder);
  if (recovered === undefined || recovered.outcome === 'finished') return;
  const left = recovered.left.length > 0 ? ` But for ${recovered.left.join(', ')}, which` : '';
  const more = left && ` somebody changed since: see ${recovered.backup}.`;
  throw new FixWriteError(
    `A fix that was cut short has been undone: the files are as they were before it.${left}${more} Run it again.`,
  );
}

function folderOf(main: string): string {
  return realpathSync(dirname(resolve(main)));
}

function identityOf(path: string): string {
  try {
    return realpathSync.native(resolve(path));
  } catch {
    return path;
  }
}

function toBytes({ path, before, after }: ChangedFile): {
  path: string;
  before: Uint8Array;
  after: Uint8Array;
} {
  return { path, before: before.toBytes(), after: after.toBytes() };
}

/** The configuration's folder, or, where a file lies elsewhere, the one that all of them lie in. */
function diffFolderOf(changed: readonly ChangedFile[], main: string, isOnDisk: boolean): string {
  let folder = isOnDisk ? folderOf(main) : dirname(resolve(main));
  for (const { path } of changed) {
    const real = isOnDisk ? identityOf(path) : resolve(path);
    while (!isIn(folder, real)) folder = dirname(folder);
  }
  return folder;
}

function isIn(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** By their real names, since patch follows no links; each file once. */
function named(
  changed: readonly ChangedFile[],
  folder: string,
  isOnDisk: boolean,
): Parameters<typeof unifiedDiff>[0] {
  const files = new Map(
    changed.map(({ path, before, after }) => {
      const real = isOnDisk ? identityOf(path) : resolve(path);
      const name = relative(folder, real).split(sep).join('/');
      return [name, { name, before, after }] as const;
    }),
  );
  return [...files.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
