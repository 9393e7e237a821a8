import { expect, test } from 'vitest';
import { Mailbox } from './mailbox.ts';

function box(limit = 3): Mailbox<string> {
  return new Mailbox(limit, (text) => text.length);
}

test('items come out in order, before or after they are waited for', async () => {
  const letters = box();
  letters.put('a');
  letters.put('b');
  expect(await letters.take(0)).toEqual({ kind: 'item', item: 'a' });
  expect(await letters.take(0)).toEqual({ kind: 'item', item: 'b' });
  const third = letters.take(Number.POSITIVE_INFINITY);
  const fourth = letters.take(10_000);
  letters.put('c');
  letters.put('d');
  expect(await third).toEqual({ kind: 'item', item: 'c' });
  expect(await fourth).toEqual({ kind: 'item', item: 'd' });
});

test('what is put back comes first', async () => {
  const letters = box();
  letters.put('b');
  letters.putBack('a');
  expect(await letters.take(0)).toEqual({ kind: 'item', item: 'a' });
});

test('a wait that is over takes nothing', async () => {
  const letters = box();
  expect(await letters.take(1)).toEqual({ kind: 'timeout' });
  letters.put('a');
  expect(await letters.take(0)).toEqual({ kind: 'item', item: 'a' });
});

test('after the close the rest can be taken, then nothing comes', async () => {
  const letters = box();
  letters.put('a');
  letters.close();
  expect(await letters.take(0)).toEqual({ kind: 'item', item: 'a' });
  expect(await letters.take(10_000)).toEqual({ kind: 'closed' });
});

test('the close wakes all who wait', async () => {
  const letters = box();
  const waits = [letters.take(10_000), letters.take(Number.POSITIVE_INFINITY)];
  letters.close();
  expect(await Promise.all(waits)).toEqual([{ kind: 'closed' }, { kind: 'closed' }]);
});

test('it knows when it is full, and tells when there is room', async () => {
  const letters = box(3);
  letters.put('ab');
  expect([letters.full, letters.weight]).toEqual([false, 2]);
  letters.put('c');
  expect([letters.full, letters.weight]).toEqual([true, 3]);
  let told = false;
  const room = letters.room().then(() => {
    told = true;
  });
  await Promise.resolve();
  expect(told).toBe(false);
  await letters.take(0);
  await room;
  expect(letters.weight).toBe(1);
});
