/** Claims of lessons, on worlds that are made up to hold and to fail them. */
import { describe, expect, test } from 'vitest';
import { EVERY_LESSON } from '../../src/lab/lessons/every-lesson.ts';
import type { Lesson, Measured, Worlds } from '../../src/lab/lessons/lesson.ts';
import type { Frame, Line, Manifest } from '../../src/lab/protocol.ts';

const IDS = ['JGB-10Y', 'JGB-20Y', 'JGB-30Y', 'JGB-40Y', 'UST-10Y', 'GILT-30Y', 'KTB-10Y', 'FX-USDJPY'];
const manifest = { lines: IDS.map((id) => ({ id }) as Line) } as unknown as Manifest;

const frame = (moves: Readonly<Record<string, number>>): Frame =>
  ({ levelBp: Float64Array.from(IDS, (id) => 400 + (moves[id] ?? 0)) }) as unknown as Frame;

const world = (moves: Readonly<Record<string, number>>, more: Partial<Measured> = {}): Measured => ({
  manifest,
  from: frame({}),
  until: frame(moves),
  ...more,
});

const lesson = (number: number): Lesson => EVERY_LESSON[number] as Lesson;
const holds = (number: number, worlds: Worlds): boolean | undefined => lesson(number).claim?.holds(worlds);

test('nine lessons, in their order, each with a quotation and a guess', () => {
  expect(EVERY_LESSON.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  for (const { hook } of EVERY_LESSON) expect(hook.quote).toMatch(/[.’”]$/);
});

test('every lesson that is run begins with the world as it is, and asks for no more forks than can be looked at', () => {
  for (const { run } of EVERY_LESSON) {
    if (run === undefined) continue;
    expect(run.variants[0]?.name).toBe('base');
    expect(run.variants.filter(({ card }) => card !== undefined).length).toBeLessThanOrEqual(2);
    expect(Date.parse(run.until)).toBeGreaterThan(Date.parse(run.from));
  }
});

describe('claims', () => {
  test('1: the long end moves more than ten years', () => {
    const calm = world({});
    expect(holds(1, { base: world({ 'JGB-10Y': 8, 'JGB-30Y': 20, 'JGB-40Y': 22 }), noAuction: calm })).toBe(true);
    expect(holds(1, { base: world({ 'JGB-10Y': 21, 'JGB-30Y': 20, 'JGB-40Y': 22 }), noAuction: calm })).toBe(false);
  });
  test('2: forced selling makes the rise larger; where nothing is left without it, it made all of it', () => {
    expect(holds(2, { base: world({ 'JGB-30Y': 20 }), noLimits: world({ 'JGB-30Y': 14 }) })).toBe(true);
    expect(holds(2, { base: world({ 'JGB-30Y': 20 }), noLimits: world({ 'JGB-30Y': -1 }) })).toBe(true);
    expect(holds(2, { base: world({ 'JGB-30Y': 13 }), noLimits: world({ 'JGB-30Y': 14 }) })).toBe(false);
    expect(holds(2, { base: world({ 'JGB-30Y': -3 }), noLimits: world({ 'JGB-30Y': -4 }) })).toBe(false);
  });
  test('3: more such funds sell more', () => {
    const sold = (usBondsSoldBn: number) => world({}, { usBondsSoldBn });
    expect(holds(3, { base: sold(40), slowFunds: sold(20), moreFunds: sold(90) })).toBe(true);
    expect(holds(3, { base: sold(40), slowFunds: sold(50), moreFunds: sold(45) })).toBe(false);
  });
  test('4: the rise falls as dealers’ room grows', () => {
    const rise = (bp: number) => world({ 'UST-10Y': bp });
    expect(holds(4, { base: rise(8), thin: rise(12), deep: rise(6) })).toBe(true);
    expect(holds(4, { base: rise(8), thin: rise(12), deep: rise(9) })).toBe(false);
  });
  test('5: each link that is taken away lowers its own market', () => {
    const base = world({ 'UST-10Y': 8, 'GILT-30Y': 9, 'KTB-10Y': 10 });
    const worlds = {
      base,
      noStops: world({ 'KTB-10Y': 4 }),
      noMargin: world({ 'GILT-30Y': 5 }),
      noTargets: world({ 'UST-10Y': 6 }),
    };
    expect(holds(5, worlds)).toBe(true);
    expect(holds(5, { ...worlds, noMargin: world({ 'GILT-30Y': 12 }) })).toBe(false);
  });
  test('6: no option is best on both dials', () => {
    const option = (bp: number, yen: number) => world({ 'JGB-30Y': bp, 'FX-USDJPY': yen });
    expect(holds(6, { base: option(20, 0), hike: option(25, 150), buy: option(5, -120) })).toBe(true);
    expect(holds(6, { base: option(20, 0), hike: option(3, 150), buy: option(5, -120) })).toBe(false);
  });
  test('7: where nobody buys the dip yields end higher than where the money is ready', () => {
    const rise = (bp: number) => world({ 'JGB-30Y': bp });
    expect(holds(7, { base: rise(20), nobody: rise(30), ready: rise(15) })).toBe(true);
    expect(holds(7, { base: rise(20), nobody: rise(12), ready: rise(15) })).toBe(false);
  });
  test('8: what homecoming adds grows with time', () => {
    const path = (early: number, late: number) => world({ 'UST-10Y': late }, { midway: frame({ 'UST-10Y': early }) });
    expect(holds(8, { base: path(10, 20), noHome: path(9, 14) })).toBe(true);
    expect(holds(8, { base: path(10, 20), noHome: path(4, 18) })).toBe(false);
  });
});

test('a reveal has every number that its sentence asks for', async () => {
  const { sayIn } = await import('../../src/lab/strings/say.ts');
  for (const each of EVERY_LESSON) {
    const worlds = Object.fromEntries(
      (each.run?.variants ?? []).map(({ name }) => [name, world({}, { midway: frame({}), usBondsSoldBn: 1 })]),
    );
    for (const { key, values } of each.reveal(worlds)) {
      const full = `lesson.${each.number}.${key}`;
      for (const language of ['en', 'ja'] as const) {
        const say = sayIn(language);
        expect(say.has(full), full).toBe(true);
        if (say.has(full)) expect(say(full, values)).not.toContain('{');
      }
    }
  }
});
