import { SourceLines } from '../engine/source-lines.ts';
import type { FailOn } from '../report/findings/findings-report.ts';
import type { ProofReport } from '../report/proof/proof-report.ts';
import { findingsOf } from '../report/proof/unexplained.ts';
import { reportPath } from '../verbs/check/report-path.ts';
import { type Proven, type ProveOptions, prove } from '../verbs/prove.ts';
import type { FindingsFormat, JudgementFlags } from './check-flags.ts';
import { EXIT, statusOf } from './exit-status.ts';
import { findingsForMachines } from './findings-for-machines.ts';
import { judgementSettings } from './judgement-settings.ts';
import { ProveProgress } from './prove-progress.ts';
import { takeSignals } from './signals.ts';
import { sourceOf } from './source-of.ts';
import type { Terminal } from './terminal.ts';

/** The flags as commander gives them. */
export interface ProveFlags extends JudgementFlags {
  readonly url?: string[];
  readonly nginx?: string;
  readonly prefix?: string;
  readonly trustCode?: boolean;
  readonly format?: FindingsFormat;
  readonly showSandbox?: boolean;
  readonly config?: string;
}

/** Runs `fairlead prove` and gives the exit status. */
export async function runProve(
  conf: string | undefined,
  flags: ProveFlags,
  terminal: Terminal,
): Promise<number> {
  requireSense(flags);
  const signals = takeSignals(terminal.gone);
  const endStatus = (): number => signals.endStatus() ?? EXIT.failed;
  // Who asks twice is not kept waiting; what is left is cleaned up by the next proof.
  void signals.endNow.then(() => process.exit(endStatus()));
  const progress = new ProveProgress(terminal);
  const clock = new ProofClock();
  const options = await optionsOf(conf, flags);
  const proven = await prove({
    ...options,
    signal: signals.end,
    onEvent: (event) => {
      progress.news(event);
      clock.news(event);
    },
  })
    .catch((error: unknown) => {
      if (!signals.end.aborted) throw error;
      return undefined;
    })
    .finally(() => progress.end());
  if (proven === undefined) return endStatus();
  if (flags.showSandbox === true) {
    process.stdout.write(proven.changes);
    return EXIT.clean;
  }
  const failOn = proven.prepared.settings.failOn ?? 'error';
  process.stdout.write(await reportText(reportOf(proven, clock), flags, failOn, terminal));
  return exitStatus(proven, failOn);
}

function requireSense({ showSandbox, format }: ProveFlags): void {
  if (showSandbox === true && format !== undefined && format !== 'text') {
    throw new Error(`--show-sandbox prints a diff: leave out --format ${format}.`);
  }
}

async function optionsOf(conf: string | undefined, flags: ProveFlags): Promise<ProveOptions> {
  const settings = judgementSettings(flags);
  return {
    ...(await sourceOf(conf)),
    urls: flags.url ?? [],
    // What is changed for the sandbox does not depend on what is judged in it.
    settings: flags.showSandbox === true ? { ...settings, only: ['config-valid'] } : settings,
    configFile: flags.config,
    nginx: flags.nginx,
    prefix: flags.prefix,
    trustsCode: flags.trustCode === true,
  };
}

/** How long each proof took, from the start of its nginx on. */
class ProofClock {
  readonly #took = new Map<string, number>();
  #begun = 0;

  news(event: Parameters<NonNullable<ProveOptions['onEvent']>>[0]): void {
    if (event.kind === 'begun') this.#begun = performance.now();
    if (event.kind !== 'proven') return;
    const { nginx, url } = event.proof;
    this.#took.set(`${nginx} ${url}`, performance.now() - this.#begun);
  }

  tookMs({ nginx, url }: { readonly nginx: string; readonly url: string }): number | undefined {
    return this.#took.get(`${nginx} ${url}`);
  }
}

function reportOf({ proofs, unkept, leftOut, prepared }: Proven, clock: ProofClock): ProofReport {
  const { configuration } = prepared.opened;
  const judged = new Set(proofs.flatMap(({ checks }) => checks.map(({ check }) => check)));
  return {
    proofs: proofs.map((proof) => ({ ...proof, tookMs: clock.tookMs(proof) })),
    unkept,
    leftOut,
    checks: prepared.checks.filter(({ id }) => judged.has(id)),
    sources: new SourceLines(configuration),
    main: configuration.main?.name ?? '',
    pathOf: reportPath(configuration),
  };
}

/** Only the report that is asked for is loaded. */
async function reportText(
  report: ProofReport,
  { format = 'text' }: ProveFlags,
  failOn: FailOn,
  { columns, paint }: Terminal,
): Promise<string> {
  if (format === 'text') {
    const { proofText } = await import('../report/proof/proof-text.ts');
    return `${proofText(report, { columns, paint })}\n`;
  }
  if (format === 'json') return (await import('../report/proof/proof-json.ts')).proofJson(report);
  const { proofFindings } = await import('../report/proof/proof-findings.ts');
  return findingsForMachines(proofFindings(report), format, { failOn, verb: 'prove' });
}

function exitStatus({ proofs }: Proven, failOn: FailOn): number {
  const verdicts = proofs.flatMap(({ checks }) => checks);
  const isBroken = verdicts.some(({ outcome }) => outcome === 'broken');
  return statusOf(proofs.flatMap(findingsOf), isBroken, failOn);
}
