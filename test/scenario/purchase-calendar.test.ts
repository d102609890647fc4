import { describe, expect, it } from 'vitest';
import type { AuctionFacts } from '../../src/scenario/scenario.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import { isoTime } from '../../src/units/time.ts';
import { entryLine, withEntry, withPurchases } from './auction-scenario.ts';
import { errorsOf, read, scenarioOf } from './small-scenario.ts';

/** Every line of it is at fault in some test below. */
const BOJ = `  boj:
    format: boj_purchase
    plan: { 2026-01: ¥2.9tn, 2026-02: ¥2.7tn }
    buckets:
      - { bonds: [JGB-10Y], share: 35%, dates: [2026-01-07, 2026-01-21, 2026-01-28, 2026-02-04] }
      - { id: super-long, bonds: [JGB-40Y, JGB-20Y], share: 10%, dates: [2026-01-21] }
`;

const held = (section: string): readonly AuctionFacts[] => scenarioOf(withPurchases(section)).auctions;

const changedBoj = (from: string, to: string): string => {
  expect(BOJ).toContain(from);
  return BOJ.replace(from, () => to);
};

describe('a calendar of purchases', () => {
  it('buys on every date of the run its part of the month, rounded down to ¥100m', () => {
    // ¥2.9tn × 35 % = ¥1,015bn on three dates of January, one of them before the run: ¥338.3bn each, not ¥338.33bn
    expect(held(BOJ).map(({ id, offered }) => [id, offered])).toEqual([
      ['boj-2026-01-21-jgb-10y', 338_300_000_000],
      ['boj-2026-01-21-super-long', 290_000_000_000],
      ['boj-2026-01-28-jgb-10y', 338_300_000_000],
    ]);
  });

  it('holds ordinary operations of its format and buyer', () => {
    const [, second] = held(BOJ);
    expect(second).toMatchObject({
      format: 'boj_purchase',
      counterparty: 'boj',
      instruments: ['JGB-20Y', 'JGB-40Y'],
      dealersCeiling: 0,
      nonCompetitive: 0,
    });
    const { announcedAt, bidsCloseAt, resultAt, settlement } = second as AuctionFacts;
    expect([announcedAt, bidsCloseAt, resultAt].map(isoTime)).toEqual([
      '2026-01-21T01:10:00Z',
      '2026-01-21T01:40:00Z',
      '2026-01-21T02:00:00Z',
    ]);
    expect(isoDate(settlement)).toBe('2026-01-22');
  });

  it('follows the published taper, a fifth of it on one day of every quarter', () => {
    const section = `  boj:
    format: boj_purchase
    plan: { 2026-01: ¥2.9tn, 2026-04: ¥2.7tn, 2026-07: ¥2.5tn, 2026-10: ¥2.3tn, 2027-01: ¥2.1tn }
    buckets:
      - { bonds: [JGB-10Y], share: 20%, dates: [2026-01-20, 2026-04-15, 2026-07-15, 2026-10-15, 2027-01-15] }
`;
    const year = withPurchases(section).replace('ends: 2026-01-30', 'ends: 2027-03-31');
    expect(scenarioOf(year).auctions.map(({ offered }) => offered / 1e9)).toEqual([580, 540, 500, 460, 420]);
  });

  it('never buys more in a month than its plan', () => {
    for (const [days, share] of [
      [3, 333],
      [7, 1000],
      [11, 17],
      [1, 999],
    ] as const) {
      const dates = Array.from(
        { length: days },
        (_, i) => `2026-02-${String([2, 3, 4, 5, 6, 9, 10, 12, 13, 16, 17][i]).padStart(2, '0')}`,
      );
      const section = `  boj: { format: boj_purchase, plan: { 2026-02: ¥2.7001tn }, buckets: [{ bonds: [JGB-10Y], share: ${share / 10}%, dates: [${dates.join(', ')}] }] }\n`;
      const text = withPurchases(section).replace('ends: 2026-01-30', 'ends: 2026-02-28');
      const bought = scenarioOf(text).auctions;
      const total = bought.reduce((sum, { offered }) => sum + offered, 0);
      const exact = (2.7001e12 * share) / 1000;
      expect([bought.length, total <= exact, exact - total < days * 100_000_000], `${days} days, ${share}`).toEqual([
        days,
        true,
        true,
      ]);
    }
  });

  it('buys nothing in a month whose plan is nothing', () => {
    expect(held(changedBoj('2026-01: ¥2.9tn', '2026-01: ¥0tn'))).toEqual([]);
  });

  it('may be of buy-backs, or of reverse auctions with their reserve', () => {
    const buyback = changedBoj('boj_purchase', 'mof_buyback');
    expect(held(buyback)[0]).toMatchObject({ format: 'mof_buyback', counterparty: 'mof' });
    const gilts =
      '  boe: { format: boe_reverse, reserveSpread: 1bp, plan: { 2026-01: £10bn }, buckets: [{ bonds: [GILT-10Y], share: 50%, dates: [2026-01-21, 2026-01-22] }] }\n';
    expect(held(gilts)).toMatchObject([
      { id: 'boe-2026-01-21-gilt-10y', counterparty: 'boe', offered: 2_500_000_000, spreadMilli: 10 },
      { id: 'boe-2026-01-22-gilt-10y', counterparty: 'boe', offered: 2_500_000_000, spreadMilli: 10 },
    ]);
  });

  it('is resolved into its operations, which read back to the same scenario', () => {
    const once = read(withPurchases(BOJ));
    const resolved = once.ok ? once.resolved : '';
    expect(resolved).toContain(
      'operations:\n  - id: boj-2026-01-21-jgb-10y\n    bond: JGB-10Y\n    format: boj_purchase\n    amount: ¥338.3bn\n    by: boj\n',
    );
    expect(resolved).not.toContain('purchases:');
    const twice = read(resolved);
    expect(twice.ok && once.ok && twice.digestText === once.digestText).toBe(true);
  });

  it('means the same in any order of buckets, dates, months and lines', () => {
    const turned = `  boj:
    buckets:
      - { dates: [2026-01-21], share: 10%, bonds: [JGB-20Y, JGB-40Y], id: super-long }
      - { dates: [2026-02-04, 2026-01-28, 2026-01-21, 2026-01-07], share: 35%, bonds: [JGB-10Y] }
    plan: { 2026-02: ¥2.7tn, 2026-01: ¥2.9tn }
    format: boj_purchase
`;
    expect(held(turned)).toEqual(held(BOJ));
  });
});

