import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { suppressionCheck } from '../../src/engine/suppressions.ts';
import { checkPage, checksPage } from '../../src/report/check-page.ts';

const folder = fileURLToPath(new URL('../../docs/checks/', import.meta.url));
const all = [...checks, suppressionCheck];

test('docs/checks holds a page for each check and no other (npm run docs)', () => {
  const expected = ['README.md', ...all.map(({ id }) => `${id}.md`)];
  expect(readdirSync(folder).sort()).toEqual(expected.sort());
});

test('its list is up to date (npm run docs)', () => {
  expect(readFileSync(`${folder}README.md`, 'utf8')).toBe(checksPage(all));
});

test.each(all)('$id.md is up to date (npm run docs)', (check) => {
  expect(readFileSync(`${folder}${check.id}.md`, 'utf8')).toBe(checkPage(check));
});
