import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds that `work` takes: the median of `rounds`, after one that does not count. */
export async function medianMs(work, rounds = 5) {
  const times = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begun = performance.now();
    await work();
    if (round > 0) times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** Prints what was measured beside its baseline, and how many times as long it takes. */
export function compare(what, ms, baseline, baselineMs) {
  const row = (name, value) =>
    console.log(`  ${name.padEnd(64)} ${value.toFixed(0).padStart(7)} ms`);
  row(baseline, baselineMs);
  row(what, ms);
  console.log(`  ratio ${(ms / baselineMs).toFixed(2)}\n`);
}

/** Hands `work` the folder of a big configuration, for as long as it takes; says so where there is none. */
export async function withBigTree(servers, work) {
  const generator = fileURLToPath(
    new URL('../../shared/bench/gen-big-config.mjs', import.meta.url),
  );
  if (!existsSync(generator)) {
    console.log('  skipped: the generator ../shared/bench/gen-big-config.mjs is not here\n');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
  try {
    const args = [generator, '--out', folder, '--servers', String(servers)];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
