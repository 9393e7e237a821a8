import type { Check } from '../../checks/check.ts';
import {
  type ConfigProblem,
  type FileEdit,
  onPossiblePath,
  onWhole,
} from '../../checks/configuration.ts';
import { Model, type Trace } from '../../nginx/model/index.ts';
import { type Configuration, load, objectFiles, type Placed } from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import { noFacts } from '../configuration.fixture.ts';
import { findPaths } from '../find-paths.ts';
import { judgeConfiguration } from '../judge-configuration.ts';
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
