import type { Check } from '../checks/check.ts';
import { type Configuration, type LoadedFile, TokenKind } from '../nginx/syntax/index.ts';
import { nearestWord } from '../text/nearest-word.ts';
import type { PlacedFinding } from './placed-finding.ts';

/** A comment that asks for silence about checks on one line. */
export interface Suppression {
  readonly checks: readonly string[];
  /** Empty where the comment gives none. */
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line that it is about: its own, or the next one that is more than a comment. */
  readonly about: number;
}

/** A finding that somebody knows of, and why it is none. */
export interface Suppressed {
  readonly finding: PlacedFinding;
  readonly reason: string;
}

/** Findings after the comments were heard. */
export interface Heard<One extends PlacedFinding> {
  /** What is left of them. */
  readonly findings: readonly One[];
  /** What is wrong with the comments. */
  readonly faults: readonly PlacedFinding[];
  readonly suppressed: readonly Suppressed[];
}

/** Which checks there are, and of which of them it is certain where they find something. */
export interface Hearing {
  readonly known: readonly string[];
  readonly judged: ReadonlySet<string>;
}

/** What is wrong with a comment is found like anything else, and has its own words. */
export const suppressionCheck: Check = {
  id: 'suppression',
  severity: 'warning',
  title: 'A comment that asks for silence is not in order',
  why: 'A line may be known to be right although a check doubts it: "# fairlead-ignore CHECK-ID: reason" on that line, or on the line above, says so. The reason is for whoever reads the file next, so a comment without one is not heeded. A comment that silences nothing any more is reported too: it would hide the fault when it comes back.',
  bad: `events {}
http {
    server {
        listen 80;
        location /ws/ {
            # fairlead-ignore idle-timeout
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
  good: `events {}
http {
    server {
        listen 80;
        # fairlead-ignore upgrade-headers: only the status page of the socket server
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
        }
    }
}`,
};

const WORD = 'fairlead-ignore';
/** `# fairlead-ignore a, b: reason`. */
const COMMENT = /^#+\s*fairlead-ignore\b([^:]*)(?::(.*))?$/s;

/** Every comment that asks for silence, in the order of files and lines. */
export function findSuppressions({ files }: Pick<Configuration, 'files'>): Suppression[] {
  return files.flatMap((file) =>
    // Nearly no file has one, and a search in the text is quick.
    file.source.chars.includes(WORD) ? suppressionsOf(file) : [],
  );
}

/** Takes away the findings that a comment is about, and finds what is wrong with the comments. */
export function hear<One extends PlacedFinding>(
  suppressions: readonly Suppression[],
  findings: readonly One[],
  hearing: Hearing,
): Heard<One> {
  if (suppressions.length === 0) return { findings, faults: [], suppressed: [] };
  const heeded = suppressions.filter(({ reason }) => reason !== '');
  const used = new Map<Suppression, Set<string>>(heeded.map((one) => [one, new Set()]));
  const byLine = groupByLine(heeded);
  const left: One[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const onLine = byLine.get(`${finding.line} ${finding.file}`) ?? [];
    const by = onLine.filter(({ checks }) => checks.includes(finding.check));
    const [first] = by;
    if (first === undefined) left.push(finding);
    else suppressed.push({ finding, reason: first.reason });
    for (const one of by) used.get(one)?.add(finding.check);
  }
  const faults = suppressions.flatMap((one) => faultsOf(one, used.get(one), hearing));
  return { findings: left, faults, suppressed };
}

/** By line and file: of both findings and comments there may be tens of thousands. */
function groupByLine(suppressions: readonly Suppression[]): ReadonlyMap<string, Suppression[]> {
  const found = new Map<string, Suppression[]>();
  for (const one of suppressions) {
    const key = `${one.about} ${one.file}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, [one]);
    else same.push(one);
  }
  return found;
}

function suppressionsOf({ name, source, tree: { tokens } }: LoadedFile): Suppression[] {
  const found: Omit<Suppression, 'about'>[] = [];
  const ownLines = new Set<number>();
  for (let index = 0; index < tokens.count; index += 1) {
    if (tokens.kind(index) !== TokenKind.Comment) continue;
    const { start, end } = tokens.span(index);
    const { line, column } = source.position(start);
    if (source.chars.slice(start - column + 1, start).trim() === '') ownLines.add(line);
    const text = source.show(source.chars.slice(start, end));
    const [, checks, reason = ''] = COMMENT.exec(text) ?? [];
    if (checks === undefined) continue;
    const words = checks.split(/[\s,]+/).filter((word) => word !== '');
    found.push({ checks: words, reason: reason.trim(), file: name, line, column });
  }
  return found.map((one) => {
    let about = one.line;
    while (ownLines.has(about)) about += 1;
    return { ...one, about };
  });
}

function faultsOf(
  { checks, reason, file, line, column }: Suppression,
  used: ReadonlySet<string> | undefined,
  { known, judged }: Hearing,
): PlacedFinding[] {
  const fault = (message: string, severity = suppressionCheck.severity): PlacedFinding => ({
    check: suppressionCheck.id,
    severity,
    ...{ file, line, column, message },
    where: 'a comment',
    related: [],
    fix: null,
  });
  if (checks.length === 0) {
    return [
      fault(
        'This comment names no check, so it silences none. Write "# fairlead-ignore CHECK-ID: reason".',
      ),
    ];
  }
  const unknown = checks.filter((id) => !known.includes(id));
  const faults = unknown.map((id) => {
    const near = nearestWord(id, known);
    const meant = near === undefined ? '' : ` Was "${near}" meant?`;
    return fault(`There is no check "${id}", so this comment silences nothing.${meant}`);
  });
  if (reason === '') {
    const name = checks.join(', ');
    const text = `This comment gives no reason, so ${name} is reported all the same. Say behind a colon why the line is right: "# fairlead-ignore ${name}: reason".`;
    return [...faults, fault(text)];
  }
  const idle = checks.filter((id) => judged.has(id) && used?.has(id) !== true);
  if (idle.length === 0) return faults;
  const text = `${idle.join(' and ')} finds nothing on the line that this comment is about. Remove it: it would hide the fault when it comes back.`;
  return [...faults, fault(text, 'advice')];
}
