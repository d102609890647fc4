/** Routine macro news: as much of it as is stated, shared as is stated, and the same luck whoever asks. */
import { describe, expect, test } from 'vitest';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import { Nature, overnightShare } from '../../src/engine/nature.ts';
import { type Market, type SimTime, seed } from '../../src/units/quantity.ts';
import { DAY_MS, HOUR_MS, TICK_MS } from '../../src/units/time.ts';

const SEED = 20260120;
const nature = new Nature(seed(SEED));
const at = (day: number, tick = 0): SimTime => (day * DAY_MS + tick * TICK_MS) as SimTime;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, n) => (value - ma) * ((b[n] as number) - mb))) / deviation(a) / deviation(b);
}

describe('a day’s news', () => {
  const DAYS = 500;
  /** The scale is one for all; this market has no part in the world's news, so any days will do. */
  const MARKET: Market = 'fx';
  const days = Array.from({ length: DAYS }, (_, day) => {
    const gap = nature.overnight(MARKET, at(day - 1, 200), at(day));
    let [level, slope] = [gap.levelMilliSigma, gap.slopeMilliSigma];
    for (let tick = 0; tick < ticksPerDay(MARKET); tick++) {
      const news = nature.duringSession(MARKET, at(day, tick));
      level += news.levelMilliSigma;
      slope += news.slopeMilliSigma;
    }
    return { level, slope };
  });

  test(`has the stated scale within 8 % over ${DAYS} days, level and slope, seed ${SEED}`, () => {
    for (const values of [days.map(({ level }) => level), days.map(({ slope }) => slope)]) {
      expect(deviation(values) / 1000).toBeGreaterThan(0.92);
      expect(deviation(values) / 1000).toBeLessThan(1.08);
    }
  });

  test('has no direction: its mean is within three standard errors of nothing', () => {
    const errors = 3 / Math.sqrt(DAYS);
    expect(Math.abs(mean(days.map(({ level }) => level))) / 1000).toBeLessThan(errors);
    expect(Math.abs(mean(days.map(({ slope }) => slope))) / 1000).toBeLessThan(errors);
  });

  test('level and slope have nothing to do with each other', () => {
    const together = correlation(
      days.map(({ level }) => level),
      days.map(({ slope }) => slope),
    );
    expect(Math.abs(together)).toBeLessThan(0.14);
  });

  test('today says nothing of tomorrow', () => {
    const levels = days.map(({ level }) => level);
    expect(Math.abs(correlation(levels.slice(1), levels.slice(0, -1)))).toBeLessThan(0.14);
  });
});

describe('the world', () => {
  const WEEKS = 60;
  /** Mondays to Fridays from 5 January 1970; hours of the session in UTC, a session across midnight begins the day before. */
  const HOURS = { ust: [-1, 22], gilt: [8, 16.5], jgb: [-1 / 3, 9], ktb: [0, 6.5], fx: [-2, 22] } as const;
  const mondays = Array.from({ length: WEEKS }, (_, week) => 4 + 7 * week);
  type Traded = keyof typeof HOURS;
  type Day = { readonly gap: number; readonly session: readonly number[] };

  function dayOf(market: Traded, day: number): Day {
    const [from, to] = HOURS[market];
    const opens = day * DAY_MS + from * HOUR_MS;
    const weekend = (day - 4) % 7 === 0 ? 2 : 0;
    const since = (day - 1 - weekend) * DAY_MS + to * HOUR_MS - TICK_MS;
    const session: number[] = [];
    for (let now = opens; now < day * DAY_MS + to * HOUR_MS; now += TICK_MS)
      session.push(nature.duringSession(market, now as SimTime).levelMilliSigma);
    return { gap: nature.overnight(market, since as SimTime, opens as SimTime).levelMilliSigma, session };
  }
  const daysOf = (market: Traded): Day[] =>
    mondays.flatMap((monday) => [0, 1, 2, 3, 4].map((n) => dayOf(market, monday + n)));
  const days = { ust: daysOf('ust'), gilt: daysOf('gilt'), jgb: daysOf('jgb'), ktb: daysOf('ktb'), fx: daysOf('fx') };
  const moves = (market: Traded): number[] => days[market].map(({ gap, session }) => gap + sum(session));

  test('New York and London have much the same day, although London goes home first', () => {
    expect(correlation(moves('ust'), moves('gilt'))).toBeGreaterThan(0.55);
    expect(correlation(moves('ust'), moves('gilt'))).toBeLessThan(0.8);
  });

  test('what New York heard after Tokyo went home is in Tokyo’s next opening', () => {
    const afternoon = days.ust.map(({ session }) => sum(session.slice(-13 * 12))).slice(0, -1);
    const opening = days.jgb.map(({ gap }) => gap).slice(1);
    const session = days.jgb.map((day) => sum(day.session)).slice(1);
    expect(correlation(afternoon, opening)).toBeGreaterThan(0.3);
    expect(Math.abs(correlation(afternoon, session))).toBeLessThan(0.2);
  });

  test('Tokyo shares little of it: same day and next together 0.1 to 0.5', () => {
    const [ust, jgb] = [moves('ust'), moves('jgb')];
    const both = correlation(ust, jgb) + correlation(ust.slice(0, -1), jgb.slice(1));
    expect(both).toBeGreaterThan(0.1);
    expect(both).toBeLessThan(0.5);
  });

  test('whoever shares more of it has less news of its own: every market has the same scale', () => {
    for (const market of ['ust', 'gilt', 'jgb', 'ktb'] as const) {
      expect(deviation(moves(market)) / 1000).toBeGreaterThan(0.85);
      expect(deviation(moves(market)) / 1000).toBeLessThan(1.15);
    }
  });

  test('an opening brings as much as volatility is told that it brings', () => {
    for (const market of ['gilt', 'jgb', 'ktb'] as const) {
      const share = deviation(days[market].map(({ gap }) => gap)) ** 2 / 1e6;
      expect(share / overnightShare(market)).toBeGreaterThan(0.75);
      expect(share / overnightShare(market)).toBeLessThan(1.25);
    }
  });

  test('currencies have no part in it', () => {
    expect(Math.abs(correlation(moves('ust'), moves('fx')))).toBeLessThan(0.2);
  });

  test('over lunch only the world goes on, and at the weekend not even that', () => {
    const noon = 11 * DAY_MS + 2 * HOUR_MS;
    const lunch = (market: Market): number =>
      nature.duringBreak(market, noon as SimTime, (noon + 80 * 60_000) as SimTime).levelMilliSigma;
    expect(lunch('jgb')).not.toBe(0);
    expect(Math.sign(lunch('jgb'))).toBe(Math.sign(lunch('ust')));
    expect(lunch('fx')).toBe(0);
    const saturday = 9 * DAY_MS;
    expect(nature.duringBreak('ust', saturday as SimTime, (saturday + DAY_MS) as SimTime).levelMilliSigma).toBe(0);
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
      nature.overnight('gilt', at(2, 7), at(3, 7)),
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
