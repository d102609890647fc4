/**
 * Moves a book's price window, at a session's open when prices have drifted towards its edge.
 *
 * Orders keep their prices and places; only their levels move along the ladder. Allocates, so never between orders.
 */
import { BUY, SELL, type SideBit } from '../../events/records.ts';
import { assert } from '../../units/assert.ts';
import type { Book } from './book.ts';
import { LIST_WORDS } from './book-layout.ts';
import { STOP_WORDS, StopWord } from './stop-orders.ts';

/** Every resting order must lie in the new window; whoever moves it cancels the others first. */
export function recentre(book: Book, baseTicks: number): void {
  assert(Number.isInteger(baseTicks) && baseTicks >= 0, `the ladder's base is a count of ticks, got ${baseTicks}`);
  const levels = ([BUY, SELL] as const).flatMap((side) => liftLevels(book, side));
  const stranded = levels.find(({ ticks }) => ticks < baseTicks || ticks - baseTicks >= book.ladderTicks);
  assert(
    stranded === undefined,
    `an order rests at ${stranded?.ticks}, outside the new window of ${book.ladderTicks} ticks from ${baseTicks}`,
  );
  expectStopLimits(book, baseTicks);
  for (const { side, ticks } of levels) {
    book.keys[side].clear();
    book.levels.fill(
      0,
      book.levelOf(side, book.keyOf(side, ticks)),
      book.levelOf(side, book.keyOf(side, ticks)) + LIST_WORDS,
    );
  }
  book.baseTicks = baseTicks;
  for (const { side, ticks, words } of levels) {
    const key = book.keyOf(side, ticks);
    book.levels.set(words, book.levelOf(side, key));
    book.keys[side].add(key);
  }
  for (const side of [BUY, SELL] as const) book.best[side] = book.keys[side].from(0);
}

/** A stop rests at its limit once it is let loose. */
function expectStopLimits(book: Book, baseTicks: number): void {
  for (const side of [BUY, SELL] as const) {
    for (let row = 0; row < (book.stops.counts[side] as number); row++) {
      const ticks = book.stops.rows[side][row * STOP_WORDS + StopWord.priceTicks] as number;
      const isInside = ticks === 0 || (ticks >= baseTicks && ticks - baseTicks < book.ladderTicks);
      assert(
        isInside,
        `a stop has its limit at ${ticks}, outside the new window of ${book.ladderTicks} from ${baseTicks}`,
      );
    }
  }
}

interface LiftedLevel {
  readonly side: SideBit;
  readonly ticks: number;
  readonly words: Int32Array;
}

function liftLevels(book: Book, side: SideBit): LiftedLevel[] {
  const keys = book.keys[side];
  const lifted: LiftedLevel[] = [];
  for (let key = keys.from(0); key < book.ladderTicks; key = keys.from(key + 1)) {
    const level = book.levelOf(side, key);
    lifted.push({ side, ticks: book.ticksOf(side, key), words: book.levels.slice(level, level + LIST_WORDS) });
  }
  return lifted;
}
