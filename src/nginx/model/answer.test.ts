import { expect, test } from 'vitest';
import { lineOf, linesOf, serve } from './trace.fixture.ts';

const PASS = 'location / { proxy_pass http://b;';

function added(lines: string, version = '1.26.3'): string[] {
  const { answer } = serve(lines, '/', { version });
  return (answer?.added ?? []).map(
    ({ name, value, always }) => `${name}: ${value.text}${always ? ' always' : ''}`,
  );
}

test('defaults', () => {
  const { answer } = serve(`${PASS} }`, '/');
  expect(answer).toEqual({
    status: undefined,
    added: [],
    hidden: [],
    buffering: { isOn: true, at: undefined },
    gzip: { isOn: false, at: undefined },
    cache: undefined,
  });
});

test('what lines say, and where', () => {
  const { answer } = serve(
    `proxy_buffering off;\ngzip on;\nproxy_hide_header Upgrade;\nproxy_cache zone;\n${PASS} }`,
    '/',
  );
  expect(answer?.buffering).toMatchObject({ isOn: false });
  expect(answer?.gzip).toMatchObject({ isOn: true });
  const places = [answer?.buffering.at, answer?.gzip.at, answer?.cache].map(lineOf);
  expect([...places, ...linesOf(answer?.hidden ?? [])]).toEqual([1, 2, 4, 3]);
  expect(serve(`proxy_cache zone; ${PASS} proxy_cache off; }`, '/').answer?.cache).toBeUndefined();
});

test('a header that is let through is not hidden, wherever either line stands', () => {
  const hidden = (lines: string, own: string): number[] =>
    linesOf(serve(`${lines}\n${PASS}\n${own} }`, '/').answer?.hidden ?? []);
  expect(hidden('proxy_hide_header Upgrade;', 'proxy_pass_header upgrade;')).toEqual([]);
  expect(hidden('proxy_pass_header Upgrade;', 'proxy_hide_header Upgrade;')).toEqual([]);
  // One line of its own drops those that it would take over.
  const passed = hidden('proxy_pass_header Upgrade; proxy_hide_header Upgrade;', '');
  expect(passed).toEqual([]);
  const dropped = 'proxy_pass_header Server;';
  expect(hidden('proxy_pass_header Upgrade; proxy_hide_header Upgrade;', dropped)).toEqual([1]);
});

test('add_header is all or nothing for each level', () => {
  const outer = 'add_header A $host always; add_header B 1;';
  expect(added(`${outer} ${PASS} }`)).toEqual(['A: a.test always', 'B: 1']);
  expect(added(`${outer} ${PASS} add_header C 1; }`)).toEqual(['C: 1']);
});

test('add_header_inherit merges, its own lines first, or ends what is inherited, since 1.29.3', () => {
  const merge = `add_header A 1; ${PASS} add_header_inherit merge; add_header B 1; }`;
  expect(added(merge, '1.29.3')).toEqual(['B: 1', 'A: 1']);
  expect(added(merge, '1.29.2')).toEqual(['B: 1']);
  const off = `add_header A 1; add_header_inherit off; ${PASS} }`;
  expect(added(off, '1.29.3')).toEqual([]);
});

test('an error_page on the way sets the status', () => {
  const lines = `error_page 418 =200 @up; location / { return 418; } location @up { proxy_pass http://b; }`;
  expect(serve(lines, '/').answer?.status).toBe(200);
  expect(serve(lines.replace(' =200', ' ='), '/').answer?.status).toBeUndefined();
  expect(serve(lines.replace(' =200', ''), '/').answer?.status).toBe(418);
});
