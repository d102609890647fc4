/** The one door from an opinion to a bid: the grid, the side that is rounded against, steps and smallest amounts. */
import { describe, expect, test } from 'vitest';
import { claimAtAverage, competitiveBid, freeLots, linesOnOffer } from '../../src/agents/auction-bids.ts';
import { FORMAT_TERMS, HELD_FORMATS, type HeldFormat } from '../../src/events/auction-terms.ts';
import { Bug } from '../../src/units/assert.ts';
import { auctionOf } from './fake-auctions.ts';
import { GILT_30Y, JGB_20Y, JGB_30Y, JGB_40Y, KTB_10Y, UST_10Y } from './fake-lines.ts';
import { seenBy } from './fake-view.ts';

const calm = () => seenBy('fund', 'fundamental', {});

/** What is bid at a level: the bid in thousandths, undefined where there is none. */
const bidAt = (format: HeldFormat, levelBp: number, view = calm()): number | undefined => {
  const auction = auctionOf(format);
  const line = view.instrument(auction.instruments[0] as string);
  return competitiveBid(view, auction, { line, levelBp, face: 1e12 })[0]?.bidMilli;
};

describe('a bid stands on the auction’s grid, never better for the other side than what was meant', () => {
  // One basis point of the fake 20-year is 0.12 points, of the 10-year 0.08, of the 30-year 0.14.
  test.each<[string, HeldFormat, number, number]>([
    ['a buyer rounds his price down: 99.88 to the 0.05 below', 'jgb_price_conventional', 321, 99_850],
    ['a price on the grid stays there', 'jgb_price_conventional', 320, 100_000],
    ['a buyer rounds his yield up: 3.801 to 3.805', 'jgb_yield_dutch', 380.1, 3805],
    ['a yield on the grid stays there', 'jgb_yield_dutch', 380.5, 3805],
    ['Treasuries are bid in thousandths of a percent', 'ust_single_price', 425.01, 4251],
    ['Korean yields in steps of 0.005', 'ktb_differential', 350.1, 3505],
    ['gilts in thousandths of a point', 'dmo_multiple_price', 450.01, 99_999],
    ['a buyer rounds his spread up', 'jgb_lea', 220.01, 1],
    ['a buyer above the reference bids a negative spread', 'jgb_lea', 219.55, -4],
    ['a seller rounds his yield down', 'boj_purchase', 321.09, 10],
    ['a seller who asks for more than the reference offers a negative spread', 'boj_purchase', 319.99, -1],
    ['a seller of gilts too', 'boe_reverse', 500.19, 1],
    ['a seller rounds his price up: 0.036 below the reference to 0.03', 'mof_buyback', 320.3, -30],
    ['and above it', 'mof_buyback', 319.7, 40],
  ])('%s', (_, format, levelBp, milli) => expect(bidAt(format, levelBp)).toBe(milli));

  test('in every format, at every level: on the grid, on the right side, and less than a step away', () => {
    for (const format of HELD_FORMATS.filter((name) => name !== 'boj_fixed_rate')) {
      const auction = auctionOf(format);
      const line = calm().instrument(auction.instruments[0] as string);
      const { direction, term } = FORMAT_TERMS[format];
      const higherIsWorse = (direction === 'issue') === (term === 'yield' || term === 'yieldSpread') ? 1 : -1;
      for (let n = 0; n < 200; n++) {
        const levelBp = line.openLevelBp - 10 + 0.1037 * n;
        const exact = calm().bidMilliAt(auction, line, levelBp);
        const bid = bidAt(format, levelBp) ?? Number.NaN;
        expect(Math.abs(bid % auction.bidStepMilli), `${format} ${levelBp}`).toBe(0);
        expect(higherIsWorse * (bid - exact), `${format} ${levelBp}`).toBeGreaterThan(-1e-5);
        expect(Math.abs(bid - exact), `${format} ${levelBp}`).toBeLessThan(auction.bidStepMilli);
      }
    }
  });

  test('a spread of nothing is nothing, not minus nothing', () => {
    expect(Object.is(bidAt('jgb_lea', 219.999), 0)).toBe(true);
  });

  test('a bond that is worth nothing still costs a step', () => {
    expect(bidAt('jgb_price_conventional', 100_000)).toBe(50);
  });
});

