/** What is kept of a run: money at the date's close, levels inside the day, the digest of the run. */
import { describe, expect, test } from 'vitest';
import { LevelPath } from '../../../src/analysis/episodes/level-path.ts';
import { RunExtractor } from '../../../src/analysis/episodes/run-extractor.ts';
import { MONDAY, Tape } from '../one-bond.ts';

const [VALUE, VIGILANTE] = [0, 1];

describe('an extract', () => {
  test('has sales in money at the close, and what of them was forced', () => {
    const extractor = new RunExtractor({});
    const tape = new Tape(extractor).open(MONDAY);
    const bid = tape.accept(VALUE, false, 'voluntary');
    const fill = { taker: VIGILANTE, takerSells: true, maker: VALUE, makerOrder: bid, ticks: 9900 } as const;
    tape.fill({ ...fill, flag: 'stopLoss', lots: 30 }).fill({ ...fill, flag: 'voluntary', lots: 10 });
    tape.mark(MONDAY, 19_700, 2500);
    const run = extractor.extract('d');
    const sold = run.flows.find(({ agent_kind }) => agent_kind === 'vigilante');
    expect(sold).toMatchObject({ date: MONDAY, market: 'jgb', is_long: false, buy_money: 0 });
    // 40 and 30 lots of ¥100m at 98.50
    expect(sold?.sell_money).toBe(3_940_000_000);
    expect(sold?.forced_sell_money).toBe(2_955_000_000);
    expect(run.flows.find(({ agent_kind }) => agent_kind === 'fundamental')?.buy_money).toBe(3_940_000_000);
    expect(run).toMatchObject({ digest: 'd', daily: [{ date: MONDAY, bond: 'JGB-10Y', change_bp: 2.5 }] });
  });
});

describe('levels inside the day', () => {
  test('are noted on the half-hour where something moved, and where the result of a sale of such a line comes', () => {
    const path = new LevelPath();
    const tape = new Tape({ control: (event) => path.control(event), batch: () => undefined });
    const moved = (level: number) =>
      tape.event({
        type: 'PriceTicked',
        instrument: 'JGB-10Y',
        bidTicks: 1,
        offerTicks: 2,
        lastTicks: 0,
        level,
      } as never);
    const clock = (time: string) => tape.clock(`2026-01-19T${time}:00Z`).event({ type: 'ClockTicked' } as never);
    clock('01:00');
    moved(219_500);
    clock('01:05');
    clock('01:30');
    clock('02:00');
    tape.clock('2026-01-19T03:35:00Z');
    tape.event({ type: 'AuctionResultPublished', instruments: ['JGB-10Y'] } as never);
    tape.event({ type: 'AuctionResultPublished', instruments: ['UST-10Y'] } as never);
    expect(path.marks.map(({ time, what, levels }) => [time.slice(11, 16), what, levels['JGB-10Y']])).toEqual([
      ['01:30', 'clock', 219.5],
      ['03:35', 'result', 219.5],
    ]);
  });
});
