import type { FailOn, FindingsReport } from '../report/findings/findings-report.ts';
import type { FindingsFormat } from './check-flags.ts';
import { packageVersion } from './version.ts';

/** Findings of any verb as other programs read them. Only the report that is asked for is loaded. */
export async function findingsForMachines(
  report: FindingsReport,
  format: Exclude<FindingsFormat, 'text' | 'json'>,
  { failOn, verb }: { readonly failOn: FailOn; readonly verb: 'check' | 'prove' },
): Promise<string> {
  switch (format) {
    case 'sarif': {
      const { findingsSarif } = await import('../report/findings/findings-sarif.ts');
      return findingsSarif(report, packageVersion());
    }
    case 'github':
      return (await import('../report/findings/findings-github.ts')).findingsGithub(report);
    case 'junit': {
      const { findingsJunit } = await import('../report/findings/findings-junit.ts');
      return findingsJunit(report, failOn, `fairlead ${verb}`);
    }
  }
}
