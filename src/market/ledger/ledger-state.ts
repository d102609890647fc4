/** What a ledger is made with, what it consists of as plain data, and the deals that events state. */
import type { DayNumber } from '../../units/civil-date.ts';
import type { Currency, Seq, Side } from '../../units/quantity.ts';
import type { LedgerLine } from './ledger-accounts.ts';
import type { LayersState } from './ledger-layers.ts';

export interface LedgerOptions {
  readonly agents: number;
  /** By instrument index. */
  readonly lines: readonly LedgerLine[];
  /**
   * Lots that an agent may be short of a line, `Infinity` for issuers; asked once for every pair. Absent: nobody is
   * limited, as in a replay, where the facts stand already.
   */
  readonly shortLimit?: (agent: number, instrument: number) => number;
  /** The account of holders that nobody names: the other side of margin, capital and loans. */
  readonly others?: number;
  /** Their cash is negative: reserves are its mirror. */
  readonly centralBanks?: readonly number[];
}

/** A loan that has not been repaid. */
export interface OpenLoan {
  /** Of the event that made it. */
  readonly seq: Seq;
  readonly borrower: number;
  readonly lender: number;
  readonly currency: Currency;
  readonly amount: number;
  /** Collateral; −1: none. */
  readonly instrument: number;
  readonly units: number;
}

/** Bonds that should have been delivered before and are due on that day: whoever waits for them has a claim on coupons. */
export interface LateDelivery {
  readonly instrument: number;
  readonly units: number;
  readonly from: number;
  readonly to: number;
  readonly until: DayNumber;
}

/** Plain data: everything that changes. */
export interface LedgerState extends LayersState {
  readonly facts: readonly Float64Array[];
  readonly loans: readonly OpenLoan[];
  readonly late: readonly LateDelivery[];
}

/** An accepted bid, with the money that it states: an average price lies between ticks. */
export interface Award {
  readonly instrument: number;
  readonly agent: number;
  readonly counterparty: number;
  /** Of the agent. */
  readonly side: Side;
  readonly face: number;
  readonly paid: number;
  readonly settlement: DayNumber;
}
