/** A bond that matures inside a run: it stops trading when trades would settle at its maturity, and is gone after it. */
import { expect, test } from 'vitest';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { DailyTable } from '../../src/analysis/tables/daily-table.ts';
import { InstrumentPricing } from '../../src/engine/instrument-pricing.ts';
import type { InstrumentFacts } from '../../src/scenario/scenario.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import { FUTURE_WORLD } from './future-world.ts';
import { RecordedRun } from './recorded-run.ts';
import { type Script, scripted, shows, takes } from './scripted.ts';
import { SEED, smallWorld } from './small-world.ts';

const LINE = 'JGB-2Y';
const WORLD = FUTURE_WORLD.replace('count: 3, ', '')
  .replace('{ sharedBySize: ¥1000m/bp }', '¥1000m/bp')
  .replace(
    '  JGB-5Y:',
    '  JGB-2Y:\n    { coupon: 0.4%, maturity: 2026-03-13, openYield: 0.7%, outstanding: ¥30tn, calmTurnover: ¥1tn, calmVolatility: 1bp, calmHalfSpread: 0.5bp, premiumLoading: 0.1 }\n  JGB-5Y:',
  )
  .replace('opens: 2026-03-12T08:00', 'opens: 2026-03-11T08:00')
  .replace('holdings: { JGB-5Y: ¥1tn', 'holdings: { JGB-2Y: ¥0.1tn, JGB-5Y: ¥1tn')
  .replace('ends: 2026-03-13T19:00', 'ends: 2026-03-16T19:00')
  .replace('maturity: 2026-03-13, openPrice', 'maturity: 2026-06-12, openPrice');
const scenario = smallWorld(WORLD);

const SCRIPT: Script = [
  ['2026-03-11T09:00', 'dealers', shows(LINE, 'sell', [9_999, 2])],
  ['2026-03-11T09:05', 'clients', takes(LINE, 'buy', [9_999, 1])],
  ['2026-03-12T09:00', 'dealers', shows(LINE, 'sell', [9_999, 2])],
  ['2026-03-12T09:05', 'clients', takes(LINE, 'buy', [9_999, 1])],
];

test('its last trades settle before it matures; afterwards orders are refused and nobody sees it', () => {
  const visible = new Map<number, boolean>();
  const board = new QuoteBoard();
  const daily = new DailyTable(board, () => undefined);
  const run = new RecordedRun({
    scenario,
    seed: SEED,
    kinds: scripted(SCRIPT, (view) =>
      visible.set(
        view.at,
        view.instruments('jgb').some(({ id }) => id === LINE),
      ),
    ),
    observe: (stream) =>
      stream.events$.subscribe((event) => {
        board.control(event);
        daily.control(event);
      }),
  });
  run.run.advance(scenario.endsAt);
  expect(run.recordsOf(LINE, 'filled').map(({ lots }) => lots)).toEqual([1]);
  // A quote to a line that is over is withdrawn, a take is refused.
  expect(run.recordsOf(LINE, 'rejected').map(({ at, reason }) => `${at.slice(0, 16)} ${reason}`)).toEqual([
    '2026-03-12T00:05 notTrading',
  ]);
  expect(
    [...visible]
      .sort(([a], [b]) => a - b)
      .map(([, isSeen]) => isSeen)
      .indexOf(false),
  ).toBeGreaterThan(90);
  expect([...visible.values()].filter((isSeen) => !isSeen).length).toBeGreaterThan(90);
  expect(run.of('CloseMarked').filter(({ instrument }) => instrument === LINE).length).toBe(1);
  expect(run.of('BondRedeemed').map(({ instrument }) => instrument)).toEqual([LINE]);
  expect(
    daily
      .rows(run.run.now)
      .filter(({ bond }) => bond === LINE)
      .map(({ date }) => date),
  ).toEqual(['2026-03-11']);
  run.replay.finish();
  expect(run.replay.world.stateHash()).toBe(run.run.world.stateHash());
});

test('its pricing stays that of its last trading date', () => {
  const facts = scenario.instruments.find(({ id }) => id === LINE) as InstrumentFacts;
  const pricing = new InstrumentPricing(facts, parseIsoDate('2026-03-11') as DayNumber, []);
  const price = pricing.priceAt(70);
  expect(pricing.isTrading).toBe(true);
  pricing.turnDate(parseIsoDate('2026-03-12') as DayNumber, 70);
  expect([pricing.isTrading, pricing.priceAt(70)]).toEqual([false, price]);
  pricing.turnDate(parseIsoDate('2026-06-30') as DayNumber, 70);
  expect([pricing.isTrading, pricing.priceAt(70)]).toEqual([false, price]);
  const late = new InstrumentPricing(facts, parseIsoDate('2026-03-12') as DayNumber, []);
  expect([late.isTrading, Number.isFinite(late.priceAt(70))]).toEqual([false, true]);
});
