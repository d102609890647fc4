/** R4: the fast book and the naive one agree after every operation; and R3's edge, a book with no room for another order. */
import { BUY } from '../../src/events/records.ts';
import { validateBook } from '../../src/market/book/book-audit.ts';
import { compareBooks } from '../market/book/book-comparison.ts';
import { FastBook } from '../market/book/book-model.ts';
import type { RareCounts } from './rare-things.ts';
import type { SoakRow } from './soak-row.ts';

const OPERATIONS = 2_000;

export function bookRow(rare: RareCounts): SoakRow {
  let operations = 0;
  let records = 0;
  return {
    id: 'R4',
    title: 'fast book = naive book, after every operation',
    check(number) {
      compareBooks(number, OPERATIONS, () => {
        records += 1;
      });
      operations += OPERATIONS;
      checkCapacity(1 + (number % 40));
      rare.add('capacity refused');
    },
    figures: () => `${operations} operations, ${records} records`,
  };
}

/** The order too many is refused with the limit's name, nothing has changed, and there is room again after a cancel. */
export function checkCapacity(orderCapacity: number): void {
  const model = new FastBook({ lowTicks: 96, ladderTicks: 32, owners: 2, orderCapacity });
  const place = (order: number) =>
    model.submit({ order, owner: 0, side: BUY, type: 'limit', ticks: 100, lots: 1, cause: 1 });
  for (let order = 1; order <= orderCapacity; order++) place(order);
  const before = model.hash();
  let refused = '';
  try {
    place(orderCapacity + 1);
  } catch (error) {
    refused = (error as Error).message;
  }
  if (!refused.includes(`orderCapacity is ${orderCapacity}`)) throw new Error(`a full book said: "${refused}"`);
  if (model.hash() !== before) throw new Error(`a book of ${orderCapacity} orders has changed by the one it refused`);
  validateBook(model.book);
  model.cancel(1, 1);
  place(orderCapacity + 2);
  validateBook(model.book);
}
