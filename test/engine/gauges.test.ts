/** What everybody can compute: volatility, trend, visible forced flow, turnover, consensus. */
import { describe, expect, test } from 'vitest';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { Gauges } from '../../src/engine/gauges.ts';
import {
  Field,
  flagIndex,
  type OrderFlag,
  packTerms,
  RECORD_WORDS,
  RecordKind,
  typeIndex,
} from '../../src/events/records.ts';
import { drawsOf } from '../../src/math/draws.ts';
import {
  EVERY_LINE,
  type FakeLine,
  GILT_30Y,
  JGB_10Y,
  JGB_20Y,
  JGB_30Y,
  KTB_3Y,
  UST_30Y,
} from '../agents/fake-lines.ts';
import { published } from '../agents/published.ts';

const TICKS = ticksPerDay('jgb');
const CALM_BP = JGB_30Y.calmSigmaBp;
const [FAST, MEDIUM, SLOW] = [0, 1, 2] as const;
const volatility = (gauges: Gauges, speed: 0 | 1 | 2 = MEDIUM): number => gauges.volatilityBp(JGB_30Y.index, speed);

/** A day of ticks: the night's gap, then the level that `levelAt` gives. */
function day(gauges: Gauges, levelAt: (tick: number) => number): void {
  gauges.turnDate(JGB_30Y);
  for (let tick = 0; tick < TICKS; tick++) gauges.tick(JGB_30Y, levelAt(tick));
}
const still = (gauges: Gauges, levelBp: number, days: number): void => {
  for (let n = 0; n < days; n++) day(gauges, () => levelBp);
};

describe('at the opening', () => {
  test('everything is calm and nothing has happened', () => {
    const gauges = new Gauges(EVERY_LINE);
    for (const { index, calmSigmaBp, openLevelBp } of EVERY_LINE) {
      expect([FAST, MEDIUM, SLOW].map((speed) => gauges.volatilityBp(index, speed))).toEqual([
        calmSigmaBp,
        calmSigmaBp,
        calmSigmaBp,
      ]);
      expect([gauges.level[index], gauges.consensus[index], gauges.previousClose[index]]).toEqual([
        openLevelBp,
        openLevelBp,
        openLevelBp,
      ]);
      expect([
        gauges.stretchBp(index),
        gauges.changeOverTicks(index, 12),
        gauges.forcedLots[index],
        gauges.turnover[index],
      ]).toEqual([0, 0, 0, 0]);
    }
  });
});

describe('volatility', () => {
  test('of a constant level decays, the fast one first', () => {
    const gauges = new Gauges(EVERY_LINE);
    still(gauges, JGB_30Y.openLevelBp, 3);
    expect(volatility(gauges, FAST)).toBeLessThan(0.25 * CALM_BP);
    expect(volatility(gauges, FAST)).toBeLessThan(volatility(gauges, MEDIUM));
    expect(volatility(gauges, MEDIUM)).toBeLessThan(volatility(gauges, SLOW));
    expect(volatility(gauges, SLOW)).toBeLessThan(CALM_BP);
  });

  test('half of the medium variance is gone in a day and a half, to the half hour not yet sampled', () => {
    const gauges = new Gauges(EVERY_LINE);
    still(gauges, JGB_30Y.openLevelBp, 3);
    expect(volatility(gauges) ** 2 / CALM_BP ** 2).toBeGreaterThan(0.25);
    expect(volatility(gauges) ** 2 / CALM_BP ** 2).toBeLessThan(0.27);
  });

  test('a gap counts once, at the first tick of the day', () => {
    const gauges = new Gauges(EVERY_LINE);
    gauges.turnDate(JGB_30Y);
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 20);
    const struck = volatility(gauges);
    expect(struck).toBeGreaterThan(2 * CALM_BP);
    for (let tick = 0; tick < 5; tick++) gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 20);
    expect(volatility(gauges)).toBe(struck);
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 20);
    expect(volatility(gauges)).toBeLessThan(struck);
  });

  test('what happened between the last sample and the close belongs to the night', () => {
    const gauges = new Gauges(EVERY_LINE);
    gauges.turnDate(JGB_30Y);
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp);
    const before = volatility(gauges);
    for (let tick = 0; tick < 3; tick++) gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 15);
    expect(volatility(gauges)).toBe(before);
    gauges.turnDate(JGB_30Y);
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 15);
    expect(volatility(gauges)).toBeGreaterThan(2 * before);
  });

  test('up or down is the same', () => {
    const [up, down] = [1, -1].map((sign) => {
      const gauges = new Gauges(EVERY_LINE);
      day(gauges, (tick) => JGB_30Y.openLevelBp + sign * tick * 0.1);
      return volatility(gauges);
    });
    expect(up).toBeCloseTo(down as number, 12);
  });

  test('a random walk of calm size, a third of its variance overnight, reads as calm', () => {
    const gauges = new Gauges(EVERY_LINE);
    const draws = drawsOf('calm walk');
    let level = JGB_30Y.openLevelBp;
    let sum = 0;
    const days = 150;
    for (let n = 0; n < days; n++) {
      level += CALM_BP * Math.sqrt(0.35) * draws.normal();
      day(gauges, (tick) => {
        if (tick > 0) level += CALM_BP * Math.sqrt(0.65 / TICKS) * draws.normal();
        return level;
      });
      sum += volatility(gauges, MEDIUM) ** 2;
    }
    expect(Math.sqrt(sum / days) / CALM_BP).toBeGreaterThan(0.93);
    expect(Math.sqrt(sum / days) / CALM_BP).toBeLessThan(1.07);
  });

  test('bouncing between bid and offer on every tick is not volatility', () => {
    const gauges = new Gauges(EVERY_LINE);
    for (let n = 0; n < 3; n++) day(gauges, (tick) => JGB_30Y.openLevelBp + (tick % 2 === 0 ? 1 : -1));
    const sampledEachTick = 2 * Math.sqrt(TICKS);
    expect(volatility(gauges)).toBeLessThan(0.5 * sampledEachTick);
  });
});

