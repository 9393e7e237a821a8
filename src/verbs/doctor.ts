import type { LiveCheck } from '../checks/check.ts';
import { checks as allChecks } from '../checks/index.ts';
import { diagnose } from '../engine/diagnose.ts';
import type { Diagnosis, DiagnosisSubject, LiveAddressEvidence } from '../engine/diagnosis.ts';
import { suppressionCheck } from '../engine/suppressions.ts';
import type { Configuration } from '../nginx/syntax/index.ts';
import { asSocketUrl } from './check/as-socket-url.ts';
import { type CheckSettings, readCheckSettings } from './check/check-settings.ts';
import { chooseChecks } from './check/choose-checks.ts';
import { type CheckOptions, type PreparedCheck, prepareCheck } from './check/prepare-check.ts';
import { type Checked, checkPrepared } from './check.ts';
import { fileEvidence } from './doctor/file-evidence.ts';
import { probeAddress } from './doctor/probe-address.ts';

/**
 * What is diagnosed: a configuration, live addresses, or both. Without URLs and without a
 * configuration it is what the nginx on this machine would load.
 */
export interface DoctorOptions extends CheckOptions {
  /** Whether a probe goes on where a certificate is not trusted. */
  readonly insecure?: boolean;
  /** Most milliseconds for one step of a probe; default: 5000. */
  readonly timeoutMs?: number;
}

/** A live address, and what it showed. */
export interface ProbedAddress extends LiveAddressEvidence {
  readonly url: string;
}

/** A diagnosis and what it was made from. */
export interface Doctored {
  readonly diagnosis: Diagnosis;
  /** What the checks said of the configuration, for each URL; empty where none was given. */
  readonly checked: readonly Checked[];
  readonly addresses: readonly ProbedAddress[];
  readonly settings: CheckSettings;
}

const TIMEOUT_MS = 5_000;

/**
 * Joins what a configuration and live addresses show. Fails where there is nothing to read, and for
 * options that cannot be used; an address that does not answer is part of the diagnosis.
 */
export async function doctor(options: DoctorOptions = {}): Promise<Doctored> {
  const urls = [...new Set((options.urls ?? []).map(socketUrl))];
  const hasFile = options.path !== undefined || options.text !== undefined || urls.length === 0;
  const prepared = hasFile ? await prepareFile(options) : undefined;
  const settings = prepared?.settings ?? (await settingsWithoutFile(options));
  const addresses = await probeEach(urls, settings, options);
  const checked =
    prepared === undefined ? [] : await checkEach(prepared, addresses, options.folder);
  const subjects: DiagnosisSubject[] =
    urls.length === 0
      ? checked.map((one) => ({ url: null, file: fileEvidence(one) }))
      : addresses.map((live, at) => {
          const own = checked[at];
          return { url: live.url, live, ...(own && { file: fileEvidence(own) }) };
        });
  return { diagnosis: diagnose(subjects, allChecks), checked, addresses, settings };
}

function socketUrl(written: string): string {
  const url = asSocketUrl(written);
  if (!URL.canParse(url) || !/^wss?:/i.test(url)) {
    throw new Error(`Got the URL ${written}; expected one such as wss://app.example.com/ws.`);
  }
  return new URL(url).href;
}

async function prepareFile(options: DoctorOptions): Promise<PreparedCheck> {
  const prepared = await prepareCheck({ ...options, urls: [] });
  requireMain(prepared.opened.configuration);
  return prepared;
}

/** Each URL for itself, so that it is known which of them a finding is about. */
async function checkEach(
  prepared: PreparedCheck,
  addresses: readonly ProbedAddress[],
  folder: string | undefined,
): Promise<Checked[]> {
  if (addresses.length === 0) return [checkPrepared(prepared, folder)];
  const each = await Promise.all(
    addresses.map(({ url, handshake }) =>
      prepared.about([{ url, isAnswered: handshake.status !== null }]),
    ),
  );
  return each.map((one) => checkPrepared(one, folder));
}

function requireMain({ main, problems }: Configuration): void {
  if (main !== undefined) return;
  const why = problems.map(({ name, message }) => `${name}: ${message}`).join('; ');
  throw new Error(`There is no configuration to diagnose: ${why}`);
}

function settingsWithoutFile(options: DoctorOptions): Promise<CheckSettings> {
  return readCheckSettings({
    settings: options.settings ?? {},
    configFile: options.configFile,
    configurationFolder: undefined,
    folder: options.folder ?? process.cwd(),
  });
}

async function probeEach(
  urls: readonly string[],
  settings: CheckSettings,
  { insecure = false, timeoutMs = TIMEOUT_MS }: DoctorOptions,
): Promise<ProbedAddress[]> {
  const { checks, severityOf } = chooseChecks([...allChecks, suppressionCheck], settings);
  const live = checks.filter((one): one is LiveCheck => one.live !== undefined);
  const addresses: ProbedAddress[] = [];
  for (const url of urls) {
    const evidence = await probeAddress(url, { checks: live, severityOf, insecure, timeoutMs });
    addresses.push({ url, ...evidence });
  }
  return addresses;
}
