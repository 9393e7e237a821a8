import { baselineOf } from '../engine/baseline.ts';
import { type Checked, type CheckOptions, check } from '../verbs/check.ts';
import type { CheckFlags } from './check-flags.ts';
import { EXIT } from './exit-status.ts';
import { judgementSettings } from './judgement-settings.ts';
import { reportFindings } from './report-findings.ts';
import { sourceOf } from './source-of.ts';
import type { Terminal } from './terminal.ts';

/** Runs `fairlead check` and gives the exit status. */
export async function runCheck(
  conf: string | undefined,
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  requireSense(flags);
  if (flags.undo !== undefined) return undo(flags.undo, terminal);
  const options = await optionsOf(conf, flags);
  if (flags.fix === true || flags.fixUnsafe === true) {
    const { runFix } = await import('./run-fix.ts');
    return runFix(options, flags, terminal);
  }
  const checked = await check(options);
  if (flags.updateBaseline === true && checked.model.configuration.main !== undefined) {
    return updateBaseline(checked, terminal);
  }
  return reportFindings(checked, flags, terminal);
}

/** Flags that make no sense together, before anything is read. */
function requireSense({ fix, fixUnsafe, dryRun, updateBaseline, format }: CheckFlags): void {
  const isFix = fix === true || fixUnsafe === true;
  if (dryRun === true && !isFix) throw new Error('--dry-run shows what --fix would do: say both.');
  if (dryRun === true && format !== undefined && format !== 'text') {
    throw new Error(`--dry-run prints a diff: leave out --format ${format}.`);
  }
  if (updateBaseline === true && isFix) {
    throw new Error('--update-baseline and a fix are two things: fix first, then update.');
  }
}

async function undo(backup: string, terminal: Terminal): Promise<number> {
  const { undoFix } = await import('../verbs/fix/undo-fix.ts');
  const undone = await undoFix(backup);
  for (const file of undone.files) terminal.print(`  ${file} is as it was before the fix`);
  terminal.print(`  the way forth again: fairlead check --undo ${undone.backup}`);
  return EXIT.clean;
}

async function optionsOf(conf: string | undefined, flags: CheckFlags): Promise<CheckOptions> {
  return {
    ...(await sourceOf(conf)),
    urls: flags.url ?? [],
    settings: judgementSettings(flags),
    configFile: flags.config,
    nginx: flags.nginx,
    prefix: flags.prefix,
    ignoreBaseline: flags.updateBaseline === true,
  };
}

async function updateBaseline(checked: Checked, terminal: Terminal): Promise<number> {
  const { findings, sources, settings } = checked;
  if (settings.baseline === undefined) {
    throw new Error(
      '--update-baseline needs the file: say --baseline FILE, or name it in fairlead.config.json.',
    );
  }
  const [{ writeWhole }, { baselineText }] = await Promise.all([
    import('./write-whole.ts'),
    import('../engine/baseline-text.ts'),
  ]);
  await writeWhole(settings.baseline, baselineText(baselineOf(findings, sources)), true);
  const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  terminal.tell(`${settings.baseline} knows ${count} now; only new ones will be reported.`);
  return EXIT.clean;
}
