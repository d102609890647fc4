import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  giltExDividendDate,
  isBusinessDay,
  isWeekend,
  nextBusinessDay,
  previousBusinessDay,
} from '../../../src/market/calendar/business-days.ts';
import { KTB_DAYS_MISSING, KTB_DAYS_WRONG } from '../../../src/market/calendar/holiday-table.ts';
import { daysOf } from '../../../src/market/calendar/holidays.ts';
import {
  businessDateAt,
  calendarOf,
  cityOf,
  closeMarkAt,
  isOpenAt,
  marketDayPlan,
  sessionsOf,
  venueOf,
} from '../../../src/market/calendar/sessions.ts';
import { atLocalTime, type City, localDate, utcOffsetMs } from '../../../src/market/calendar/zones.ts';
import { Bug } from '../../../src/units/assert.ts';
import { addDays, type DayNumber, dayNumber, isoDate, parseIsoDate } from '../../../src/units/civil-date.ts';
import { type BondMarket, type Market, type SimTime, simTime, type Venue } from '../../../src/units/quantity.ts';
import { HOUR_MS, isoTime, MINUTE_MS, parseIsoTime, startOfDay } from '../../../src/units/time.ts';

const day = (text: string): DayNumber => parseIsoDate(text) as DayNumber;
const at = (text: string): SimTime => parseIsoTime(text) as SimTime;
const csv = (name: string): string[][] =>
  readFileSync(new URL(`../../oracles/${name}`, import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));

const plan = (market: Venue, from: string, to: string, extra: readonly DayNumber[] = []): string[] =>
  marketDayPlan(market, at(from), at(to), extra).map(
    ({ at: when, what, date }) => `${isoTime(when)} ${what} ${isoDate(date)}`,
  );

describe('local time', () => {
  const ZONES: Readonly<Record<City, string>> = {
    tokyo: 'Asia/Tokyo',
    seoul: 'Asia/Seoul',
    london: 'Europe/London',
    newYork: 'America/New_York',
  };

  test.each(Object.entries(ZONES) as [City, string][])(
    '%s agrees with the tz database every six hours',
    (city, zone) => {
      const clock = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
        hourCycle: 'h23',
      });
      for (
        let when = at('2007-01-01T00:59:59Z');
        when < at('2037-12-31T00:00:00Z');
        when = simTime(when + 6 * HOUR_MS)
      ) {
        const ours = isoTime(simTime(when + utcOffsetMs(city, when))).slice(0, 19);
        const [date, time] = clock.format(when).split(', ');
        if (ours !== `${date}T${time}`) expect(ours, isoTime(when)).toBe(`${date}T${time}`);
      }
    },
  );

  test.each([
    ['newYork', '2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', -5, -4],
    ['newYork', '2026-11-01T05:59:59Z', '2026-11-01T06:00:00Z', -4, -5],
    ['london', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', 0, 1],
    ['london', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z', 1, 0],
  ] as const)('%s changes its clocks between %s and %s', (city, before, after, from, to) => {
    expect(utcOffsetMs(city, at(before))).toBe(from * HOUR_MS);
    expect(utcOffsetMs(city, at(after))).toBe(to * HOUR_MS);
  });

  test('a local time leads back to its date and minute on every day of the year, both ways round', () => {
    for (const city of ['tokyo', 'seoul', 'london', 'newYork'] as const) {
      for (let date = dayNumber(2026, 1, 1); date < dayNumber(2027, 1, 1); date = addDays(date, 1)) {
        const noon = atLocalTime(city, date, 12 * 60);
        expect(noon + utcOffsetMs(city, noon)).toBe(startOfDay(date) + 12 * HOUR_MS);
        expect(localDate(city, noon)).toBe(date);
      }
    }
  });

  test('a time that occurs twice is its first, one that is skipped is read as standard time', () => {
    expect(isoTime(atLocalTime('london', day('2026-10-25'), 90))).toBe('2026-10-25T00:30:00Z');
    expect(isoTime(atLocalTime('london', day('2026-03-29'), 90))).toBe('2026-03-29T01:30:00Z');
    expect(isoTime(atLocalTime('newYork', day('2026-11-01'), 90))).toBe('2026-11-01T05:30:00Z');
    expect(isoTime(atLocalTime('newYork', day('2026-03-08'), 150))).toBe('2026-03-08T07:30:00Z');
  });
});

