import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { cacheFolder } from '../nginx/process/cache-folder.ts';

/**
 * Runs a CommonJS file with the code that V8 compiled of it when it ran before: `check` of one file takes
 * about three quarters of the time. Node 22 does as much by `module.enableCompileCache`, which Node 20
 * does not have; as there, `NODE_DISABLE_COMPILE_CACHE=1` keeps it from being read and written.
 */
export function runCompiled(file: string): void {
  const place = process.env['NODE_DISABLE_COMPILE_CACHE'] ? undefined : placeFor(file);
  const kept = place === undefined ? undefined : attempt(() => readKept(readFileSync(place)));
  // The build escapes all that is not ASCII.
  const source = readFileSync(file, 'latin1');
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${source}\n})`,
    { filename: file, cachedData: kept?.code },
  );
  if (place !== undefined) {
    const keptMs = script.cachedDataRejected === true ? 0 : (kept?.ranMs ?? 0);
    process.once('exit', (status) => {
      const ranMs = process.uptime() * 1000;
      // Who failed has not come far; who ran for much longer than who wrote it has compiled more.
      if (status > 1 || ranMs <= 2 * keptMs) return;
      keep(place, { code: script.createCachedData(), ranMs });
    });
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}

/** The file for the code of this verb, build, V8 and its flags; undefined where there is no place for it. */
function placeFor(program: string): string | undefined {
  const [, , verb = ''] = process.argv;
  const part = /^[a-z]+$/.test(verb) ? verb : 'none';
  const name = `${basename(program)}.${part}.${cachedDataVersionTag().toString(16)}`;
  return attempt(() => {
    // Fails for somebody without a home.
    const folder = join(cacheFolder(process.env), 'code');
    return isOurs(folder) ? join(folder, name) : undefined;
  });
}

/**
 * Whether a folder belongs to whom we run as, or the one that it would be made in: what lies there is
 * run, and root may have come with somebody else's home.
 */
function isOurs(folder: string): boolean {
  const { uid } = statSync(folder, { throwIfNoEntry: false }) ?? {};
  if (uid === undefined) return isOurs(dirname(folder));
  return process.geteuid === undefined || uid === process.geteuid();
}

/** What V8 compiled. */
interface Kept {
  readonly code: Buffer;
  /** Milliseconds that the process ran which wrote it. */
  readonly ranMs: number;
}

/** Behind the code, four bytes each: the milliseconds, and the checksum of all before it. */
const [MS_BYTES, SUM_BYTES] = [4, 4];

/** Undefined where it is not what was written: V8 looks at no more than the head of what it is given. */
function readKept(bytes: Buffer): Kept | undefined {
  const summed = bytes.subarray(0, -SUM_BYTES);
  if (bytes.readUInt32LE(summed.length) !== crc32(summed)) return undefined;
  return {
    code: summed.subarray(0, -MS_BYTES),
    ranMs: summed.readUInt32LE(summed.length - MS_BYTES),
  };
}

/** Keeps code in a whole file or not at all, and forgets the oldest. */
function keep(place: string, { code, ranMs }: Kept): void {
  const folder = dirname(place);
  const written = `${place}.${process.pid}`;
  attempt(() => {
    const ending = Buffer.alloc(MS_BYTES + SUM_BYTES);
    ending.writeUInt32LE(Math.min(Math.round(ranMs), 2 ** 32 - 1));
    ending.writeUInt32LE(crc32(ending.subarray(0, MS_BYTES), crc32(code)), MS_BYTES);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(written, Buffer.concat([code, ending]));
    renameSync(written, place);
    forgetOldest(folder);
  });
  attempt(() => rmSync(written, { force: true }));
}

/** They are mostly of builds that are gone; what is still needed is soon there again. */
function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const written = new Map(files.map((file) => [file, statSync(file).mtimeMs]));
  files.sort((a, b) => (written.get(b) ?? 0) - (written.get(a) ?? 0));
  for (const file of files.slice(MOST_KEPT)) rmSync(file, { force: true });
}

/** Every verb of two builds: some 20 MiB. */
const MOST_KEPT = 16;

/** Kept code saves time: where it cannot be had or kept, nothing else is lost. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
