/**
 * The vocabulary of settlement: value dates, coupons and redemptions, loans overnight, and what could not be paid or
 * delivered.
 */
import type { DayNumber } from '../units/civil-date.ts';
import type { Currency, Minor, PriceTicks } from '../units/quantity.ts';
import type { Event } from './event.ts';

/** Trades of this business date settle on that day; a trade without one settles at once. */
export interface ValueDateSet extends Event<'ValueDateSet'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly settlement: DayNumber;
}

/** Cash per unit of the index that bonds of this line pay from now on, in hundred-thousandths (index-linked gilts). */
export interface IndexRatioSet extends Event<'IndexRatioSet'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly ratioHundredThousandths: number;
}

/** Who owns the line now is paid its coupon on the day stated. */
export interface RegisterClosed extends Event<'RegisterClosed'> {
  readonly instrument: string;
  readonly payable: DayNumber;
  readonly perLot: Minor;
}

/** The line is repaid to whoever owns it and exists no more. */
export interface BondRedeemed extends Event<'BondRedeemed'> {
  readonly instrument: string;
  readonly perLot: Minor;
}

/** Daily settlement of a future: gains and losses since the last one are paid in cash on the next settlement day. */
export interface FutureMarked extends Event<'FutureMarked'> {
  readonly instrument: string;
  readonly date: DayNumber;
  readonly priceTicks: PriceTicks;
}

/** A future was settled for the last time: positions in it end. */
export interface FutureExpired extends Event<'FutureExpired'> {
  readonly instrument: string;
}

/** Cash against bonds until the next settlement day; without an instrument it is a loan without collateral. */
export interface FundsBorrowed extends Event<'FundsBorrowed'> {
  readonly borrower: string;
  readonly lender: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly instrument: string;
  /** Collateral in the ledger's units of the line. */
  readonly units: number;
}

export interface FundsRepaid extends Event<'FundsRepaid'> {
  readonly borrower: string;
  readonly lender: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly interest: Minor;
  readonly instrument: string;
  readonly units: number;
}

/** A seller could not deliver: bonds and their money change hands on the next settlement day instead. */
export interface DeliveryFailed extends Event<'DeliveryFailed'> {
  readonly agent: string;
  readonly to: string;
  readonly instrument: string;
  readonly units: number;
  readonly amount: Minor;
  readonly until: DayNumber;
}

/** A payer could not pay, and nobody lent: the debt is due again on the next settlement day. */
export interface PaymentFailed extends Event<'PaymentFailed'> {
  readonly agent: string;
  readonly to: string;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly until: DayNumber;
}

/** What was due in this currency and its bonds up to this day has changed hands. */
export interface CurrencySettled extends Event<'CurrencySettled'> {
  readonly currency: Currency;
  readonly date: DayNumber;
}

export type SettlementEvent =
  | ValueDateSet
  | IndexRatioSet
  | RegisterClosed
  | BondRedeemed
  | FutureMarked
  | FutureExpired
  | FundsBorrowed
  | FundsRepaid
  | DeliveryFailed
  | PaymentFailed
  | CurrencySettled;
