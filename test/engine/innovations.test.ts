/** Signal extraction across markets: what one market makes of another's unexplained moves. */
import { describe, expect, test } from 'vitest';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { Gauges } from '../../src/engine/gauges.ts';
import { correlationsOf } from '../../src/engine/innovations.ts';
import { drawsOf } from '../../src/math/draws.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Market } from '../../src/units/quantity.ts';
import { permille } from '../../src/units/quantity.ts';
import {
  EVERY_LINE,
  type FakeLine,
  GILT_30Y,
  JGB_10Y,
  JGB_30Y,
  KTB_10Y,
  USDJPY,
  UST_10Y,
  UST_30Y,
} from '../agents/fake-lines.ts';
import { geopoliticalShock } from '../agents/published.ts';

const BONDS = ['jgb', 'ust', 'gilt', 'ktb'] as const;

/** As `japan-2026` states Tokyo's. */
const STATED = { jgb: { ust: permille(340), gilt: permille(250), ktb: permille(650) }, ust: {}, gilt: {} };
const JANUARY = correlationsOf({
  markets: Object.entries(STATED).map(([market, openCorrelations]) => ({ market, openCorrelations })),
} as unknown as Scenario);

class Worlds {
  readonly gauges = new Gauges(EVERY_LINE, JANUARY);

  moved(line: FakeLine, byBp: number): this {
    this.gauges.level[line.index] = (this.gauges.level[line.index] as number) + byBp;
    return this;
  }

  explained(line: FakeLine, byBp: number): this {
    this.gauges.consensus[line.index] = (this.gauges.consensus[line.index] as number) + byBp;
    return this.moved(line, byBp);
  }

  /** Everything open, so many days of the market with the longest day. */
  days(count: number, open: readonly Market[] = BONDS): this {
    for (let tick = 0; tick < count * ticksPerDay('ust'); tick++)
      for (const market of open) this.gauges.hearWorld(market);
    return this;
  }

  heard = (line: FakeLine): number => this.gauges.innovations.heardBp(line);
}

describe('what is heard abroad', () => {
  test('of ten basis points in Tokyo one to three in New York, London and Seoul', () => {
    const world = new Worlds().moved(JGB_30Y, 10).days(0.6);
    for (const line of [UST_10Y, UST_30Y, GILT_30Y, KTB_10Y]) {
      expect(world.heard(line)).toBeGreaterThan(1);
      expect(world.heard(line)).toBeLessThan(3.5);
    }
  });

  test('a gilt crisis reaches New York and Tokyo, a Treasury shock the others', () => {
    const london = new Worlds().moved(GILT_30Y, 50).days(0.6);
    expect(london.heard(UST_30Y)).toBeGreaterThan(1);
    expect(london.heard(JGB_30Y)).toBeGreaterThan(1);
    const newYork = new Worlds().moved(UST_30Y, 20).days(0.6);
    for (const line of [JGB_30Y, GILT_30Y, KTB_10Y]) expect(newYork.heard(line)).toBeGreaterThan(0.5);
  });

  test('nothing of a move that news explains, nor of a line that does not speak for its market', () => {
    const world = new Worlds().explained(JGB_30Y, 20).moved(JGB_10Y, 20).days(0.6);
    expect(world.heard(UST_10Y)).toBe(0);
  });

  test('as much in a future as in the bonds that it is on', () => {
    const future = { ...JGB_10Y, id: 'JGB-10Y-F', index: EVERY_LINE.length, isBond: false };
    const gauges = new Gauges([...EVERY_LINE, future]);
    gauges.level[UST_30Y.index] = UST_30Y.openLevelBp + 20;
    for (let tick = 0; tick < ticksPerDay('jgb'); tick++) gauges.hearWorld('jgb');
    expect(gauges.innovations.heardBp(JGB_10Y)).toBeGreaterThan(0.2);
    expect(gauges.innovations.heardBp(future)).toBe(gauges.innovations.heardBp(JGB_10Y));
  });

  test('nothing of what world politics explains: everybody has heard of that already', () => {
    const world = new Worlds();
    world.gauges.politics.hear(geopoliticalShock(0.5, 'ust'));
    for (let tick = 0; tick < 200; tick++) {
      for (const line of [JGB_30Y, UST_30Y, GILT_30Y]) {
        const worth = world.gauges.politics.premiumBp(line);
        world.gauges.level[line.index] = (world.gauges.consensus[line.index] as number) + worth;
      }
      for (const market of BONDS) world.gauges.hearWorld(market);
    }
    expect(world.gauges.politics.premiumBp(UST_30Y)).toBeGreaterThan(5);
    for (const line of [JGB_30Y, GILT_30Y, KTB_10Y]) expect(Math.abs(world.heard(line))).toBeLessThan(0.25);
  });

  test('what came from abroad does not echo: New York’s answer to Tokyo is no news in Tokyo', () => {
    const world = new Worlds().moved(JGB_30Y, 30);
    let answered = 0;
    for (let tick = 0; tick < ticksPerDay('ust'); tick++) {
      for (const market of BONDS) world.gauges.hearWorld(market);
      for (const line of [UST_30Y, GILT_30Y]) {
        const level = (world.gauges.consensus[line.index] as number) + world.heard(line);
        answered = Math.max(answered, world.heard(line));
        world.gauges.level[line.index] = level;
      }
    }
    expect(answered).toBeGreaterThan(4);
    expect(Math.abs(world.heard(JGB_30Y))).toBeLessThan(0.05 * answered);
  });

  test('a market listens in its own hours', () => {
    expect(new Worlds().moved(JGB_30Y, 10).days(1, ['jgb', 'gilt']).heard(UST_10Y)).toBe(0);
  });

  test('a move that stays becomes the new normal, one that is taken back is taken back', () => {
    const fresh = new Worlds().moved(JGB_30Y, 20).days(0.6).heard(UST_10Y);
    expect(new Worlds().moved(JGB_30Y, 20).days(20).heard(UST_10Y)).toBeLessThan(0.1 * fresh);
    const back = new Worlds().moved(JGB_30Y, 20).days(0.6).moved(JGB_30Y, -20).days(0.6).heard(UST_10Y);
    expect(Math.abs(back)).toBeLessThan(0.15 * fresh);
  });

  test('currencies hear nothing, and a world of one bond market has nobody to listen to', () => {
    expect(new Worlds().moved(JGB_30Y, 10).days(0.6).heard(USDJPY)).toBe(0);
    const alone = new Gauges([{ ...JGB_30Y, index: 0 }]);
    alone.level[0] = (alone.level[0] as number) + 30;
    for (let tick = 0; tick < 96; tick++) alone.hearWorld('jgb');
    expect(alone.innovations.heardBp(JGB_30Y)).toBe(0);
  });
});

