/** What a reviewer would break in the order book, and the test file that is meant to notice. */
import type { KnownPlant } from './known-plant.ts';

const BOOK = 'src/market/book/book.ts';
const MATCH = 'src/market/book/match.ts';
const DOOR = 'src/market/book/order-entry.ts';
const RULES = 'test/market/book/book-rules.test.ts';

export const BOOK_PLANTS: readonly KnownPlant[] = [
  {
    bug: 'first in, first out is broken: a new order goes to the head of its level',
    file: BOOK,
    text: `    const tail = (levels[level + TAIL] as number) & MASK;
    orders[slot + NEXT] = 0;
    orders[slot + PREV] = tail;
    levels[level + TAIL] = slot;
    levels[level + LIST_LOTS] = levelLots;
    if (hidden !== 0) levels[level + LIST_HIDDEN] = levelHidden;
    if (tail === 0) {
      levels[level + HEAD] = slot;
      this.openLevel(side, key, cause);
    } else {
      orders[tail + NEXT] = slot;
    }`,
    becomes: `    const head = levels[level + HEAD] as number;
    orders[slot + NEXT] = head;
    orders[slot + PREV] = 0;
    levels[level + HEAD] = slot;
    levels[level + LIST_LOTS] = levelLots;
    if (hidden !== 0) levels[level + LIST_HIDDEN] = levelHidden;
    if (head === 0) {
      levels[level + TAIL] = slot;
      this.openLevel(side, key, cause);
    } else {
      orders[head + PREV] = slot;
    }`,
    tests: [RULES],
    says: 'a buyer pays the offers’ prices, best first and oldest first',
  },
  {
    bug: 'a self-trade is let through',
    file: MATCH,
    text: 'const self = order.owner === NOBODY || book.selfTrade === ALLOW ? NO_SELF : order.owner;',
    becomes: 'const self = NO_SELF;',
    tests: ['test/market/book/self-trade.test.ts'],
    says: 'cancel resting: the order in the way goes and matching goes on',
  },
  {
    bug: 'a FOK order partially fills',
    file: DOOR,
    text: 'return canFillWhole(book, order) ? 0 : Reason.cannotFill;',
    becomes: 'return 0;',
    tests: [RULES],
    says: 'a FOK order that cannot fill whole leaves nothing',
  },
  {
    bug: 'a FOK order counts only what icebergs show',
    file: MATCH,
    text: 'wanted -= (levels[level + LIST_LOTS] as number) + (levels[level + LIST_HIDDEN] as number);',
    becomes: 'wanted -= levels[level + LIST_LOTS] as number;',
    tests: ['test/market/book/iceberg.test.ts'],
    says: 'a FOK order counts what is hidden',
  },
  {
    bug: 'a post-only order crosses',
    file: DOOR,
    text: 'return type === POST_ONLY && wouldCross(book, side, order.priceTicks) ? Reason.wouldCross : 0;',
    becomes: 'return side === BUY || side === SELL ? 0 : Reason.wouldCross;',
    tests: [RULES],
    says: 'a post-only order that would cross leaves nothing',
  },
  {
    bug: 'an IOC order rests what it could not fill',
    file: DOOR,
    text: 'const PATIENT_TYPES = (1 << LIMIT) | (1 << POST_ONLY) | (1 << ICEBERG);',
    becomes: 'const PATIENT_TYPES = (1 << LIMIT) | (1 << POST_ONLY) | (1 << ICEBERG) | (1 << IOC);',
    tests: [RULES],
    says: 'what an IOC order cannot fill vanishes',
  },
  {
    bug: 'an order amended to more lots keeps its priority',
    file: DOOR,
    text: '  const type = (order.terms >> 1) & 15;\n  const reason = book.watch === 0 ?',
    becomes: `  if (order.priceTicks === book.orders[slot + PRICE]) {
    log.words[writeReduced(log, book, slot, resting - order.quantity) + RECORD_CAUSE] = order.cause;
    reduce(book, slot, resting - order.quantity);
    return 0;
  }
  const type = (order.terms >> 1) & 15;
  const reason = book.watch === 0 ?`,
    tests: [RULES],
    says: 'lots where 5 rest lose the place',
  },
  {
    bug: 'an order amended to fewer lots loses its priority',
    file: DOOR,
    text: 'order.priceTicks === book.orders[slot + PRICE] && order.quantity < resting',
    becomes: 'order.priceTicks === book.orders[slot + PRICE] && order.quantity < 0',
    tests: [RULES],
    says: 'fewer lots at the same price keep the place',
  },
  {
    bug: 'a fill happens at the taker’s price',
    file: 'src/market/book/order-records.ts',
    text: 'words[at + PRICE_TICKS] = orders[slot + SLOT_PRICE] as number;\n  words[at + QUANTITY] = lots;\n  words[at + RESTING] = resting;\n  words[at + COUNTER_ORDER] = orders[slot + SLOT_ORDER] as number;',
    becomes:
      'words[at + PRICE_TICKS] = order.priceTicks;\n  words[at + QUANTITY] = lots;\n  words[at + RESTING] = resting;\n  words[at + COUNTER_ORDER] = orders[slot + SLOT_ORDER] as number;',
    tests: [RULES],
    says: 'a buyer pays the offers’ prices, best first and oldest first',
  },
  {
    bug: 'a limit order trades one tick beyond its limit',
    file: MATCH,
    text: 'return book.keyOf((side ^ 1) as SideBit, ticks);',
    becomes: 'return book.keyOf((side ^ 1) as SideBit, ticks) + 1;',
    tests: [RULES],
    says: 'a limit order that does not cross rests behind the orders at its price',
  },
  {
    bug: 'an iceberg refills at the front of its level',
    file: MATCH,
    text: `        gone = (gone - showMore(book, log, slot, level, order.cause)) | 0;
        if (next === 0) next = slot;
        slot = next;
        continue;`,
    becomes: `        const more = Math.min(hidden, book.displayOf(slot));
        writeReplenished(log, book, slot, more, hidden, order.cause);
        orders[slot + LOTS] = more;
        book.tips[(slot >> TIP_BITS) + HIDDEN] = hidden - more;
        levels[level + LIST_HIDDEN] = (levels[level + LIST_HIDDEN] as number) - more;
        gone -= more;
        next = slot;
        continue;`,
    tests: ['test/market/book/iceberg.test.ts'],
    says: 'a part of the tip keeps its place; a whole tip goes and the next comes at the back',
  },
  {
    bug: 'an iceberg shows all of itself',
    file: BOOK,
    text: 'const shown = display === 0 || lots < display ? lots : display;',
    becomes: 'const shown = display < 0 ? display : lots;',
    tests: ['test/market/book/iceberg.test.ts'],
    says: 'an iceberg rests with its first tip shown',
  },
  {
    bug: 'the price limits are off by one tick: an order at the limit is refused',
    file: BOOK,
    text: 'ticks >= this.lowestTicks && ticks <= this.highestTicks',
    becomes: 'ticks > this.lowestTicks && ticks < this.highestTicks',
    tests: ['test/market/book/price-limits.test.ts'],
    says: 'a book takes no order beyond the limits',
  },
  {
    bug: 'the price limits are off by one tick: an order one tick beyond is taken',
    file: BOOK,
    text: 'ticks >= this.lowestTicks && ticks <= this.highestTicks',
    becomes: 'ticks >= this.lowestTicks - 1 && ticks <= this.highestTicks + 1',
    tests: ['test/market/book/price-limits.test.ts'],
    says: 'a book takes no order beyond the limits',
  },
  {
    bug: 'a stop is elected one tick early',
    file: 'src/market/book/stop-orders.ts',
    text: 'if (side === BUY ? trigger > ticks : trigger < ticks) break;',
    becomes: 'if (side === BUY ? trigger > ticks + 1 : trigger < ticks - 1) break;',
    tests: ['test/market/book/stop-and-time.test.ts'],
    says: 'a trade one tick short of its trigger leaves a stop waiting',
  },
  {
    bug: 'a stop is elected one tick late',
    file: 'src/market/book/stop-orders.ts',
    text: 'if (side === BUY ? trigger > ticks : trigger < ticks) break;',
    becomes: 'if (side === BUY ? trigger >= ticks : trigger <= ticks) break;',
    tests: ['test/market/book/stop-and-time.test.ts'],
    says: 'a stop waits for a trade at its trigger and then takes what there is',
  },
  {
    bug: 'of stops with one trigger the youngest goes first',
    file: 'src/market/book/stop-orders.ts',
    text: 'side === BUY ? there > ticks : there < ticks;',
    becomes: 'side === BUY ? there >= ticks : there <= ticks;',
    tests: ['test/market/book/stop-and-time.test.ts'],
    says: 'stops set each other off, the nearest first and then the oldest',
  },
  {
    bug: 'a good-till order outlives its second',
    file: 'src/market/book/good-till.ts',
    text: 'deadlines.firstSecond <= second',
    becomes: 'deadlines.firstSecond < second',
    tests: ['test/market/book/stop-and-time.test.ts'],
    says: 'orders end when their time is reached, the earliest first, and no sooner',
  },
  {
    bug: 'a mass cancel forgets the stops',
    file: 'src/market/book/stop-orders.ts',
    text: 'if (owner === undefined || rows[at + StopWord.owner] === owner)',
    becomes: 'if (owner === undefined)',
    tests: ['test/market/book/stop-and-time.test.ts'],
    says: 'a mass cancel takes all of an owner: bids, offers and stops',
  },
  {
    bug: 'a call auction trades at a price at which fewer lots trade',
    file: 'src/market/book/call-auction.ts',
    text: 'return price.lots > than.lots;',
    becomes: 'return price.lots < than.lots;',
    tests: ['test/market/book/call-auction.test.ts'],
    says: 'is the best of all ticks, looked at one by one',
  },
  {
    bug: 'a call auction without a reference takes the lowest price that will do',
    file: 'src/market/book/call-auction.ts',
    text: 'sort((a, b) => b - a)',
    becomes: 'sort((a, b) => a - b)',
    tests: ['test/market/book/call-auction.test.ts'],
    says: 'the higher one without a reference',
  },
  {
    bug: 'a call auction does not look at the surplus',
    file: 'src/market/book/call-auction.ts',
    text: 'if (surplus !== other) return surplus < other;',
    becomes: '',
    tests: ['test/market/book/call-auction.test.ts'],
    says: 'is the best of all ticks, looked at one by one',
  },
  {
    bug: 'a call auction trades each pair at the seller’s limit',
    file: 'src/market/book/call-auction.ts',
    text: 'log.words[filled + Field.priceTicks] = price?.ticks as number;',
    becomes: '',
    tests: ['test/market/book/call-auction.test.ts'],
    says: 'collects without trading and then trades at one price, by price and time',
  },
  {
    bug: 'the dynamic band is one tick too wide',
    file: MATCH,
    text: 'side === BUY ? reference - book.bandTicks : reference + book.bandTicks',
    becomes: 'side === BUY ? reference - book.bandTicks - 1 : reference + book.bandTicks + 1',
    tests: ['test/market/book/call-auction.test.ts'],
    says: 'an order trades within the band, halts the book at its edge and waits',
  },
];
