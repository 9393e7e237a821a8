import type { Trace } from '../nginx/model/index.ts';
import type { StreamTrace } from '../nginx/model/stream/index.ts';
import { outcomeSentence } from './explain/outcome-sentence.ts';
import { layOut, type Row, type RowLayout } from './explain/row.ts';
import { placeText } from './explain/shown.ts';
import { streamRows, streamSentence } from './explain/stream-rows.ts';
import { upstreamRows } from './explain/upstream-rows.ts';
import { wayRows } from './explain/way-rows.ts';

/** What is told of, and how much of it. */
export interface ExplanationTextOptions extends RowLayout {
  readonly url: string;
  readonly nginx: string;
  /** What to ask instead, where nothing takes the connection. */
  readonly hint: string | undefined;
  /** What `stream` does with the connection, where it takes it. */
  readonly stream: StreamTrace | undefined;
  /** Whether that is all. */
  readonly isStreamAlone: boolean;
  /** Every step and header, also those that matter little. */
  readonly verbose: boolean;
}

/** A trace for people: the way, what is sent upstream, and one sentence about what the client sees. */
export function explanationText(trace: Trace, options: ExplanationTextOptions): string {
  const { hint, verbose, stream, isStreamAlone } = options;
  const streamed = stream === undefined ? [] : streamRows(stream);
  const isAlone = stream !== undefined && isStreamAlone;
  const { text, tone } = isAlone ? streamSentence(stream) : outcomeSentence(trace, hint);
  const http = isAlone
    ? []
    : [...wayRows(trace, verbose), ...upstreamRows(trace, verbose), ...unknownRows(trace)];
  const rows: Row[] = [...streamed, ...http, { label: 'outcome', cells: [{ text, tone }] }];
  return [headText(trace, options), ...layOut(rows, options)].join('\n');
}

/** What was asked, by whom, of which nginx. */
function headText(
  { request }: Trace,
  { url, nginx, columns, paint }: ExplanationTextOptions,
): string {
  const asked = `${request.method} ${url}`;
  const by = `from ${request.client.address}, nginx ${nginx}`;
  const fits = 2 + asked.length + 2 + by.length <= columns;
  return `  ${paint('strong', asked)}${fits ? '  ' : '\n  '}${paint('quiet', by)}`;
}

function unknownRows({ unknowns, outcome }: Trace): Row[] {
  return unknowns
    .filter((one) => outcome.kind !== 'unknown' || one !== outcome.unknown)
    .map(({ what, why, at }, i) => ({
      label: i === 0 ? 'not known' : '',
      mark: '?',
      cells: [{ text: what }, { text: why, tone: 'quiet' }],
      place: at && placeText(at),
    }));
}
