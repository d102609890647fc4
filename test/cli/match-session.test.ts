/** Orders of strangers against the naive book: the same fills, whatever the batches, the window and the book's size. */
import { expect, test } from 'vitest';
import { type Fill, MatchSession } from '../../src/cli/own-input/match-session.ts';
import type { OrderRow, RowType } from '../../src/cli/own-input/order-row.ts';
import { BUY, Field, RecordKind, SELL } from '../../src/events/records.ts';
import type { Row, TypeName } from '../market/book/book-model.ts';
import { NaiveBook } from '../market/book/naive-book.ts';
import { type SeededDraws, seededDraws } from '../market/seeded-draws.ts';

const NOTHING: OrderRow = {
  op: 'new',
  id: '',
  isBuy: true,
  type: 'limit',
  priceTicks: 0,
  quantity: 1,
  display: 0,
  owner: '',
};
const NAIVE_TYPE: Readonly<Record<RowType, TypeName>> = {
  limit: 'limit',
  market: 'market',
  ioc: 'ioc',
  fok: 'fok',
  post_only: 'postOnly',
};

const session = (fills: Fill[]): MatchSession =>
  new MatchSession(
    (fill) => fills.push(fill),
    (work) => work(),
  );

function randomRow(draws: SeededDraws, at: number): OrderRow {
  const op = draws.pick(['new', 'new', 'new', 'cancel', 'amend'] as const);
  const type = draws.pick(['limit', 'limit', 'limit', 'market', 'ioc', 'fok', 'post_only'] as const);
  return {
    op,
    id: op === 'new' ? `order-${at}` : `order-${draws.whole(Math.max(0, at - 60), at)}`,
    isBuy: draws.whole(0, 1) === 0,
    type,
    priceTicks: type === 'market' ? 0 : draws.whole(990, 1_010),
    quantity: draws.whole(1, 30),
    display: type === 'limit' && draws.whole(0, 3) === 0 ? draws.whole(1, 40) : 0,
    owner: draws.pick(['', 'ann', 'bob', 'cy']),
  };
}

/** The naive book's fills, with ids for numbers. */
function naiveFills(rows: readonly OrderRow[]): Fill[] {
  const book = new NaiveBook({ lowTicks: 1, ladderTicks: 4_000, owners: 9, orderCapacity: 1 });
  const numberOf = (id: string): number => Number(id.slice(6)) + 1;
  const said = rows.flatMap((row, at): Row[] => {
    const order = numberOf(row.id);
    if (row.op === 'cancel') return book.cancel(order, at);
    if (row.op === 'amend') {
      return row.priceTicks === 0 ? [] : book.amend({ order, ticks: row.priceTicks, lots: row.quantity, cause: at });
    }
    const owner = ['', 'ann', 'bob', 'cy'].indexOf(row.owner) - 1;
    const type = row.display > 0 ? 'iceberg' : NAIVE_TYPE[row.type];
    const [side, ticks, lots] = [row.isBuy ? BUY : SELL, row.priceTicks, row.quantity] as const;
    return book.submit({ order, owner, side, type, ticks, lots, cause: at, display: row.display });
  });
  return said
    .filter((row) => row[Field.kind] === RecordKind.filled)
    .map((row) => ({
      makerId: `order-${(row[Field.counterOrder] as number) - 1}`,
      takerId: `order-${(row[Field.order] as number) - 1}`,
      priceTicks: row[Field.priceTicks] as number,
      lots: row[Field.quantity] as number,
    }));
}

test('random orders trade as in the naive book, over many batches', () => {
  for (let seed = 1; seed <= 4; seed++) {
    const draws = seededDraws(seed);
    const rows = Array.from({ length: 9_000 }, (_, at) => randomRow(draws, at)).filter(
      (row) => row.op !== 'amend' || row.priceTicks > 0,
    );
    const fills: Fill[] = [];
    const run = session(fills);
    for (const row of rows) expect(run.add(row)).toBeUndefined();
    run.flush();
    expect(fills.length).toBeGreaterThan(1_000);
    expect(fills, `seed ${seed}`).toEqual(naiveFills(rows));
  }
});

test('the book grows with the orders and owners alive, and keeps their turn', () => {
  const fills: Fill[] = [];
  const run = session(fills);
  const count = 150_000;
  for (let at = 0; at < count; at++) {
    run.add({
      ...NOTHING,
      id: `o${at}`,
      priceTicks: 1_000 - (at % 7),
      quantity: 2,
      owner: at % 50 === 0 ? `w${at}` : '',
    });
  }
  run.add({ ...NOTHING, id: 'seller', isBuy: false, type: 'market', quantity: 2 * count });
  run.flush();
  const expected = Array.from({ length: 7 }, (_, level) => level).flatMap((level) =>
    Array.from({ length: Math.ceil((count - level) / 7) }, (_, turn) => `o${level + 7 * turn}`),
  );
  expect(fills.map(({ makerId }) => makerId)).toEqual(expected);
  expect(run.restingOrders).toBe(0);
});

