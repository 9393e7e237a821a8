import type { Check, LiveRule } from '../checks/index.ts';
import { wrap } from '../text/wrap.ts';
import { EVIDENCE_WORDS } from './evidence-words.ts';
import type { Paint, Tone } from './paint.ts';

interface Layout {
  readonly columns: number;
  readonly paint: Paint;
}

/** Longer lines are hard to read. */
const WIDEST = 96;

/** What a check is about, for people: why it matters, what goes wrong, what is right, and what judges it. */
export function checkText(check: Check, { columns, paint }: Layout): string {
  const { id, severity, title, why, bad, good } = check;
  const width = Math.min(columns, WIDEST) - 2;
  const lines = (text: string): string[] => wrap(text, width).map((line) => `  ${line}`);
  const example = (tone: Tone, label: string, text: string): string[] => [
    `  ${paint(tone, label)}`,
    ...text.split('\n').map((line) => `    ${line}`),
  ];
  return [
    `  ${paint('strong', id)}  ${paint('quiet', severity)}`,
    ...lines(title).map((line) => paint('strong', line)),
    '',
    ...lines(why),
    '',
    ...example('bad', '✗ bad', bad),
    '',
    ...example('good', '✓ good', good),
    '',
    ...lines(judgedBy(check).join(' ')),
    ...lines(`Where it is right all the same: # fairlead-ignore ${id}: reason`).map((line) =>
      paint('quiet', line),
    ),
  ].join('\n');
}

/** By what evidence a check is judged, a sentence for each kind. */
export function judgedBy({ config, live }: Check): string[] {
  return [
    ...(config === undefined ? [] : [CONFIG_SENTENCES[config.scope]]),
    ...(live === undefined
      ? []
      : [`fairlead prove judges it on a real nginx, by ${inWords(live.needs)}.`]),
  ];
}

const CONFIG_SENTENCES = {
  path: 'fairlead check judges it for every path that may carry a WebSocket.',
  whole: 'fairlead check judges it once for the whole configuration.',
} as const;

function inWords(needs: LiveRule['needs']): string {
  const words = [...new Set(needs.map((need) => EVIDENCE_WORDS[need]))];
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}
