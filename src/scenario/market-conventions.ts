/**
 * What an instrument's name says about it: market, tenor, price step and lot (`docs/scenarios.md`, instruments).
 *
 * A tick on a lot is worth a whole number of the currency's smallest unit, or totals could not be exact. A Treasury of
 * 2, 3 or 5 years moves in 1/128, which on $1m is 7,812.5 cents; its lot is therefore $2m.
 */

import type { BondConvention } from '../bonds/bond.ts';
import type { Currency, Market } from '../units/quantity.ts';

export interface Conventions {
  readonly market: Market;
  readonly currency: Currency;
  readonly convention?: BondConvention;
  /** Original tenor in whole years; 0 where there is none. */
  readonly tenorYears: number;
  /** Of an off-the-run line: year and month of maturity, as in its name. */
  readonly maturityMonth?: string;
  readonly ticksPerPoint: number;
  /** Whole units of the currency; for a pair, of its base. */
  readonly lotFace: number;
  readonly base?: Currency;
  /** A bond in real terms, a future on bonds, or one on what has neither coupon nor maturity. */
  readonly form?: 'indexLinked' | 'future' | 'sleeve';
}

const BONDS: Readonly<
  Record<
    string,
    { market: Market; currency: Currency; convention: BondConvention; ticksPerPoint: number; lotFace: number }
  >
> = {
  JGB: { market: 'jgb', currency: 'JPY', convention: 'jgbSimple', ticksPerPoint: 100, lotFace: 100_000_000 },
  UST: { market: 'ust', currency: 'USD', convention: 'ustStreet', ticksPerPoint: 64, lotFace: 1_000_000 },
  GILT: { market: 'gilt', currency: 'GBP', convention: 'giltDmo', ticksPerPoint: 100, lotFace: 1_000_000 },
  KTB: { market: 'ktb', currency: 'KRW', convention: 'ktbCustomary', ticksPerPoint: 100, lotFace: 1_000_000_000 },
};

const PAIRS: Readonly<Record<string, { base: Currency; currency: Currency; ticksPerPoint: number }>> = {
  'FX-USDJPY': { base: 'USD', currency: 'JPY', ticksPerPoint: 100 },
  'FX-USDKRW': { base: 'USD', currency: 'KRW', ticksPerPoint: 10 },
  'FX-GBPUSD': { base: 'GBP', currency: 'USD', ticksPerPoint: 10_000 },
};
const PAIR_LOT = 1_000_000;

/** Futures by name: the contract of the Osaka Exchange, ¥100m in steps of 0.01. */
const FUTURES: Readonly<Record<string, Conventions>> = {
  'JGB-10Y-F': {
    market: 'jgb',
    currency: 'JPY',
    form: 'future',
    tenorYears: 10,
    ticksPerPoint: 100,
    lotFace: 100_000_000,
  },
};

/** Futures on shares, gold and bitcoin that roll by themselves: a lot is worth so many dollars at a price of 100. */
const SLEEVES: Readonly<Record<string, Market>> = {
  'EQUITY-US-F': 'equity',
  'EQUITY-JP-F': 'equity',
  'EQUITY-UK-F': 'equity',
  'EQUITY-KR-F': 'equity',
  'BANKS-JP-F': 'equity',
  'GOLD-F': 'gold',
  'BITCOIN-F': 'bitcoin',
};
const SLEEVE = { currency: 'USD', form: 'sleeve', tenorYears: 0, ticksPerPoint: 200, lotFace: 1_000_000 } as const;

export const ID_FORMS =
  'JGB-30Y, JGB-30Y-205512 (off the run), JGB-10Y-F (future), UST-10Y, GILT-30Y, GILT-30Y-IL (index-linked), KTB-10Y, FX-USDJPY, FX-USDKRW, FX-GBPUSD, EQUITY-US-F, EQUITY-JP-F, EQUITY-UK-F, EQUITY-KR-F, BANKS-JP-F (shares of banks), GOLD-F or BITCOIN-F';

export function conventionsOf(id: string): Conventions | undefined {
  const pair = Object.hasOwn(PAIRS, id) ? PAIRS[id] : undefined;
  if (pair !== undefined) return { market: 'fx', tenorYears: 0, lotFace: PAIR_LOT, ...pair };
  if (Object.hasOwn(FUTURES, id)) return FUTURES[id];
  if (Object.hasOwn(SLEEVES, id)) return { market: SLEEVES[id] as Market, ...SLEEVE };
  const linker = /^(GILT-[1-9]\d?Y)-IL$/.exec(id)?.[1];
  if (linker !== undefined) return { ...(conventionsOf(linker) as Conventions), form: 'indexLinked' };
  const match = /^(JGB|UST|GILT|KTB)-([1-9]\d?)Y(?:-(\d{4}(?:0[1-9]|1[0-2])))?$/.exec(id);
  if (match === null) return undefined;
  const bond = BONDS[match[1] as string] as (typeof BONDS)[string];
  const tenorYears = Number(match[2]);
  const short = bond.market === 'ust' && tenorYears <= 5;
  return {
    ...bond,
    ...(short ? { ticksPerPoint: 128, lotFace: 2_000_000 } : {}),
    tenorYears,
    ...(match[3] === undefined ? {} : { maturityMonth: match[3] }),
  };
}
