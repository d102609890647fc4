/**
 * A ledger as one would keep it on paper: maps from names to whole numbers of any size, the rules written out one after the
 * other, nothing shared with the real one. Bonds are counted in face. For comparison only: slow.
 */
import type { MarketEvent } from '../../../src/events/vocabulary.ts';

export interface PaperLine {
  readonly id: string;
  readonly currency: string;
  readonly tickValue: number;
  readonly lotFace: number;
  readonly openTicks: number;
}

/** Amounts by agent and what is counted; zero is not written down. */
export class Sheet {
  readonly amounts = new Map<string, bigint>();

  add(agent: string, what: string, amount: bigint): void {
    const key = `${agent} ${what}`;
    const sum = (this.amounts.get(key) ?? 0n) + amount;
    if (sum === 0n) this.amounts.delete(key);
    else this.amounts.set(key, sum);
  }

  of(agent: string, what: string): bigint {
    return this.amounts.get(`${agent} ${what}`) ?? 0n;
  }

  move(from: string, to: string, what: string, amount: bigint): void {
    this.add(from, what, -amount);
    this.add(to, what, amount);
  }
}

/** `next` is the next settlement, whenever that is. */
type Day = number | 'next' | 'now';

export class NaiveLedger {
  readonly traded = new Sheet();
  readonly placed = new Sheet();
  readonly due = new Map<number | 'next', Sheet>();
  private readonly agents: readonly string[];
  private readonly lines: ReadonlyMap<string, PaperLine>;
  private readonly issuers = new Map<string, string>();
  private readonly accrued = new Map<string, bigint>();
  private readonly ratios = new Map<string, bigint>();
  private readonly valueDates = new Map<string, number | 'next'>();
  private readonly marks = new Map<string, bigint>();
  /** Deliveries that failed, until the day on which they are due again. */
  private claims: { instrument: string; from: string; to: string; bonds: bigint; until: number }[] = [];

  constructor(agents: readonly string[], lines: readonly PaperLine[]) {
    this.agents = agents;
    this.lines = new Map(lines.map((line) => [line.id, line]));
    for (const { id, openTicks } of lines) this.marks.set(id, BigInt(openTicks));
  }

  hear(event: MarketEvent): void {
    switch (event.type) {
      case 'CashOpened':
        this.traded.move(event.from, event.agent, event.currency, BigInt(event.amount));
        break;
      case 'HoldingOpened': {
        if (!this.issuers.has(event.instrument)) this.issuers.set(event.instrument, event.from);
        const { lotFace } = this.line(event.instrument);
        this.traded.move(event.from, event.agent, event.instrument, BigInt(event.lots) * BigInt(lotFace));
        break;
      }
      case 'InterestAccrued':
        this.accrued.set(event.instrument, BigInt(event.perLot));
        break;
      case 'IndexRatioSet':
        this.ratios.set(event.instrument, BigInt(event.ratioHundredThousandths));
        break;
      case 'ValueDateSet':
        this.valueDates.set(event.instrument, event.settlement);
        break;
      case 'BidAllotted': {
        const [buyer, seller] =
          event.side === 'buy' ? [event.agent, event.counterparty] : [event.counterparty, event.agent];
        const { currency } = this.line(event.instrument);
        this.promise(seller, buyer, event.instrument, BigInt(event.face), event.settlement);
        this.promise(buyer, seller, currency, BigInt(event.paid), event.settlement);
        break;
      }
      case 'MarginCalled':
        this.promise(event.agent, 'others', event.currency, BigInt(event.amount), 'next');
        break;
      case 'CapitalReceived':
        this.promise('others', event.agent, event.currency, BigInt(event.amount), 'now');
        break;
      default:
        this.hearSettlement(event);
    }
  }

  private hearSettlement(event: MarketEvent): void {
    switch (event.type) {
      case 'RegisterClosed':
        this.payCoupon(event.instrument, BigInt(event.perLot), event.payable);
        break;
      case 'BondRedeemed':
        this.redeem(event.instrument, BigInt(event.perLot));
        break;
      case 'FutureMarked': {
        const { tickValue, currency, lotFace } = this.line(event.instrument);
        const gain = (BigInt(event.priceTicks) - (this.marks.get(event.instrument) as bigint)) * BigInt(tickValue);
        this.marks.set(event.instrument, BigInt(event.priceTicks));
        for (const agent of this.agents) {
          const lots = this.traded.of(agent, event.instrument) / BigInt(lotFace);
          this.traded.add(agent, currency, lots * gain);
          this.dueOn('next').add(agent, currency, lots * gain);
        }
        break;
      }
      case 'FutureExpired':
        for (const agent of this.agents)
          this.traded.add(agent, event.instrument, -this.traded.of(agent, event.instrument));
        break;
      case 'FundsBorrowed':
        this.placed.move(event.lender, event.borrower, event.currency, BigInt(event.amount));
        if (event.instrument !== '')
          this.placed.move(event.borrower, event.lender, event.instrument, this.faceOf(event.instrument, event.units));
        break;
      case 'FundsRepaid':
        this.placed.move(event.borrower, event.lender, event.currency, BigInt(event.amount));
        this.traded.move(event.borrower, event.lender, event.currency, BigInt(event.interest));
        if (event.instrument !== '')
          this.placed.move(event.lender, event.borrower, event.instrument, this.faceOf(event.instrument, event.units));
        break;
      case 'DeliveryFailed': {
        const { agent, to, instrument, until } = event;
        const { currency } = this.line(instrument);
        const bonds = this.faceOf(instrument, event.units);
        this.claims.push({ instrument, from: agent, to, bonds, until });
        this.dueOn('next').move(to, agent, instrument, bonds);
        this.dueOn(until).move(agent, to, instrument, bonds);
        this.dueOn('next').move(agent, to, currency, BigInt(event.amount));
        this.dueOn(until).move(to, agent, currency, BigInt(event.amount));
        break;
      }
      case 'PaymentFailed':
        this.dueOn('next').move(event.to, event.agent, event.currency, BigInt(event.amount));
        this.dueOn(event.until).move(event.agent, event.to, event.currency, BigInt(event.amount));
        break;
      case 'CurrencySettled':
        this.settle(event.currency, event.date);
        break;
      default:
        break;
    }
  }

