/** What trading follows from, on a tape written by hand. */
import { expect, test } from 'vitest';
import { QuoteBoard } from '../../../src/analysis/quote-board.ts';
import { ORIGINS, ProvenanceShares } from '../../../src/analysis/spillover/provenance-shares.ts';
import {
  BUY,
  Field,
  flagIndex,
  type OrderFlag,
  packTerms,
  RECORD_WORDS,
  RecordKind,
} from '../../../src/events/records.ts';
import type { Seq, SimTime } from '../../../src/units/quantity.ts';
import { parseIsoTime } from '../../../src/units/time.ts';
import { day } from '../one-bond.ts';

const AT = parseIsoTime('2026-01-19T01:00:00Z') as SimTime;

/** Two lines, in Japan and in the United States, open. */
class TwoMarkets {
  readonly board = new QuoteBoard();
  readonly shares = new ProvenanceShares(this.board);
  #seq = 0;

  constructor() {
    const line = { couponMilliPct: 2100, maturity: day('2035-12-20'), tenorMilliYears: 10_000, openTicks: 9929 };
    const steps = { ticksPerPoint: 100, tickValue: 10_000, lotFace: 100_000_000, openLevel: 218_000 };
    this.happens('InstrumentListed', { instrument: 'JGB-10Y', market: 'jgb', currency: 'JPY', ...line, ...steps });
    this.happens('InstrumentListed', { instrument: 'UST-10Y', market: 'ust', currency: 'USD', ...line, ...steps });
    for (const market of ['jgb', 'ust']) this.happens('SessionOpened', { market, date: day('2026-01-19') });
  }

  happens(type: string, fields: object, causes: readonly number[] = []): number {
    const event = { type, seq: ++this.#seq, at: AT, causes, ...fields } as never;
    this.board.control(event);
    this.shares.control(event);
    return this.#seq;
  }

  takes(instrument: number, lots: number, cause: number, flag: OrderFlag = 'voluntary'): void {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = RecordKind.filled;
    words[Field.instrument] = instrument;
    words[Field.quantity] = lots;
    words[Field.cause] = cause;
    words[Field.terms] = packTerms(BUY, 2, flagIndex(flag));
    this.shares.batch({ at: AT, firstSeq: ++this.#seq as Seq, words, from: 0, to: RECORD_WORDS });
  }

  row(market: string): Record<string, number> {
    const found = this.shares.rows().find((row) => row.market === market);
    return Object.fromEntries(ORIGINS.map((origin, at) => [origin, Math.round(found?.shares[at] ?? -1)]));
  }
}

test('a fund that sells Treasuries after a Japanese close carries Japan abroad; a maker of markets carries nothing', () => {
  const world = new TwoMarkets();
  const clock = world.happens('ClockTicked', {});
  const close = world.happens('CloseMarked', { instrument: 'JGB-10Y', level: 218_000 }, [clock]);
  const cut = world.happens('LeverageAdjusted', { agent: 'fund', from: 1000, to: 900 }, [close]);
  const noise = world.happens('NoiseDrawn', { agent: 'clients', instrument: 'UST-10Y', lots: 3 });
  world.takes(1, 10, cut);
  world.takes(1, 20, noise);
  world.takes(1, 10, clock);
  world.takes(1, 500, clock, 'marketMaking');
  expect(world.row('ust')).toMatchObject({ jgb: 25, ust: 0, clients: 50, clock: 25 });
  expect(world.shares.rows()[0]?.from_others).toBeCloseTo(25, 9);
});

test('several causes count alike, and the clock only where there is no other', () => {
  const world = new TwoMarkets();
  const clock = world.happens('ClockTicked', {});
  const [home, abroad] = ['JGB-10Y', 'UST-10Y'].map((instrument) =>
    world.happens('PriceTicked', { instrument }, [clock]),
  );
  const decision = world.happens('DecisionTaken', { agent: 'fund', rule: 'x', instrument: '' }, [
    clock,
    home as number,
    abroad as number,
  ]);
  world.takes(0, 7, decision);
  expect(world.row('jgb')).toMatchObject({ jgb: 50, ust: 50, clock: 0 });
});

test('a belief that follows from words leads to where they were spoken, whatever market is traded', () => {
  const world = new TwoMarkets();
  const words = world.happens('OfficialSpoke', { market: 'jgb', headline: 'calm' });
  const belief = world.happens('BeliefRevised', { agent: 'fund', market: 'jgb' }, [words]);
  const decision = world.happens('DecisionTaken', { agent: 'fund', rule: 'x', instrument: 'UST-10Y' }, [belief]);
  world.takes(1, 1, decision);
  expect(world.row('ust')).toMatchObject({ jgb: 100 });
});
