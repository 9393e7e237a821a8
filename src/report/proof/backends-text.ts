import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import { grouped } from '../grouped.ts';
import type { ProofLayout } from './fault-text.ts';
import type { BackendContent, ProofContent } from './proof-report.ts';

const SWITCHED = 101;
const WITH = 'works with';
const NOT_WITH = 'not with';
/** The texts stand below the evidence of the checks, whose names have a mark in front. */
const MARK_WIDTH = 2;

/** Which kinds of backends take the handshake, and why the others do not. */
export function backendsText({ backends }: ProofContent, layout: ProofLayout): string {
  if (backends.length === 0) return '';
  const taken = backends.filter(({ status }) => status === SWITCHED);
  const refused = backends.filter(({ status }) => status !== SWITCHED);
  // Why no backend gets the handshake is what the checks say.
  if (taken.length === 0) return labelled(WITH, ['no kind of backend'], layout);
  const kinds = taken.map(({ kind }) => kind).join(', ');
  return [
    labelled(WITH, [kinds], layout),
    ...(refused.length > 0 ? [labelled(NOT_WITH, byReason(refused), layout)] : []),
  ].join('\n');
}

function byReason(refused: readonly BackendContent[]): string[] {
  return [...grouped(refused, ({ detail }) => detail)].map(
    ([detail, all]) => `${all.map(({ kind }) => kind).join(', ')}: ${visible(detail)}`,
  );
}

function labelled(
  label: string,
  texts: readonly string[],
  { columns, idWidth, paint }: ProofLayout,
): string {
  const width = Math.max(idWidth + MARK_WIDTH, WITH.length);
  const indent = ' '.repeat(width + 4);
  const lines = texts.flatMap((text) =>
    wrap(text, columns - indent.length - 2).map((line, at) => (at === 0 ? line : `  ${line}`)),
  );
  const head = `  ${paint('quiet', label.padEnd(width))}  `;
  return `${head}${lines.join(`\n${indent}`)}`;
}