describe('business days', () => {
  const MARKETS: readonly BondMarket[] = ['jgb', 'ust', 'gilt', 'ktb'];
  const listed = csv('calendar_holidays_ql129.csv').slice(1);

  test.each(MARKETS)('%s is shut on the listed days and on no other weekday, corrections apart', (market) => {
    const expected = new Set(listed.filter(([name]) => name === market.toUpperCase()).map(([, date]) => date));
    if (market === 'ktb') {
      for (const date of daysOf(KTB_DAYS_MISSING)) {
        expect(expected.has(isoDate(date)), `${isoDate(date)} needs no correction`).toBe(false);
        expected.add(isoDate(date));
      }
      for (const date of daysOf(KTB_DAYS_WRONG)) expect(expected.delete(isoDate(date))).toBe(true);
    }
    const shut: string[] = [];
    for (
      let date = dayNumber(2015, 1, 1);
      date < dayNumber(market === 'gilt' ? 2081 : 2036, 1, 1);
      date = addDays(date, 1)
    ) {
      if (!isWeekend(date) && !isBusinessDay(market, date, [])) shut.push(isoDate(date));
    }
    expect(shut).toEqual([...expected].sort());
  });

  test('New York’s bonds rest on Martin Luther King day 2026, and the yen does not', () => {
    const mlk = day('2026-01-19');
    expect(isBusinessDay('ust', mlk, [])).toBe(false);
    expect(['jgb', 'gilt', 'ktb', 'fx', 'gold'].map((market) => isBusinessDay(market as Market, mlk, []))).toEqual(
      Array(5).fill(true),
    );
    expect(isoDate(nextBusinessDay('ust', day('2026-01-16')))).toBe('2026-01-20');
    expect(isoDate(previousBusinessDay('ust', day('2026-01-20')))).toBe('2026-01-16');
  });

  test('currencies rest at Christmas and New Year only', () => {
    const shut: string[] = [];
    for (let date = day('2026-01-01'); date < day('2027-01-01'); date = addDays(date, 1)) {
      if (!isWeekend(date) && !isBusinessDay('fx', date, [])) shut.push(isoDate(date));
    }
    expect(shut).toEqual(['2026-01-01', '2026-12-25']);
  });

  test('a scenario’s own holiday shuts its market and lengthens every count across it', () => {
    const extra = [day('2026-01-21')];
    expect(isBusinessDay('jgb', day('2026-01-21'), extra)).toBe(false);
    expect(isoDate(addBusinessDays('jgb', day('2026-01-20'), 1, extra))).toBe('2026-01-22');
    expect(isoDate(addBusinessDays('jgb', day('2026-01-20'), 1, []))).toBe('2026-01-21');
  });

  test('counting there and back ends where it began', () => {
    for (let date = day('2026-01-01'); date < day('2027-01-01'); date = nextBusinessDay('jgb', date)) {
      if (!isBusinessDay('jgb', date)) continue;
      for (const count of [1, 2, 7, 30]) {
        expect(addBusinessDays('jgb', addBusinessDays('jgb', date, count), -count)).toBe(date);
      }
    }
    expect(addBusinessDays('jgb', day('2026-01-03'), 0)).toBe(day('2026-01-03'));
  });

  test('every reference gilt goes ex dividend seven London business days before its dividend date', () => {
    const [header, ...rows] = csv('bonds_gilt.csv') as [string[], ...string[][]];
    const [next, exDividend] = [header.indexOf('next_coupon'), header.indexOf('ex_div_date')];
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      expect(isoDate(giltExDividendDate(day(row[next] as string))), row[0] as string).toBe(row[exDividend]);
    }
  });
});

