import { expect, test } from 'vitest';
import { recordFacts } from './recorded-facts.ts';

test('what was asked is kept, and asked once', () => {
  const asked: string[] = [];
  const { facts, found } = recordFacts((path) => {
    asked.push(path);
    return path === '/srv/index.html' ? 'file' : 'missing';
  });
  expect([facts('/srv/index.html'), facts('/srv/index.html'), facts('/srv/ws')]).toEqual([
    'file',
    'file',
    'missing',
  ]);
  expect(asked).toEqual(['/srv/index.html', '/srv/ws']);
  expect(Object.fromEntries(found)).toEqual({ '/srv/index.html': 'file', '/srv/ws': 'missing' });
});
