import { dirname } from 'node:path';
import type { Check } from '../../checks/check.ts';
import type { ConfigurationEvidence } from '../../checks/configuration.ts';
import { checks as allChecks } from '../../checks/index.ts';
import { againstBaseline, type BaselineEntry } from '../../engine/baseline.ts';
import {
  type ConfigFinding,
  type ConfigJudgement,
  judgeConfiguration,
} from '../../engine/judge-configuration.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { SourceLines } from '../../engine/source-lines.ts';
import {
  findSuppressions,
  hear,
  type Suppressed,
  suppressionCheck,
} from '../../engine/suppressions.ts';
import type { Environment } from '../../nginx/process/index.ts';
import type { Configuration } from '../../nginx/syntax/index.ts';
import { type KnownNginx, knownNginx, type MeantNginx } from '../explain/known-nginx.ts';
import { configurationFile, type Opened, type OpenOptions, openModel } from '../open-model.ts';
import { isFolder } from '../read-configuration.ts';
import { readBaseline } from './baseline-file.ts';
import { type CheckSettings, factsOf, readCheckSettings } from './check-settings.ts';
import { type ChosenChecks, chooseChecks } from './choose-checks.ts';
import { type AskedUrl, pathFinder } from './paths-to-judge.ts';

/** What is judged, and by what. Without a configuration, what the nginx on this machine would load. */
export interface CheckOptions extends OpenOptions {
  /** Requests to judge; left out, every location that proxies and could carry a WebSocket. */
  readonly urls?: readonly string[];
  /** Settings that go before those of the file. */
  readonly settings?: CheckSettings;
  /** The file of settings; left out, the nearest `fairlead.config.*` above the configuration or `folder`. */
  readonly configFile?: string | undefined;
  /** The current folder. */
  readonly folder?: string;
  /** Whether what the baseline knows is reported all the same, for a new one. */
  readonly ignoreBaseline?: boolean;
  /** A path or version of an nginx on this machine. */
  readonly nginx?: string | undefined;
  readonly environment?: Environment;
}

/** What the checks say of a text, after comments, settings and baseline were heard. */
export interface Judgement {
  readonly evidence: ConfigurationEvidence;
  /** Those of the rules, by file and line. */
  readonly findings: readonly ConfigFinding[];
  /** What is wrong with comments that ask for silence. */
  readonly faults: readonly PlacedFinding[];
  readonly suppressed: readonly Suppressed[];
  /** What the baseline knows. */
  readonly known: readonly PlacedFinding[];
  readonly unknown: ConfigJudgement['unknown'];
  readonly broken: ConfigJudgement['broken'];
  readonly sources: SourceLines;
}

/** A configuration that was read, and a way to judge it, and any other text in its place, alike. */
export interface PreparedCheck {
  readonly nginx: KnownNginx;
  readonly settings: CheckSettings;
  /** Those that are judged. */
  readonly checks: readonly Check[];
  /** The severity that the settings give a check's findings, where it is not its own. */
  readonly severityOf: ChosenChecks['severityOf'];
  readonly opened: Opened;
  readonly judge: (configuration: Configuration) => Judgement;
  /** The same, read once, for other requests. Fails for a URL that is none. */
  readonly about: (urls: readonly AskedUrl[]) => Promise<PreparedCheck>;
}

/**
 * Reads all that a check needs. `byTwins` is for reports: the fixes of what is found in twins are only
 * told of. Fails where there is nothing to read, and for unusable options.
 */
export async function prepareCheck(
  options: CheckOptions,
  how: { readonly byTwins?: boolean } = {},
): Promise<PreparedCheck> {
  const { folder = process.cwd(), environment = process.env, urls = [] } = options;
  const found = await knownNginx({ version: undefined, nginx: options.nginx, environment });
  const settings = await readCheckSettings({
    settings: options.settings ?? {},
    configFile: options.configFile,
    configurationFolder: configurationFolder(options, found),
    folder,
  });
  const chosen = chooseChecks([...allChecks, suppressionCheck], settings);
  const facts = await factsOf(settings);
  const file = options.ignoreBaseline === true ? undefined : settings.baseline;
  const baseline = file === undefined ? [] : readBaseline(file);
  const opened = openModel(options, withVersion(found, settings.nginxVersion));
  const checks = chosen.checks.filter(isJudged);
  const about = async (asked: readonly AskedUrl[]): Promise<PreparedCheck> => {
    const pathsOf = await pathFinder(asked, how);
    const judge = (configuration: Configuration): Judgement => {
      const isFirst = configuration === opened.configuration;
      const model = isFirst ? opened.model : opened.modelOf(configuration);
      const evidence = { configuration, model, facts, paths: pathsOf(model, facts) };
      return hearAll(evidence, chosen, baseline, asked.length === 0);
    };
    const { severityOf } = chosen;
    const { nginx } = opened;
    return { nginx, settings, checks, severityOf, opened, judge, about };
  };
  return about(urls);
}

/** Judges, gives findings the severities of the settings, and hears comments and baseline. */
function hearAll(
  evidence: ConfigurationEvidence,
  { checks, severityOf }: ChosenChecks,
  baseline: readonly BaselineEntry[],
  isWhole: boolean,
): Judgement {
  const { configuration } = evidence;
  const { findings, unknown, broken } = judgeConfiguration(checks, evidence);
  const unsure = new Set([...unknown, ...broken].map(({ check }) => check));
  // Of single requests it cannot be said that a comment is of no use.
  const certain = isWhole ? checks.filter(({ id, config }) => config && !unsure.has(id)) : [];
  const heard = hear(findSuppressions(configuration), findings, {
    known: allChecks.map(({ id }) => id),
    judged: new Set(certain.map(({ id }) => id)),
  });
  const weighed = <One extends PlacedFinding>(finding: One): One => {
    const severity = severityOf(finding.check);
    return severity === undefined ? finding : { ...finding, severity };
  };
  const faults = checks.includes(suppressionCheck) ? heard.faults.map(weighed) : [];
  const sources = new SourceLines(configuration);
  const compared = againstBaseline(heard.findings.map(weighed), baseline, sources);
  const comparedFaults = againstBaseline(faults, baseline, sources);
  return {
    ...{ evidence, unknown, broken, sources },
    findings: compared.fresh,
    faults: comparedFaults.fresh,
    suppressed: heard.suppressed,
    known: [...compared.known, ...comparedFaults.known],
  };
}

function configurationFolder({ path, text }: CheckOptions, nginx: MeantNginx): string | undefined {
  if (text !== undefined) return undefined;
  const file = path ?? configurationFile(nginx);
  return isFolder(file) ? file : dirname(file);
}

function withVersion(nginx: MeantNginx, version: string | undefined): MeantNginx {
  return version === undefined ? nginx : { ...nginx, version, by: 'given' };
}

/** Comments are judged without a rule. */
function isJudged(check: Check): boolean {
  return check.config !== undefined || check === suppressionCheck;
}
