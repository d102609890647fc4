/** Each loop switched off on the same luck: `model.md` §7.4 with the corrections of `calibration.md` §10.1. */
import { changeOn, changeOver, givenBack, lessOrNull, peakOver } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { Band, MeasuredTarget, Target } from '../target.ts';
import { netSalesBn } from '../trading.ts';

const FRIDAY = '2026-01-16';
const TUESDAY = '2026-01-20';
const WEDNESDAY = '2026-01-21';
const THURSDAY = '2026-01-22';
const FIFTH_DAY = '2026-01-23';

type Measure = (run: RunExtract) => number | null;

interface Ablation {
  readonly id: string;
  readonly what: string;
  readonly base: string;
  /** The arm with the loop off, named after the base. */
  readonly off: string;
  readonly of: Measure;
  /** Change in percent of the base, or plainly less. */
  readonly as: 'percent' | 'difference';
  readonly unit?: string;
  readonly band: Band;
  readonly source: string;
  /** Nothing is expected, so no sign can be stable. */
  readonly isNothing?: boolean;
}

/** A base that moved by less has no meaningful percentage. */
const LEAST_BASE = 3;
const SIGN_SHARE = 0.8;

const ablated = ({ id, what, base, off, of, as, unit, band, source, isNothing }: Ablation): MeasuredTarget => ({
  kind: 'measured',
  page: 'ablations',
  id,
  what,
  unit: as === 'percent' ? '%' : (unit ?? 'bp'),
  arms: [`${base}/${off}`, base],
  measure: (without, full) => {
    const [a, b] = [of(without), of(full)];
    if (as === 'difference') return lessOrNull(a, b);
    return a === null || b === null || b < LEAST_BASE ? null : (100 * (a - b)) / b;
  },
  band,
  statistic: 'median',
  source,
  ...(isNothing === true ? {} : { signShare: SIGN_SHARE }),
});

const JAPAN = 'japan-2026';
const peak: Measure = (run) => peakOver(run, 'JGB-30Y', FRIDAY, WEDNESDAY);
const twoDays: Measure = (run) => changeOver(run, 'JGB-30Y', FRIDAY, TUESDAY);
const backOnWednesday: Measure = (run) => givenBack(run, 'JGB-30Y', { since: FRIDAY, peak: TUESDAY, to: WEDNESDAY });
const backOnThursday: Measure = (run) => givenBack(run, 'JGB-30Y', { since: FRIDAY, peak: TUESDAY, to: THURSDAY });
const ust30On20: Measure = (run) => changeOn(run, 'UST-30Y', TUESDAY);
const ktb10: Measure = (run) => changeOver(run, 'KTB-10Y', FRIDAY, TUESDAY);
const gilt30: Measure = (run) => changeOver(run, 'GILT-30Y', '2022-09-22', '2022-09-27');
const insurersSell: Measure = (run) =>
  netSalesBn(run, { kinds: ['lifeInsurer'], market: 'ust', since: FRIDAY, to: TUESDAY });
/** In share points: a share given back is small, its change in percent means little. */
const POINTS = { as: 'difference', unit: 'share' } as const;

const attributable =
  (bond: string, to: string): ((run: RunExtract, calm: RunExtract) => number | null) =>
  (run, calm) =>
    lessOrNull(changeOver(run, bond, FRIDAY, to), changeOver(calm, bond, FRIDAY, to));

/** Of what the news adds to the UST 30-year, the share that goes with volatility targeting. */
const ofAttributable = (id: string, to: string, when: string, band: Band): Target => ({
  kind: 'measured',
  page: 'ablations',
  id,
  what: `L2 off: UST 30-year, ${when}, in percent of what the news adds to it`,
  unit: '%',
  arms: ['japan-2026/L2-off', JAPAN, 'calm'],
  measure: (without, full, calm) => {
    const news = attributable('UST-30Y', to)(full, calm);
    const less = lessOrNull(changeOver(without, 'UST-30Y', FRIDAY, to), changeOver(full, 'UST-30Y', FRIDAY, to));
    return news === null || less === null || news < LEAST_BASE ? null : (100 * less) / news;
  },
  band,
  statistic: 'median',
  signShare: SIGN_SHARE,
  source: 'calibration §10.1, in place of −15 to −35 % of model §7.4',
});

const MODEL = 'model §7.4';

