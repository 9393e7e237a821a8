import type { Check } from '../../checks/check.ts';
import {
  type ConfigProblem,
  type FileEdit,
  onPossiblePath,
  onWhole,
} from '../../checks/configuration.ts';
import { Model, type Trace } from '../../nginx/model/index.ts';
import {
  type Configuration,
  insertLast,
  load,
  objectFiles,
  type Placed,
} from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import { noFacts } from '../configuration.fixture.ts';
import { findPaths } from '../find-paths.ts';
import { judgeConfiguration } from '../judge-configuration.ts';
import { fixInRounds, type RoundsOptions, type RoundsResult } from './fix-in-rounds.ts';
import type { Judging } from './judged.ts';

/** A configuration of texts by name, with `nginx.conf` among them. */
export function configurationOf(files: Readonly<Record<string, string>>): Configuration {
  const bytes = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  return load('nginx.conf', { files: objectFiles(Object.fromEntries(bytes)) });
}

/** What is judged by these checks alone, for nginx 1.22.1. */
export function judgingBy(...checks: Check[]): Judging {
  const judge: Judging['judge'] = (configuration) => {
    const model = new Model(configuration, { version: '1.22.1' });
    const paths = findPaths(model, noFacts);
    const evidence = { configuration, model, facts: noFacts, paths };
    return { evidence, findings: judgeConfiguration(checks, evidence).findings };
  };
  return { checks, judge };
}

type Finder = (handshake: Trace, plain: Trace) => Generator<ConfigProblem>;

/** A check that a test makes up, judged on every path. */
export function pathCheck(id: string, find: Finder): Check {
  const config = onPossiblePath(function* ({ handshake, plain }) {
    yield* find(handshake, plain);
    return undefined;
  });
  return { ...WORDS, id, config };
}

/** A check that a test makes up, judged once. */
export function wholeCheck(id: string, find: (model: Model) => Generator<ConfigProblem>): Check {
  const config = onWhole(function* ({ model }) {
    yield* find(model);
    return undefined;
  });
  return { ...WORDS, id, config };
}

const WORDS = { severity: 'error', title: '', why: '', bad: '', good: '' } as const;

/** The edits of one file. */
export function inFile({ file }: Placed, edits: readonly Edit[]): FileEdit[] {
  return edits.map((edit) => ({ file, edit }));
}

/** What a header is set to upstream; undefined where it is not sent. */
export function sent({ passing }: Trace, name: string): string | undefined {
  return passing?.request?.headers.find((header) => header.name.toLowerCase() === name)?.value.text;
}

/** A configuration with one server, whose lines these are, on port 80. */
export function site(server: string, http = ''): string {
  return `events {}
http {${http}
    server {
        listen 80;
        server_name a.example;${server}
    }
}
`;
}

/** What came of fixing, with all texts by name, and that of `nginx.conf`. */
export interface FixedTexts extends RoundsResult {
  readonly after: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Fixes it by these checks alone, and gives the texts as they would be then. */
export function fix(
  files: string | Record<string, string>,
  checks: readonly Check[],
  wish: Partial<RoundsOptions> = {},
): FixedTexts {
  const texts = typeof files === 'string' ? { 'nginx.conf': files } : files;
  const result = fixInRounds(configurationOf(texts), {
    ...judgingBy(...checks),
    unsafe: false,
    ...wish,
  });
  const after = { ...texts };
  for (const { path, after: text } of result.changed) after[path] = text.show(text.chars);
  return { ...result, after, text: after['nginx.conf'] ?? '' };
}

/** Wants a header on every path; how it is set is up to the test. */
export function wantsHeader(
  name: string,
  edit: (place: Placed, trace: Trace) => readonly Edit[],
  { safe = true, at = placeOfTrace }: { safe?: boolean; at?: (trace: Trace) => Placed } = {},
): Check {
  return pathCheck(`wants-${name}`, function* (handshake) {
    if (sent(handshake, name) !== undefined) return;
    const place = at(handshake);
    const edits = inFile(place, edit(place, handshake));
    yield { at: place, message: `no ${name}`, fix: { title: `Set ${name}`, safe, edits } };
  });
}

export function placeOfTrace({ location }: Trace): Placed {
  if (location === undefined) throw new Error('no location');
  return location.placed;
}

/** Edits that add a line at the end of a block. */
export function last({ directive }: Placed, text: string): Edit[] {
  return directive.block === undefined ? [] : insertLast(directive.block, text);
}

/** For `wantsHeader`: a line in the location itself. */
export function ownLine(line: string): (place: Placed) => Edit[] {
  return (place) => last(place, line);
}
