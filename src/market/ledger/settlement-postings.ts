/**
 * The posting rules of what happens to holdings and debts by the calendar: coupons, redemption, daily settlement of futures,
 * failures and settlement itself.
 *
 * Rules read balances and write legs; `ledger-layers.ts` checks and applies them. Who owns a line is who owns it in
 * settled books, loans left out: balance less what is still due. A borrower of bonds owes their coupon to the lender and
 * so appears here as a negative owner. Who waits for bonds that should have come before has their coupon all the same, and
 * who failed to deliver them has not: the price was agreed with it.
 */
import { FIRST_DUE, PLACED, TRADED } from './ledger-accounts.ts';
import type { LedgerLayers } from './ledger-layers.ts';
import type { Parties, Posting } from './postings.ts';
import { shareTowardsZero } from './whole-shares.ts';

/** A payment on every bond of a line. */
export interface LinePayment {
  readonly line: number;
  readonly currency: number;
  /** Minor units on so many units of the line. */
  readonly perLot: number;
  readonly unitsPerLot: number;
  readonly issuer: number;
  /** Holders that nobody names: they bear what is cut from others’ fractions. */
  readonly others: number;
}

export interface CouponPayment extends LinePayment {
  /** Units by agent that failed before the register closed: their coupon is the buyer’s (a market claim). */
  readonly claims: Float64Array;
}

/** Register closes: owners of record are credited their coupon, the issuer owes it, and it is due in the layer given. */
export function postCoupon(posting: Posting, layers: LedgerLayers, payment: CouponPayment, due: number): void {
  const { line, currency, issuer, others, perLot, unitsPerLot, claims } = payment;
  const ownedBy = (agent: number): number =>
    layers.amount(TRADED, line, agent) - layers.due(line, agent) + (claims[agent] as number);
  const owed = shareTowardsZero(-ownedBy(issuer), perLot, unitsPerLot);
  let left = owed;
  for (let agent = 0; agent < layers.agents; agent += 1) {
    const coupon = agent === issuer || agent === others ? 0 : shareTowardsZero(ownedBy(agent), perLot, unitsPerLot);
    if (coupon === 0) continue;
    left -= coupon;
    posting.leg(TRADED, currency, agent, coupon);
    posting.leg(due, currency, agent, coupon);
  }
  posting.leg(TRADED, currency, others, left);
  posting.leg(TRADED, currency, issuer, -owed);
  posting.leg(due, currency, others, left);
  posting.leg(due, currency, issuer, -owed);
}

/**
 * A line ends: whoever owns it by trade is paid, and neither bonds nor promises of them are left. Loans of it have been
 * repaid before.
 */
export function postRedemption(posting: Posting, layers: LedgerLayers, payment: LinePayment): void {
  const { line, currency, issuer, others, perLot, unitsPerLot } = payment;
  const owed = shareTowardsZero(-layers.amount(TRADED, line, issuer), perLot, unitsPerLot);
  let left = owed;
  for (let agent = 0; agent < layers.agents; agent += 1) {
    const units = layers.amount(TRADED, line, agent);
    if (units === 0) continue;
    const principal = agent === issuer || agent === others ? 0 : shareTowardsZero(units, perLot, unitsPerLot);
    left -= principal;
    posting.leg(TRADED, line, agent, -units);
    posting.leg(TRADED, currency, agent, principal);
  }
  posting.leg(TRADED, currency, others, left);
  posting.leg(TRADED, currency, issuer, -owed);
  for (const slot of layers.dueDates.live()) {
    for (let agent = 0; agent < layers.agents; agent += 1) {
      const units = layers.amount(FIRST_DUE + slot, line, agent);
      if (units !== 0) posting.leg(FIRST_DUE + slot, line, agent, -units);
    }
  }
}

export interface DailyMark {
  readonly line: number;
  readonly currency: number;
  /** Minor units that a unit held gains since the last settlement price. */
  readonly gainPerUnit: number;
}

/** Daily settlement of a future: positions sum to zero, and so do gains. */
export function postDailyMark(posting: Posting, layers: LedgerLayers, mark: DailyMark, due: number): void {
  const { line, currency, gainPerUnit } = mark;
  for (let agent = 0; agent < layers.agents; agent += 1) {
    const gain = layers.amount(TRADED, line, agent) * gainPerUnit;
    if (gain === 0) continue;
    posting.leg(TRADED, currency, agent, gain);
    posting.leg(due, currency, agent, gain);
  }
}

/** Positions sum to zero, so nobody is owed anything once the last gain has been posted. */
export function postExpiry(posting: Posting, layers: LedgerLayers, line: number): void {
  for (let agent = 0; agent < layers.agents; agent += 1) {
    const units = layers.amount(TRADED, line, agent);
    if (units !== 0) posting.leg(TRADED, line, agent, -units);
  }
}

/** What was due now is due later: bonds from one, money from the other. */
export interface Postponed {
  readonly line: number;
  readonly units: number;
  readonly currency: number;
  readonly amount: number;
  /** Layers. */
  readonly now: number;
  readonly later: number;
}

export function postFailedDelivery(posting: Posting, failed: Postponed, { from, to }: Parties): void {
  const { line, units, currency, amount, now, later } = failed;
  posting.leg(now, line, from, units);
  posting.leg(now, line, to, -units);
  posting.leg(later, line, from, -units);
  posting.leg(later, line, to, units);
  posting.leg(now, currency, from, -amount);
  posting.leg(now, currency, to, amount);
  posting.leg(later, currency, from, amount);
  posting.leg(later, currency, to, -amount);
}

export function postFailedPayment(
  posting: Posting,
  failed: Pick<Postponed, 'currency' | 'amount' | 'now' | 'later'>,
  { from, to }: Parties,
): void {
  const { currency, amount, now, later } = failed;
  posting.leg(now, currency, from, amount);
  posting.leg(now, currency, to, -amount);
  posting.leg(later, currency, from, -amount);
  posting.leg(later, currency, to, amount);
}

/** What was due in these units in these slots has changed hands. */
export function postSettlement(
  posting: Posting,
  layers: LedgerLayers,
  units: readonly number[],
  slots: readonly number[],
): void {
  for (const slot of slots) {
    for (const unit of units) {
      for (let agent = 0; agent < layers.agents; agent += 1) {
        const amount = layers.amount(FIRST_DUE + slot, unit, agent);
        if (amount !== 0) posting.leg(FIRST_DUE + slot, unit, agent, -amount);
      }
    }
  }
}

/** Whether anything of the line is lent. */
export function isLent(layers: LedgerLayers, line: number): boolean {
  for (let agent = 0; agent < layers.agents; agent += 1) if (layers.amount(PLACED, line, agent) !== 0) return true;
  return false;
}
