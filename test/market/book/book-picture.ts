/**
 * Pictures of a book for tests: three columns, bid lots | price | offer lots, best prices in the middle.
 *
 *          |  102  | 7a 2c
 *          |  101  | 5b
 *    4a 3b |  100  |
 *
 * A cell holds a level's queue, oldest first, each entry as lots and owner (a = 0, b = 1 …); 3+9a is an iceberg of a that
 * shows 3 and hides 9. Every level is a row, the higher price above; what is drawn from a book can be read back.
 */
import { BUY, ORDER_TYPES, Reason, RecordKind, SELL, type SideBit } from '../../../src/events/records.ts';
import type { BookModel, Order, Row } from './book-model.ts';

interface PicturedOrder {
  readonly side: SideBit;
  readonly ticks: number;
  readonly owner: number;
  readonly lots: number;
  readonly hidden: number;
}

/** The orders of a picture, in the order in which they must be placed to give it. */
export function parseBook(picture: string): PicturedOrder[] {
  const rows = picture.split('\n').filter((line) => line.trim() !== '');
  return rows.flatMap((row) => {
    const cells = row.split('|');
    const ticks = Number(cells[1]);
    if (cells.length !== 3 || !Number.isInteger(ticks)) throw new Error(`not a row of a book: '${row}'`);
    return [...parseCell(cells[0] as string, BUY, ticks), ...parseCell(cells[2] as string, SELL, ticks)];
  });
}

function parseCell(cell: string, side: SideBit, ticks: number): PicturedOrder[] {
  const entries = cell.split(' ').filter((entry) => entry !== '');
  return entries.map((entry) => {
    const match = /^(\d+)(?:\+(\d+))?([a-z])$/.exec(entry);
    if (match === null) throw new Error(`not lots and an owner: '${entry}'`);
    return { side, ticks, lots: Number(match[1]), hidden: Number(match[2] ?? 0), owner: ownerOf(match[3] as string) };
  });
}

/** Places a picture's orders in an empty book, numbered from 1 in reading order, all with cause 1. */
export function placePicture(book: BookModel, picture: string): void {
  parseBook(picture).forEach(({ side, ticks, owner, lots, hidden }, at) => {
    const shape =
      hidden === 0
        ? { type: 'limit' as const, lots }
        : { type: 'iceberg' as const, lots: lots + hidden, display: lots };
    const order: Order = { order: at + 1, owner, side, ticks, cause: 1, ...shape };
    book.submit(order);
  });
}

/** The book as a picture; an empty book is the empty text. */
export function drawBook(book: BookModel): string {
  const rows = new Map<number, [string[], string[]]>();
  for (const side of [BUY, SELL] as const) {
    for (const { priceTicks, lots, hidden, owner } of book.queue(side)) {
      const row = rows.get(priceTicks) ?? [[], []];
      row[side].push(`${lots}${hidden === 0 ? '' : `+${hidden}`}${letterOf(owner)}`);
      rows.set(priceTicks, row);
    }
  }
  const lines = [...rows]
    .sort(([a], [b]) => b - a)
    .map(([ticks, [bids, offers]]) => [bids.join(' '), ticks, offers.join(' ')] as const);
  const width = Math.max(0, ...lines.map(([bids]) => bids.length));
  return lines.map(([bids, ticks, offers]) => `${bids.padStart(width)} | ${ticks} | ${offers}`.trimEnd()).join('\n');
}

/** A picture as `drawBook` would draw it, so that pictures in tests may be indented. */
export function redraw(picture: string, empty: BookModel): string {
  placePicture(empty, picture);
  return drawBook(empty);
}

/** A record as a sentence. */
export function sentence(row: Row): string {
  const [kind, , , owner, terms, ticks, lots, resting, counterOrder, counterOwner] = row as Row & { length: 12 };
  const who = letterOf(owner as number);
  const rests = resting === 0 ? 'none rests' : `${resting} rest`;
  const price = ticks === 0 ? 'the market' : ticks;
  const wish = `${((terms as number) & 1) === BUY ? 'buy' : 'sell'} ${lots} at ${price}`;
  const type = ORDER_TYPES[((terms as number) >> 1) & 15];
  switch (kind) {
    case RecordKind.accepted:
      if (type === 'stop') return `${who} stop ${wish} waits for ${counterOrder}`;
      return `${who} ${type} ${wish}: ${rests}`;
    case RecordKind.rejected:
      return `${who} ${type} ${wish} refused: ${reasonName(counterOrder as number)}`;
    case RecordKind.amended:
      if (counterOrder === Reason.callAuction) return `${who} is drawn for ${lots} at ${price}: ${rests}`;
      return lots === 0 ? `${who} queues anew at ${price}: ${rests}` : `${who} takes ${lots} off at ${price}: ${rests}`;
    case RecordKind.cancelled:
      return `${who} cancels ${lots} at ${price}${counterOrder === 0 ? '' : ` (${reasonName(counterOrder as number)})`}`;
    case RecordKind.filled:
      return `${who} trades ${lots} at ${price} with ${letterOf(counterOwner as number)}: ${rests}`;
    case RecordKind.expired:
      return `${lots} of ${who} at ${price} expire${counterOrder === 0 ? '' : ` (${reasonName(counterOrder as number)})`}`;
    case RecordKind.replenished:
      return `${who} shows ${lots} more at ${price}: ${rests}`;
    case RecordKind.halted:
      return `trading halts at ${price}`;
    case RecordKind.resumed:
      return `trading resumes at ${price}`;
    default:
      throw new Error(`no sentence for a record of kind ${kind}`);
  }
}

const reasonName = (reason: number): string =>
  Object.entries(Reason).find(([, value]) => value === reason)?.[0] ?? `reason ${reason}`;

const ownerOf = (letter: string): number => letter.charCodeAt(0) - 97;
const letterOf = (owner: number): string => (owner < 0 ? '-' : String.fromCharCode(97 + owner));
