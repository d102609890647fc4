/**
 * Who cannot deliver what is due, and how that is met: bonds borrowed against cash, or a failure.
 *
 * Deliveries of a day are netted for each line and agent. Whoever would end with fewer than none borrows until the next
 * settlement against their value at the last close: from holders whom nobody names, then from the central bank (the Bank
 * of Japan's Securities Lending Facility, the New York Fed's securities lending and the like; without a fee here). What
 * nobody can lend is not delivered: bonds and money are due again at the next settlement. Who comes first is decided by a
 * keyed hash of day and agent, never by a place in a list.
 *
 * Only bonds that were due can fail. A short that was there at the opening and finds no lender stays a short.
 */
import type { EventOf, Unplaced } from '../../events/vocabulary.ts';
import { minor } from '../../units/quantity.ts';
import type { Ledger } from './ledger.ts';
import { byTurn, type SettledLine, type SettlementDay } from './settlement-terms.ts';
import { shareTowardsZero } from './whole-shares.ts';

export type DeliveryEvent = Unplaced<EventOf<'FundsBorrowed' | 'DeliveryFailed'>>;

/** An event and the agent on whose account it happens. */
export interface Met<Event> {
  readonly event: Event;
  readonly agent: number;
}

export function meetDeliveries(ledger: Ledger, day: SettlementDay): Met<DeliveryEvent>[] {
  return day.lines.flatMap((line) => new LineDelivery(ledger, day, line).meet());
}

class LineDelivery {
  private readonly ledger: Ledger;
  private readonly day: SettlementDay;
  private readonly line: SettledLine;
  /** What agents hold once all that is due has been delivered; lowered as it is lent. */
  private readonly after: number[];
  /** What each is still to receive today. */
  private readonly incoming: number[];
  private readonly met: Met<DeliveryEvent>[] = [];

  constructor(ledger: Ledger, day: SettlementDay, line: SettledLine) {
    this.ledger = ledger;
    this.day = day;
    this.line = line;
    const due = Array.from({ length: ledger.agents }, (_, agent) => ledger.dueUnits(agent, line.instrument, day.date));
    this.incoming = due;
    this.after = due.map((units, agent) => ledger.settledUnits(agent, line.instrument) + units);
  }

  meet(): Met<DeliveryEvent>[] {
    const { issuer } = this.line;
    const { others, centralBank } = this.day;
    const short = this.after.flatMap((units, agent) => (units < 0 && agent !== issuer ? [agent] : []));
    // Those whom nobody names lend before they borrow.
    const named = byTurn(
      short.filter((agent) => agent !== others),
      this.day,
    );
    const borrowers = short.includes(others) ? [...named, others] : named;
    for (const agent of borrowers) {
      if (agent !== others) this.borrow(agent, others);
      if (centralBank !== undefined && agent !== centralBank) this.borrow(agent, centralBank);
      this.fail(agent);
    }
    return this.met;
  }

  private borrow(agent: number, lender: number): void {
    const units = Math.min(-this.of(this.after, agent), Math.max(0, this.of(this.after, lender)));
    const amount = this.valueOf(units);
    if (units <= 0 || amount <= 0) return;
    const { currency, nameOf } = this.day;
    this.met.push({
      agent,
      event: {
        type: 'FundsBorrowed',
        // Whoever lends bonds borrows their value.
        borrower: nameOf(lender),
        lender: nameOf(agent),
        currency,
        amount: minor(amount),
        instrument: this.line.id,
        units,
      },
    });
    this.after[agent] = this.of(this.after, agent) + units;
    this.after[lender] = this.of(this.after, lender) - units;
  }

  /** Those who were to receive go without: first who does not become short by it, then who stays short or owes the line. */
  private fail(agent: number): void {
    let left = Math.min(-this.of(this.after, agent), -this.of(this.incoming, agent));
    if (left <= 0) return;
    const waiting = this.incoming.flatMap((units, receiver) => (receiver !== agent && units > 0 ? [receiver] : []));
    for (const spare of [this.after, this.incoming]) {
      for (const receiver of byTurn(waiting, this.day)) {
        const units = Math.min(left, this.of(this.incoming, receiver), this.of(spare, receiver));
        if (units <= 0) continue;
        this.postpone(agent, receiver, units);
        left -= units;
      }
    }
  }

  private postpone(agent: number, receiver: number, units: number): void {
    const { nameOf, until } = this.day;
    const amount = minor(Math.max(0, this.valueOf(units)));
    const parties = { agent: nameOf(agent), to: nameOf(receiver) };
    this.met.push({
      agent,
      event: { type: 'DeliveryFailed', ...parties, instrument: this.line.id, units, amount, until },
    });
    for (const [who, back] of [[agent, units] as const, [receiver, -units] as const]) {
      this.after[who] = this.of(this.after, who) + back;
      this.incoming[who] = this.of(this.incoming, who) + back;
    }
  }

  private valueOf(units: number): number {
    const { instrument } = this.line;
    return shareTowardsZero(units, this.ledger.lotValue(instrument), this.ledger.line(instrument).unitsPerLot);
  }

  private of(amounts: readonly number[], agent: number): number {
    return amounts[agent] as number;
  }
}
