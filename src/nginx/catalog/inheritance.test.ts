import { expect, test } from 'vitest';
import type { Context } from './context.ts';
import { directiveIn } from './directive.ts';
import { formsOf } from './directive-form.ts';
import { exceptions, type Inheritance } from './inheritance.ts';

test.each<[string, Context, Inheritance]>([
  ['proxy_read_timeout', 'location', 'value'],
  ['proxy_set_body', 'location', 'value'],
  ['root', 'location', 'value'],
  ['auth_basic', 'location', 'value'],
  ['proxy_set_header', 'location', 'list'],
  ['proxy_next_upstream', 'location', 'list'],
  ['proxy_hide_header', 'location', 'list'],
  ['proxy_no_cache', 'location', 'list'],
  ['add_header', 'location', 'list'],
  ['error_page', 'server', 'list'],
  ['error_log', 'server', 'list'],
  ['access_log', 'server', 'list'],
  ['types', 'location', 'list'],
  ['ssl_protocols', 'server', 'list'],
  ['proxy_pass', 'location', 'unnamed'],
  ['stub_status', 'location', 'if'],
  ['memcached_pass', 'location', 'if'],
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

test.each(['alias', 'internal', 'random_index', 'image_filter'])(
  '%s stands in locations only, and nested ones take it over',
  (name) => {
    expect(directiveIn(name, 'location')?.contexts).toEqual(['location']);
    expect(directiveIn(name, 'location')?.inheritance).toBe('value');
  },
);

test('names of http and of stream are apart', () => {
  expect(directiveIn('proxy_pass', 'stream-server')?.inheritance).toBe('none');
  expect(directiveIn('return', 'stream-server')?.inheritance).toBe('none');
  expect(directiveIn('resolver', 'upstream')?.inheritance).toBe('value');
});

test('names that fill one place', () => {
  expect(directiveIn('allow', 'location')?.sharesPlaceWith).toEqual(['deny']);
  expect(directiveIn('root', 'location')?.sharesPlaceWith).toEqual(['alias']);
  expect(directiveIn('root', 'server')?.sharesPlaceWith).toEqual(['alias']);
  expect(directiveIn('proxy_hide_header', 'location')?.sharesPlaceWith).toEqual([]);
});

test('every exception is of a directive that its module has', () => {
  const strangers = exceptions().filter((key) => {
    const [module, name = ''] = key.split(' ');
    return formsOf(name).every((form) => form.module !== module);
  });
  expect(strangers).toEqual([]);
});
