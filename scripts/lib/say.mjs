/** Says on stderr what the set-up does and why; stdout is left to the answer. */
export function say(text) {
  process.stderr.write(`  setup    ${text}\n`);
}

/** Says what is missing, and stops with exit status 2: could not run. */
export function giveUp(text) {
  process.stderr.write(`\n  ${text}\n`);
  process.exit(2);
}
