/** An index-linked gilt in a run: real prices, money times ratio; and a gilt that goes ex dividend. Worked by hand. */
import { describe, expect, test } from 'vitest';
import { InstrumentPricing } from '../../src/engine/instrument-pricing.ts';
import type { InstrumentFacts } from '../../src/scenario/scenario.ts';
import { type DayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';
import { GILT_WORLD } from './gilt-world.ts';
import { RecordedRun } from './recorded-run.ts';
import { type Script, scripted, shows, takes } from './scripted.ts';
import { SEED, smallWorld } from './small-world.ts';

const scenario = smallWorld(GILT_WORLD);
const day = (text: string): DayNumber => parseIsoDate(text) as DayNumber;
const factsOf = (id: string) => scenario.instruments.find((line) => line.id === id) as InstrumentFacts;
const [LINKER, TEN] = ['GILT-30Y-IL', 'GILT-10Y'];

describe('an index-linked gilt', () => {
  const script: Script = [
    ['2026-02-24T17:05', 'dealers', shows(LINKER, 'sell', [8_000, 3])],
    ['2026-02-24T17:10', 'clients', takes(LINKER, 'buy', [8_000, 3])],
  ];

  test('its ratio is set every date, for trades of that date, before the session opens', () => {
    const run = new RecordedRun({ scenario, seed: SEED, kinds: scripted([]) });
    run.run.advance(scenario.endsAt);
    const ratios = run
      .of('IndexRatioSet')
      .map(({ date, instrument, ratioHundredThousandths }) => [isoDate(date), instrument, ratioHundredThousandths]);
    // As the scenario opens; then trades settle a day later, those of Friday on Monday: 1, 2, 3 and 6 days of 3 % a year.
    expect(ratios).toEqual([
      ['2026-02-24', LINKER, 135_000],
      ['2026-02-24', LINKER, 135_011],
      ['2026-02-25', LINKER, 135_022],
      ['2026-02-26', LINKER, 135_033],
      ['2026-02-27', LINKER, 135_066],
    ]);
    for (const { seq } of run.of('IndexRatioSet').slice(1))
      expect(run.events.find((event) => event.seq === seq + 1)?.type).toBe('SessionOpened');
  });

  test('three lots at a real 80.00 cost their price and accrued interest times the ratio, to the penny', () => {
    const run = new RecordedRun({ scenario, seed: SEED, kinds: scripted(script) });
    run.to('2026-02-24T18:00:00');
    // Since 22 November 95 of 181 days to settlement on the 25th: 0.625·95/181 per 100 of £1m, times 1.35011.
    const accrued = run.of('InterestAccrued').find(({ instrument }) => instrument === LINKER)?.perLot;
    expect(accrued).toBe(Math.round((0.625 * 95 * 1_000_000 * 1.35011) / 181));
    expect(accrued).toBe(442_888);
    const paid = 3 * 8_000 * 10_000 * 1.35011 + 3 * 442_888;
    const { ledger, agents } = run.run.world.parts;
    expect(ledger.cash(agents.indexOf('clients'), 'GBP')).toBe(-Math.round(paid));
    expect(Math.round(paid)).toBe(325_355_064);
  });

  test('a basis point of real yield is worth the real one times the ratio', () => {
    const facts = factsOf(LINKER as string);
    const linked = new InstrumentPricing(facts, day('2026-02-24'), []);
    const { indexed: _, ...plain } = facts;
    const real = new InstrumentPricing(plain, day('2026-02-24'), []);
    expect(linked.dv01 / real.dv01).toBeCloseTo(1.35011, 12);
    expect(linked.priceAt(210)).toBe(real.priceAt(210));
    expect(linked.levelAt(80)).toBe(real.levelAt(80));
  });
});

describe('around a dividend on Saturday 7 March', () => {
  test('trades that settle on 26 February are cum dividend, those of the next day ex', () => {
    const run = new RecordedRun({ scenario, seed: SEED, kinds: scripted([]) });
    run.run.advance(scenario.endsAt);
    const accrued = run
      .of('InterestAccrued')
      .filter(({ instrument }) => instrument === TEN)
      .map(({ date, perLot }) => [isoDate(date), perLot]);
    // 2.25 % of £1m a half-year of 181 days: 171 and 172 days are owed, then eight and five are owed back.
    const perDay = 2_250_000 / 181;
    expect(accrued).toEqual([
      ['2026-02-24', Math.round(171 * perDay)],
      ['2026-02-25', Math.round(172 * perDay)],
      ['2026-02-26', -Math.round(8 * perDay)],
      ['2026-02-27', -Math.round(5 * perDay)],
    ]);
  });

  test('ex dividend the same yield is a lower dirty price by about the coupon, and the clean price hardly moves', () => {
    const cum = new InstrumentPricing(factsOf(TEN as string), day('2026-02-25'), []);
    const ex = new InstrumentPricing(factsOf(TEN as string), day('2026-02-26'), []);
    const dirty = (pricing: InstrumentPricing): number => pricing.priceAt(445) + pricing.accruedPerLot() / 1e6;
    expect(dirty(cum) - dirty(ex)).toBeCloseTo(2.25, 1);
    expect(Math.abs(cum.priceAt(445) - ex.priceAt(445))).toBeLessThan(0.01);
  });
});