describe('sessions', () => {
  const hours = (market: Venue, date: string): string =>
    sessionsOf(market, day(date))
      .map(({ opensAt, closesAt }) => `${isoTime(opensAt)} ${isoTime(closesAt)}`)
      .join(' | ');

  test.each([
    ['jgb', '2026-01-20', '2026-01-19T23:40:00Z 2026-01-20T02:05:00Z | 2026-01-20T03:25:00Z 2026-01-20T09:00:00Z'],
    ['ktb', '2026-01-20', '2026-01-20T00:00:00Z 2026-01-20T06:30:00Z'],
    ['gilt', '2026-01-20', '2026-01-20T08:00:00Z 2026-01-20T16:30:00Z'],
    ['gilt', '2022-09-28', '2022-09-28T07:00:00Z 2022-09-28T15:30:00Z'],
    ['ust', '2026-01-20', '2026-01-19T23:00:00Z 2026-01-20T22:00:00Z'],
    ['ust', '2022-09-28', '2022-09-27T22:00:00Z 2022-09-28T21:00:00Z'],
    ['fx', '2026-01-20', '2026-01-19T22:00:00Z 2026-01-20T22:00:00Z'],
    // Clocks change between the Sunday evening's open and nothing else: both instants are summer time.
    ['ust', '2026-03-09', '2026-03-08T22:00:00Z 2026-03-09T21:00:00Z'],
    [
      'ose',
      '2026-01-20',
      '2026-01-19T06:30:00Z 2026-01-19T21:00:00Z | 2026-01-19T23:45:00Z 2026-01-20T02:02:00Z | 2026-01-20T03:30:00Z 2026-01-20T06:02:00Z',
    ],
    // The night before Tuesday the 13th is Friday's: Monday is Coming-of-Age Day.
    [
      'ose',
      '2026-01-13',
      '2026-01-09T06:30:00Z 2026-01-09T21:00:00Z | 2026-01-12T23:45:00Z 2026-01-13T02:02:00Z | 2026-01-13T03:30:00Z 2026-01-13T06:02:00Z',
    ],
  ] as const)('%s on %s', (market, date, expected) => {
    expect(hours(market, date)).toBe(expected);
  });

  test.each([
    ['jgb', '2026-01-20T06:00:00Z'],
    ['ktb', '2026-01-20T06:30:00Z'],
    ['gilt', '2026-01-20T16:30:00Z'],
    ['ust', '2026-01-20T22:00:00Z'],
    ['fx', '2026-01-20T22:00:00Z'],
    ['ose', '2026-01-20T06:00:00Z'],
  ] as const)('the close of %s is marked at %s', (market, expected) => {
    expect(isoTime(closeMarkAt(market, day('2026-01-20')))).toBe(expected);
  });

  test.each([
    ['jgb', '2026-01-20T03:35:00Z', '2026-01-20', true],
    ['jgb', '2026-01-20T02:30:00Z', '2026-01-20', false],
    ['jgb', '2026-01-20T02:05:00Z', '2026-01-20', false],
    ['jgb', '2026-01-20T03:25:00Z', '2026-01-20', true],
    ['jgb', '2026-01-20T08:59:59Z', '2026-01-20', true],
    ['jgb', '2026-01-20T09:00:00Z', '2026-01-21', false],
    ['jgb', '2026-01-17T03:35:00Z', '2026-01-19', false],
    ['ust', '2026-01-19T15:00:00Z', '2026-01-20', false],
    ['ust', '2026-01-19T23:00:00Z', '2026-01-20', true],
    ['ust', '2026-01-20T22:00:00Z', '2026-01-21', false],
    ['fx', '2026-01-19T15:00:00Z', '2026-01-19', true],
    ['fx', '2026-01-19T22:00:00Z', '2026-01-20', true],
    ['fx', '2026-01-16T22:00:00Z', '2026-01-19', false],
    ['fx', '2026-01-18T22:00:00Z', '2026-01-19', true],
    ['gilt', '2026-04-02T16:30:00Z', '2026-04-07', false],
    ['ose', '2026-01-20T06:10:00Z', '2026-01-21', false],
    ['ose', '2026-01-20T06:30:00Z', '2026-01-21', true],
    ['ose', '2026-01-20T16:00:00Z', '2026-01-21', true],
    ['ose', '2026-01-23T16:00:00Z', '2026-01-26', true],
    ['ose', '2026-01-23T21:00:00Z', '2026-01-26', false],
    ['ose', '2026-01-25T23:45:00Z', '2026-01-26', true],
  ] as const)('%s at %s belongs to %s', (market, when, date, open) => {
    expect(isoDate(businessDateAt(market, at(when)))).toBe(date);
    expect(isOpenAt(market, at(when))).toBe(open);
  });

  test('a scenario’s holiday moves the business date on', () => {
    expect(isoDate(businessDateAt('jgb', at('2026-01-20T03:35:00Z'), [day('2026-01-20')]))).toBe('2026-01-21');
    expect(isOpenAt('jgb', at('2026-01-20T03:35:00Z'), [day('2026-01-20')])).toBe(false);
  });

  test('a scenario’s holiday moves the night of the exchange too', () => {
    const holidays = [day('2026-01-20')];
    expect(isoDate(businessDateAt('ose', at('2026-01-19T16:00:00Z'), holidays))).toBe('2026-01-21');
    expect(isoTime(sessionsOf('ose', day('2026-01-21'), holidays)[0]?.opensAt as SimTime)).toBe('2026-01-19T06:30:00Z');
  });

  test('a plan that ends on a Friday evening has the night session of Monday’s date', () => {
    expect(plan('ose', '2026-01-23T05:59:00Z', '2026-01-23T12:00:00Z')).toEqual([
      '2026-01-23T05:59:00Z open 2026-01-23',
      '2026-01-23T06:00:00Z mark 2026-01-23',
      '2026-01-23T06:02:00Z close 2026-01-23',
      '2026-01-23T06:30:00Z open 2026-01-26',
    ]);
  });

  test('futures trade on their exchange, everything else in its own market', () => {
    expect([venueOf('JGB-10Y-F', 'jgb'), venueOf('JGB-10Y', 'jgb'), venueOf('GILT-30Y-IL', 'gilt')]).toEqual([
      'ose',
      'jgb',
      'gilt',
    ]);
    expect([calendarOf('ose'), cityOf('ose')]).toEqual(['jgb', 'tokyo']);
  });

  test('no market has sessions at a weekend', () => {
    expect(() => sessionsOf('jgb', day('2026-01-18'))).toThrow(Bug);
  });

  test('shares trade round New York’s clock on New York’s days, futures on them in their own market', () => {
    expect(venueOf('EQUITY-US-F', 'equity')).toBe('equity');
    expect(cityOf('equity')).toBe('newYork');
    expect(plan('equity', '2026-01-19T12:00:00Z', '2026-01-20T21:00:00Z')).toEqual(
      plan('ust', '2026-01-19T12:00:00Z', '2026-01-20T21:00:00Z'),
    );
  });
});

