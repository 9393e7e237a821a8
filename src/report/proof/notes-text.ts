import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import { WIDEST } from '../findings/finding-parts.ts';
import type { ProofLayout } from './fault-text.ts';
import type { ProofReport, SandboxNote } from './proof-report.ts';

/** What of the user's the sandbox of an nginx could not keep true, and what was not proven at all. */
export function notesText(
  { unkept, leftOut }: ProofReport,
  nginx: string,
  layout: ProofLayout,
): string {
  const notes = unkept.find((one) => one.nginx === nginx)?.notes ?? [];
  const rows = [
    ...notes.map((note) => sandboxNoteText(note)),
    ...(leftOut.length === 0 ? [] : [leftOutText(leftOut)]),
  ];
  if (rows.length === 0) return '';
  const title = layout.paint('quiet', 'not as on your machine, or not proven');
  return [`  ${title}`, ...rows.map((text) => listed(text, layout))].join('\n');
}

/** One of them, with its place. */
export function sandboxNoteText({ file, line, text }: SandboxNote): string {
  return file === null ? text : `${file}:${line}  ${text}`;
}

/** Enough to see what they look like. */
const SHOWN_URLS = 5;

function leftOutText(urls: readonly string[]): string {
  const many = urls.length === 1 ? 'one more URL' : `${urls.length} more URLs`;
  const shown = urls.slice(0, SHOWN_URLS).join(' ');
  const more = urls.length > SHOWN_URLS ? ' …' : '';
  return `${many}, for there are so many; --url has them proven: ${shown}${more}`;
}

export function listed(text: string, { columns, paint }: ProofLayout): string {
  return wrap(visible(text), Math.min(columns, WIDEST) - 4)
    .map((line, at) => (at === 0 ? `  ${paint('quiet', '–')} ${line}` : `    ${line}`))
    .join('\n');
}
