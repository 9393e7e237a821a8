import { expect, test } from 'vitest';
import type { Context } from './context.ts';
import { directiveIn } from './directive.ts';
import { formsOf } from './directive-form.ts';
import { exceptionalNames, type Inheritance } from './inheritance.ts';

test.each<[string, Context, Inheritance]>([
  ['proxy_read_timeout', 'location', 'value'],
  ['proxy_set_header', 'location', 'list'],
  ['add_header', 'location', 'list'],
  ['error_page', 'server', 'list'],
  ['access_log', 'server', 'list'],
  ['types', 'location', 'list'],
  ['proxy_pass', 'location', 'unnamed'],
  ['rewrite', 'location', 'none'],
  ['try_files', 'server', 'none'],
  ['location', 'server', 'none'],
  ['listen', 'server', 'none'],
  ['worker_connections', 'events', 'none'],
  ['more_set_headers', 'location', 'merged'],
  ['echo', 'location', 'unknown'],
])('%s in %s: %s', (name, context, inheritance) => {
  expect(directiveIn(name, context)?.inheritance).toBe(inheritance);
});

test('every exception is of a directive that there is', () => {
  expect(exceptionalNames().filter((name) => formsOf(name).length === 0)).toEqual([]);
});