describe('a fault of a calendar', () => {
  it.each<[from: string, to: string, at: string, message: string, nearest?: string]>([
    ['  boj:', '  Boj:', 'Boj', 'a calendar’s name is lower-case words joined by hyphens, 20 characters at most'],
    [
      'share: 10%, dates: [2026-01-21]',
      'share: 10%, amounts: { 2026-01-21: ¥100bn }',
      'share',
      'amounts by date leave nothing to share out',
    ],
    ['share: 10%, dates: [2026-01-21]', 'amounts: { 2026-01-32: ¥100bn }', '2026-01-32', '"2026-01-32" is no date'],
    [
      'boj_purchase',
      'boj_purchse',
      'boj_purchse',
      'expected one of: mof_buyback, boj_purchase, boj_fixed_rate, boe_reverse, fed_purchase, ust_buyback, bok_purchase, ktb_buyback, found "boj_purchse"; did you mean "boj_purchase"?',
      'boj_purchase',
    ],
    ['    plan', '    by: mof\n    plan', 'mof', 'boj_purchase is held by a central bank, and "mof" is none'],
    [
      '    plan',
      '    reserveSpread: 1bp\n    plan',
      'reserveSpread',
      'boj_purchase has no reserveSpread: it belongs to boe_reverse',
    ],
    ['2026-02: ', '2026-13: ¥2tn, 2026-02: ', '2026-13', '"2026-13" is no month'],
    ['2026-02: ¥2.7tn', '2026-02: ¥2.70005tn', '¥2.70005tn', 'awards are multiples of ¥100m, and this is none'],
    ['2026-02: ¥2.7tn', '2026-02: $2.7bn', '$2.7bn', 'expected an amount in JPY, found one in USD'],
    [', 2026-02: ¥2.7tn', '', '2026-02-04', 'the plan has no 2026-02'],
    ['[JGB-10Y]', '[JGB-10X]', 'JGB-10X', 'no instrument "JGB-10X" is stated; did you mean "JGB-10Y"?', 'JGB-10Y'],
    ['[JGB-10Y]', '[GILT-10Y]', 'GILT-10Y', 'boj_purchase is for Japanese government bonds, and GILT-10Y is none'],
    ['35%', '91%', '10%', 'shares of 2026-01 add up to 101%'],
    ['35%', '101%', '101%', '101% lies outside 0% … 100%'],
    ['10%', '0%', '0%, dates: [2026-01-21]', 'a bucket of nothing'],
    [
      '2026-01-28',
      '2026-01-25',
      '2026-01-25',
      '2026-01-25 is a Sunday: the jgb market is closed; did you mean 2026-01-26?',
      '2026-01-26',
    ],
    [
      '2026-01-28',
      '2026-02-11',
      '2026-02-11',
      '2026-02-11 is a holiday of the jgb market’s calendar: the jgb market is closed; did you mean 2026-02-12?',
      '2026-02-12',
    ],
    ['2026-01-28', '2026-01-21', '2026-01-21, 2026-02-04', '2026-01-21 stands here twice'],
    ['2026-01-28', '28 January', '28 January', 'expected a date, such as 2026-01-20, found "28 January"'],
    [
      '[JGB-40Y, JGB-20Y]',
      '[JGB-40Y, JGB-10Y]',
      '2026-01-21] }',
      'JGB-10Y is bought twice on 2026-01-21, in two buckets',
    ],
    ['¥2.9tn', '¥800m', '35%', 'less than one award step a day in 2026-01'],
    ['¥2.9tn', '¥900tn', '35%', 'more than all that is outstanding of JGB-10Y'],
    [
      'id: super-long',
      'id: Super Long',
      'Super Long',
      'an id is lower-case words joined by hyphens, such as regional-banks',
    ],
    ['share: 10%', 'shares: 10%', 'shares', 'unknown key "shares"; did you mean "share"?', 'share'],
  ])('%s → %s', (from, to, at, message, nearest) => {
    const section = changedBoj(from, to);
    const errors = errorsOf(withPurchases(section));
    const [said] = errors;
    expect(errors.map((error) => error.message)).toContain(message);
    const fault = errors.find((error) => error.message === message);
    const lines = section.split('\n');
    const row = (fault?.line ?? 0) - entryLine;
    expect(lines[row]?.slice((fault?.column ?? 0) - 1), `${said?.line}:${said?.column}`).toMatch(
      new RegExp(`^${at.replace(/[[\]{}()*+?.\\^$|]/g, String.raw`\$&`)}`),
    );
    expect(fault?.nearest).toBe(nearest);
    // the same amount is too small, or too large, for every bucket
    expect(errors.length).toBe(
      from === '¥2.9tn' ? errors.filter((error) => /award step|outstanding/.test(error.message)).length : 1,
    );
  });

  it('a name of two operations is refused', () => {
    const operation = withEntry('boj_purchase').replace('id: a,', 'id: boj-2026-01-21-jgb-10y,');
    expect(errorsOf(`${operation}purchases:\n${BOJ}`).map(({ line, message }) => [line, message])).toEqual([
      [entryLine + 2, '"boj-2026-01-21-jgb-10y" would be the name of two operations'],
    ]);
  });

  it('is told for dates outside the run too', () => {
    expect(errorsOf(withPurchases(changedBoj('2026-01-07', '2026-01-04'))).map(({ nearest }) => nearest)).toEqual([
      '2026-01-05',
    ]);
  });
});
