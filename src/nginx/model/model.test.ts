import { expect, test } from 'vitest';
import { inServer, modelOf } from './trace.fixture.ts';

test('a regular expression is compiled once, with and without case', () => {
  const model = modelOf(inServer(''));
  expect(model.regex('a', true)).toBe(model.regex('a', true));
  expect(model.regex('a', true)).not.toBe(model.regex('a', false));
  expect(model.regex('(?R)', false).kind).not.toBe('regex');
});

test('derived variables go by their names in lower case', () => {
  const before = 'map $uri $Mapped { } geo $geo { } split_clients $uri $split { * a; }';
  const model = modelOf(inServer('', before));
  const names = ['mapped', 'geo', 'split', 'other'].map(
    (name) => model.derivedVariable(name)?.name,
  );
  expect(names).toEqual(['mapped', 'geo', 'split', undefined]);
});

test('a configuration without http has neither servers nor upstreams', () => {
  const { http, listeners, upstreams, main } = modelOf('events { }');
  expect([http, listeners, upstreams]).toEqual([undefined, undefined, undefined]);
  expect(main.named('events')).toHaveLength(1);
});

test('nothing is known of the disk unless it is said', () => {
  expect(modelOf('').fileFacts('/')).toBe('unknown');
  expect(modelOf('', { disk: { '/': 'folder' } }).fileFacts('/')).toBe('folder');
});
