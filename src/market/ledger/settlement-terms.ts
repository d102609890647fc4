/**
 * Terms of settlement: what lies behind a loan, what it costs, and who settles what with whom.
 *
 * Haircuts are the standard supervisory ones for sovereign debt (Basel II, June 2006, §151, ten business days): by
 * residual maturity up to one year, up to five, beyond; Japan is rated A+, the others AA. Interest counts actual days over
 * 360 for dollars and over 365 for yen, sterling and won (ISDA 2006 definitions, §4.16, as the money markets use them).
 */
import type { DayNumber } from '../../units/civil-date.ts';
import type { BondMarket, Currency } from '../../units/quantity.ts';
import { shareToNearest } from './whole-shares.ts';

/** A bond that is paid in the currency being settled. */
export interface SettledLine {
  readonly instrument: number;
  readonly id: string;
  readonly issuer: number;
  readonly maturity: DayNumber;
}

/** One settlement of one currency; who takes part is named by index. */
export interface SettlementDay {
  readonly currency: Currency;
  readonly market: BondMarket;
  readonly date: DayNumber;
  /** The next settlement of the currency, on which what fails is due again. */
  readonly until: DayNumber;
  /** Lines that are delivered, by id. */
  readonly lines: readonly SettledLine[];
  readonly others: number;
  readonly centralBank: number | undefined;
  /** Minor units that an agent may borrow without collateral; `Infinity` where the scenario says nothing. */
  readonly creditLine: (agent: number) => number;
  /** A keyed hash of day and agent: who comes first to what is scarce. */
  readonly turn: (agent: number) => number;
  readonly nameOf: (agent: number) => string;
}

/** Permille of the value of collateral that is not lent: up to a year, up to five, beyond. */
const HAIRCUTS_JAPAN_PERMILLE = [10, 30, 60] as const;
const HAIRCUTS_PERMILLE = [5, 20, 40] as const;
const DAYS_A_YEAR = { JPY: 365, USD: 360, GBP: 365, KRW: 365 } as const;
const MILLI_BP_PER_ONE = 10_000_000;
const YEAR_DAYS = 365;

export function haircutPermille(market: BondMarket, maturity: DayNumber, date: DayNumber): number {
  const [short, medium, long] = market === 'jgb' ? HAIRCUTS_JAPAN_PERMILLE : HAIRCUTS_PERMILLE;
  if (maturity - date <= YEAR_DAYS) return short;
  return maturity - date <= 5 * YEAR_DAYS + 1 ? medium : long;
}

/** Interest on a loan over so many days, to the minor unit, halves away from zero; negative at a negative rate. */
export function loanInterest(currency: Currency, amount: number, rateMilliBp: number, days: number): number {
  return shareToNearest(amount, rateMilliBp * days, MILLI_BP_PER_ONE * DAYS_A_YEAR[currency]);
}

/** Agents in the order of their turn. */
export function byTurn(agents: readonly number[], { turn }: Pick<SettlementDay, 'turn'>): number[] {
  return [...agents].sort((a, b) => turn(a) - turn(b) || a - b);
}
