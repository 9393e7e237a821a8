import type { Model } from '../nginx/model/index.ts';
import { insertBefore, type Placed, replaceDirective } from '../nginx/syntax/index.ts';
import type { Fix } from './configuration.ts';
import { COMBINED } from './log-format.ts';

// What reads the log may not be ready for more words in a line, so neither fix is safe.

/** The variables that lack, behind the rest of a format; in JSON nobody but its author can say where. */
export function formatFix(
  { directive, file }: Placed,
  lacking: readonly string[],
): Fix | undefined {
  const last = directive.args.at(-1);
  if (last === undefined || last.value.trimEnd().endsWith('}')) return undefined;
  const quote = last.quoted ? last.raw.charAt(0) : '';
  if (quote === '') return undefined;
  // In double quotes those of the field would end the word.
  const words = lacking.map((variable) => (quote === "'" ? `"${variable}"` : variable)).join(' ');
  const at = last.span.end - 1;
  const edit = { span: { start: at, end: at }, text: ` ${words}` };
  return { title: `Log ${lacking.join(', ')}, too`, safe: false, edits: [{ file, edit }] };
}

/** A format of its own, since `combined` cannot be changed. */
export function combinedFix(
  { http }: Model,
  line: Placed | undefined,
  lacking: readonly string[],
): Fix | undefined {
  const path = line?.directive.args[0];
  const server = http?.named('server')[0];
  if (line === undefined || path === undefined || http?.placed === undefined) return undefined;
  const isTaken = http
    .named('log_format')
    .some(({ directive }) => directive.args[0]?.value === 'upgrades');
  if (isTaken) return undefined;
  const words = lacking.map((variable) => `"${variable}"`).join(' ');
  const format = `log_format upgrades '${COMBINED} ${words}';`;
  const parameters = line.directive.args.slice(2).map(({ raw }) => raw);
  const log = ['access_log', path.raw, 'upgrades', ...parameters].join(' ');
  // A format has to stand before the lines that name it, and the line may stand in http itself.
  const isInHttp = http.named('access_log').includes(line);
  const anchor = isInHttp ? line : server;
  if (anchor === undefined) return undefined;
  const edits = [
    ...insertBefore(anchor.directive, format).map((edit) => ({ file: anchor.file, edit })),
    ...replaceDirective(line.directive, `${log};`).map((edit) => ({ file: line.file, edit })),
  ];
  return { title: 'Log upgrades in a format of their own', safe: false, edits };
}
