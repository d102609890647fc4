/**
 * What a scenario file may leave out about an auction or operation, by its format: whose bonds, on whose clock, with what
 * option afterwards; and which keys have a meaning in it.
 *
 * Clocks are minutes of the market's own city: MoF Tokyo offer 10:30, bids 11:50, result 12:35, Non-Price II to 14:30, its
 * result 15:15 (mof.go.jp, auction notices of 2023–24); buy-back 10:10, 11:30, 12:35 (the same); BOJ offer 10:10; Treasury
 * bids to 13:00; DMO bids to 10:00; KTB bids 10:40 to 11:00 (Bank of Korea). Hours of purchases of Treasuries and KTBs are assumed. What `docs/scenarios.md` marks as assumed is.
 */
import { FORMAT_TERMS, HELD_FORMATS, type HeldFormat } from '../../events/auction-terms.ts';
import { AWARD_STEP_FACE, BOE_AWARD_STEP_FACE } from '../../market/auctions/award-steps.ts';
import type { BondMarket, Face } from '../../units/quantity.ts';

export type AuctionMoment = 'announced' | 'bidsClose' | 'result' | 'optionCloses' | 'optionResult';

export interface OptionDefaults {
  readonly percent: number;
  readonly optionCloses: number;
  readonly optionResult: number;
}

/** Keys that mean something in some formats only. */
export type FormatKey =
  | 'nonPriceCeiling'
  | 'gemmShare'
  | 'nonCompetitive'
  | 'option'
  | 'optionCloses'
  | 'optionResult'
  | 'band'
  | 'reserveSpread'
  | 'fixedSpread'
  | 'fixedYield';

export interface FormatFacts {
  readonly market: BondMarket;
  /** Who sells or buys: the debt office or the central bank of the market. */
  readonly holder: 'debtOffice' | 'centralBank';
  readonly step: Face;
  readonly clock: Readonly<Record<'announced' | 'bidsClose' | 'result', number>>;
  readonly option?: OptionDefaults;
  readonly keys: readonly FormatKey[];
}

const clock = (hour: number, minute = 0): number => hour * 60 + minute;

const MOF_CLOCK = { announced: clock(10, 30), bidsClose: clock(11, 50), result: clock(12, 35) };
/** Bids until 10:40 and the result at 11:00 are assumed. */
const BOJ_CLOCK = { announced: clock(10, 10), bidsClose: clock(10, 40), result: clock(11) };
const NON_PRICE_II: OptionDefaults = { percent: 10, optionCloses: clock(14, 30), optionResult: clock(15, 15) };
/** Its limit is the DMO's; the hours are assumed. */
const PAOF: OptionDefaults = { percent: 25, optionCloses: clock(13), optionResult: clock(13, 15) };
const OPTION_KEYS = ['option', 'optionCloses', 'optionResult'] as const;

const mof = { market: 'jgb', holder: 'debtOffice', step: AWARD_STEP_FACE.jgb, clock: MOF_CLOCK } as const;
const boj = { market: 'jgb', holder: 'centralBank', step: AWARD_STEP_FACE.jgb, clock: BOJ_CLOCK } as const;

export const FORMAT_FACTS: Readonly<Record<HeldFormat, FormatFacts>> = {
  jgb_price_conventional: {
    ...mof,
    option: NON_PRICE_II,
    keys: ['nonPriceCeiling', 'nonCompetitive', ...OPTION_KEYS],
  },
  jgb_yield_dutch: { ...mof, option: NON_PRICE_II, keys: OPTION_KEYS },
  jgb_lea: { ...mof, keys: [] },
  mof_buyback: {
    ...mof,
    clock: { announced: clock(10, 10), bidsClose: clock(11, 30), result: clock(12, 35) },
    keys: [],
  },
  boj_purchase: { ...boj, keys: [] },
  boj_fixed_rate: { ...boj, keys: ['fixedSpread', 'fixedYield'] },
  boe_reverse: {
    market: 'gilt',
    holder: 'centralBank',
    step: BOE_AWARD_STEP_FACE,
    clock: { announced: clock(14, 45), bidsClose: clock(15, 15), result: clock(15, 30) },
    keys: ['reserveSpread'],
  },
  ust_single_price: {
    market: 'ust',
    holder: 'debtOffice',
    step: AWARD_STEP_FACE.ust,
    clock: { announced: clock(11), bidsClose: clock(13), result: clock(13, 2) },
    keys: ['nonCompetitive'],
  },
  dmo_multiple_price: {
    market: 'gilt',
    holder: 'debtOffice',
    step: AWARD_STEP_FACE.gilt,
    clock: { announced: clock(9), bidsClose: clock(10), result: clock(10, 5) },
    option: PAOF,
    keys: ['gemmShare', 'nonCompetitive', ...OPTION_KEYS],
  },
  ktb_differential: {
    market: 'ktb',
    holder: 'debtOffice',
    step: AWARD_STEP_FACE.ktb,
    clock: { announced: clock(10, 40), bidsClose: clock(11), result: clock(11, 30) },
    keys: ['nonCompetitive', 'band'],
  },
  fed_purchase: {
    market: 'ust',
    holder: 'centralBank',
    step: AWARD_STEP_FACE.ust,
    clock: { announced: clock(9), bidsClose: clock(10, 30), result: clock(10, 45) },
    keys: [],
  },
  ust_buyback: {
    market: 'ust',
    holder: 'debtOffice',
    step: AWARD_STEP_FACE.ust,
    clock: { announced: clock(11), bidsClose: clock(14), result: clock(14, 15) },
    keys: [],
  },
  bok_purchase: {
    market: 'ktb',
    holder: 'centralBank',
    step: AWARD_STEP_FACE.ktb,
    clock: { announced: clock(9, 30), bidsClose: clock(10, 10), result: clock(10, 30) },
    keys: [],
  },
  ktb_buyback: {
    market: 'ktb',
    holder: 'debtOffice',
    step: AWARD_STEP_FACE.ktb,
    clock: { announced: clock(9, 30), bidsClose: clock(10, 50), result: clock(11, 30) },
    keys: [],
  },
};

const withDirection = (direction: 'issue' | 'purchase'): HeldFormat[] =>
  HELD_FORMATS.filter((format) => FORMAT_TERMS[format].direction === direction);

export const ISSUE_FORMATS = withDirection('issue');
export const PURCHASE_FORMATS = withDirection('purchase');

/** Formats in which a key has a meaning, for whoever wrote it elsewhere. */
export const formatsWith = (key: FormatKey): HeldFormat[] =>
  HELD_FORMATS.filter((format) => FORMAT_FACTS[format].keys.includes(key));
