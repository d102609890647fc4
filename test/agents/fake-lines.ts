/**
 * A few instruments for tests of institutions, with round numbers: what a clip is worth can be done in the head.
 *
 * Prices are linear in the level, 100 at the opening level, so that a DV01 is one number. Nothing here is calibrated; the
 * true conventions are tested with the engine's pricing.
 */
import type { Instrument } from '../../src/agents/contract.ts';
import type { Currency, Market } from '../../src/units/quantity.ts';

const CURRENCY: Readonly<Record<Market, Currency>> = {
  jgb: 'JPY',
  ust: 'USD',
  gilt: 'GBP',
  ktb: 'KRW',
  fx: 'JPY',
  equity: 'USD',
  gold: 'USD',
  bitcoin: 'USD',
};
const LOT_FACE: Readonly<Partial<Record<Market, number>>> = { jgb: 100_000_000, ktb: 1_000_000_000 };

/** Points that a line loses per basis point: DV01 per 100 of face. */
const POINTS_PER_BP: Readonly<Record<number, number>> = {
  2: 0.02,
  3: 0.03,
  5: 0.045,
  10: 0.08,
  20: 0.12,
  30: 0.14,
  40: 0.15,
};

export interface FakeLine extends Instrument {
  readonly pointsPerBp: number;
}

export interface LineFacts {
  readonly openLevelBp: number;
  readonly calmDailyLots: number;
  readonly calmSigmaBp: number;
  readonly calmHalfSpreadBp: number;
  readonly premiumLoading: number;
}

export function bond(id: string, index: number, facts: LineFacts): FakeLine {
  const market = id.slice(0, id.indexOf('-')).toLowerCase() as Market;
  const tenorYears = Number(/-(\d+)Y/.exec(id)?.[1]);
  return {
    ...facts,
    openConsensusBp: facts.openLevelBp,
    heldDownBp: 0,
    id,
    index,
    market,
    venue: market,
    currency: CURRENCY[market],
    isBond: true,
    tenorYears,
    ticksPerPoint: 100,
    lotFace: LOT_FACE[market] ?? 1_000_000,
    pointsPerBp: POINTS_PER_BP[tenorYears] as number,
  };
}

const line = (
  id: string,
  index: number,
  [openLevelBp, calmDailyLots, calmSigmaBp, calmHalfSpreadBp, premiumLoading]: readonly [
    number,
    number,
    number,
    number,
    number,
  ],
): FakeLine => bond(id, index, { openLevelBp, calmDailyLots, calmSigmaBp, calmHalfSpreadBp, premiumLoading });

export const GILT_10Y = line('GILT-10Y', 0, [450, 10_000, 6, 1, 1]);
export const GILT_30Y = line('GILT-30Y', 1, [500, 12_000, 8, 2, 1.3]);
export const JGB_10Y = line('JGB-10Y', 2, [220, 90_000, 2.5, 0.5, 1]);
export const JGB_20Y = line('JGB-20Y', 3, [320, 12_000, 4, 1, 1.6]);
export const JGB_30Y = line('JGB-30Y', 4, [350, 10_000, 5, 1.5, 2.5]);
export const JGB_40Y = line('JGB-40Y', 5, [380, 3_000, 5, 2, 3]);
export const KTB_3Y = line('KTB-3Y', 6, [300, 15_000, 3, 0.5, 0.7]);
export const KTB_10Y = line('KTB-10Y', 7, [350, 12_000, 4, 0.5, 1]);
export const KTB_30Y = line('KTB-30Y', 8, [340, 2_000, 4, 1, 1]);
export const UST_10Y = line('UST-10Y', 9, [425, 250_000, 5.5, 0.25, 1]);
export const UST_30Y = line('UST-30Y', 10, [485, 50_000, 5.5, 0.5, 1.3]);

/** Dollar against yen at 158.00; a lot is $1m, a tick 0.01 yen. */
export const USDJPY: FakeLine = {
  id: 'FX-USDJPY',
  index: 11,
  market: 'fx',
  venue: 'fx',
  currency: 'JPY',
  isBond: false,
  tenorYears: 0,
  ticksPerPoint: 100,
  lotFace: 1_000_000,
  calmDailyLots: 190_000,
  calmSigmaBp: 55,
  calmHalfSpreadBp: 0.6,
  premiumLoading: 0,
  openLevelBp: 0,
  openConsensusBp: 0,
  heldDownBp: 0,
  pointsPerBp: 0.0158,
};

export const EVERY_LINE: readonly FakeLine[] = [
  GILT_10Y,
  GILT_30Y,
  JGB_10Y,
  JGB_20Y,
  JGB_30Y,
  JGB_40Y,
  KTB_3Y,
  KTB_10Y,
  KTB_30Y,
  UST_10Y,
  UST_30Y,
  USDJPY,
];