describe('trend and look-back', () => {
  test('a jump is all stretch at first, half of it in 1.6 days, and none once the average is there', () => {
    const gauges = new Gauges(EVERY_LINE);
    const stretch = (days: number): number => {
      still(gauges, JGB_30Y.openLevelBp + 20, days);
      return gauges.stretchBp(JGB_30Y.index);
    };
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 20);
    expect(gauges.stretchBp(JGB_30Y.index)).toBeGreaterThan(19.8);
    expect(stretch(1.6)).toBeGreaterThan(8);
    expect(stretch(14)).toBeLessThan(0.1);
  });

  test('a rise that news explains is stretch and no run, one that it does not is both', () => {
    const rise = (explained: boolean): Gauges => {
      const gauges = new Gauges(EVERY_LINE);
      if (explained) gauges.shiftConsensus(JGB_30Y.index, 20);
      gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 20);
      return gauges;
    };
    expect(rise(true).stretchBp(JGB_30Y.index)).toBe(rise(false).stretchBp(JGB_30Y.index));
    expect(rise(true).runBp(JGB_30Y.index)).toBe(0);
    expect(rise(false).runBp(JGB_30Y.index)).toBeCloseTo(rise(false).stretchBp(JGB_30Y.index), 9);
  });

  test('a day of large news is volatile and brings no unrest, the same day without news brings both', () => {
    const measured = (explained: boolean): readonly number[] => {
      const gauges = new Gauges(EVERY_LINE);
      day(gauges, (tick) => {
        if (explained) gauges.shiftConsensus(JGB_30Y.index, 30 / TICKS);
        return JGB_30Y.openLevelBp + (30 * (tick + 1)) / TICKS;
      });
      return [gauges.volatilityBp(JGB_30Y.index, MEDIUM), gauges.unrestBp(JGB_30Y.index, MEDIUM)];
    };
    const [volatile, unrest] = measured(true);
    const [alike, unexplained] = measured(false);
    expect(volatile).toBe(alike);
    expect(unrest).toBeLessThan(CALM_BP);
    expect(unexplained).toBeGreaterThan(unrest as number);
  });

  test('a change is since so many ticks ago, as far back as two hours', () => {
    const gauges = new Gauges(EVERY_LINE);
    for (let tick = 1; tick <= 40; tick++) gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + tick);
    expect([0, 1, 12, 23].map((ticks) => gauges.changeOverTicks(JGB_30Y.index, ticks))).toEqual([0, 1, 12, 23]);
    expect(gauges.changeOverTicks(JGB_30Y.index, 500)).toBe(23);
    expect(gauges.changeOverTicks(JGB_20Y.index, 12)).toBe(0);
  });
});