describe('the plan of a market', () => {
  test('Tokyo breaks for lunch, marks its close at three and goes on to six', () => {
    expect(plan('jgb', '2026-01-19T15:00:00Z', '2026-01-20T15:00:00Z')).toEqual([
      '2026-01-19T23:40:00Z open 2026-01-20',
      '2026-01-20T02:05:00Z close 2026-01-20',
      '2026-01-20T03:25:00Z open 2026-01-20',
      '2026-01-20T06:00:00Z mark 2026-01-20',
      '2026-01-20T09:00:00Z close 2026-01-20',
    ]);
  });

  test('the mark comes before the close of the same instant, and that before the next open', () => {
    expect(plan('fx', '2026-01-19T21:00:00Z', '2026-01-20T23:00:00Z')).toEqual([
      '2026-01-19T21:00:00Z open 2026-01-19',
      '2026-01-19T22:00:00Z mark 2026-01-19',
      '2026-01-19T22:00:00Z close 2026-01-19',
      '2026-01-19T22:00:00Z open 2026-01-20',
      '2026-01-20T22:00:00Z mark 2026-01-20',
      '2026-01-20T22:00:00Z close 2026-01-20',
      '2026-01-20T22:00:00Z open 2026-01-21',
    ]);
  });

  test('New York spans its holiday: nothing between Friday’s close and Monday evening', () => {
    expect(plan('ust', '2026-01-16T20:00:00Z', '2026-01-19T23:00:00Z')).toEqual([
      '2026-01-16T20:00:00Z open 2026-01-16',
      '2026-01-16T22:00:00Z mark 2026-01-16',
      '2026-01-16T22:00:00Z close 2026-01-16',
      '2026-01-19T23:00:00Z open 2026-01-20',
    ]);
  });

  test('a plan that begins in a session opens it at once; one that begins as it ends does not', () => {
    expect(plan('gilt', '2026-01-20T12:00:00Z', '2026-01-20T18:00:00Z')).toEqual([
      '2026-01-20T12:00:00Z open 2026-01-20',
      '2026-01-20T16:30:00Z mark 2026-01-20',
      '2026-01-20T16:30:00Z close 2026-01-20',
    ]);
    expect(plan('gilt', '2026-01-20T16:30:00Z', '2026-01-20T18:00:00Z')).toEqual([]);
    expect(plan('jgb', '2026-01-20T02:05:00Z', '2026-01-20T03:25:00Z')).toEqual([
      '2026-01-20T03:25:00Z open 2026-01-20',
    ]);
  });

  test('a scenario’s holiday is left out', () => {
    expect(plan('ktb', '2026-01-19T15:00:00Z', '2026-01-21T15:00:00Z', [day('2026-01-20')])).toEqual([
      '2026-01-21T00:00:00Z open 2026-01-21',
      '2026-01-21T06:30:00Z mark 2026-01-21',
      '2026-01-21T06:30:00Z close 2026-01-21',
    ]);
  });

  test.each(['jgb', 'ust', 'gilt', 'ktb', 'fx'] as const)(
    'a year of %s is in order, opens and closes in turn, marks each business date once while open',
    (market) => {
      const moments = marketDayPlan(market, at('2026-01-01T12:00:00Z'), at('2026-12-31T23:59:59Z'), []);
      let open = false;
      let last = 0;
      const marked = new Set<DayNumber>();
      for (const { at: when, what, date } of moments) {
        expect(when).toBeGreaterThanOrEqual(last);
        last = when;
        if (what === 'mark') {
          expect(open && !marked.has(date), isoTime(when)).toBe(true);
          marked.add(date);
          continue;
        }
        expect(open, isoTime(when)).toBe(what === 'close');
        open = what === 'open';
        if (what === 'open') expect(businessDateAt(market, when)).toBe(date);
        if (what === 'close') expect(businessDateAt(market, simTime(when - MINUTE_MS))).toBe(date);
      }
      expect(marked.size).toBeGreaterThan(235);
    },
  );

  test('two plans that meet between instants are one plan', () => {
    const [from, middle, to] = [at('2026-01-18T00:00:00Z'), at('2026-01-20T10:07:00Z'), at('2026-01-24T00:00:00Z')];
    for (const market of ['jgb', 'gilt', 'ktb'] as const) {
      const early = marketDayPlan(market, from, middle, []);
      const late = marketDayPlan(market, middle, to, []).filter(({ at: when }) => when !== middle);
      expect([...early, ...late]).toEqual(marketDayPlan(market, from, to, []));
    }
  });
});
