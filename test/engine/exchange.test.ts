/**
 * The JGB future on the Osaka Exchange, in a run: calls, halts, limits, daily settlement. Prices around 125.42, the
 * settlement price that limits of the first date are about; a tick on a lot is ¥10,000.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { DailyTable } from '../../src/analysis/tables/daily-table.ts';
import { HaltCause } from '../../src/market/book/halts.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { MINUTE_MS } from '../../src/units/time.ts';
import { FUTURE_WORLD } from './future-world.ts';
import { RecordedRun } from './recorded-run.ts';
import { type Script, scripted, shows, takes } from './scripted.ts';
import { SEED, smallWorld } from './small-world.ts';

const F = 'JGB-10Y-F';
const SCRIPTED_WORLD = FUTURE_WORLD.replace('count: 3, ', '').replace('{ sharedBySize: ¥1000m/bp }', '¥1000m/bp');
const scenario = smallWorld(SCRIPTED_WORLD);

const DAY: Script = [
  ['2026-03-12T08:45', 'dealers', shows(F, 'sell', [12_530, 10], [12_540, 5])],
  ['2026-03-12T08:45', 'clients', shows(F, 'buy', [12_550, 8])],
  ['2026-03-12T08:50', 'dealers', shows(F, 'sell')],
  ['2026-03-12T08:55', 'clients', shows(F, 'buy', [12_535, 5], [12_520, 5])],
  // Five lots within ten ticks of the last price, then the next bid lies nineteen below it.
  ['2026-03-12T09:00', 'dealers', takes(F, 'sell', [12_500, 8]), shows(F, 'sell', [12_520, 3])],
  ['2026-03-12T09:05', 'clients', shows(F, 'buy')],
  // The lowest price of the day is 123.42.
  ['2026-03-12T09:10', 'dealers', shows(F, 'sell', [12_342, 4], [12_341, 1])],
  ['2026-03-12T09:15', 'clients', takes(F, 'buy', [12_350, 1]), shows(F, 'buy', [12_300, 2], [12_241, 1])],
  ['2026-03-12T09:20', 'dealers', shows(F, 'sell', [12_300, 2], [12_242, 1])],
  ['2026-03-12T09:25', 'dealers', shows(F, 'sell')],
  ['2026-03-12T09:30', 'dealers', shows(F, 'sell', [12_241, 1])],
  // The night belongs to the next date, whose limits are about the settlement at 123.00.
  ['2026-03-12T15:35', 'clients', shows(F, 'buy', [12_500, 1], [12_499, 1])],
  ['2026-03-12T15:35', 'dealers', shows(F, 'sell', [12_501, 1])],
];

describe('a day of the future', () => {
  let day: RecordedRun;
  beforeAll(() => {
    day = new RecordedRun({ scenario, seed: SEED, kinds: scripted(DAY) });
    day.to('2026-03-13T05:00:00');
  });
  const fills = (from: string, to: string) =>
    day
      .recordsOf(F, 'filled')
      .filter(({ at }) => from <= at && at < to)
      .map(({ ticks, lots }) => [ticks, lots]);
  const halts = () =>
    day.recordsOf(F, 'halted', 'resumed').map(({ at, kind, ticks }) => `${at.slice(11, 19)} ${kind} ${ticks}`);

  test('opens with a call: all that crosses trades at one price, once the first tick’s orders are in', () => {
    // 8 wanted; 10 offered from 125.30 and 15 from 125.40: least is left over up to 125.39, the nearest to 125.42.
    expect(fills('2026-03-11T23:45', '2026-03-11T23:50')).toEqual([[12_539, 8]]);
    expect(halts().slice(0, 2)).toEqual(['23:45:00 halted 0', '23:45:00 resumed 12539']);
  });

  test('a trade beyond the band halts it for half a minute, and a call resumes it at one price', () => {
    expect(fills('2026-03-12T00:00', '2026-03-12T00:05')).toEqual([
      [12_535, 5],
      [12_520, 3],
    ]);
    expect(halts().slice(2, 4)).toEqual(['00:00:00 halted 12520', '00:00:30 resumed 12520']);
    const halted = day.recordsOf(F, 'halted')[1];
    expect(halted?.counter).toBe(HaltCause.dynamicBand);
    // What the order could not trade vanished.
    const expired = day.recordsOf(F, 'expired').find(({ at }) => at.startsWith('2026-03-12T00:00:00'));
    expect([expired?.owner, expired?.lots]).toEqual(['dealers', 3]);
  });

  test('an offer that stands at the limit for a minute halts it for ten, and the limit on that side widens', () => {
    expect(halts().slice(4, 6)).toEqual(['00:11:00 halted 12342', '00:21:00 resumed 12300']);
    expect(day.recordsOf(F, 'halted')[2]?.counter).toBe(HaltCause.staticLimit);
    expect(fills('2026-03-12T00:21', '2026-03-12T00:22')).toEqual([
      [12_300, 1],
      [12_300, 1],
    ]);
  });

  test('the market refuses what lies beyond the limits in force, and takes while it is halted', () => {
    const refused = day
      .recordsOf(F, 'rejected')
      .map(({ at, owner, ticks, reason }) => `${at.slice(11, 16)} ${owner} ${ticks} ${reason}`);
    expect(refused).toEqual([
      '00:10 dealers 12341 outsidePriceLimits',
      '00:15 clients 12350 halted',
      '00:15 clients 12241 outsidePriceLimits',
      '00:30 dealers 12241 outsidePriceLimits',
      '06:35 dealers 12501 outsidePriceLimits',
    ]);
  });

  test('the next date’s limits are about the settlement, and a bid at the limit halts the night too', () => {
    expect(day.of('FutureMarked').map(({ date, priceTicks }) => [isoDate(date), priceTicks])).toEqual([
      ['2026-03-12', 12_300],
    ]);
    expect(halts().slice(8)).toEqual([
      '06:30:00 halted 0',
      '06:30:00 resumed 0',
      '06:36:00 halted 12500',
      '06:46:00 resumed 0',
    ]);
  });

  test('halts and resumptions follow from a decision or from the opening of a session', () => {
    for (const { cause } of day.recordsOf(F, 'halted', 'resumed', 'amended', 'filled')) {
      const event = day.events.find(({ seq }) => seq === cause);
      expect(['SessionOpened', 'ClockTicked']).toContain(event?.type);
    }
  });

  test('no price tick shows a crossed book', () => {
    const ticks = day.of('PriceTicked').filter(({ instrument }) => instrument === F);
    expect(ticks.length).toBeGreaterThan(3);
    for (const { bidTicks, offerTicks } of ticks)
      if (bidTicks > 0 && offerTicks > 0) expect(bidTicks).toBeLessThan(offerTicks);
  });

  test('gains and losses against the settlement price are paid, and what one wins another loses', () => {
    const { ledger, agents } = day.run.world.parts;
    // 8 at 125.39, 5 at 125.35, 3 at 125.20 and 2 at 123.00, settled at 123.00: 239·8 + 235·5 + 220·3 ticks of ¥10,000.
    const won = (239 * 8 + 235 * 5 + 220 * 3) * 10_000;
    expect(ledger.cash(agents.indexOf('dealers'), 'JPY')).toBe(won);
    expect(ledger.cash(agents.indexOf('clients'), 'JPY')).toBe(-won);
    const future = day.run.world.parts.instruments.indexOf(F);
    expect(ledger.holding(agents.indexOf('dealers'), future)).toBe(-18);
    expect(() => ledger.checkConservation()).not.toThrow();
  });
});

describe('the daily table', () => {
  test('counts the night with the next business date, between the exchange’s own sessions', () => {
    const night: Script = [
      ...DAY,
      ['2026-03-12T15:55', 'clients', shows(F, 'buy')],
      ['2026-03-12T16:00', 'dealers', shows(F, 'sell', [12_450, 7])],
      // A point and a half above the last price: halted once, and then traded from there.
      ['2026-03-12T16:05', 'clients', takes(F, 'buy', [12_450, 7])],
      ['2026-03-12T16:10', 'clients', takes(F, 'buy', [12_450, 7])],
    ];
    const board = new QuoteBoard();
    const daily = new DailyTable(board, () => undefined);
    const run = new RecordedRun({
      scenario,
      seed: SEED,
      kinds: scripted(night),
      observe: (stream) => {
        stream.events$.subscribe((event) => {
          board.control(event);
          daily.control(event);
        });
        stream.batches$.subscribe((batch) => daily.batch(batch));
      },
    });
    run.to('2026-03-13T05:00:00');
    const rows = daily.rows(run.run.now).filter(({ bond }) => bond === F);
    expect(
      rows.map(({ date, market, tenor_years, volume_face, close_price }) => [
        date,
        market,
        tenor_years,
        volume_face,
        close_price,
      ]),
    ).toEqual([
      ['2026-03-12', 'jgb', 10, 18e8, 123],
      ['2026-03-13', 'jgb', 10, 7e8, null],
    ]);
    // 142/123 = 1 + 7y.
    expect(rows[0]?.close_yield_pct).toBeCloseTo(2.206736, 6);
  });
});

describe('a run with a future', () => {
  test('replayed from its log is the live one at every minute, halts included', () => {
    const run = new RecordedRun({ scenario, seed: SEED, kinds: scripted(DAY) });
    let compared = 0;
    for (let at = scenario.opensAt; at <= scenario.opensAt + 100 * MINUTE_MS; at = (at + MINUTE_MS) as SimTime) {
      run.run.advance(at);
      expect(run.replay.world.stateHash()).toBe(run.run.world.stateHash());
      compared++;
    }
    expect(compared).toBe(101);
    expect(run.recordsOf(F, 'halted').length).toBe(3);
    run.replay.finish();
  });

  test('of ordinary institutions gives the same digest twice and trades the future by night', () => {
    const digests = [0, 1].map(() => {
      const run = new RecordedRun({ scenario: smallWorld(FUTURE_WORLD), seed: SEED });
      run.to('2026-03-12T20:00:00');
      expect(run.replay.world.stateHash()).toBe(run.run.world.stateHash());
      const atNight = run.recordsOf(F, 'filled').filter(({ at }) => at > '2026-03-12T09:00:00Z');
      expect(atNight.length).toBeGreaterThan(5);
      // Nobody sends orders to a venue that is shut.
      expect(run.records.filter(({ reason, kind }) => kind === 'rejected' && reason === 'marketClosed')).toEqual([]);
      return run.run.digest;
    });
    expect(digests[0]).toBe(digests[1]);
  });
});

describe('the last trading day', () => {
  const late: Script = [
    ['2026-03-13T12:35', 'clients', shows(F, 'buy', [12_560, 1])],
    ['2026-03-13T12:40', 'dealers', takes(F, 'sell', [12_560, 1])],
    ['2026-03-13T14:30', 'clients', shows(F, 'buy', [12_550, 5])],
    ['2026-03-13T15:00', 'dealers', takes(F, 'sell', [12_500, 1])],
    ['2026-03-13T15:35', 'dealers', takes(F, 'sell', [12_500, 1])],
  ];

  test('settles on the closing curve at seven years, and then nobody sees or trades it', () => {
    const visible = new Map<number, boolean>();
    const kinds = scripted(late, (view) =>
      visible.set(
        view.at,
        view.instruments('jgb').some(({ id }) => id === F),
      ),
    );
    const run = new RecordedRun({ scenario, seed: SEED, kinds });
    run.to('2026-03-13T18:30:00');
    // 4.7726 years at 1.62 % and 9.7726 at 2.18 %: 1.86947 % at seven, and 142/(1 + 7·1.86947 %) = 125.57.
    expect(run.of('FutureMarked').map(({ priceTicks }) => priceTicks)).toEqual([12_542, 12_557]);
    const last = run.of('FutureMarked')[1];
    const causes = run.events.filter(({ seq }) => last?.causes.includes(seq));
    expect(causes.map((event) => event.type === 'CloseMarked' && event.instrument).sort()).toEqual([
      'JGB-10Y',
      F,
      'JGB-5Y',
    ]);
    expect(run.recordsOf(F, 'expired').map(({ at, lots }) => [at.slice(0, 19), lots])).toEqual([
      ['2026-03-13T06:00:00', 5],
    ]);
    expect(run.recordsOf(F, 'rejected').map(({ at, reason }) => `${at.slice(11, 16)} ${reason}`)).toEqual([
      '06:00 notTrading',
      '06:35 notTrading',
    ]);
    const seenAt = [...visible.entries()].sort(([a], [b]) => a - b).map(([, isSeen]) => isSeen);
    expect(seenAt.indexOf(false)).toBeGreaterThan(0);
    expect(seenAt.lastIndexOf(true)).toBe(seenAt.indexOf(false) - 1);
    expect(run.of('FutureExpired').map(({ instrument, causes }) => [instrument, causes])).toEqual([[F, [last?.seq]]]);
    // One lot sold at 125.60 on the last day loses its buyer three ticks.
    const { ledger, agents } = run.run.world.parts;
    expect(ledger.cash(agents.indexOf('clients'), 'JPY')).toBe(-30_000);
    const future = run.run.world.parts.instruments.indexOf(F);
    expect(ledger.holding(agents.indexOf('clients'), future)).toBe(0);
    expect(run.replay.world.stateHash()).toBe(run.run.world.stateHash());
  });
});