describe('shares', () => {
  const matrix = ({ gauges }: Worlds): number[][] =>
    BONDS.map((listener) => BONDS.map((source) => gauges.innovations.sharesOf(listener).get(source) ?? 0));

  function spectralRadius(shares: readonly (readonly number[])[]): number {
    let vector = BONDS.map(() => 1);
    let growth = 0;
    for (let step = 0; step < 200; step++) {
      const next = shares.map((row) => row.reduce((sum, share, at) => sum + share * (vector[at] as number), 0));
      growth = Math.max(...next);
      vector = next.map((value) => value / growth);
    }
    return growth;
  }

  const bounded = (shares: number[][]): void => {
    for (const [at, row] of shares.entries()) {
      expect(row[at]).toBe(0);
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeLessThan(0.5);
    }
    expect(spectralRadius(shares)).toBeLessThan(0.5);
  };

  test('of all sources together stay below a half, and moves cannot feed on each other', () => {
    bounded(matrix(new Worlds()));
  });

  test('stay so whatever the long window sees: years in which everything moves together', () => {
    const world = new Worlds();
    const draws = drawsOf('one factor');
    for (let day = 0; day < 700; day++) {
      const shock = draws.normal();
      for (const line of [JGB_30Y, UST_30Y, GILT_30Y]) world.moved(line, 2 * line.calmSigmaBp * shock);
      for (const market of BONDS) world.gauges.innovations.learn(market);
    }
    bounded(matrix(world));
  });

  test('are learnt: two markets that stop moving together are forgotten by half in 120 days', () => {
    const world = new Worlds();
    const before = world.gauges.innovations.sharesOf('ust').get('jgb') as number;
    const draws = drawsOf('strangers');
    for (let day = 0; day < 120; day++) {
      world.moved(JGB_30Y, JGB_30Y.calmSigmaBp * draws.normal()).moved(UST_30Y, UST_30Y.calmSigmaBp * draws.normal());
      for (const market of BONDS) world.gauges.innovations.learn(market);
    }
    const after = world.gauges.innovations.sharesOf('ust').get('jgb') as number;
    expect(after / before).toBeGreaterThan(0.25);
    expect(after / before).toBeLessThan(0.75);
  });
});

describe('the window at the opening', () => {
  test('holds what the scenario states of a pair, on either side, and a fifth where it states nothing', () => {
    expect([JANUARY('jgb', 'ust'), JANUARY('ust', 'jgb'), JANUARY('gilt', 'ust')]).toEqual([0.34, 0.34, 0.2]);
  });
});
