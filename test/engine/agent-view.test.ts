/** What one institution sees: the market as it stands, its own accounts, and nothing of anybody else's. */
import { describe, expect, test } from 'vitest';
import { OpenedEngine } from './opened-world.ts';
import { smallWorld } from './small-world.ts';

const SCENARIO = smallWorld();
const MID = 9980;

function engineWith(bid: number, offer: number): OpenedEngine {
  const engine = new OpenedEngine(SCENARIO);
  if (bid > 0) engine.quotes('dealers-01', 'JGB-30Y', 'buy', [[bid, 10]]);
  if (offer > 0) engine.quotes('dealers-02', 'JGB-30Y', 'sell', [[offer, 10]]);
  return engine;
}

describe('the level', () => {
  const levelOf = (engine: OpenedEngine): number => engine.seenBy('value-01').levelBp(engine.instrument('JGB-30Y'));

  test('is that of the exact mid, half ticks included', () => {
    const engine = engineWith(MID - 2, MID + 1);
    const line = engine.instrument('JGB-30Y');
    expect(levelOf(engine)).toBeCloseTo(engine.seenBy('value-01').levelAt(line, (MID - 0.5) / 100), 9);
  });

  test('falls back to the last that everybody saw when a side is empty, and to the opening before that', () => {
    const engine = engineWith(MID - 1, MID + 1);
    const line = engine.instrument('JGB-30Y');
    const seen = levelOf(engine);
    engine.gauges.tick(line, seen);
    engine.quotes('dealers-01', 'JGB-30Y', 'buy', []);
    expect(levelOf(engine)).toBe(seen);
    engine.quotes('dealers-02', 'JGB-30Y', 'sell', []);
    expect(levelOf(engine)).toBe(seen);
    expect(levelOf(engineWith(MID - 1, 0))).toBe(line.openLevelBp);
    expect(levelOf(engineWith(0, 0))).toBe(line.openLevelBp);
  });

  test('follows the book within a tick of the clock, before anything is published', () => {
    const engine = engineWith(MID - 1, MID + 1);
    const before = levelOf(engine);
    engine.quotes('dealers-01', 'JGB-30Y', 'buy', [[MID - 21, 10]]);
    engine.quotes('dealers-02', 'JGB-30Y', 'sell', [[MID - 19, 10]]);
    expect(levelOf(engine)).toBeGreaterThan(before + 1);
  });

  test('of the same price is another one on another settlement date', () => {
    const engine = engineWith(MID - 1, MID + 1);
    const line = engine.instrument('JGB-30Y');
    const before = levelOf(engine);
    engine.pricings[line.index]?.turnDate(20_500 as never, before);
    expect(levelOf(engine)).toBe(before);
    engine.market.forgetLevel(line);
    expect(levelOf(engine)).not.toBe(before);
  });
});

describe('the book', () => {
  test('shows best bid and offer, and nothing where a side is empty', () => {
    const engine = engineWith(MID - 1, 0);
    const view = engine.seenBy('value-01');
    const line = engine.instrument('JGB-30Y');
    expect([view.bidTicks(line), view.offerTicks(line)]).toEqual([MID - 1, 0]);
  });

  test('shows one’s own resting lots by side, not another’s', () => {
    const engine = engineWith(MID - 1, MID + 1);
    const line = engine.instrument('JGB-30Y');
    const resting = (agent: string) =>
      (['buy', 'sell'] as const).map((side) => engine.seenBy(agent).restingLots(line, side));
    expect(resting('dealers-01')).toEqual([10, 0]);
    expect(resting('dealers-02')).toEqual([0, 10]);
    expect(resting('value-01')).toEqual([0, 0]);
  });
});

describe('accounts', () => {
  test('are one’s own, live', () => {
    const engine = engineWith(MID - 1, MID + 1);
    const line = engine.instrument('JGB-30Y');
    const [buyer, bystander] = [engine.seenBy('curve-01'), engine.seenBy('curve-02')];
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 1, 3]);
    expect(buyer.position(line)).toBe(3);
    expect(buyer.cash('JPY')).toBeLessThan(0);
    expect(bystander.position(line)).toBe(0);
    expect(bystander.cash('JPY')).toBe(0);
  });
});

describe('public facts', () => {
  const engine = new OpenedEngine(SCENARIO);
  const view = engine.seenBy('value-01');

  test('lines of a market come by tenor, a market without lines has none, an unknown line is our bug', () => {
    expect(view.instruments('jgb').map(({ id }) => id)).toEqual(['JGB-10Y', 'JGB-20Y', 'JGB-30Y']);
    expect(view.instruments('gilt')).toEqual([]);
    expect(() => view.instrument('JGB-25Y')).toThrow(/no instrument is called JGB-25Y/);
  });

  test('on the first day close, consensus and volatility are the scenario’s', () => {
    const line = engine.instrument('JGB-30Y');
    expect([view.closeLevelBp(line), view.consensusBp(line), view.stretchBp(line)]).toEqual([347, 347, 0]);
    expect((['fast', 'medium', 'slow'] as const).map((speed) => view.volatilityBp(line, speed))).toEqual([
      4.75, 4.75, 4.75,
    ]);
  });

  test('a market is open from the session’s opening to its close, and the policy rate is the one in force', () => {
    const other = new OpenedEngine(SCENARIO);
    const seen = other.seenBy('value-01');
    expect(seen.isOpen('jgb')).toBe(false);
    other.happens({ type: 'SessionOpened', market: 'jgb', date: 20_472 as never });
    expect(seen.isOpen('jgb')).toBe(true);
    other.happens({ type: 'SessionClosed', market: 'jgb', date: 20_472 as never });
    expect(seen.isOpen('jgb')).toBe(false);
    expect(seen.policyRateBp('jgb')).toBe(75);
    expect(seen.policyRateBp('ust')).toBe(0);
  });

  test('an auction is seen from its announcement to its result, with the grid of its bids', () => {
    const other = new OpenedEngine(SCENARIO);
    const seen = other.seenBy('value-01');
    const [auction] = [...other.auctions.values()];
    if (auction === undefined) throw new Error('the small world has an auction');
    expect(seen.auctions('jgb')).toEqual([]);
    other.happens(auction.announcement());
    expect(seen.auctions('jgb')).toMatchObject([
      { id: 'twenty-year', offered: 800_000_000_000, counterparty: 'mof', instruments: ['JGB-20Y'], bidStepMilli: 50 },
    ]);
    expect(seen.auctions('ust')).toEqual([]);
    other.happens({
      type: 'AuctionResultPublished',
      auction: 'twenty-year',
      instruments: ['JGB-20Y'],
    } as never);
    expect(seen.auctions('jgb')).toEqual([]);
    expect(seen.auction('twenty-year').id).toBe('twenty-year');
    expect(() => seen.auction('thirty-year')).toThrow(/no auction is called thirty-year/);
  });

  test('a level is bid as the price of the auction’s own settlement date, in thousandths of a point', () => {
    const line = engine.instrument('JGB-20Y');
    const auction = view.auction('twenty-year');
    expect(view.bidMilliAt(auction, line, 318) / 1000).toBeCloseTo((100 + 3.2 * 19.9288) / (1 + 0.0318 * 19.9288), 2);
    expect(view.bidMilliAt(auction, line, 320)).toBeLessThan(view.bidMilliAt(auction, line, 318));
  });

  test('a loop is on unless the scenario switched it off', () => {
    const off = new OpenedEngine({ ...SCENARIO, loops: { ...SCENARIO.loops, L6: false } });
    expect([view.loop('L6'), off.seenBy('value-01').loop('L6'), off.seenBy('value-01').loop('L1')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