test('the window of prices follows the orders that rest', () => {
  const fills: Fill[] = [];
  const run = session(fills);
  for (const priceTicks of [1, 900_000_000, 2 ** 31 - 1, 5]) {
    expect(run.add({ ...NOTHING, id: `b${priceTicks}`, priceTicks })).toBeUndefined();
    expect(run.add({ ...NOTHING, id: `s${priceTicks}`, isBuy: false, priceTicks })).toBeUndefined();
  }
  run.flush();
  expect(fills.map(({ priceTicks }) => priceTicks)).toEqual([1, 900_000_000, 2 ** 31 - 1, 5]);
  run.add({ ...NOTHING, id: 'near', priceTicks: 10 });
  expect(run.add({ ...NOTHING, id: 'edge', isBuy: false, priceTicks: 10 + 2 ** 20 - 1 })).toBeUndefined();
  expect(run.add({ ...NOTHING, id: 'far', isBuy: false, priceTicks: 10 + 2 ** 20 })).toEqual({
    column: 'price_ticks',
    message: 'the price 1048586 lies too far from an order that rests at 10',
    expected: 'resting orders within 1,048,576 ticks',
  });
});

test('lots beyond what one price can hold are named, not wrapped', () => {
  const run = session([]);
  const most = 2 ** 31 - 1;
  expect(run.add({ ...NOTHING, id: 'a', priceTicks: 9, quantity: most })).toBeUndefined();
  expect(run.add({ ...NOTHING, id: 'b', priceTicks: 8, quantity: most })).toBeUndefined();
  expect(run.add({ ...NOTHING, id: 'c', priceTicks: 9, quantity: 1 })?.message).toBe(
    'more than 2,147,483,647 lots would rest at one price or belong to one owner',
  );
});

test('an order of as many lots as one price can hold trades with another of its size', () => {
  const fills: Fill[] = [];
  const run = session(fills);
  const most = 2 ** 31 - 1;
  expect(run.add({ ...NOTHING, id: 'a', owner: 'ann', priceTicks: 9, quantity: most })).toBeUndefined();
  expect(run.add({ ...NOTHING, id: 'b', owner: 'bob', isBuy: false, priceTicks: 9, quantity: most })).toBeUndefined();
  run.flush();
  expect(fills).toEqual([{ makerId: 'a', takerId: 'b', priceTicks: 9, lots: most }]);
  expect(run.restingOrders).toBe(0);
});

test('an amended order does not stand in its own way', () => {
  const run = session([]);
  const most = 2 ** 31 - 1;
  run.add({ ...NOTHING, id: 'a', owner: 'ann', priceTicks: 9, quantity: most });
  for (const [priceTicks, quantity] of [[9, most - 1] as const, [8, most] as const, [8, most] as const]) {
    expect(run.add({ ...NOTHING, op: 'amend', id: 'a', isBuy: false, priceTicks, quantity })).toBeUndefined();
  }
  expect(run.add({ ...NOTHING, id: 'b', owner: 'bob', priceTicks: 8 })?.column).toBe('qty_lots');
  expect(run.restingOrders).toBe(1);
});

test('an amend of an order that has ended is unknown, whatever it asks', () => {
  const run = session([]);
  run.add({ ...NOTHING, id: 'a', priceTicks: 5 });
  run.add({ ...NOTHING, id: 'b', priceTicks: 4 });
  run.add({ ...NOTHING, id: 'c', isBuy: false, type: 'market' });
  expect(run.add({ ...NOTHING, op: 'amend', id: 'a', priceTicks: 2 ** 21, quantity: 1 })).toBeUndefined();
  run.flush();
  expect(Object.fromEntries(run.refusals)).toEqual({ unknownOrder: 1 });
});

test('icebergs of more parts than one order may sweep are named, and there is room again when they are gone', () => {
  const run = session([]);
  const parts = 2 ** 20;
  expect(run.add({ ...NOTHING, id: 'a', priceTicks: 9, quantity: parts, display: 1 })).toBeUndefined();
  expect(run.add({ ...NOTHING, id: 'b', priceTicks: 9, quantity: 3 * parts, display: 3 })).toBeUndefined();
  const third = { ...NOTHING, id: 'c', priceTicks: 9, quantity: 2, display: 1 };
  expect(run.add(third)).toEqual({
    column: 'display_lots',
    message: 'icebergs would have more than 2,097,152 parts left to show',
    expected: 'larger or fewer parts',
  });
  expect(run.add({ ...NOTHING, op: 'cancel', id: 'a' })).toBeUndefined();
  expect(run.add(third)).toBeUndefined();
  expect(run.add({ ...NOTHING, op: 'amend', id: 'c', priceTicks: 9, quantity: 2 * parts })?.column).toBe('qty_lots');
  expect(run.add({ ...NOTHING, id: 'd', priceTicks: 9, quantity: 2 ** 28 })).toBeUndefined();
  expect(run.add({ ...NOTHING, op: 'amend', id: 'd', priceTicks: 9, quantity: 2 ** 29 })).toBeUndefined();
});

test('an id is free again when its order is gone, and in use until then', () => {
  const fills: Fill[] = [];
  const run = session(fills);
  run.add({ ...NOTHING, id: 'x', priceTicks: 5 });
  run.add({ ...NOTHING, id: 'x', priceTicks: 6 });
  run.add({ ...NOTHING, op: 'cancel', id: 'x' });
  run.add({ ...NOTHING, op: 'cancel', id: 'x' });
  run.add({ ...NOTHING, op: 'amend', id: 'x', priceTicks: 7 });
  run.add({ ...NOTHING, id: 'x', isBuy: false, priceTicks: 7 });
  run.add({ ...NOTHING, id: 'y', type: 'post_only', priceTicks: 7 });
  run.add({ ...NOTHING, id: 'z', type: 'fok', priceTicks: 7, quantity: 9 });
  run.flush();
  expect(fills).toEqual([]);
  expect(Object.fromEntries(run.refusals)).toEqual({ idInUse: 1, unknownOrder: 2, wouldCross: 1, cannotFill: 1 });
  expect([run.operations, run.restingOrders]).toEqual([8, 1]);
});
