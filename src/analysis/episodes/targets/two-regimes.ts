/** T1: one shock of 30 bp, the same behaviour, two sheets (`model.md` §7.8, `calibration.md` §6 and §10.1). */
import { changeOver, peakOver, reversal } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { MeasuredTarget, Target } from '../target.ts';

/** The last date before the shock, and how far its peak is looked for. */
const JAPAN = { bond: 'JGB-30Y', since: '2026-01-16', shockOn: '2026-01-19', to: '2026-01-21' };
const UK = { bond: 'GILT-30Y', since: '2022-09-21', to: '2022-10-03' };

const ukPeak = (run: RunExtract) => peakOver(run, UK.bond, UK.since, UK.to);

type Rest = Omit<MeasuredTarget, 'kind' | 'page' | 'id' | 'what'>;
const of = (
  id: string,
  what: string,
  rest: Partial<Rest> & Pick<Rest, 'arms' | 'measure' | 'band' | 'unit' | 'source'>,
): Target => ({
  kind: 'measured',
  page: 'two-regimes',
  id,
  what,
  statistic: 'median',
  ...rest,
});

const SOURCE = 'model §7.8 T1';

export const REGIME_TARGETS: readonly Target[] = [
  of('T1.1', 'Japan: share of the peak given back two days after it, no policy', {
    unit: 'share',
    arms: ['shock-japan'],
    measure: (run) => reversal(run, JAPAN.bond, JAPAN.since, JAPAN.to),
    band: { from: 0.25 },
    source: `${SOURCE}; model §5, reversal ratio`,
  }),
  of('T1.2', 'Japan: 30-year at its peak', {
    unit: 'bp',
    statistic: 'distribution',
    arms: ['shock-japan'],
    measure: (run) => peakOver(run, JAPAN.bond, JAPAN.since, JAPAN.to),
    band: {},
    isLevel: true,
    source: 'calibration §4 (48 in reduced form)',
  }),
  of('T1.3', 'United Kingdom: 30-year at its peak of eight days, headroom 40 to 60 bp, no policy', {
    unit: 'bp',
    arms: ['shock-uk'],
    measure: ukPeak,
    band: { from: 100 },
    isLevel: true,
    source: `${SOURCE}; calibration §10.1`,
  }),
  of('T1.4', 'the same with headroom of 75 bp and more', {
    unit: 'bp',
    arms: ['shock-uk/headroom-75'],
    measure: ukPeak,
    band: { to: 100 },
    source: `${SOURCE}; calibration §6 (38 to 62)`,
  }),
  of('T1.5', 'the same with L3 off', {
    unit: 'bp',
    arms: ['shock-uk/L3-off'],
    measure: ukPeak,
    band: { to: 100 },
    source: `${SOURCE}; calibration §10.1 on L3 × L6`,
  }),
  of('T1.6', 'the same with L6 off', {
    unit: 'bp',
    arms: ['shock-uk/L6-off'],
    measure: ukPeak,
    band: { to: 100 },
    source: `${SOURCE}; calibration §10.1 on L3 × L6`,
  }),
  of('T1.7', 'United Kingdom: change from the close of the shock’s day to the eighth day', {
    unit: 'bp',
    statistic: 'distribution',
    arms: ['shock-uk'],
    measure: (run) => changeOver(run, UK.bond, '2022-09-22', UK.to),
    band: {},
    source: `${SOURCE}: it diverges, so this is positive`,
  }),
];
