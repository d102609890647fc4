/**
 * The settlement dates on which something is due, a few at a time, each with a layer of amounts from a pool.
 *
 * Slot 0 has no date: it holds what is due at the next settlement, whenever that is. A slot is given back when all of its
 * amounts are zero and its day has passed. Opening a slot allocates once; nothing here allocates per trade.
 */
import { assert } from '../../units/assert.ts';
import type { DayNumber } from '../../units/civil-date.ts';

/** The slot of what is due at the next settlement; also the date that sorts before all others. */
export const NEXT_SETTLEMENT = 0;
const FREE = -1;

export class DueDates {
  /** Day of each slot, `FREE` where it is not in use. */
  readonly dates: number[] = [NEXT_SETTLEMENT];
  readonly amounts: Float64Array[];
  private readonly accounts: number;

  constructor(accounts: number) {
    this.accounts = accounts;
    this.amounts = [new Float64Array(accounts)];
  }

  /** The slot of that day, opened where there is none. */
  slotOf(date: DayNumber): number {
    const open = this.dates.indexOf(date);
    if (open !== -1) return open;
    assert(date > NEXT_SETTLEMENT, `day ${date} is no settlement date`);
    const free = this.dates.indexOf(FREE);
    if (free !== -1) {
      this.dates[free] = date;
      return free;
    }
    this.amounts.push(new Float64Array(this.accounts));
    return this.dates.push(date) - 1;
  }

  /** Slots in use, the undated first, then by date. */
  live(): number[] {
    const slots = this.dates.map((_, slot) => slot).filter((slot) => this.dates[slot] !== FREE);
    return slots.sort((a, b) => (this.dates[a] as number) - (this.dates[b] as number));
  }

  /** Slots due on that day or before. */
  upTo(date: DayNumber): number[] {
    return this.live().filter((slot) => (this.dates[slot] as number) <= date);
  }

  /** Sum over all slots of one account. */
  total(account: number): number {
    let sum = 0;
    for (const layer of this.amounts) sum += layer[account] as number;
    return sum;
  }

  /** Gives back slots of days that have passed, in which nothing is left and that nobody needs. */
  release(date: DayNumber, isNeeded: (slot: number) => boolean): void {
    for (const slot of this.upTo(date)) {
      const isEmpty = (this.amounts[slot] as Float64Array).every((amount) => amount === 0);
      if (isEmpty && slot !== NEXT_SETTLEMENT && !isNeeded(slot)) this.dates[slot] = FREE;
    }
  }

  /** Nothing is due on any day. */
  clear(): void {
    this.dates.fill(FREE);
    this.dates[NEXT_SETTLEMENT] = NEXT_SETTLEMENT;
    for (const layer of this.amounts) layer.fill(0);
  }
}