describe('fills', () => {
  const fill = (
    line: FakeLine,
    side: 'buy' | 'sell',
    flag: OrderFlag,
    count: number,
    kind: number = RecordKind.filled,
  ): Int32Array => {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = kind;
    words[Field.instrument] = line.index;
    words[Field.quantity] = count;
    words[Field.terms] = packTerms(side === 'buy' ? 0 : 1, typeIndex('ioc'), flagIndex(flag));
    return words;
  };
  function read(...records: readonly Int32Array[]): Gauges {
    const gauges = new Gauges(EVERY_LINE);
    const words = Int32Array.from(records.flatMap((record) => [...record]));
    gauges.readRecords(words, 0, words.length);
    return gauges;
  }
  const forced = (...records: readonly Int32Array[]): number => read(...records).forcedLots[JGB_30Y.index] as number;

  test('forced selling counts up and forced buying down, whoever is forced', () => {
    for (const flag of ['riskLimit', 'margin', 'stopLoss'] as const) {
      expect(forced(fill(JGB_30Y, 'sell', flag, 70)), flag).toBe(70);
      expect(forced(fill(JGB_30Y, 'buy', flag, 70)), flag).toBe(-70);
    }
    expect(forced(fill(JGB_30Y, 'sell', 'margin', 70), fill(JGB_30Y, 'buy', 'stopLoss', 30))).toBe(40);
  });

  test('what somebody wanted is not forced: clients, mandates, policy and dealers’ quotes', () => {
    for (const flag of ['voluntary', 'mandate', 'policy', 'marketMaking'] as const)
      expect(forced(fill(JGB_30Y, 'sell', flag, 70)), flag).toBe(0);
  });

  test('only fills count: an order that was accepted, refused or cancelled moved nothing', () => {
    for (const kind of [RecordKind.accepted, RecordKind.rejected, RecordKind.cancelled, RecordKind.expired]) {
      const gauges = read(fill(JGB_30Y, 'sell', 'margin', 70, kind));
      expect([gauges.forcedLots[JGB_30Y.index], gauges.turnover[JGB_30Y.index]]).toEqual([0, 0]);
    }
  });

  test('each fill is turnover once, in its own line, until the date turns', () => {
    const gauges = read(
      fill(JGB_30Y, 'sell', 'margin', 70),
      fill(JGB_30Y, 'buy', 'voluntary', 5),
      fill(JGB_20Y, 'buy', 'voluntary', 9),
    );
    expect([gauges.turnover[JGB_30Y.index], gauges.turnover[JGB_20Y.index], gauges.turnover[JGB_10Y.index]]).toEqual([
      75, 9, 0,
    ]);
    gauges.turnDate(JGB_30Y);
    expect([gauges.turnover[JGB_30Y.index], gauges.turnover[JGB_20Y.index]]).toEqual([0, 9]);
  });

  test('forced flow is forgotten by half in a quarter of a trading day, and the night does not help', () => {
    const gauges = read(fill(JGB_30Y, 'sell', 'margin', 100));
    gauges.turnDate(JGB_30Y);
    expect(gauges.forcedLots[JGB_30Y.index]).toBe(100);
    for (let tick = 0; tick < TICKS / 4; tick++) gauges.tick(JGB_30Y, JGB_30Y.openLevelBp);
    expect(gauges.forcedLots[JGB_30Y.index]).toBeCloseTo(50, 6);
  });
});

describe('consensus', () => {
  const heard = (levelMilliSigma: number, slopeMilliSigma: number): ((line: FakeLine) => number) => {
    const gauges = new Gauges(EVERY_LINE);
    gauges.hearNews(published<'NewsArrived'>({ type: 'NewsArrived', market: 'jgb', levelMilliSigma, slopeMilliSigma }));
    return (line) => (gauges.consensus[line.index] as number) - line.openLevelBp;
  };

  test('a day’s news moves every line of its market in proportion to its calm day, and no other market', () => {
    const [level, slope] = [heard(1000, 0), heard(0, 1000)];
    const shareOf = (line: FakeLine): number => Math.sqrt(level(line) ** 2 + slope(line) ** 2) / line.calmSigmaBp;
    expect(shareOf(JGB_30Y)).toBeCloseTo(shareOf(JGB_10Y), 12);
    expect(shareOf(JGB_30Y)).toBeCloseTo(shareOf(JGB_20Y), 12);
    expect(shareOf(JGB_30Y)).toBeGreaterThan(0.5);
    expect(shareOf(JGB_30Y)).toBeLessThanOrEqual(1);
    for (const line of [UST_30Y, GILT_30Y, KTB_3Y]) expect(level(line)).toBe(0);
  });

  test('news of the slope turns the curve about the ten-year', () => {
    const shift = heard(0, 1000);
    expect(shift(JGB_10Y)).toBe(0);
    expect(shift(JGB_20Y)).toBeGreaterThan(0);
    expect(shift(JGB_30Y) / JGB_30Y.calmSigmaBp).toBeGreaterThan((1.5 * shift(JGB_20Y)) / JGB_20Y.calmSigmaBp);
  });

  test('news adds up, and prices have no part in it', () => {
    const gauges = new Gauges(EVERY_LINE);
    for (const levelMilliSigma of [500, 700, -1200])
      gauges.hearNews(
        published<'NewsArrived'>({ type: 'NewsArrived', market: 'jgb', levelMilliSigma, slopeMilliSigma: 0 }),
      );
    gauges.tick(JGB_30Y, JGB_30Y.openLevelBp + 50);
    expect(gauges.consensus[JGB_30Y.index]).toBeCloseTo(JGB_30Y.openLevelBp, 9);
  });
});
