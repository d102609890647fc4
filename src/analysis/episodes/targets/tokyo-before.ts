/**
 * The auction of 20 May 2025 and the ceiling of June 2022: `model.md` §4 E and G.
 *
 * The model gives what was published and no band. Sizes are held to half and one and a half times of it, which is assumed; order is
 * held as it was.
 */
import { changeOn, closeOn, shareOfDayBefore, slopeChangeOn } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { Band, MeasuredTarget, Target } from '../target.ts';
import { boughtTn, saleOn } from '../trading.ts';

const AUCTION_DAY = '2025-05-20';

/** Half to one and a half times of what was published. */
const about = (value: number): Band => ({ from: value / 2, to: Math.round(150 * value) / 100 });

type Rest = Omit<MeasuredTarget, 'kind' | 'page' | 'id' | 'what' | 'arms' | 'statistic'>;
const may = (id: string, what: string, rest: Rest): Target => ({
  kind: 'measured',
  page: 'jgb-auction-2025',
  id,
  what,
  arms: ['jgb-auction-2025'],
  statistic: 'median',
  ...rest,
});
const ceiling = (
  id: string,
  what: string,
  rest: Rest & { readonly statistic?: MeasuredTarget['statistic'] },
): Target => ({
  kind: 'measured',
  page: 'ycc-2022',
  id,
  what,
  arms: ['ycc-2022'],
  statistic: 'median',
  ...rest,
});

const FIXED_RATE = ['boj_fixed_rate'];
const boughtOn = (run: RunExtract, date: string): number =>
  run.operations
    .filter(({ format, time }) => FIXED_RATE.includes(format) && time.startsWith(date))
    .reduce((sum, { accepted }) => sum + accepted, 0) / 1e12;
const tradingDates = (run: RunExtract): string[] =>
  run.daily.filter(({ bond }) => bond === 'JGB-10Y').map(({ date }) => date);

export const MAY_2025_TARGETS: readonly Target[] = [
  may('E1', '20-year auction: tail', {
    unit: '¥',
    measure: (run) => saleOn(run, 'JGB-20Y', AUCTION_DAY)?.tail ?? null,
    band: { from: 1, to: 1.3 },
    source: 'W6 (1.14); calibration §8, fourth row of the two populations',
  }),
  may('E2', '20-year auction: cover', {
    unit: 'times',
    measure: (run) => saleOn(run, 'JGB-20Y', AUCTION_DAY)?.cover ?? null,
    band: { from: 2.4, to: 2.8 },
    source: 'W6 (2.50); calibration §8 (2.5, and 2.6 to 2.8 by the rule)',
  }),
  may('E3', '20-year on the day', {
    unit: 'bp',
    measure: (run) => changeOn(run, 'JGB-20Y', AUCTION_DAY),
    band: about(15),
    isLevel: true,
    source: 'model §4 E; W149 (15)',
  }),
  may('E4', '40-year on the day', {
    unit: 'bp',
    measure: (run) => changeOn(run, 'JGB-40Y', AUCTION_DAY),
    band: about(10),
    isLevel: true,
    source: 'model §4 E; W149 (10)',
  }),
  may('E5', '10-year on the day', {
    unit: 'bp',
    measure: (run) => changeOn(run, 'JGB-10Y', AUCTION_DAY),
    band: about(4.5),
    isLevel: true,
    source: 'model §4 E; W149 W6 (4.5)',
  }),
  may('E6', '20-year less 10-year on the day: the auctioned end leads', {
    unit: 'bp',
    measure: (run) => slopeChangeOn(run, 'JGB-20Y', 'JGB-10Y', AUCTION_DAY),
    band: { from: 0 },
    source: 'model §4 E, order',
  }),
  may('E7', 'share of the day’s move of the 20-year that stood before the result', {
    unit: 'share',
    measure: (run) => shareOfDayBefore(run, 'JGB-20Y', { what: 'result', date: AUCTION_DAY }),
    band: { to: 0.5 },
    source: 'model §4 E, order: the move followed the auction',
  }),
];

export const JUNE_2022_TARGETS: readonly Target[] = [
  ceiling('G1', 'highest yield of the 10-year, 13 to 17 June', {
    unit: '%',
    measure: (run) => highest(run, 'JGB-10Y', '2022-06-17'),
    band: { from: 0.25 },
    source: 'model §4 G: it pierces 0.25 %; W150',
  }),
  ceiling('G2', 'close of the 10-year on 17 June', {
    unit: '%',
    measure: (run) => closeOn(run, 'JGB-10Y', '2022-06-17'),
    band: { from: 0.2, to: 0.26 },
    source: 'model §4 G: pinned; a basis point above and five below are assumed',
  }),
  ceiling('G3', 'bought at the fixed rate on the worst day', {
    unit: '¥tn',
    measure: (run) => Math.max(...tradingDates(run).map((date) => boughtOn(run, date))),
    band: about(3.7),
    source: 'model §4 G; W150 W114 (3.7 on the 15th)',
  }),
  ceiling('G4', 'bought at fixed rates and by plan, 13 to 17 June', {
    unit: '¥tn',
    statistic: 'distribution',
    measure: (run) =>
      boughtTn(run, { formats: ['boj_fixed_rate', 'boj_purchase'], since: '2022-06-10', to: '2022-06-17' }),
    band: {},
    source: 'W104 W152: 16.2 in the month',
  }),
  ceiling('G5', '7-year less 10-year yield on 17 June: the kink', {
    unit: 'bp',
    measure: (run) => kink(run, '2022-06-17'),
    band: { from: 0 },
    source: 'model §4 G: 7 to 9 years above 10',
  }),
  ceiling('G6', '30-year less 10-year, change of the first five days', {
    unit: 'bp',
    measure: (run) => weekSlope(run),
    band: { from: 0 },
    source: 'model §4 G, order: what is not pinned moves',
  }),
];

function highest(run: RunExtract, bond: string, to: string): number | null {
  const highs = run.daily
    .filter((row) => row.bond === bond && row.date <= to)
    .flatMap((row) => row.high_yield_pct ?? []);
  return highs.length === 0 ? null : Math.max(...highs);
}

function kink(run: RunExtract, date: string): number | null {
  const [seven, ten] = [closeOn(run, 'JGB-7Y', date), closeOn(run, 'JGB-10Y', date)];
  return seven === null || ten === null ? null : 100 * (seven - ten);
}

const weekSlope = (run: RunExtract): number =>
  tradingDates(run)
    .filter((date) => date <= '2022-06-17')
    .reduce((sum, date) => sum + (slopeChangeOn(run, 'JGB-30Y', 'JGB-10Y', date) ?? 0), 0);
