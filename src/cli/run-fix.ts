import { type FixReport, fixText } from '../report/findings/fix-text.ts';
import { fixPrepared } from '../verbs/check/fix-prepared.ts';
import { type CheckOptions, prepareCheck } from '../verbs/check/prepare-check.ts';
import { check } from '../verbs/check.ts';
import type { CheckFlags } from './check-flags.ts';
import { statusOf } from './exit-status.ts';
import { reportFindings } from './report-findings.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs `fairlead check --fix`: tells what was mended, and then what is still found. With `--dry-run`
 * stdout holds the diff alone.
 */
export async function runFix(
  options: CheckOptions,
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const prepared = await prepareCheck(options);
  const dryRun = flags.dryRun === true;
  const fixed = await fixPrepared(prepared, { unsafe: flags.fixUnsafe === true, dryRun });
  const report: FixReport = { ...fixed, dryRun };
  if (dryRun) {
    process.stdout.write(fixed.diff);
    terminal.tell(fixText(report, terminal));
    if (fixed.diff.length > 0) terminal.tell(`  the diff is for patch -p1 in ${fixed.diffFolder}`);
    const failOn = prepared.settings.failOn ?? 'error';
    return statusOf(fixed.remaining, false, failOn);
  }
  const isText = flags.format === undefined || flags.format === 'text';
  const text = fixText(report, terminal);
  if (isText) terminal.print(`${text}\n`);
  else terminal.tell(text);
  // What stands on the disk now, not what was worked out.
  return reportFindings(await check(options), flags, terminal);
}
