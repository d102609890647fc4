/** 22 to 27 September 2022 and after: `model.md` §4 B, `calibration.md` §6 and §10.3 (11, 12). */
import { changeOn, changeOver } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { MeasuredTarget, Target } from '../target.ts';
import { boughtTn, forcedSalesBn, mostForcedInADayBn } from '../trading.ts';

const BEFORE = '2022-09-21';
const THURSDAY = '2022-09-22';
const TUESDAY = '2022-09-27';
const LDI_SALES = { kinds: ['ldi'], market: 'gilt', since: THURSDAY, to: TUESDAY } as const;

const threeDays = (run: RunExtract) => changeOver(run, 'GILT-30Y', THURSDAY, TUESDAY);

type Rest = Omit<MeasuredTarget, 'kind' | 'page' | 'id' | 'what'>;
const of = (
  id: string,
  what: string,
  rest: Partial<Rest> & Pick<Rest, 'measure' | 'band' | 'unit' | 'source'>,
): Target => ({
  kind: 'measured',
  page: 'gilt-2022',
  id,
  what,
  arms: ['gilt-2022'],
  statistic: 'median',
  ...rest,
});

const PUBLISHED_DAYS = [
  ['2022-09-23', '+30', 'W139'],
  ['2022-09-26', '+45', 'W17'],
  [TUESDAY, '+50', 'W134 W19'],
] as const;

export const GILT_TARGETS: readonly Target[] = [
  of('B1', '30-year gilt in four days, 21 to 27 September', {
    unit: 'bp',
    measure: (run) => changeOver(run, 'GILT-30Y', BEFORE, TUESDAY),
    band: { from: 110, to: 140 },
    isLevel: true,
    source: 'model §4 B; W139 W17 W134. About 20 bp of it fell on the 22nd, which the scenario does not price',
  }),
  of('B2', '30-year gilt in three days, 22 to 27 September', {
    unit: 'bp',
    statistic: 'distribution',
    measure: threeDays,
    band: {},
    isLevel: true,
    source: 'calibration §6: observed about 28, 45 and 50',
  }),
  of('B3', 'share of the three days that is gone where the funds call no margin', {
    unit: 'share',
    arms: ['gilt-2022', 'gilt-2022/L3-off'],
    measure: (run, without) => shareGone(threeDays(run), threeDays(without)),
    band: { from: 0.4, to: 0.6 },
    source: 'model §4 B; W18',
  }),
  of('B4', 'forced sales of pension funds in three days', {
    unit: '£bn',
    measure: (run) => forcedSalesBn(run, LDI_SALES),
    band: { from: 25, to: 36 },
    source: 'calibration §10.3 (11)',
  }),
  of('B5', 'forced sales of pension funds on the worst day', {
    unit: '£bn',
    measure: (run) => mostForcedInADayBn(run, LDI_SALES),
    band: { to: 18 },
    source: 'calibration §10.3 (11)',
  }),
  of('B6', 'forced sales with the buffers of 2026', {
    unit: '£bn',
    arms: ['gilt-2022/buffers-of-2026'],
    measure: (run) => forcedSalesBn(run, LDI_SALES),
    band: { to: 0 },
    source: 'calibration §10.3 (12)',
  }),
  of('B7', '30-year gilt in three days with the buffers of 2026', {
    unit: 'bp',
    statistic: 'distribution',
    arms: ['gilt-2022/buffers-of-2026'],
    measure: threeDays,
    band: {},
    source: 'calibration §6 (89 with more news)',
  }),
  of('B8', '30-year gilt on 28 September, the day of the announcement', {
    unit: 'bp',
    statistic: 'distribution',
    measure: (run) => changeOn(run, 'GILT-30Y', '2022-09-28'),
    band: {},
    source: 'model §4 B: what happens from the 28th on must come out of the run',
  }),
  of('B9', 'bought by the Bank of England, 28 September to 14 October', {
    unit: '£bn of face',
    statistic: 'distribution',
    measure: (run) => 1000 * boughtTn(run, { formats: ['boe_reverse'], since: TUESDAY, to: '2022-10-14' }),
    band: {},
    source: 'W21: £19.3bn of money, £12.1bn conventional and £7.2bn linkers',
  }),
  ...PUBLISHED_DAYS.map(([date, published, source], at) =>
    of(`B${10 + at}`, `30-year gilt on ${date}, published about ${published}`, {
      unit: 'bp',
      statistic: 'distribution',
      measure: (run) => changeOn(run, 'GILT-30Y', date),
      band: {},
      isLevel: true,
      source: `model §4 B; ${source}`,
    }),
  ),
];

const shareGone = (full: number | null, without: number | null): number | null =>
  full === null || without === null || full < LEAST_MOVE_BP ? null : 1 - without / full;
const LEAST_MOVE_BP = 10;
