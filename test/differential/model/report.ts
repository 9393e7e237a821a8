import type { Difference } from './compare.ts';
import type { TestRequest } from './model-port.ts';
import type { Observed } from './observed.ts';
import { requestText } from './raw-client.ts';
import { DOCUMENTS } from './vocabulary.ts';

/** A difference with all that is needed to see it again. */
export interface FoundDifference {
  readonly seed: number;
  /** Which configuration of the run, and which request to it. */
  readonly configuration: number;
  readonly request: number;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
  readonly sent: TestRequest;
  readonly observed: Observed;
  readonly differences: readonly Difference[];
  /** What else is to be said of it. */
  readonly note?: string;
}

/** How a difference is shown: what differs first, what it takes to see it after that. */
export function describeDifference(found: FoundDifference): string {
  const { sent, observed } = found;
  const { place } = observed;
  const where = `${place.kind} ${place.pattern}`.trim();
  return [
    `seed ${found.seed}, configuration ${found.configuration}, request ${found.request}, nginx ${found.version}`,
    ...(found.note === undefined ? [] : [`  ${found.note}`]),
    ...found.differences.map(
      ({ field, model, nginx }) => `  ${field}\n    model says: ${model}\n    nginx did:  ${nginx}`,
    ),
    `  it ended in ${where} (${place.file}:${place.line}), status ${observed.loggedStatus}`,
    `  request from ${sent.client} to ${sent.listener.address}:${sent.listener.port}`,
    indented(requestText(sent).replaceAll('\r', '')),
    ...Object.entries(found.files)
      .filter(([path]) => DOCUMENTS[path] === undefined)
      .map(([path, text]) => ({ path, shown: withoutInstruments(text) }))
      .filter(({ shown }) => shown !== '')
      .map(({ path, shown }) => `  --- ${path}\n${indented(shown)}`),
  ].join('\n');
}

/** Without the lines that are there for the harness alone; the others keep their numbers. */
function withoutInstruments(text: string): string {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(
      ({ line }) => !/^\s*(access_log|log_format|include formats\.conf|\w+_temp_path)\b/.test(line),
    )
    .map(({ line, number }) => (line === '' ? '' : `${String(number).padStart(3)} ${line}`))
    .join('\n')
    .trimEnd();
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}
