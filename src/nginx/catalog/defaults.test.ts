import { expect, test } from 'vitest';
import { documentedDefaults } from './defaults.ts';
import { formsOf } from './directive-form.ts';

test('every default is of a directive that its module has', () => {
  const strangers = documentedDefaults().filter(([module, name]) =>
    formsOf(name).every((form) => form.module !== module),
  );
  expect(strangers).toEqual([]);
});
