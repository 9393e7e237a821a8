import { describe, expect, test } from 'vitest';
import { insertBefore, insertLast, type LoadedFile, placeOf } from '../../nginx/syntax/index.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import type { ConfigFinding } from '../judge-configuration.ts';
import { configurationOf } from './fixing.fixture.ts';
import { editsOf, planFixes } from './plan-fixes.ts';

const TEXT = `http {
    server {
        location /a/ {
            root /a;
        }
        location /b/ {
            root /b;
        }
    }
}
`;
const configuration = configurationOf({ 'nginx.conf': TEXT });
const file = configuration.main as LoadedFile;
const [http] = configuration.children();
const server = http?.directive.block?.children[0];
const [a, b] = server?.block?.children ?? [];
if (!http || !server || !a?.block || !b?.block) throw new Error('the text is another');
const [inA, inB] = [a.block, b.block];

function finding(check: string, edits: readonly Edit[], safe = true): ConfigFinding {
  const at = http as NonNullable<typeof http>;
  const remedy = { title: check, safe, edits: edits.map((edit) => ({ file, edit })) };
  const { file: name, line, column } = placeOf(at);
  return {
    ...{ check, severity: 'error', file: name, line, column, where: '', message: '' },
    related: [],
    fix: { title: check, safe },
    at,
    remedy,
  };
}

function plan(findings: readonly ConfigFinding[], unsafe = false) {
  const { taken, later } = planFixes(findings, { unsafe });
  return {
    taken: taken.map(({ finding: { check } }) => check),
    later: later.map(({ finding: { check }, because }) => [check, because.finding.check]),
  };
}

const map = insertBefore(server, 'map $a $b { }');

describe('what can be done at once', () => {
  test('fixes in different blocks', () => {
    const findings = [
      finding('one', insertLast(inA, 'x;')),
      finding('two', insertLast(inB, 'x;')),
      finding('three', insertBefore(server, 'y;')),
    ];
    expect(plan(findings)).toEqual({ taken: ['one', 'two', 'three'], later: [] });
  });

  test('the same words at the same place', () => {
    const findings = [
      finding('one', [...map, ...insertLast(inA, 'x;')]),
      finding('two', [...map, ...insertLast(inB, 'x;')]),
    ];
    expect(plan(findings)).toEqual({ taken: ['one', 'two'], later: [] });
  });
});

describe('what has to wait for the first', () => {
  const [first] = inA.children;
  if (first === undefined) throw new Error('the text is another');
  const whole: Edit = { span: a.span, text: '' };

  test.each([
    ['another place in its block', insertLast(inA, 'x;'), insertBefore(first, 'y;')],
    ['other words at its place', insertLast(inA, 'x;'), insertLast(inA, 'y;')],
    ['a block that goes', insertLast(inA, 'x;'), [whole]],
    ['what is in a block that goes', [whole], insertLast(inA, 'x;')],
  ])('%s', (_, one, two) => {
    expect(plan([finding('one', one), finding('two', two)])).toEqual({
      taken: ['one'],
      later: [['two', 'one']],
    });
  });
});

test('what is unsafe is no fix unless it is asked for', () => {
  const findings = [finding('one', insertLast(inA, 'x;'), false)];
  expect(plan(findings).taken).toEqual([]);
  expect(plan(findings, true).taken).toEqual(['one']);
});

test('what several want is made once, what one wants twice is made twice', () => {
  const twice = [...insertLast(inA, 'x;'), ...insertLast(inA, 'x;')];
  const { taken } = planFixes(
    [finding('one', [...map, ...twice]), finding('two', [...map, ...insertLast(inB, 'x;')])],
    { unsafe: false },
  );
  const outcome = applyEdits(file.source.chars, editsOf(taken).get(file) ?? []);
  if (!outcome.applied) throw new Error(outcome.message);
  expect(outcome.text.match(/map/g)).toHaveLength(1);
  expect(outcome.text.match(/x;/g)).toHaveLength(3);
});
