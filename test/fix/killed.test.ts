import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recoverFix } from '../../src/verbs/fix/pending-fix.ts';
import type { Job } from './writer.ts';
import { bundleWriter, runWriter } from './writer-process.ts';

let room = '';
let script = '';
let folder = '';
beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  script = await bundleWriter(room);
});
afterAll(() => rmSync(room, { recursive: true }));

const NAMES = ['nginx.conf', 'conf.d/a.conf', 'conf.d/b.conf'];
const LONG = '# a line that makes the file longer than one buffer\n'.repeat(2000);

function oldText(name: string): string {
  return `# old ${name}\n${LONG}`;
}

function newText(name: string): string {
  return `# new ${name}\n# one line more\n${LONG}`;
}

beforeEach(() => {
  folder = join(room, 'site');
  makeSite();
});

function makeSite(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'conf.d'), { recursive: true });
  for (const name of NAMES) writeFileSync(join(folder, name), oldText(name));
}

function job(): Job {
  return {
    folder,
    texts: NAMES.map((name) => ({
      path: join(folder, name),
      before: oldText(name),
      after: newText(name),
    })),
  };
}

/** `old` or `new` for each file; fails where one is neither. */
function states(): string[] {
  return NAMES.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    if (text === oldText(name)) return 'old';
    if (text === newText(name)) return 'new';
    throw new Error(`${name} is torn: ${text.length} characters`);
  });
}

/** Names that do not belong to the site: what is left lying about. */
function litter(): string[] {
  const state = join(folder, '.fairlead');
  const beside = ['', 'conf.d'].flatMap((inner) =>
    readdirSync(join(folder, inner)).filter((name) => name.startsWith('.') && name !== '.fairlead'),
  );
  const inside = existsSync(state) ? readdirSync(state) : [];
  return [...beside, ...inside.filter((name) => isLitter(join(state, name)))];
}

/** What has no whole manifest may be somebody's who just begins; it goes later. */
function isLitter(path: string): boolean {
  const name = basename(path);
  if (name === '.gitignore' || name.startsWith('backup-')) return false;
  if (!name.startsWith('unfinished-')) return true;
  return existsSync(join(path, '1-nginx.conf'));
}

const ALL_OLD = NAMES.map(() => 'old');
const ALL_NEW = NAMES.map(() => 'new');

test('killed before any of its steps, a fix leaves whole files, and the next run undoes it', async () => {
  const whole = runWriter(script, job());
  expect(whole).toMatchObject({ result: expect.stringContaining('/.fairlead/backup-') });
  expect(states()).toEqual(ALL_NEW);
  expect(litter()).toEqual([]);
  const last = whole?.steps ?? 0;
  expect(last).toBeGreaterThan(30);
  let halfWay = 0;
  for (let killAt = 1; killAt <= last; killAt += 1) {
    makeSite();
    expect(runWriter(script, job(), { killAt })).toBeUndefined();
    const then = states();
    if (new Set(then).size > 1) halfWay += 1;
    const recovered = await recoverFix(folder);
    // A fix is done from one moment on; before it, all is as it was.
    if (recovered?.outcome === 'finished') expect(states()).toEqual(ALL_NEW);
    else if (recovered?.outcome === 'undone') expect(states()).toEqual(ALL_OLD);
    else expect([ALL_OLD, ALL_NEW]).toContainEqual(states());
    expect(litter()).toEqual([]);
  }
  // Otherwise this test would have tried nothing.
  expect(halfWay).toBeGreaterThan(1);
}, 240_000);

test('killed while it undoes, the run after it undoes the rest', async () => {
  const halfWay = stepWithFilesBetween();
  const undoing = stepsOfUndoing(halfWay);
  makeSite();
  runWriter(script, job(), { killAt: halfWay });
  const cut = join(room, 'cut');
  cpSync(folder, cut, { recursive: true, verbatimSymlinks: true });
  for (let killAt = 1; killAt <= undoing; killAt += 1) {
    rmSync(folder, { recursive: true });
    cpSync(cut, folder, { recursive: true, verbatimSymlinks: true });
    expect(runWriter(script, { folder }, { killAt })).toBeUndefined();
    states();
    await recoverFix(folder);
    expect(states()).toEqual(ALL_OLD);
    expect(litter()).toEqual([]);
  }
}, 240_000);

let between = 0;

/** A step before which some files are new and some are old. */
function stepWithFilesBetween(): number {
  if (between > 0) return between;
  makeSite();
  const last = runWriter(script, job())?.steps ?? 0;
  for (let killAt = last; killAt > 0; killAt -= 1) {
    makeSite();
    runWriter(script, job(), { killAt });
    if (new Set(states()).size === 1) continue;
    between = killAt;
    return killAt;
  }
  throw new Error('the files change all at once');
}

function stepsOfUndoing(halfWay: number): number {
  makeSite();
  runWriter(script, job(), { killAt: halfWay });
  return runWriter(script, { folder })?.steps ?? 0;
}

test('a file that somebody changes after the kill is left alone, and its old text is told of', () => {
  const halfWay = stepWithFilesBetween();
  makeSite();
  runWriter(script, job(), { killAt: halfWay });
  const changed = join(folder, NAMES[states().indexOf('new')] ?? '');
  writeFileSync(changed, 'mine');
  const report = runWriter(script, { folder });
  expect(report).toMatchObject({
    result: { outcome: 'undone', left: [changed], backup: expect.stringContaining('backup-') },
  });
  expect(readFileSync(changed, 'utf8')).toBe('mine');
}, 240_000);

test('a living process keeps its lock', () => {
  const killAt = stepWithFilesBetween();
  makeSite();
  runWriter(script, job(), { killAt });
  // As if the killed one had been this process.
  const state = join(folder, '.fairlead');
  const name = readdirSync(state).find((one) => one.startsWith('unfinished-')) ?? '';
  const file = join(state, name, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const start = readFileSync(`/proc/${process.pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19];
  manifest.owner = { ...manifest.owner, pid: process.pid, start };
  writeFileSync(file, JSON.stringify(manifest));
  expect(runWriter(script, { folder })).toMatchObject({
    error: `Process ${process.pid} is changing this configuration right now: try again when it is done.`,
  });
}, 240_000);
