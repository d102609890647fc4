/** A call auction on a book that has been collecting, against the same over sorted objects. */
import { BUY, packTerms, SELL, typeIndex } from '../src/events/records.ts';
import { Book } from '../src/market/book/book.ts';
import { uncross } from '../src/market/book/call-auction.ts';
import { GrowingRecordLog } from '../src/market/book/growing-record-log.ts';
import { HaltCause, halt } from '../src/market/book/halts.ts';
import { submit } from '../src/market/book/order-entry.ts';
import { OrderForm } from '../src/market/book/order-form.ts';
import { type Contender, expectEqual } from './benchmark.ts';
import { OWNERS } from './workload.ts';

interface Called {
  readonly side: 0 | 1;
  readonly ticks: number;
  lots: number;
}

interface Result {
  readonly ticks: number;
  readonly lots: number;
}

export function callContenders(count: number): Contender[] {
  const orders = calledOrders(count);
  const expected = callOfObjects(orders);
  return [
    {
      name: 'book (ours)',
      operations: count,
      sample: () => {
        const { book, log } = collecting(orders);
        let lots = 0;
        return {
          run: () => {
            lots = uncross(book, log, 0, 1);
          },
          check: () => {
            expectEqual('the price of the call', book.lastTradeTicks, expected.ticks);
            expectEqual('lots traded', lots, expected.lots);
          },
        };
      },
    },
    {
      name: 'objects sorted',
      isReference: true,
      operations: count,
      sample: () => {
        let found: Result;
        return {
          run: () => {
            found = callOfObjects(orders);
          },
          check: () => expectEqual('lots of the sorted call', found.lots, expected.lots),
        };
      },
    },
  ];
}

function calledOrders(count: number): Called[] {
  let state = count;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, (): Called => {
    const side = next() < 0.5 ? BUY : SELL;
    const away = Math.round(300 * (next() + next() + next() - 1.5));
    return { side, ticks: 15_000 + away, lots: 1 + Math.floor(20 * next()) };
  });
}

/** Every order in the queue of a book that does not trade yet. */
function collecting(orders: readonly Called[]): { book: Book; log: GrowingRecordLog } {
  const book = new Book({ instrument: 0, ownerCapacity: OWNERS, orderCapacity: orders.length });
  const log = new GrowingRecordLog(4 * orders.length + 16);
  const form = new OrderForm();
  halt(book, log, { ticks: 0, why: HaltCause.asked, cause: 1 });
  for (const [at, { side, ticks, lots }] of orders.entries()) {
    form.order = at + 1;
    form.owner = at % OWNERS;
    form.terms = packTerms(side, typeIndex('limit'), 0);
    form.priceTicks = ticks;
    form.quantity = lots;
    form.cause = 1;
    submit(book, log, form);
  }
  log.rewind();
  return { book, log };
}

/** Most lots, then least surplus, then the higher price: over sorted objects, then a walk that trades them. */
function callOfObjects(orders: readonly Called[]): Result {
  const bids = orders.filter(({ side }) => side === BUY).map((order) => ({ ...order }));
  const offers = orders.filter(({ side }) => side === SELL).map((order) => ({ ...order }));
  bids.sort((a, b) => b.ticks - a.ticks);
  offers.sort((a, b) => a.ticks - b.ticks);
  const [highest, lowest] = [bids[0]?.ticks ?? 0, offers[0]?.ticks ?? Number.POSITIVE_INFINITY];
  let [wantedTo, offeredTo, wanted] = [0, offers.length, 0];
  let offered = offers.reduce((sum, { lots }) => sum + lots, 0);
  let best = { ticks: 0, lots: -1, surplus: Number.POSITIVE_INFINITY };
  for (let ticks = highest; ticks >= lowest; ticks--) {
    while (wantedTo < bids.length && (bids[wantedTo] as Called).ticks >= ticks)
      wanted += (bids[wantedTo++] as Called).lots;
    while (offeredTo > 0 && (offers[offeredTo - 1] as Called).ticks > ticks)
      offered -= (offers[--offeredTo] as Called).lots;
    const price = { ticks, lots: Math.min(wanted, offered), surplus: Math.abs(wanted - offered) };
    if (price.lots > best.lots || (price.lots === best.lots && price.surplus < best.surplus)) best = price;
  }
  return { ticks: best.ticks, lots: tradeUpTo(best.lots, bids, offers) };
}

function tradeUpTo(most: number, bids: readonly Called[], offers: readonly Called[]): number {
  const fills: Called[] = [];
  let [bid, offer, left] = [0, 0, most];
  while (left > 0) {
    const [buyer, seller] = [bids[bid] as Called, offers[offer] as Called];
    const lots = Math.min(left, buyer.lots, seller.lots);
    fills.push({ side: BUY, ticks: seller.ticks, lots });
    buyer.lots -= lots;
    seller.lots -= lots;
    left -= lots;
    if (buyer.lots === 0) bid++;
    if (seller.lots === 0) offer++;
  }
  return fills.reduce((sum, { lots }) => sum + lots, 0);
}
