import { expect, test } from 'vitest';
import { noFacts } from '../engine/configuration.fixture.ts';
import { findPaths } from '../engine/find-paths.ts';
import { judgeConfiguration } from '../engine/judge-configuration.ts';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { checks as all } from './index.ts';
import { findingsOf, inServer, UPGRADE } from './judged.fixture.ts';
import { upgradeHeaders } from './upgrade-headers.ts';

/** How often checks ask for what becomes of a plain request. */
function followed(text: string, checks = all): number {
  const files = objectFiles({ 'nginx.conf': Buffer.from(text) });
  const configuration = load('nginx.conf', { files });
  const model = new Model(configuration, { version: '1.22.1' });
  let times = 0;
  const paths = findPaths(model, noFacts).map((path) =>
    Object.create(path, {
      plain: {
        get() {
          times += 1;
          return path.plain;
        },
      },
    }),
  );
  const evidence = { configuration, model, facts: noFacts, paths };
  expect(judgeConfiguration(checks, evidence).broken).toEqual([]);
  return times;
}

test('a plain request is followed only where one may come', () => {
  const lines = `proxy_pass http://127.0.0.1:8080; ${UPGRADE}`;
  expect(followed(inServer(`location /ws/ { ${lines} }`))).toBe(0);
  expect(followed(inServer(`location / { ${lines} }`))).toBeGreaterThan(0);
});

test('a fix that nobody applies does not ask for one', () => {
  const text = inServer('location /ws/ { proxy_pass http://127.0.0.1:8080; }');
  expect(findingsOf(upgradeHeaders, text)[0]?.remedy?.edits).not.toEqual([]);
  expect(followed(text, [upgradeHeaders])).toBe(0);
});
