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
