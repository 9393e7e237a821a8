import { expect, test } from 'vitest';
import { meantAddresses } from './meant-addresses.ts';

const toMeant = meantAddresses(
  new Map([
    [3000, 'app:80'],
    [4000, 'unix:/run/app.sock'],
  ]),
);

test.each([
  ['127.0.0.1:3000', 'app:80'],
  ['http://127.0.0.1:3000/x', 'http://app:80/x'],
  ['127.0.0.1:3000, 127.0.0.1:4000', 'app:80, unix:/run/app.sock'],
  ['127.0.0.1:30001', '127.0.0.1:30001'],
  ['127.0.0.1:300', '127.0.0.1:300'],
  ['127.0.0.1', '127.0.0.1'],
  ['for=10.127.0.0.1:3000', 'for=10.127.0.0.1:3000'],
])('%s reads %s', (arrived, meant) => {
  expect(toMeant(arrived)).toBe(meant);
});
