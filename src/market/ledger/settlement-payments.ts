/**
 * Who cannot pay what is due, and how that is met: cash borrowed until the next settlement, or a failure.
 *
 * Payments of a day are netted for each agent. Whoever would end with less than nothing borrows from holders whom nobody
 * names: against its free bonds of the currency less a haircut, shortest haircut first, then without collateral within its
 * credit line. What is left is not paid: it is due again at the next settlement, to those who sold bonds today and would
 * not lack it, then to whom nobody names. The central bank creates its currency and borrows none.
 */
import type { EventOf, Unplaced } from '../../events/vocabulary.ts';
import { minor } from '../../units/quantity.ts';
import type { Ledger } from './ledger.ts';
import type { Met } from './settlement-deliveries.ts';
import { byTurn, haircutPermille, type SettledLine, type SettlementDay } from './settlement-terms.ts';
import { shareTowardsZero } from './whole-shares.ts';

/** Minor units; half of what is exact. */
const COUNTABLE = 2 ** 52;

export type PaymentEvent = Unplaced<EventOf<'FundsBorrowed' | 'PaymentFailed'>>;

export function meetPayments(ledger: Ledger, day: SettlementDay): Met<PaymentEvent>[] {
  return new Payments(ledger, day).meet();
}

class Payments {
  private readonly ledger: Ledger;
  private readonly day: SettlementDay;
  /** Cash once all that is due has been paid. */
  private readonly after: number[];
  private readonly met: Met<PaymentEvent>[] = [];
  private readonly lines: readonly SettledLine[];

  constructor(ledger: Ledger, day: SettlementDay) {
    this.ledger = ledger;
    this.day = day;
    this.after = Array.from(
      { length: ledger.agents },
      (_, agent) => ledger.settledCash(agent, day.currency) + ledger.dueCash(agent, day.currency, day.date),
    );
    this.lines = [...day.lines].sort((a, b) => this.haircut(a) - this.haircut(b) || (a.id < b.id ? -1 : 1));
  }

  meet(): Met<PaymentEvent>[] {
    const { others, centralBank } = this.day;
    const lacking = this.after.flatMap((cash, agent) =>
      cash < 0 && agent !== others && agent !== centralBank ? [agent] : [],
    );
    for (const agent of byTurn(lacking, this.day)) {
      for (const line of this.lines) if (this.lacks(agent) > 0) this.pledge(agent, line);
      const credit = Math.min(this.lacks(agent), this.day.creditLine(agent));
      if (credit > 0) this.borrow(agent, credit, { instrument: '', units: 0 });
      if (this.lacks(agent) > 0) this.fail(agent);
    }
    return this.met;
  }

  /** Borrows against as few units of the line as cover what is lacking, all that are free at most. */
  private pledge(agent: number, line: SettledLine): void {
    const { instrument } = line;
    const free = this.ledger.settledUnits(agent, instrument) + this.ledger.dueUnits(agent, instrument, this.day.date);
    if (free <= 0 || agent === line.issuer) return;
    const needed = this.lacks(agent);
    const sample = Math.min(free, this.countable(line));
    const perUnit = this.lendable(line, sample) / sample;
    if (!(perUnit > 0)) return;
    let units = Math.min(sample, Math.max(1, Math.floor(needed / perUnit)));
    while (units < sample && this.lendable(line, units) < needed) units += 1;
    const amount = Math.min(needed, this.lendable(line, units));
    if (amount > 0) this.borrow(agent, amount, { instrument: line.id, units });
  }

  private borrow(agent: number, amount: number, collateral: { instrument: string; units: number }): void {
    const { currency, others, nameOf } = this.day;
    const parties = { borrower: nameOf(agent), lender: nameOf(others) };
    this.met.push({
      agent,
      event: { type: 'FundsBorrowed', ...parties, currency, amount: minor(amount), ...collateral },
    });
    this.after[agent] = this.of(agent) + amount;
  }

  private fail(agent: number): void {
    const { others } = this.day;
    const sellers = this.after.flatMap((cash, seller) =>
      cash > 0 && seller !== agent && seller !== others && this.soldToday(seller) ? [seller] : [],
    );
    for (const seller of byTurn(sellers, this.day)) {
      const { currency, date } = this.day;
      const most = Math.min(this.of(seller), this.ledger.dueCash(seller, currency, date));
      this.postpone(agent, seller, Math.min(this.lacks(agent), most));
    }
    this.postpone(agent, others, this.lacks(agent));
  }

  private postpone(agent: number, to: number, amount: number): void {
    if (amount <= 0) return;
    const { currency, until, nameOf } = this.day;
    const parties = { agent: nameOf(agent), to: nameOf(to) };
    this.met.push({ agent, event: { type: 'PaymentFailed', ...parties, currency, amount: minor(amount), until } });
    this.after[agent] = this.of(agent) + amount;
    this.after[to] = this.of(to) - amount;
  }

  private soldToday(agent: number): boolean {
    return this.day.lines.some(({ instrument }) => this.ledger.dueUnits(agent, instrument, this.day.date) < 0);
  }

  private lendable(line: SettledLine, units: number): number {
    const { instrument } = line;
    const value = shareTowardsZero(units, this.ledger.lotValue(instrument), this.ledger.line(instrument).unitsPerLot);
    return shareTowardsZero(value, 1000 - this.haircut(line), 1000);
  }

  /** Units worth no more than can be counted: a whole issue may be worth more. */
  private countable({ instrument }: SettledLine): number {
    const lotValue = Math.max(1, this.ledger.lotValue(instrument));
    return Math.max(1, Math.floor((COUNTABLE / lotValue) * this.ledger.line(instrument).unitsPerLot));
  }

  private haircut({ maturity }: SettledLine): number {
    return haircutPermille(this.day.market, maturity, this.day.date);
  }

  private lacks(agent: number): number {
    return Math.max(0, -this.of(agent));
  }

  private of(agent: number): number {
    return this.after[agent] as number;
  }
}
