/** The index of resting orders against a `Map`, at full load and with numbers that collide. */
import { expect, test } from 'vitest';
import { SLOT_WORDS, Slot, Who } from '../../../src/market/book/book-layout.ts';
import { OrderIndex } from '../../../src/market/book/order-index.ts';
import { seededDraws } from '../seeded-draws.ts';

const CAPACITY = 48;

function emptyIndex(): { orders: Int32Array; index: OrderIndex } {
  const orders = new Int32Array((CAPACITY + 1) * SLOT_WORDS);
  return { orders, index: new OrderIndex(orders, CAPACITY) };
}

/** One number of each lap of the table, whose home is the same cell. */
function sharing(lap: number): number {
  const { mask, shift } = emptyIndex().index;
  return lap * 2 ** shift + ((5 - 33 * lap) & mask);
}

/** Consecutive numbers; numbers whole tables apart; the ends of the range; numbers that share one cell. */
const NUMBERS: ((draw: number) => number)[] = [
  (draw) => 1 + draw,
  (draw) => (1 + draw) * 2 ** 22,
  (draw) => 2 ** 31 - 1 - draw,
  (draw) => sharing(draw),
];

test.each(NUMBERS.map((make, at) => [at, make] as const))(
  'finds what a map would find, number family %i',
  (family, numberOf) => {
    const { orders, index } = emptyIndex();
    const model = new Map<number, number>();
    const free = Array.from({ length: CAPACITY }, (_, at) => (at + 1) * SLOT_WORDS);
    const draws = seededDraws(family + 1);
    for (let step = 0; step < 5_000; step++) {
      const where = `family ${family}, step ${step}`;
      const number = numberOf(draws.whole(0, 300));
      expect(index.find(number), where).toBe(model.get(number) ?? 0);
      const slot = free[0];
      if (!model.has(number) && slot !== undefined) {
        free.shift();
        orders[slot + Slot.order] = number;
        index.insert(number, slot);
        model.set(number, slot);
      } else if (model.size > 0) {
        const [gone, its] = draws.pick([...model]);
        index.remove(gone, its);
        model.delete(gone);
        free.push(its);
      }
      if (step % 100 === 0) {
        expect(index.count(), where).toBe(model.size);
        for (const [known, its] of model) expect(index.find(known), where).toBe(its);
      }
    }
  },
);

test('an order number that rests already is our bug, and so is one that is not where others share its cell', () => {
  const { orders, index } = emptyIndex();
  orders[SLOT_WORDS + Slot.order] = 7;
  index.insert(7, SLOT_WORDS);
  expect(() => index.insert(7, 2 * SLOT_WORDS)).toThrow('order 7 rests already');
  const shares = 3 * SLOT_WORDS;
  orders[shares + Slot.who] = Who.mayShareCell;
  expect(() => index.remove(8, shares)).toThrow('order 8 is not in the index');
});
