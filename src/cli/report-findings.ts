import { isAtLeast } from '../engine/severity.ts';
import type { FailOn } from '../report/findings/findings-report.ts';
import { findingsText } from '../report/findings/findings-text.ts';
import type { Checked } from '../verbs/check.ts';
import type { CheckFlags } from './check-flags.ts';
import { EXIT } from './exit-status.ts';
import { tellAssumption } from './tell-assumption.ts';
import type { Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

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
  return exitStatus(checked, failOn);
}

/** Only the report that is asked for is loaded. */
async function reportText(
  checked: Checked,
  { format = 'text' }: CheckFlags,
  failOn: FailOn,
  { columns, paint }: Terminal,
): Promise<string> {
  switch (format) {
    case 'text':
      return `${findingsText(checked, { columns, paint })}\n`;
    case 'json':
      return (await import('../report/findings/findings-json.ts')).findingsJson(checked);
    case 'sarif': {
      const { findingsSarif } = await import('../report/findings/findings-sarif.ts');
      return findingsSarif(checked, packageVersion());
    }
    case 'github':
      return (await import('../report/findings/findings-github.ts')).findingsGithub(checked);
    case 'junit': {
      const { findingsJunit } = await import('../report/findings/findings-junit.ts');
      return findingsJunit(checked, failOn);
    }
  }
}

/** What could not be judged, for it is our fault, is no clean bill. */
function exitStatus({ findings, broken }: Checked, failOn: FailOn): number {
  if (findings.some(({ severity }) => isAtLeast(severity, failOn))) return EXIT.found;
  return broken.length > 0 ? EXIT.failed : EXIT.clean;
}
