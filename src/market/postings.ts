/**
 * The posting rules of double entry: each business transaction as its legs, signed amounts that sum to zero in every
 * unit (a currency, or lots of a line).
 *
 * A rule only writes legs down; `ledger.ts` checks that they balance and applies them. One `Posting` is reused for ever:
 * nothing is allocated per transaction. The reads of typed arrays here are within `count`.
 */
import { assert } from '../units/assert.ts';
import { currencyUnit, type LedgerLine } from './ledger-accounts.ts';

const LEGS_MAX = 8;

export class Posting {
  readonly units = new Int32Array(LEGS_MAX);
  readonly agents = new Int32Array(LEGS_MAX);
  readonly amounts = new Float64Array(LEGS_MAX);
  count = 0;

  begin(): this {
    this.count = 0;
    return this;
  }

  /** Positive: the agent receives. */
  leg(unit: number, agent: number, amount: number): void {
    assert(this.count < LEGS_MAX, 'a posting has more legs than its buffer');
    this.units[this.count] = unit;
    this.agents[this.count] = agent;
    this.amounts[this.count] = amount;
    this.count += 1;
  }
}

/** Who trades with whom, and what `lots` of the line cost in its currency. */
export interface Deal {
  buyer: number;
  seller: number;
  lots: number;
  paid: number;
}

/** Lots against money; for a currency pair the base currency is delivered too, and the lots record the position. */
export function postDeal(posting: Posting, line: LedgerLine, unit: number, { buyer, seller, lots, paid }: Deal): void {
  posting.leg(unit, buyer, lots);
  posting.leg(unit, seller, -lots);
  const money = currencyUnit(line.currency);
  posting.leg(money, buyer, -paid);
  posting.leg(money, seller, paid);
  if (line.base === undefined) return;
  const delivered = lots * line.base.minorPerLot;
  const base = currencyUnit(line.base.currency);
  posting.leg(base, buyer, delivered);
  posting.leg(base, seller, -delivered);
}

export function postTransfer(
  posting: Posting,
  unit: number,
  parties: { from: number; to: number },
  amount: number,
): void {
  posting.leg(unit, parties.from, -amount);
  posting.leg(unit, parties.to, amount);
}