export const ABLATION_TARGETS: readonly Target[] = [
  ablated({
    id: 'L1-off',
    what: 'L1 off: 30-year in two days',
    base: JAPAN,
    off: 'L1-off',
    of: twoDays,
    as: 'percent',
    band: { from: -15, to: 0 },
    source: 'calibration §10.1: a shock path, pure feedback gain ≤ 0.15, in place of −60 to −80 % of model §7.4',
  }),
  ofAttributable('L2-off', TUESDAY, 'on 20 January', { from: -8, to: -2 }),
  ofAttributable('L2-off.5', FIFTH_DAY, 'in five days', { from: -20, to: -5 }),
  ablated({
    id: 'L3-off',
    what: 'L3 off, Japan 2026: 30-year in two days',
    base: JAPAN,
    off: 'L3-off',
    of: twoDays,
    as: 'percent',
    band: { from: -2, to: 2 },
    isNothing: true,
    source: `${MODEL}: about nothing in 2026; 2 % either way is assumed`,
  }),
  ablated({
    id: 'L3-off.UK',
    what: 'L3 off, United Kingdom 2022: 30-year in three days',
    base: 'gilt-2022',
    off: 'L3-off',
    of: gilt30,
    as: 'percent',
    band: { from: -60, to: -40 },
    source: `${MODEL}; W18`,
  }),
  ablated({
    id: 'L4-off',
    what: 'L4 off: net sales of US bonds by life insurers to 20 January',
    base: JAPAN,
    off: 'L4-off',
    of: insurersSell,
    as: 'difference',
    unit: '$bn',
    band: { from: -0.5, to: 0 },
    isNothing: true,
    source: `${MODEL}: about nothing in five days; calibration §10.3 (25)`,
  }),
  ablated({
    id: 'L5-off',
    what: 'L5 off: KTB 10-year in two days',
    base: JAPAN,
    off: 'L5-off',
    of: ktb10,
    as: 'percent',
    band: { from: -30, to: -10 },
    source: MODEL,
  }),
  ablated({
    id: 'L6-off',
    what: 'L6 off: 30-year at its peak',
    base: JAPAN,
    off: 'L6-off',
    of: peak,
    as: 'percent',
    band: { from: -60, to: -40 },
    source: `${MODEL}; calibration §10.1, §10.3 (20)`,
  }),
  ablated({
    id: 'L6-off.UK',
    what: 'L6 off, United Kingdom 2022: 30-year in three days',
    base: 'gilt-2022',
    off: 'L6-off',
    of: gilt30,
    as: 'percent',
    band: { to: -40 },
    source: 'calibration §10.1 on L3 × L6: either off stops the spiral (§6: 48 of 142)',
  }),
  ablated({
    id: 'L7-off',
    what: 'L7 off, with a purchase that few believe in: 30-year ten days on',
    base: 'japan-2026-boj-buys/discredited',
    off: 'L7-off',
    of: (run) => changeOver(run, 'JGB-30Y', FRIDAY, '2026-01-30'),
    as: 'difference',
    band: { to: 0 },
    source: `${MODEL}: inactive without a purchase; what it costs is a premium, so off lowers yields`,
  }),
  ablated({
    id: 'L8-off',
    what: 'L8 off, May 2025: 20-year in two days',
    base: 'jgb-auction-2025',
    off: 'L8-off',
    of: (run) => changeOver(run, 'JGB-20Y', '2025-05-19', '2025-05-21'),
    as: 'difference',
    band: { to: 0 },
    source: `${MODEL}; calibration §2 (gain 0.02 to 0.10)`,
  }),
  ablated({
    id: 'L9-off',
    what: 'L9 off: 30-year in two days',
    base: JAPAN,
    off: 'L9-off',
    of: twoDays,
    as: 'percent',
    band: { from: -2, to: 2 },
    isNothing: true,
    source: `${MODEL}, calibration §2: nothing in a fiscal shock; 2 % either way is assumed`,
  }),
  ablated({
    id: 'B1-off',
    what: 'B1 off: share given back by 22 January',
    base: JAPAN,
    off: 'B1-off',
    of: backOnThursday,
    ...POINTS,
    band: { from: -0.05, to: 0.05 },
    isNothing: true,
    source: 'calibration §10.1: B1 governs day 5 to 60, in place of “no reversal by +2 d”; 0.05 is assumed',
  }),
  ablated({
    id: 'B2-off',
    what: 'B2 off: share given back on 21 January',
    base: JAPAN,
    off: 'B2-off',
    of: backOnWednesday,
    ...POINTS,
    band: { to: 0 },
    source: `${MODEL}: slower`,
  }),
  {
    kind: 'measured',
    page: 'ablations',
    id: 'B1-B2-off',
    what: 'B1 and B2 off together: share given back by 22 January',
    unit: 'share',
    arms: ['japan-2026/B1-B2-off'],
    measure: backOnThursday,
    band: { to: 0.1 },
    statistic: 'median',
    source: `${MODEL}: no reversal; a tenth at most is assumed. Calibration contradicts it: §10.1 gives the early reversal to liquidity that decays by 0.7 a day (§4: 0.26 of the move by then, nobody speaking or buying), and T1.1 wants 0.25 of a shock back in two days without policy. The band stands all the same`,
  },
  ablated({
    id: 'B3-off',
    what: 'B3 off: UST 30-year on 20 January',
    base: JAPAN,
    off: 'B3-off',
    of: ust30On20,
    as: 'difference',
    band: { from: 0 },
    source: `${MODEL}: less depth, larger moves`,
  }),
];