describe('amounts', () => {
  const faceOf = (format: HeldFormat, face: number): number | undefined => {
    const auction = auctionOf(format);
    const line = calm().instrument(auction.instruments[0] as string);
    return competitiveBid(calm(), auction, { line, levelBp: line.openLevelBp, face })[0]?.face;
  };

  test('are rounded down to the award step', () => {
    expect(faceOf('jgb_price_conventional', 1.99e9)).toBe(1_900_000_000);
    expect(faceOf('ust_single_price', 12_345_678)).toBe(12_345_600);
    expect(faceOf('dmo_multiple_price', 1_234_567)).toBe(1_234_000);
    expect(faceOf('ktb_differential', 3.9e9)).toBe(3e9);
  });

  test('below the smallest amount there is no bid: £5m for the Bank of England, in steps of £1m', () => {
    expect(faceOf('boe_reverse', 4_999_999)).toBeUndefined();
    expect(faceOf('boe_reverse', 5_900_000)).toBe(5_000_000);
    expect(faceOf('jgb_yield_dutch', 99_999_999)).toBeUndefined();
    expect(claimAtAverage(auctionOf('jgb_price_conventional'), 'nonPriceI', 'JGB-20Y', 5e7)).toEqual([]);
  });

  test('a claim names no price', () => {
    expect(claimAtAverage(auctionOf('dmo_multiple_price'), 'nonCompetitive', 'GILT-10Y', 75.5e6)).toEqual([
      {
        type: 'Bid',
        auction: 'dmo_multiple_price',
        book: 'nonCompetitive',
        instrument: 'GILT-10Y',
        bidMilli: 0,
        face: 75_500_000,
      },
    ]);
  });

  test('a level or a wish that is no number is our bug', () => {
    expect(() => bidAt('jgb_lea', Number.NaN)).toThrow(Bug);
    expect(() => faceOf('jgb_lea', Number.POSITIVE_INFINITY)).toThrow(Bug);
  });
});

describe('a rate that the buyer states', () => {
  const offered = (askedBp: number, fixedSpreadMilli: number | undefined) => {
    const { fixedSpreadMilli: _, ...unstated } = auctionOf('boj_fixed_rate');
    const auction = fixedSpreadMilli === undefined ? unstated : { ...unstated, fixedSpreadMilli };
    return competitiveBid(calm(), auction, { line: JGB_20Y, levelBp: 320 + askedBp, face: 1e9 })[0]?.bidMilli;
  };

  test('is taken by whoever would sell at it or at a higher yield, and left by all others', () => {
    expect(offered(2, 20)).toBe(20);
    expect(offered(3, 20)).toBe(20);
    expect(offered(1.9, 20)).toBeUndefined();
  });

  test('where none is stated there is nothing to take', () => expect(offered(50, undefined)).toBeUndefined());
});

test('lines of another market are nobody’s business here', () => {
  const many = { instruments: ['JGB-20Y', 'GILT-30Y', 'JGB-40Y', 'UST-10Y', 'KTB-10Y'] };
  expect(linesOnOffer(calm(), many, 'jgb')).toEqual([JGB_20Y, JGB_40Y]);
  expect(linesOnOffer(calm(), many, 'gilt')).toEqual([GILT_30Y]);
  expect(linesOnOffer(calm(), many, 'ust')).toEqual([UST_10Y]);
  expect(linesOnOffer(calm(), many, 'ktb')).toEqual([KTB_10Y]);
  expect(linesOnOffer(calm(), many, 'fx')).toEqual([]);
});

test('free to be offered is what is held and not on offer already', () => {
  expect(freeLots(calm().holding(JGB_30Y, 700).resting(JGB_30Y, 'sell', 200), JGB_30Y)).toBe(500);
  expect(freeLots(calm().holding(JGB_30Y, -700), JGB_30Y)).toBe(0);
});
