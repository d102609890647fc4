/** Yields of one run: changes, peaks, what comes back, the order of a day. */
import { describe, expect, test } from 'vitest';
import {
  attributableRatio,
  changeOn,
  changeOver,
  givenBack,
  peakOver,
  ratioOn,
  reversal,
  shareOfDayBefore,
  slopeChangeOn,
} from '../../../src/analysis/episodes/moves.ts';
import { days, extract } from './hand-extract.ts';

const FRIDAY = '2026-01-16';
const TUESDAY = '2026-01-20';
/** As it was: 14 and 26.5 up, 16.5 down. */
const JANUARY = extract({
  daily: [
    ...days('JGB-30Y', [14, 26.5, -16.5, 1]),
    ...days('JGB-10Y', [9, 7, -5.5, 0]),
    ...days('KTB-10Y', [7.7, 8.8, 0, 0]),
  ],
});

describe('changes', () => {
  test('of a day and of several', () => {
    expect(changeOn(JANUARY, 'JGB-30Y', TUESDAY)).toBe(26.5);
    expect(changeOver(JANUARY, 'JGB-30Y', FRIDAY, TUESDAY)).toBe(40.5);
    expect(slopeChangeOn(JANUARY, 'JGB-30Y', 'JGB-10Y', TUESDAY)).toBe(19.5);
    expect(ratioOn(JANUARY, 'KTB-10Y', 'JGB-30Y', TUESDAY)).toBeCloseTo(0.332, 3);
  });

  test('of a line or a date that the run does not have are none, not nothing', () => {
    expect(changeOn(JANUARY, 'JGB-40Y', TUESDAY)).toBeNull();
    expect(changeOver(JANUARY, 'JGB-30Y', FRIDAY, '2026-01-30')).toBeNull();
    expect(slopeChangeOn(JANUARY, 'JGB-40Y', 'JGB-10Y', TUESDAY)).toBeNull();
    expect(ratioOn(JANUARY, 'KTB-10Y', 'JGB-40Y', TUESDAY)).toBeNull();
  });
});

describe('what comes back', () => {
  test('of two days on the third: 16.5 of 40.5', () => {
    expect(givenBack(JANUARY, 'JGB-30Y', { since: FRIDAY, peak: TUESDAY, to: '2026-01-21' })).toBeCloseTo(0.407, 3);
  });

  test('of the highest close two days after it, wherever that lies', () => {
    expect(peakOver(JANUARY, 'JGB-30Y', FRIDAY, '2026-01-22')).toBe(40.5);
    expect(reversal(JANUARY, 'JGB-30Y', FRIDAY, '2026-01-21')).toBeCloseTo(15.5 / 40.5, 6);
    const late = extract({ daily: days('JGB-30Y', [10, 10, 10, -3, -6]) });
    expect(reversal(late, 'JGB-30Y', FRIDAY, '2026-01-22')).toBeCloseTo(9 / 30, 6);
  });

  test('of hardly a move is no number, nor where the run ends before', () => {
    const quiet = extract({ daily: days('JGB-30Y', [1, 1, -1]) });
    expect(givenBack(quiet, 'JGB-30Y', { since: FRIDAY, peak: TUESDAY, to: '2026-01-21' })).toBeNull();
    expect(reversal(extract({ daily: days('JGB-30Y', [10, 20]) }), 'JGB-30Y', FRIDAY, TUESDAY)).toBeNull();
  });
});

test('the order of a day: 11 of 26.5 bp stood in the book when the result came', () => {
  const mark = {
    time: '2026-01-20T03:35:00.000Z',
    what: 'result',
    bonds: ['JGB-20Y'],
    levels: { 'JGB-30Y': 372 },
  } as const;
  const run = extract({ ...JANUARY, marks: [mark] });
  expect(shareOfDayBefore(run, 'JGB-30Y', { what: 'result', date: TUESDAY })).toBeCloseTo(11 / 26.5, 6);
  expect(shareOfDayBefore(run, 'JGB-30Y', { what: 'bids', date: TUESDAY })).toBeNull();
  expect(shareOfDayBefore(run, 'JGB-10Y', { what: 'result', date: TUESDAY })).toBeNull();
});

test('what another run on the same luck has too does not count', () => {
  const news = extract({ daily: [...days('JGB-30Y', [14, 26]), ...days('UST-10Y', [4, 8])] });
  const quiet = extract({ daily: [...days('JGB-30Y', [4, -4]), ...days('UST-10Y', [1, 1])] });
  const asked = { source: 'JGB-30Y', since: FRIDAY, to: TUESDAY };
  expect(attributableRatio([news, quiet], 'UST-10Y', asked)).toBe(0.25);
  expect(attributableRatio([quiet, quiet], 'UST-10Y', asked)).toBeNull();
});
