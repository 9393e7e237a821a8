import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { Model } from '../../nginx/model/index.ts';
import { load, objectFiles, type Placed } from '../../nginx/syntax/index.ts';
import { noFacts } from '../configuration.fixture.ts';
import { findPaths } from '../find-paths.ts';
import { judgeConfiguration } from '../judge-configuration.ts';
import { findTwins } from './find-twins.ts';

const COPIES = ['11', '12', '13', '14'];

function modelOf(text: string): Model {
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  return new Model(load('nginx.conf', { files }), { version: '1.26.3' });
}

/** The configuration with each of its servers, and groups, written some times more, numbered. */
function multiplied(text: string): string {
  const { http } = modelOf(text);
  if (http === undefined) return text;
  const groups = http.named('upstream');
  const names = groups.map(({ directive }) => directive.args[0]?.value ?? '');
  const blocks = [...http.named('server'), ...groups].filter(({ directive }) => directive.block);
  const copies = COPIES.flatMap((copy) =>
    blocks.map((block, index) => numbered(textOf(block), `${copy}${index}`, copy, names)),
  );
  const end = http.placed?.directive.block?.span.end ?? text.length;
  return `${text.slice(0, end - 1)}\n${copies.join('\n')}\n}${text.slice(end)}`;
}

function numbered(block: string, server: string, copy: string, groups: readonly string[]): string {
  const named = /\bserver_name\s/.test(block)
    ? block.replace(/\bserver_name\s+(?=[\w.])/, `$&n${server}.`)
    : block.replace(/^server\s*\{/, `$& server_name n${server}.example.com;`);
  const alone = named.replaceAll(/ default_server\b/g, '');
  const moved = alone.replaceAll(/127\.0\.0\.1:(\d)\d\d(\d)\b/g, `127.0.0.1:$1${copy}$2`);
  return groups.reduce(
    (written, group) =>
      written.replaceAll(new RegExp(`(//|upstream )${group}\\b`, 'g'), `$1${group}${copy}`),
    moved,
  );
}

function textOf({ directive, file }: Placed): string {
  return file.source.chars.slice(directive.span.start, directive.span.end);
}

function judged(model: Model, told: object, byTwins: boolean): object {
  const facts = { ...noFacts, ...told };
  const paths = findPaths(model, facts, byTwins ? findTwins(model, 0) : undefined);
  const { configuration } = model;
  const { findings, unknown, broken } = judgeConfiguration(checks, {
    configuration,
    model,
    facts,
    paths,
  });
  return {
    urls: paths.map(({ url, intent, isPlain }) => ({ url, intent, isPlain })),
    findings: findings.map(({ at: _, remedy: __, ...finding }) => finding),
    unknown,
    broken,
  };
}

const EXAMPLES = checks.flatMap(({ id, bad, good, told }) => [
  { what: `${id}, bad`, text: bad, facts: told?.bad ?? {} },
  { what: `${id}, good`, text: good, facts: told?.good ?? {} },
]);

describe('what is found by twins is what is found in each server', () => {
  test.each(EXAMPLES)('$what', ({ text, facts }) => {
    const model = modelOf(multiplied(text));
    expect(judged(model, facts, true)).toEqual(judged(model, facts, false));
  });

  test('and most of the examples have some', () => {
    const withTwins = EXAMPLES.filter(
      ({ text }) => findTwins(modelOf(multiplied(text)), 0).size > 0,
    );
    expect(withTwins.length).toBeGreaterThan(EXAMPLES.length / 2);
  });
});
