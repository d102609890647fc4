/**
 * The posting rules of double entry for deals and loans: each transaction as its legs, signed amounts that sum to zero in
 * every unit (a currency, or units of a line) of every layer (`ledger-accounts.ts`).
 *
 * A rule only writes legs down; `ledger-layers.ts` checks that they balance and applies them. One `Posting` is reused for
 * ever: nothing is allocated per transaction. The reads of typed arrays here are within `count`.
 */
import { PLACED, TRADED } from './ledger-accounts.ts';

const LEGS = 16;

export class Posting {
  /** The event that it follows from, for messages. */
  event = '';
  layers = new Int32Array(LEGS);
  units = new Int32Array(LEGS);
  agents = new Int32Array(LEGS);
  amounts = new Float64Array(LEGS);
  count = 0;

  begin(event: string): this {
    this.event = event;
    this.count = 0;
    return this;
  }

  /** Positive: the agent receives. */
  leg(layer: number, unit: number, agent: number, amount: number): void {
    if (this.count === this.units.length) this.enlarge();
    const at = this.count;
    this.layers[at] = layer;
    this.units[at] = unit;
    this.agents[at] = agent;
    this.amounts[at] = amount;
    this.count = at + 1;
  }

  private enlarge(): void {
    const size = 2 * this.units.length;
    this.layers = enlarged(this.layers, new Int32Array(size));
    this.units = enlarged(this.units, new Int32Array(size));
    this.agents = enlarged(this.agents, new Int32Array(size));
    this.amounts = enlarged(this.amounts, new Float64Array(size));
  }
}

function enlarged<Words extends Int32Array | Float64Array>(from: Words, into: Words): Words {
  into.set(from);
  return into;
}

/** A deal done at once has no layer in which it is due. */
export const AT_ONCE = -1;

/** Who trades with whom, what changes hands for what, and the layer in which that is due. */
export interface Deal {
  buyer: number;
  seller: number;
  /** Of the line, in its units. */
  line: number;
  units: number;
  /** Minor units of the currency. */
  currency: number;
  paid: number;
  due: number;
}

/** Bonds against money, from the trade on and due on its value date. */
export function postSecurity(posting: Posting, { buyer, seller, line, units, currency, paid, due }: Deal): void {
  posting.leg(TRADED, line, buyer, units);
  posting.leg(TRADED, line, seller, -units);
  posting.leg(TRADED, currency, buyer, -paid);
  posting.leg(TRADED, currency, seller, paid);
  if (due === AT_ONCE) return;
  posting.leg(due, line, buyer, units);
  posting.leg(due, line, seller, -units);
  posting.leg(due, currency, buyer, -paid);
  posting.leg(due, currency, seller, paid);
}

/** A pair delivers its base currency for its quote currency; its units record the position and are never due. */
export function postPair(posting: Posting, deal: Deal, base: { currency: number; delivered: number }): void {
  const { buyer, seller, line, units, currency, paid, due } = deal;
  posting.leg(TRADED, line, buyer, units);
  posting.leg(TRADED, line, seller, -units);
  posting.leg(TRADED, base.currency, buyer, base.delivered);
  posting.leg(TRADED, base.currency, seller, -base.delivered);
  posting.leg(TRADED, currency, buyer, -paid);
  posting.leg(TRADED, currency, seller, paid);
  if (due === AT_ONCE) return;
  posting.leg(due, base.currency, buyer, base.delivered);
  posting.leg(due, base.currency, seller, -base.delivered);
  posting.leg(due, currency, buyer, -paid);
  posting.leg(due, currency, seller, paid);
}

/** A future changes the position; `paid` is only what its price differs from the last settlement price. */
export function postFuture(posting: Posting, { buyer, seller, line, units, currency, paid, due }: Deal): void {
  posting.leg(TRADED, line, buyer, units);
  posting.leg(TRADED, line, seller, -units);
  posting.leg(TRADED, currency, buyer, -paid);
  posting.leg(TRADED, currency, seller, paid);
  posting.leg(due, currency, buyer, -paid);
  posting.leg(due, currency, seller, paid);
}

export interface Parties {
  readonly from: number;
  readonly to: number;
}

/** What changes hands at once: openings, capital. */
export function postTransfer(posting: Posting, unit: number, { from, to }: Parties, amount: number): void {
  posting.leg(TRADED, unit, from, -amount);
  posting.leg(TRADED, unit, to, amount);
}

/** A debt of money: owed from now on, due in a layer. */
export function postDebt(
  posting: Posting,
  debt: { readonly currency: number; readonly due: number },
  { from, to }: Parties,
  amount: number,
): void {
  posting.leg(TRADED, debt.currency, from, -amount);
  posting.leg(TRADED, debt.currency, to, amount);
  posting.leg(debt.due, debt.currency, from, -amount);
  posting.leg(debt.due, debt.currency, to, amount);
}

export interface LoanTerms {
  readonly borrower: number;
  readonly lender: number;
  /** Unit of the currency. */
  readonly currency: number;
  readonly amount: number;
  /** Unit of the line that is collateral; meaningless where there are no units of it. */
  readonly line: number;
  readonly units: number;
}

/** Cash to the borrower, collateral to the lender, until it is repaid. */
export function postLoan(posting: Posting, { borrower, lender, currency, amount, line, units }: LoanTerms): void {
  posting.leg(PLACED, currency, borrower, amount);
  posting.leg(PLACED, currency, lender, -amount);
  if (units === 0) return;
  posting.leg(PLACED, line, borrower, -units);
  posting.leg(PLACED, line, lender, units);
}

/** Both go back; the interest is the lender's for good. */
export function postRepayment(posting: Posting, loan: LoanTerms, interest: number): void {
  const { borrower, lender, currency, amount, line, units } = loan;
  posting.leg(PLACED, currency, borrower, -amount);
  posting.leg(PLACED, currency, lender, amount);
  posting.leg(TRADED, currency, borrower, -interest);
  posting.leg(TRADED, currency, lender, interest);
  if (units === 0) return;
  posting.leg(PLACED, line, borrower, units);
  posting.leg(PLACED, line, lender, -units);
}
