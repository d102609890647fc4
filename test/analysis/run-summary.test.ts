/** The summary of whole runs: the same live and from the log, and in agreement with itself. */
import { beforeAll, expect, test } from 'vitest';
import { type RunReport, RunSummary } from '../../src/analysis/run-summary.ts';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { type LogVisitor, readLog } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { EventOf, MarketEvent } from '../../src/events/vocabulary.ts';
import { SEED, smallWorld } from '../engine/small-world.ts';

let live: RunSummary;
let report: RunReport;
let log: Uint8Array;
const events: MarketEvent[] = [];

beforeAll(() => {
  const scenario = smallWorld();
  const blocks: Uint8Array[] = [];
  const digest = new RunDigest();
  const start = { engineVersion: '0', scenarioDigest: 'small', seed: SEED };
  const writer = new LogWriter({ sink: (bytes) => blocks.push(bytes.slice()), digest, start, frameBytes: 4096 });
  live = new RunSummary({ books: () => run.world.parts.books });
  const run: Simulation = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => events.push(event));
      for (const visitor of [digest, writer, live]) {
        stream.events$.subscribe((event) => visitor.control(event));
        stream.batches$.subscribe((batch) => visitor.batch(batch));
      }
    },
  });
  run.advance(scenario.endsAt);
  writer.flush();
  log = new Uint8Array(Buffer.concat(blocks));
  report = live.report();
});

const ofType = <Type extends MarketEvent['type']>(type: Type): EventOf<Type>[] =>
  events.filter((event): event is EventOf<Type> => event.type === type);

test('a log gives the report that the run gave', () => {
  const replay = new Replay();
  const summary = new RunSummary({ books: () => (replay.world.isOpened ? replay.world.parts.books : undefined) });
  const visitor: LogVisitor = {
    control: (event) => {
      replay.control(event);
      summary.control(event);
    },
    batch: (batch) => {
      replay.batch(batch);
      summary.batch(batch);
    },
  };
  expect(readLog(log, visitor, { engineVersion: '0' })).toEqual({ ending: 'whole' });
  expect(summary.report()).toEqual(report);
  expect(summary.flowRows()).toEqual(live.flowRows());
});

test('closing yields are those of the official closes', () => {
  const closes = ofType('CloseMarked');
  expect(closes.length).toBeGreaterThan(0);
  for (const { instrument, level, date } of closes) {
    const row = report.daily.find(({ bond, close_yield_pct }) => bond === instrument && close_yield_pct !== null);
    expect(row?.close_yield_pct, `${instrument} on day ${date}`).toBeCloseTo(level / 100_000, 4);
  }
});

test('what is bought is sold, by bond and date', () => {
  const sums = new Map<string, number>();
  for (const { date, bond, buy_face, sell_face } of live.flowRows()) {
    sums.set(`${date} ${bond}`, (sums.get(`${date} ${bond}`) ?? 0) + buy_face - sell_face);
  }
  expect(sums.size).toBeGreaterThan(0);
  expect([...sums].filter(([, sum]) => sum !== 0)).toEqual([]);
});

test('the volume of a day is what was bought on it, awards left out', () => {
  const allotted = ofType('BidAllotted').reduce((sum, { face }) => sum + face, 0);
  expect(allotted).toBeGreaterThan(0);
  const bought = live.flowRows().reduce((sum, { buy_face }) => sum + buy_face, 0);
  const volume = report.daily.reduce((sum, { volume_face }) => sum + volume_face, 0);
  expect(bought - allotted).toBe(volume);
});

test('low is below open and close, high above, on every date', () => {
  for (const { bond, date, low_yield_pct: low, high_yield_pct: high, open_yield_pct: open } of report.daily) {
    expect(low, `${bond} ${date}`).toBeLessThanOrEqual(open as number);
    expect(high, `${bond} ${date}`).toBeGreaterThanOrEqual(open as number);
  }
});

test('the auction says what its issuer published', () => {
  const [published] = ofType('AuctionResultPublished');
  const [row] = report.auctions;
  expect(report.auctions).toHaveLength(1);
  expect(row).toMatchObject({
    market: 'jgb',
    bond: 'JGB-20Y',
    format: 'jgb_price_conventional',
    offered: 800_000_000_000,
    cover: (published?.coverPermille as number) / 1000,
    stop_price: (published?.stopMilli as number) / 1000,
    tail_unit: 'yen',
  });
  expect(row?.tail).toBeCloseTo((row?.average_price as number) - (row?.stop_price as number), 6);
  expect(row?.stop_yield_pct).toBeGreaterThanOrEqual(row?.average_yield_pct as number);
});

test('counts are those of the log', () => {
  expect(report.counts.control_events).toBe(events.length);
  expect(report.counts.events).toBe(report.counts.control_events + report.counts.records);
  expect(report.counts.by_type.CloseMarked).toBe(ofType('CloseMarked').length);
});

test('the announcement is among the headlines', () => {
  expect(report.headlines).toContainEqual({
    time: '2026-01-19T09:30:00Z',
    market: 'jgb',
    type: 'FiscalShockAnnounced',
    headline: 'An unfunded tax cut',
  });
});

test('the change in all is that of the closing yields, rounded once', () => {
  expect(report.changes.length).toBeGreaterThan(0);
  for (const { bond, change_bp } of report.changes) {
    const close = ofType('CloseMarked').findLast(({ instrument }) => instrument === bond);
    const open = ofType('InstrumentListed').find(({ instrument }) => instrument === bond);
    expect(change_bp, bond).toBe(Number((((close?.level as number) - (open?.openLevel as number)) / 1000).toFixed(1)));
  }
});
