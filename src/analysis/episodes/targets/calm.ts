/** Quiet days: the bands of `model.md` §3.2 and `calibration.md` §10.3, statement 4. */
import { correlationOfDays, dailyDeviation, daysBeyond, deadDays, meanSpread, totalChange } from '../quiet-days.ts';
import type { Band, MeasuredTarget, Target } from '../target.ts';
import { saleOn } from '../trading.ts';

const AUCTION_DAY = '2026-01-20';
const MODEL = 'model §3.2';

/** Daily standard deviations, basis points. */
const DEVIATIONS: readonly (readonly [bond: string, band: Band, source: string])[] = [
  ['JGB-10Y', { from: 2, to: 3 }, `${MODEL}, general knowledge`],
  ['JGB-20Y', { from: 3, to: 4 }, `${MODEL}, general knowledge`],
  ['JGB-30Y', { from: 4.3, to: 5.2 }, 'calibration §10.3 (4), narrower than model §3.2 (4.5 to 5, W1, derived)'],
  ['JGB-40Y', { from: 4.5, to: 5.5 }, `${MODEL}: 5, general knowledge; half a basis point either way is assumed`],
  ['UST-10Y', { from: 5, to: 6 }, `${MODEL}, derived from W28 W29`],
  ['UST-30Y', { from: 5, to: 6 }, `${MODEL}, general knowledge`],
  ['GILT-30Y', { from: 7, to: 8 }, `${MODEL}, general knowledge`],
  ['KTB-10Y', { from: 3.5, to: 4.5 }, `${MODEL}: 4, general knowledge; half a basis point either way is assumed`],
  ['FX-USDJPY', { from: 50, to: 60 }, `${MODEL}: 0.5 to 0.6 % a day`],
];

/** Best bid to best offer, basis points. */
const SPREADS: readonly (readonly [bond: string, band: Band, source: string])[] = [
  ['JGB-20Y', { from: 0.8, to: 1.2 }, `${MODEL}: 1 bp; a fifth either way is assumed`],
  ['JGB-30Y', { from: 1, to: 1.5 }, `${MODEL} (W1, derived); calibration §10.3 (4)`],
  ['JGB-40Y', { from: 1.5, to: 2 }, `${MODEL} (W1)`],
  ['GILT-30Y', { from: 1, to: 2.2 }, 'calibration §10.1, in place of 0.7 of model §3.2'],
  ['KTB-10Y', { from: 0.4, to: 0.6 }, `${MODEL}: 0.5 bp; a fifth either way is assumed`],
];

const DRIFT_OF = ['JGB-10Y', 'JGB-30Y', 'UST-10Y', 'UST-30Y', 'GILT-30Y', 'KTB-10Y', 'FX-USDJPY'] as const;

const of = (
  id: string,
  what: string,
  rest: Pick<MeasuredTarget, 'unit' | 'measure' | 'band' | 'statistic' | 'source'>,
) => ({ kind: 'measured', page: 'calm', arms: ['calm'], id, what, ...rest }) satisfies Target;

export const CALM_TARGETS: readonly Target[] = [
  ...DEVIATIONS.map(([bond, band, source], at) =>
    of(`C${at + 1}`, `standard deviation of a day, ${bond}`, {
      unit: 'bp',
      measure: (run) => dailyDeviation(run, bond),
      band,
      statistic: 'rootMeanSquare',
      source,
    }),
  ),
  ...SPREADS.map(([bond, band, source], at) =>
    of(`C${DEVIATIONS.length + at + 1}`, `best bid to best offer, ${bond}`, {
      unit: 'bp',
      measure: (run) => meanSpread(run, bond),
      band,
      statistic: 'median',
      source,
    }),
  ),
  ...DRIFT_OF.map((bond, at) =>
    of(
      `C${DEVIATIONS.length + SPREADS.length + at + 1}`,
      `drift of ${bond}: mean change from opening to end over its standard error`,
      {
        unit: 'errors',
        measure: (run) => totalChange(run, bond),
        band: { from: -2, to: 2 },
        statistic: 'meanOverError',
        source: 'issue 5: no drift; two standard errors',
      },
    ),
  ),
  of('C22', 'days of a line without a trade or without both sides, of all lines', {
    unit: 'days',
    measure: (run) => deadDays(run),
    band: { to: 0 },
    statistic: 'mean',
    source: 'issue 5: no dead book',
  }),
  of('C23', 'days a year on which the 30-year JGB moves by more than 20 bp', {
    unit: 'days a year',
    measure: (run) => 25 * daysBeyond(run, 'JGB-30Y', 20),
    band: { to: 0.3 },
    statistic: 'mean',
    source: 'calibration §10.3 (4)',
  }),
  of('C24', '20-year auction of 20 January: cover', {
    unit: 'times',
    measure: (run) => saleOn(run, 'JGB-20Y', AUCTION_DAY)?.cover ?? null,
    band: { from: 3, to: 4.1 },
    statistic: 'median',
    source: 'model §6 (10); W7 W8 W145 W171',
  }),
  of('C25', '20-year auction of 20 January: tail', {
    unit: '¥',
    measure: (run) => saleOn(run, 'JGB-20Y', AUCTION_DAY)?.tail ?? null,
    band: { from: 0.03, to: 0.31 },
    statistic: 'median',
    source: 'model §6 (10); W7 W8 W145 W171',
  }),
  of('C26', 'correlation of daily changes, UST 10-year and gilt 10-year', {
    unit: 'correlation',
    measure: (run) => correlationOfDays(run, 'UST-10Y', 'GILT-10Y'),
    band: { from: 0.6, to: 0.8 },
    statistic: 'median',
    source: 'model §6 (15); W126',
  }),
  of('C27', 'correlation of daily changes, UST 10-year and JGB 10-year', {
    unit: 'correlation',
    measure: (run) => correlationOfDays(run, 'UST-10Y', 'JGB-10Y'),
    band: { from: 0.1, to: 0.4 },
    statistic: 'median',
    source: 'model §6 (15); W127',
  }),
  {
    kind: 'open',
    page: 'calm',
    id: 'T11',
    what: 'stylised facts',
    wanted: '16 of 20 in their bands over 50 seeds of 250 days',
    why: 'counted over F1 to F20, which stand on a page of their own',
    source: 'model §6, §7.8 T11',
  },
];
