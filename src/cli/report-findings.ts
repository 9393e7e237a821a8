import type { FailOn } from '../report/findings/findings-report.ts';
import { findingsText } from '../report/findings/findings-text.ts';
import type { Checked } from '../verbs/check.ts';
import type { CheckFlags } from './check-flags.ts';
import { EXIT, statusOf } from './exit-status.ts';
import { findingsForMachines } from './findings-for-machines.ts';
import { tellAssumption } from './tell-assumption.ts';
import type { Terminal } from './terminal.ts';

/** Prints what was found, and gives the exit status. */
export async function reportFindings(
  checked: Checked,
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  if (checked.model.configuration.main === undefined) {
    for (const { name, message } of checked.problems)
      terminal.tell(`fairlead: ${name}: ${message}`);
    return EXIT.failed;
  }
  tellAssumption(checked.nginx, terminal);
  const failOn = checked.settings.failOn ?? 'error';
  process.stdout.write(await reportText(checked, flags, failOn, terminal));
  return statusOf(checked.findings, checked.broken.length > 0, failOn);
}

/** Only the report that is asked for is loaded. */
async function reportText(
  checked: Checked,
  { format = 'text' }: CheckFlags,
  failOn: FailOn,
  { columns, paint }: Terminal,
): Promise<string> {
  if (format === 'text') return `${findingsText(checked, { columns, paint })}\n`;
  if (format === 'json') {
    return (await import('../report/findings/findings-json.ts')).findingsJson(checked);
  }
  return findingsForMachines(checked, format, { failOn, verb: 'check' });
}
