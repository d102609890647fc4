/** Routine macro news: as much of it as is stated, shared as is stated, and the same luck whoever asks. */
import { describe, expect, test } from 'vitest';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { Nature } from '../../src/engine/nature.ts';
import { type Market, type SimTime, seed } from '../../src/units/quantity.ts';
import { DAY_MS, TICK_MS } from '../../src/units/time.ts';

const SEED = 20260120;
const nature = new Nature(seed(SEED));
const at = (day: number, tick = 0): SimTime => (day * DAY_MS + tick * TICK_MS) as SimTime;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, n) => (value - ma) * ((b[n] as number) - mb))) / deviation(a) / deviation(b);
}

describe('a day’s news', () => {
  const DAYS = 2000;
  /** The scale is one for all; this market has the fewest ticks and no part in the world's news, so it costs least. */
  const MARKET: Market = 'equity';
  const days = Array.from({ length: DAYS }, (_, day) => {
    const gap = nature.overnight(MARKET, at(day));
    let [level, slope] = [gap.levelMilliSigma, gap.slopeMilliSigma];
    for (let tick = 0; tick < ticksPerDay(MARKET); tick++) {
      const news = nature.duringSession(MARKET, at(day, tick));
      level += news.levelMilliSigma;
      slope += news.slopeMilliSigma;
    }
    return { level, slope, gap: gap.levelMilliSigma };
  });

  test(`has the stated scale within 3 % over ${DAYS} days, level and slope, seed ${SEED}`, () => {
    expect(deviation(days.map(({ level }) => level)) / 920).toBeGreaterThan(0.97);
    expect(deviation(days.map(({ level }) => level)) / 920).toBeLessThan(1.03);
    expect(deviation(days.map(({ slope }) => slope)) / 390).toBeGreaterThan(0.97);
    expect(deviation(days.map(({ slope }) => slope)) / 390).toBeLessThan(1.03);
  });

  test('has no direction: its mean is within three standard errors of nothing', () => {
    const errors = 3 / Math.sqrt(DAYS);
    expect(Math.abs(mean(days.map(({ level }) => level))) / 920).toBeLessThan(errors);
    expect(Math.abs(mean(days.map(({ slope }) => slope))) / 390).toBeLessThan(errors);
  });

  test('brings a third of its variance overnight, and level and slope have nothing to do with each other', () => {
    const overnight = deviation(days.map(({ gap }) => gap)) ** 2 / deviation(days.map(({ level }) => level)) ** 2;
    expect(overnight).toBeGreaterThan(0.31);
    expect(overnight).toBeLessThan(0.39);
    const together = correlation(
      days.map(({ level }) => level),
      days.map(({ slope }) => slope),
    );
    expect(Math.abs(together)).toBeLessThan(0.07);
  });

  test('today says nothing of tomorrow', () => {
    const levels = days.map(({ level }) => level);
    expect(Math.abs(correlation(levels.slice(1), levels.slice(0, -1)))).toBeLessThan(0.07);
  });
});

describe('markets', () => {
  const INSTANTS = 4000;
  const levels = (market: Market): number[] =>
    Array.from({ length: INSTANTS }, (_, tick) => nature.overnight(market, at(0, tick)).levelMilliSigma);
  const [ust, gilt, jgb, ktb] = (['ust', 'gilt', 'jgb', 'ktb'] as const).map(levels) as [
    number[],
    number[],
    number[],
    number[],
  ];

  test('New York and London hear much the same at one instant, Tokyo little of it', () => {
    expect(correlation(ust, gilt)).toBeCloseTo(0.85 * 0.8, 1);
    expect(correlation(ust, jgb)).toBeCloseTo(0.85 * 0.2, 1);
    expect(correlation(ust, ktb)).toBeCloseTo(0.85 * 0.5, 1);
    expect(correlation(ust, gilt)).toBeGreaterThan(correlation(ust, ktb));
    expect(correlation(ust, ktb)).toBeGreaterThan(correlation(ust, jgb));
  });

  test('whoever shares more of the world’s news has less of its own: the scale is the same for all', () => {
    const gaps = [
      [ust, 0.05],
      [gilt, 0.35],
      [jgb, 0.35],
      [ktb, 0.35],
    ] as const;
    for (const [news, share] of gaps) {
      const ratio = deviation(news) / (920 * Math.sqrt(share));
      expect(ratio).toBeGreaterThan(0.97);
      expect(ratio).toBeLessThan(1.03);
    }
  });

  test('currencies have no part in the world’s news', () => {
    expect(Math.abs(correlation(ust, levels('fx')))).toBeLessThan(0.05);
  });

  test('the slope is a market’s own', () => {
    const slopes = (market: Market): number[] =>
      Array.from({ length: INSTANTS }, (_, tick) => nature.overnight(market, at(0, tick)).slopeMilliSigma);
    expect(Math.abs(correlation(slopes('ust'), slopes('gilt')))).toBeLessThan(0.05);
  });
});

describe('luck', () => {
  test('the same instant has the same news, however often and by whomever it is asked', () => {
    const asked = nature.duringSession('gilt', at(3, 7));
    for (const market of ['ust', 'jgb', 'ktb', 'fx'] as const) nature.duringSession(market, at(3, 7));
    expect(nature.duringSession('gilt', at(3, 7))).toEqual(asked);
    expect(new Nature(seed(SEED)).duringSession('gilt', at(3, 7))).toEqual(asked);
  });

  test('another instant, another seed, the night and another market are other luck', () => {
    const here = nature.duringSession('gilt', at(3, 7));
    const elsewhere = [
      nature.duringSession('gilt', at(3, 8)),
      new Nature(seed(SEED + 1)).duringSession('gilt', at(3, 7)),
      nature.overnight('gilt', at(3, 7)),
      nature.duringSession('ktb', at(3, 7)),
    ];
    for (const other of elsewhere) expect(other.levelMilliSigma).not.toBe(here.levelMilliSigma);
  });

  test('news comes in whole thousandths of a calm day', () => {
    for (let tick = 0; tick < 200; tick++) {
      const { levelMilliSigma, slopeMilliSigma } = nature.duringSession('ust', at(1, tick));
      expect(Number.isSafeInteger(levelMilliSigma) && Number.isSafeInteger(slopeMilliSigma)).toBe(true);
    }
  });
});
