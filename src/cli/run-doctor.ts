import { diagnosisJson } from '../report/diagnosis-json.ts';
import { diagnosisText } from '../report/diagnosis-text.ts';
import type { FailOn } from '../report/findings/findings-report.ts';
import { type Doctored, type DoctorOptions, doctor } from '../verbs/doctor.ts';
import { looksLikeUrl } from '../verbs/explain/question.ts';
import type { JudgementFlags } from './check-flags.ts';
import { statusOf } from './exit-status.ts';
import { judgementSettings } from './judgement-settings.ts';
import { sourceOf } from './source-of.ts';
import { tellAssumption } from './tell-assumption.ts';
import type { Terminal } from './terminal.ts';

/** The flags as commander gives them. */
export interface DoctorFlags extends JudgementFlags {
  readonly insecure?: boolean;
  readonly nginx?: string;
  readonly prefix?: string;
  readonly format?: 'text' | 'json';
  readonly config?: string;
}

/** Runs `fairlead doctor` and gives the exit status. */
export async function runDoctor(
  given: readonly string[],
  flags: DoctorFlags,
  terminal: Terminal,
): Promise<number> {
  const doctored = await doctor(await optionsOf(given, flags));
  const { diagnosis, checked, addresses, settings } = doctored;
  const [first] = checked;
  if (first !== undefined) tellAssumption(first.nginx, terminal);
  if (flags.format === 'json') {
    const nginx = first?.nginx.version ?? null;
    process.stdout.write(diagnosisJson({ diagnosis, nginx, addresses }));
  } else {
    const answers = addresses.map(({ url, handshake: { detail } }) => ({ url, detail }));
    terminal.print(diagnosisText({ diagnosis, sources: first?.sources, answers }, terminal));
  }
  return exitStatus(doctored, settings.failOn ?? 'error');
}

async function optionsOf(given: readonly string[], flags: DoctorFlags): Promise<DoctorOptions> {
  const urls = given.filter(looksLikeUrl);
  const [conf, ...more] = given.filter((one) => !looksLikeUrl(one));
  const log = more[0] ?? (conf !== undefined && isLog(conf) ? conf : undefined);
  if (log !== undefined) {
    throw new Error(
      `Got ${log} beside the rest: logs are not read yet; give one configuration, and URLs such as wss://app.example.com/ws.`,
    );
  }
  return {
    ...(await sourceOf(conf)),
    urls,
    settings: judgementSettings(flags),
    insecure: flags.insecure === true,
    configFile: flags.config,
    nginx: flags.nginx,
    prefix: flags.prefix,
  };
}

/** Such as `access.log`, and `access.log.2.gz` after a rotation. */
function isLog(text: string): boolean {
  return /\.log(\.\d+)?(\.gz)?$/.test(text);
}

function exitStatus({ diagnosis, checked, addresses }: Doctored, failOn: FailOn): number {
  const { agreed, disagreed, alone } = diagnosis;
  const isBroken =
    checked.some(({ broken }) => broken.length > 0) ||
    addresses.some(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'broken'));
  return statusOf([...agreed, ...disagreed, ...alone], isBroken, failOn);
}
