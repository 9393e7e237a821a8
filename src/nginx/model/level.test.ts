import { describe, expect, test } from 'vitest';
import type { Level } from './level.ts';
import { linesOf, modelOf, type Written } from './trace.fixture.ts';

/** The innermost block of a path such as `server location`. */
function levelIn(written: Written, path: string): Level {
  let level = modelOf(written).main;
  for (const name of path.split(' ')) {
    const [inner] = level.blocks(name);
    if (inner === undefined) throw new Error(`There is no ${name} block.`);
    level = inner;
  }
  return level;
}

const NESTED = `http {
  proxy_read_timeout 1s;
  proxy_set_header A 1;
  add_header X 1; add_header Y 1;
  server {
    proxy_read_timeout 2s; proxy_read_timeout 3s;
    location / {
      proxy_pass http://a;
      stub_status;
      try_files a =404;
      rewrite a b;
      deny all;
      alias /a/;
      location /in { root /b; allow 1.1.1.1; }
      if ($a) { add_header Z 1; }
      limit_except GET { }
    }
  }
}`;

test('lines that open a block are told apart', () => {
  const location = levelIn(NESTED, 'http server location');
  expect(location.blockLines.map(({ directive }) => directive.name)).toEqual([
    'location',
    'if',
    'limit_except',
  ]);
});

describe('what is in effect at a level', () => {
  const location = levelIn(NESTED, 'http server location');
  const inner = levelIn(NESTED, 'http server location location');
  const inIf = levelIn(NESTED, 'http server location if');
  const limit = levelIn(NESTED, 'http server location limit_except');

  test('a value comes from the nearest level that has one', () => {
    expect(linesOf(location.effective('proxy_read_timeout'))).toEqual([6, 6]);
    expect(linesOf(location.effective('proxy_send_timeout'))).toEqual([]);
  });

  test('a list is taken over whole, or not at all', () => {
    expect(linesOf(inner.effective('add_header'))).toEqual([4, 4]);
    expect(linesOf(inIf.effective('add_header'))).toEqual([15]);
    expect(linesOf(inIf.effective('proxy_set_header'))).toEqual([3]);
  });

  test('proxy_pass is taken over by if and limit_except alone', () => {
    const lines = [inner, inIf, limit].map((level) => linesOf(level.effective('proxy_pass')));
    expect(lines).toEqual([[], [8], [8]]);
  });

  test('other handlers by if alone', () => {
    const lines = [inner, inIf, limit].map((level) => linesOf(level.effective('stub_status')));
    expect(lines).toEqual([[], [9], []]);
  });

  test('nothing is taken over of rewrites and try_files', () => {
    expect(inIf.effective('try_files')).toEqual([]);
    expect(inIf.effective('rewrite')).toEqual([]);
    expect(linesOf(location.effective('rewrite'))).toEqual([11]);
  });

  test('names that fill one place end each other', () => {
    expect(linesOf(inner.effective('deny'))).toEqual([]);
    expect(linesOf(inIf.effective('deny'))).toEqual([12]);
    expect(linesOf(inner.effective('alias'))).toEqual([]);
    expect(linesOf(inIf.effective('alias'))).toEqual([13]);
  });

  test('some of third parties come together from all levels', () => {
    const level = levelIn(
      'http { more_set_headers A; server { more_set_headers B;\nmore_set_headers C; } }',
      'http server',
    );
    const texts = level
      .effective('more_set_headers')
      .map(({ directive }) => directive.args[0]?.value);
    expect(texts).toEqual(['A', 'B', 'C']);
  });
});

test('what is included stands where its include does', () => {
  const files = {
    '/nginx.conf': 'http { server { root a; include in.conf; root c; } }',
    '/in.conf': 'root b;',
  };
  const roots = levelIn(files, 'http server').named('root');
  expect(roots.map(({ directive }) => directive.args[0]?.value)).toEqual(['a', 'b', 'c']);
});

test('a block has one level, however often it is asked for', () => {
  const { main } = modelOf(NESTED);
  expect(main.blocks('http')[0]).toBe(main.blocks('http')[0]);
  expect(main.last('http')).toBe(main.named('http').at(-1));
});

test('what opens no level is refused', () => {
  const { main } = modelOf('types { a b; } pid here;');
  const [pid] = main.named('pid');
  if (pid === undefined) throw new Error('There is no pid.');
  expect(() => main.inside(pid)).toThrow('"pid" opens no level in main.');
});