  fill(instrument: string, buyer: string, seller: string, deal: { lots: number; priceTicks: number }): void {
    const { currency, tickValue, lotFace } = this.line(instrument);
    const [lots, ticks] = [BigInt(deal.lots), BigInt(deal.priceTicks)];
    const date: Day = this.valueDates.get(instrument) ?? 'now';
    if (instrument.endsWith('-F')) {
      this.traded.move(seller, buyer, instrument, lots * BigInt(lotFace));
      const paid = lots * (ticks - (this.marks.get(instrument) as bigint)) * BigInt(tickValue);
      this.promise(buyer, seller, currency, paid, 'next');
    } else if (instrument.startsWith('FX-')) {
      this.traded.move(seller, buyer, instrument, lots * BigInt(lotFace));
      const base = instrument.slice(3, 6);
      const minorPerUnit = base === 'USD' || base === 'GBP' ? 100n : 1n;
      this.promise(seller, buyer, base, lots * BigInt(lotFace) * minorPerUnit, date);
      this.promise(buyer, seller, currency, lots * ticks * BigInt(tickValue), date);
    } else {
      const real = lots * ticks * BigInt(tickValue);
      const paid = (real * this.ratio(instrument)) / 100_000n + lots * (this.accrued.get(instrument) ?? 0n);
      this.promise(seller, buyer, instrument, lots * BigInt(lotFace), date);
      this.promise(buyer, seller, currency, paid, date);
    }
  }

  private ratio(instrument: string): bigint {
    return this.ratios.get(instrument) ?? 100_000n;
  }

  /** Changes hands by trade now, and in fact on that day. */
  private promise(from: string, to: string, what: string, amount: bigint, date: Day): void {
    this.traded.move(from, to, what, amount);
    if (date !== 'now') this.dueOn(date).move(from, to, what, amount);
  }

  private dueOn(date: number | 'next'): Sheet {
    const sheet = this.due.get(date) ?? new Sheet();
    this.due.set(date, sheet);
    return sheet;
  }

  /** Everybody named is paid for what it owns, cut to whole units of money; whom nobody names gets the rest. */
  private payCoupon(instrument: string, perLot: bigint, payable: number): void {
    const { currency, lotFace } = this.line(instrument);
    const issuer = this.issuers.get(instrument) as string;
    const couponOf = (agent: string): bigint => {
      let owned = this.traded.of(agent, instrument);
      for (const sheet of this.due.values()) owned -= sheet.of(agent, instrument);
      for (const claim of this.claims.filter((made) => made.instrument === instrument)) {
        if (claim.to === agent) owned += claim.bonds;
        if (claim.from === agent) owned -= claim.bonds;
      }
      return (owned * perLot) / BigInt(lotFace);
    };
    for (const agent of this.agents) {
      if (agent === issuer || agent === 'others') continue;
      this.promise('others', agent, currency, couponOf(agent), payable);
    }
    this.promise(issuer, 'others', currency, -couponOf(issuer), payable);
  }

  private redeem(instrument: string, perLot: bigint): void {
    const { currency, lotFace } = this.line(instrument);
    const issuer = this.issuers.get(instrument) as string;
    const worth = (agent: string): bigint => (this.traded.of(agent, instrument) * perLot) / BigInt(lotFace);
    for (const agent of this.agents)
      if (agent !== issuer && agent !== 'others') this.promise('others', agent, currency, worth(agent), 'now');
    this.promise(issuer, 'others', currency, -worth(issuer), 'now');
    this.claims = this.claims.filter((claim) => claim.instrument !== instrument);
    for (const agent of this.agents)
      for (const sheet of [this.traded, ...this.due.values()])
        sheet.add(agent, instrument, -sheet.of(agent, instrument));
  }

  private settle(currency: string, date: number): void {
    const settled = [currency, ...[...this.lines.values()].flatMap((l) => (l.currency === currency ? [l.id] : []))];
    for (const [day, sheet] of this.due) {
      if (day !== 'next' && day > date) continue;
      for (const agent of this.agents) for (const what of settled) sheet.add(agent, what, -sheet.of(agent, what));
    }
    this.claims = this.claims.filter(({ instrument, until }) => until > date || !settled.includes(instrument));
    for (const [id, day] of this.valueDates) {
      const isPaidIn = settled.includes(id) || id.startsWith(`FX-${currency}`);
      if (isPaidIn && day !== 'next' && day <= date) this.valueDates.set(id, 'next');
    }
  }

  /** The real ledger's units of a Treasury are $100, of a gilt £1,000. */
  private faceOf(instrument: string, units: number): bigint {
    const unitFace = instrument.startsWith('UST') ? 100 : instrument.startsWith('GILT') ? 1_000 : 100_000_000;
    return BigInt(units) * BigInt(unitFace);
  }

  private line(id: string): PaperLine {
    const line = this.lines.get(id);
    if (line === undefined) throw new Error(`no line ${id}`);
    return line;
  }
}
