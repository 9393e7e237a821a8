import { createInterface } from 'node:readline';
import { refusals } from '../nginx/model/refusals.ts';
import { explanationText } from '../report/explanation-text.ts';
import { modelText } from '../report/model-text.ts';
import { isCertain, problemText, refusalText, stageText } from '../report/stage-text.ts';
import type { Stage } from '../report/stages.ts';
import type { QuestionOptions } from '../verbs/explain/question.ts';
import { type Explain, type Explained, explain } from '../verbs/explain.ts';
import { EXIT } from './exit-status.ts';
import { readExplainWords } from './explain-words.ts';
import { sourceOf } from './source-of.ts';
import { tellAssumption } from './tell-assumption.ts';
import type { Terminal } from './terminal.ts';

/** The flags as commander gives them. */
export interface ExplainFlags {
  readonly header?: string[];
  readonly method?: string;
  readonly address?: string;
  readonly client?: string;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly prefix?: string;
  readonly format?: 'text' | 'json';
  readonly verbose?: boolean;
  readonly stage?: Stage | 'model';
}

/** nginx itself tells of the first only. */
const SHOWN_REFUSALS = 5;

/** Answers every URL, or prints a stage; then tells what is wrong with the configuration. */
export async function runExplain(
  words: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<void> {
  const { conf, urls } = readExplainWords(words, flags.stage !== undefined);
  const { nginx, nginxVersion, prefix } = flags;
  const explained = await explain({ ...(await sourceOf(conf)), nginx, nginxVersion, prefix });
  if (flags.stage === undefined) await answerAll(explained, urls, flags, terminal);
  else printStage(explained, flags.stage, terminal);
  tellProblems(explained, flags, terminal);
}

function printStage(
  { configuration, model }: Explain,
  stage: Stage | 'model',
  terminal: Terminal,
): void {
  const lines =
    stage === 'model'
      ? modelText(model, terminal)
      : stageText(stage, configuration, terminal.paint);
  for (const line of lines) terminal.print(line);
}

async function answerAll(
  explained: Explain,
  urls: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<void> {
  if (explained.configuration.main === undefined) return;
  const [only] = urls;
  if (urls.length === 1 && only !== undefined && only !== '-') {
    terminal.print(answerText(explained, explained.ask(only, questionOf(flags)), flags, terminal));
    return;
  }
  let isFirst = true;
  for await (const url of unfold(urls)) {
    if (!isFirst && flags.format !== 'json') terminal.print('');
    isFirst = false;
    answerOne(explained, url, flags, terminal);
  }
}

/** One of several: a URL that is none does not keep the others from their answers. */
function answerOne(explained: Explain, url: string, flags: ExplainFlags, terminal: Terminal): void {
  const isJson = flags.format === 'json';
  try {
    const one = explained.ask(url, questionOf(flags));
    terminal.print(
      isJson ? JSON.stringify(one.explanation) : answerText(explained, one, flags, terminal),
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.exitCode = EXIT.failed;
    if (isJson) terminal.print(JSON.stringify({ url, error: message }));
    else terminal.tell(`fairlead: ${message}`);
  }
}

function answerText(
  { nginx }: Explain,
  one: Explained,
  { format, verbose = false }: ExplainFlags,
  { columns, paint }: Terminal,
): string {
  if (format === 'json') return JSON.stringify(one.explanation, null, 2);
  const assumed = nginx.by === 'assumed' ? ' assumed' : '';
  return explanationText(one.trace, {
    ...{ columns, paint, verbose },
    url: one.explanation.url,
    nginx: `${nginx.version}${assumed}`,
    hint: one.hint,
    stream: one.stream,
    isStreamAlone: one.isStreamAlone,
  });
}

function questionOf({ header, method, address, client }: ExplainFlags): QuestionOptions {
  return { headers: header ?? [], method, address, client };
}

async function* unfold(urls: readonly string[]): AsyncGenerator<string> {
  for (const url of urls) {
    if (url !== '-') yield url;
    else {
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() !== '') yield line.trim();
      }
    }
  }
}

function tellProblems(
  { configuration, nginx, model }: Explain,
  flags: ExplainFlags,
  terminal: Terminal,
): void {
  const { main, problems } = configuration;
  const { paint } = terminal;
  for (const problem of problems) terminal.tell(problemText(problem, paint));
  if (main === undefined) {
    process.exitCode = EXIT.failed;
    return;
  }
  const isMeaning = flags.stage === undefined || flags.stage === 'model';
  const refused = isMeaning
    ? [...refusals(model.main, model.version)].slice(0, SHOWN_REFUSALS)
    : [];
  for (const refusal of refused) terminal.tell(refusalText(refusal, paint));
  const isRefused =
    refused.some(isCertain) || problems.some(({ severity }) => severity === 'error');
  if (isRefused && process.exitCode === undefined) process.exitCode = EXIT.found;
  if (isMeaning) tellAssumption(nginx, terminal);
}
