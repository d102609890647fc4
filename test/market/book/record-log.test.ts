/** The record log never grows: it says when to drain it, and stops by name when nobody does. */
import { expect, test } from 'vitest';
import { RECORD_WORDS } from '../../../src/events/records.ts';
import { ORDER_CAPACITY } from '../../../src/market/book/book.ts';
import { QUOTE_LEVELS_MAX } from '../../../src/market/book/order-form.ts';
import { RECORD_CAPACITY, RECORD_RESERVE, RecordLog } from '../../../src/market/book/record-log.ts';

test('the default reserve holds the longest operation on a book of default size', () => {
  expect(RECORD_RESERVE).toBeGreaterThanOrEqual(ORDER_CAPACITY + 2 * QUOTE_LEVELS_MAX + 2);
  expect(RECORD_RESERVE).toBeLessThan(RECORD_CAPACITY);
});

test('it is nearly full once less than the reserve is left', () => {
  const log = new RecordLog(10, 4);
  for (let record = 0; record < 6; record++) log.claim();
  expect(log.isNearlyFull()).toBe(false);
  log.claim();
  expect(log.isNearlyFull()).toBe(true);
  expect(log.count()).toBe(7);
});

test('a record beyond the capacity is refused by name, and a rewind makes room', () => {
  const log = new RecordLog(2, 1);
  log.claim();
  log.claim();
  expect(() => log.claim()).toThrow('the record log is full (2 records); publish and rewind when nearly full');
  log.rewind();
  expect(log.claim()).toBe(0);
});

test('what was taken survives the rewind', () => {
  const log = new RecordLog(4, 1);
  for (let record = 1; record <= 3; record++) log.words.fill(record, log.claim(), log.length);
  const taken = log.take(RECORD_WORDS, 2 * RECORD_WORDS);
  log.rewind();
  log.words.fill(9, log.claim(), log.length);
  expect([...taken]).toEqual(Array<number>(RECORD_WORDS).fill(2));
});

test.each([
  [1, 12],
  [0, 24],
  [12, 0],
])('words %i…%i are not whole records that were written', (from, to) => {
  const log = new RecordLog(4, 1);
  log.claim();
  expect(() => log.take(from, to)).toThrow(/are not whole records within the 12 words written/);
});

test.each([
  [0, 0],
  [4, 4],
  [4, -1],
])('a log of %i records with a reserve of %i is refused', (capacity, reserve) => {
  expect(() => new RecordLog(capacity, reserve)).toThrow(/record log/);
});
