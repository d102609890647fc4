/**
 * A larger book with everything that a smaller one holds: for callers that cannot know how many orders and owners come.
 *
 * Allocates, so never between the orders of a run; the engine sizes its books when a scenario is read.
 */
import { BUY, SELL } from '../../events/records.ts';
import { Book } from './book.ts';
import { List, Slot } from './book-layout.ts';
import { SELF_TRADE_RULES, type SelfTradeRule } from './self-trade.ts';

/** The same state with room for more. An owner's orders come to be listed best first, not oldest first. */
export function enlarged(book: Book, orderCapacity: number, ownerCapacity: number): Book {
  const larger = new Book({
    instrument: book.instrument,
    ladderTicks: book.ladderTicks,
    baseTicks: book.baseTicks,
    selfTrade: SELF_TRADE_RULES[book.selfTrade] as SelfTradeRule,
    orderCapacity: Math.max(orderCapacity, book.orderCapacity),
    ownerCapacity: Math.max(ownerCapacity, book.ownerCapacity),
  });
  const form = larger.stopForm;
  for (const side of [BUY, SELL] as const) {
    const keys = book.keys[side];
    for (let key = keys.from(0); key < book.ladderTicks; key = keys.from(key + 1)) {
      const head = book.levels[book.levelOf(side, key) + List.head] as number;
      for (let from = head; from !== 0; from = book.orders[from + Slot.next] as number) {
        const word = (at: number): number => book.orders[from + at] as number;
        form.order = word(Slot.order);
        form.priceTicks = word(Slot.priceTicks);
        form.owner = book.ownerOf(from);
        form.terms = book.termsOf(from);
        form.cause = word(Slot.cause);
        form.display = book.displayOf(from);
        larger.enqueue(form, word(Slot.lots), book.hiddenOf(from));
      }
    }
    larger.bestCauses[side] = book.bestCauses[side] as number;
  }
  larger.lastTradeTicks = book.lastTradeTicks;
  larger.tradeCause = book.tradeCause;
  larger.turnoverLots = book.turnoverLots;
  return larger;
}
