/**
 * A tape written by hand: one bond, three institutions, and whatever orders and ticks a test needs.
 *
 * Only what tables read is filled in. Prices in ticks of 0.01 on ¥100m.
 */
import type { LogVisitor } from '../../src/events/log-reader.ts';
import {
  BUY,
  Field,
  flagIndex,
  type OrderFlag,
  packTerms,
  RECORD_WORDS,
  type RecordBatch,
  RecordKind,
  SELL,
} from '../../src/events/records.ts';
import type { MarketEvent, Unplaced } from '../../src/events/vocabulary.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';

export const AGENTS = ['value', 'vigilante', 'dealer'] as const;
export const MONDAY = '2026-01-19';
export const TUESDAY = '2026-01-20';

export const day = (iso: string): DayNumber => parseIsoDate(iso) as DayNumber;

export interface Fill {
  readonly taker: number;
  readonly takerSells: boolean;
  readonly flag: OrderFlag;
  readonly maker: number;
  /** The maker's order, as `accept` numbered it. */
  readonly makerOrder: number;
  readonly ticks: number;
  readonly lots: number;
}

export class Tape {
  readonly #visitors: readonly LogVisitor[];
  #seq = 0;
  #orders = 0;
  #at = parseIsoTime('2026-01-19T00:00:00Z') as SimTime;

  constructor(...visitors: readonly LogVisitor[]) {
    this.#visitors = visitors;
    const terms = { couponMilliPct: 2100, maturity: day('2035-12-20'), tenorMilliYears: 10_000 };
    const steps = { ticksPerPoint: 100, tickValue: 10_000, lotFace: 100_000_000 };
    const opening = { openTicks: 9929, openLevel: 218_000 };
    const line = { instrument: 'JGB-10Y', market: 'jgb', currency: 'JPY', ...terms, ...steps, ...opening };
    this.event({ type: 'InstrumentListed', ...line } as never);
    for (const [index, kind] of ['fundamental', 'vigilante', 'dealer'].entries()) {
      this.event({ type: 'AgentJoined', agent: AGENTS[index] as string, kind });
    }
  }

  /** From here on it is this time. */
  clock(iso: string): this {
    this.#at = parseIsoTime(iso) as SimTime;
    return this;
  }

  event(unplaced: Unplaced<MarketEvent>): this {
    const event = { ...unplaced, seq: ++this.#seq, at: this.#at, causes: [] } as unknown as MarketEvent;
    for (const visitor of this.#visitors) visitor.control(event);
    return this;
  }

  open(date: string): this {
    return this.event({ type: 'SessionOpened', market: 'jgb', date: day(date) });
  }

  close(date: string): this {
    return this.event({ type: 'SessionClosed', market: 'jgb', date: day(date) });
  }

  tick(bidTicks: number, offerTicks: number): this {
    return this.event({
      type: 'PriceTicked',
      instrument: 'JGB-10Y',
      bidTicks,
      offerTicks,
      lastTicks: 0,
      level: 0,
    } as never);
  }

  mark(date: string, closeHalfTicks: number, change: number): this {
    const close = { closeHalfTicks, level: 218_000 + change, change };
    return this.event({ type: 'CloseMarked', instrument: 'JGB-10Y', date: day(date), ...close } as never);
  }

  /** An order that rests; its number. */
  accept(owner: number, sells: boolean, flag: OrderFlag): number {
    const order = ++this.#orders;
    this.#batch(RecordKind.accepted, { order, owner, terms: packTerms(sells ? SELL : BUY, 0, flagIndex(flag)) });
    return order;
  }

  fill({ taker, takerSells, flag, maker, makerOrder, ticks, lots }: Fill): this {
    const terms = packTerms(takerSells ? SELL : BUY, 2, flagIndex(flag));
    const sides = { order: ++this.#orders, owner: taker, terms, counterOrder: makerOrder, counterOwner: maker };
    this.#batch(RecordKind.filled, { ...sides, priceTicks: ticks, quantity: lots });
    return this;
  }

  /** A record that says nothing but that the book was touched. */
  touch(): this {
    this.#batch(RecordKind.cancelled, {});
    return this;
  }

  #batch(kind: number, fields: Partial<Record<keyof typeof Field, number>>): void {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = kind;
    for (const [name, value] of Object.entries(fields)) words[Field[name as keyof typeof Field]] = value;
    const batch: RecordBatch = { at: this.#at, firstSeq: ++this.#seq as Seq, words, from: 0, to: RECORD_WORDS };
    for (const visitor of this.#visitors) visitor.batch(batch);
  }
}
