/**
 * Random histories of everything that moves bonds and cash: trades, awards, coupons, loans, failures, settlements in any order
 * that a run allows. Drawn with a seed, one step at a time, from what the real ledger says is possible.
 */
import type { MarketEvent } from '../../../src/events/vocabulary.ts';
import type { Ledger } from '../../../src/market/ledger/ledger.ts';
import type { OpenLoan } from '../../../src/market/ledger/ledger-state.ts';
import { CURRENCIES } from '../../../src/units/quantity.ts';
import type { SeededDraws } from '../seeded-draws.ts';
import {
  AGENT_IDS,
  BONDS,
  event,
  FIXTURE_LINES,
  FUTURE,
  LINES,
  LINKER,
  MOF,
  OTHERS,
  USDJPY,
} from './ledger-fixture.ts';

export interface Fill {
  readonly instrument: number;
  readonly buyer: number;
  readonly seller: number;
  readonly lots: number;
  readonly priceTicks: number;
}
export type Step = { readonly event: MarketEvent } | { readonly fill: Fill };

export const FIRST_DAY = 20_473;

export class LedgerHistory {
  private readonly draws: SeededDraws;
  private readonly ledger: Ledger;
  private readonly redeemed = new Set<number>();
  private today = FIRST_DAY;
  private seq = 1000;

  constructor(draws: SeededDraws, ledger: Ledger) {
    this.draws = draws;
    this.ledger = ledger;
  }

  next(): Step {
    const { draws } = this;
    const [a, b] = draws.shuffled(AGENT_IDS.map((_, index) => index)) as [number, number];
    const what = draws.whole(0, 99);
    if (what < 40) return this.fill(a, b);
    if (what < 48) return this.make('ValueDateSet', { instrument: this.id(this.line()), settlement: this.soon() });
    if (what < 52) return this.accrual();
    if (what < 58) return this.award(a);
    if (what < 62) return this.money(a);
    if (what < 66) return this.coupon();
    if (what === 66 && draws.whole(0, 3) === 0) return this.make('FutureExpired', { instrument: this.id(FUTURE) });
    if (what < 69)
      return this.make('FutureMarked', { instrument: this.id(FUTURE), priceTicks: draws.whole(13_000, 14_000) });
    if (what < 77) return this.loan(a, b);
    if (what < 83) return this.repayment();
    if (what < 87) return this.failure(a, b);
    if (what < 88 && this.redeemed.size < 2) return this.redemption();
    return this.settlement();
  }

  private fill(buyer: number, seller: number): Step {
    const { draws } = this;
    const instrument = draws.pick([...BONDS, USDJPY, FUTURE].filter((line) => !this.redeemed.has(line)));
    return { fill: { instrument, buyer, seller, lots: draws.whole(1, 40), priceTicks: draws.whole(1, 20_000) } };
  }

  private accrual(): Step {
    const ratio = this.draws.whole(90_000, 160_000);
    if (this.draws.whole(0, 1) === 0)
      return this.make('IndexRatioSet', { instrument: this.id(LINKER), ratioHundredThousandths: ratio });
    return this.make('InterestAccrued', {
      instrument: this.id(this.line()),
      perLot: this.draws.whole(-50_000, 900_000),
    });
  }

  private award(agent: number): Step {
    const { draws } = this;
    const instrument = this.line();
    const face = draws.whole(1, 30_000) * (LINES[instrument]?.unitFace ?? 1);
    return this.make('BidAllotted', {
      instrument: this.id(instrument),
      agent: AGENT_IDS[agent === MOF ? OTHERS : agent],
      counterparty: AGENT_IDS[MOF],
      side: draws.pick(['buy', 'sell']),
      face,
      paid: draws.whole(1, 9_000_000_000),
      settlement: this.soon(),
    });
  }

  private money(agent: number): Step {
    const named = agent === OTHERS ? MOF : agent;
    const type = this.draws.pick(['MarginCalled', 'CapitalReceived']);
    const fields = { currency: this.draws.pick(CURRENCIES), amount: this.draws.whole(1, 5_000_000_000) };
    return this.make(type, { agent: AGENT_IDS[named], ...fields });
  }

  private coupon(): Step {
    const perLot = this.draws.whole(1, 3_000_000);
    return this.make('RegisterClosed', { instrument: this.id(this.line()), payable: this.soon(), perLot });
  }

  private loan(borrower: number, lender: number): Step {
    const { draws } = this;
    const isSecured = draws.whole(0, 2) > 0;
    const instrument = this.line();
    const currency = isSecured ? LINES[instrument]?.currency : draws.pick(CURRENCIES);
    return this.make('FundsBorrowed', {
      borrower: AGENT_IDS[borrower],
      lender: AGENT_IDS[lender],
      currency,
      amount: draws.whole(1, 5_000_000_000),
      instrument: isSecured ? this.id(instrument) : '',
      units: isSecured ? draws.whole(1, 70_000) : 0,
    });
  }

  private repayment(): Step {
    const { loans } = this.ledger;
    return loans.length === 0 ? this.settlement() : this.repay(this.draws.pick(loans));
  }

  private repay({ borrower, lender, currency, amount, instrument, units }: OpenLoan): Step {
    return this.make('FundsRepaid', {
      borrower: AGENT_IDS[borrower],
      lender: AGENT_IDS[lender],
      currency,
      amount,
      interest: this.draws.whole(-1000, 90_000),
      instrument: instrument < 0 ? '' : this.id(instrument),
      units,
    });
  }

  private failure(agent: number, to: number): Step {
    const { draws } = this;
    const parties = { agent: AGENT_IDS[agent], to: AGENT_IDS[to], until: this.soon() };
    const amount = draws.whole(1, 900_000_000);
    if (draws.whole(0, 1) === 0)
      return this.make('PaymentFailed', { ...parties, currency: draws.pick(CURRENCIES), amount });
    return this.make('DeliveryFailed', {
      ...parties,
      instrument: this.id(this.line()),
      units: draws.whole(1, 9_000),
      amount,
    });
  }

  /** A line that is lent comes back first. */
  private redemption(): Step {
    const instrument = this.line();
    const lent = this.ledger.loans.find((loan) => loan.instrument === instrument);
    if (lent !== undefined) return this.repay(lent);
    this.redeemed.add(instrument);
    return this.make('BondRedeemed', { instrument: this.id(instrument), perLot: this.draws.whole(1, 200_000_000) });
  }

  private settlement(): Step {
    const date = this.today + this.draws.whole(0, 2);
    this.today = date;
    return this.make('CurrencySettled', { currency: this.draws.pick(CURRENCIES), date });
  }

  private make(type: string, fields: Record<string, unknown>): Step {
    this.seq += 1;
    return { event: event({ type, date: this.today, ...fields }, this.seq) };
  }

  private line(): number {
    return this.draws.pick(BONDS.filter((line) => !this.redeemed.has(line)));
  }

  private id(instrument: number): string {
    return FIXTURE_LINES[instrument]?.id as string;
  }

  /** A settlement date that has not come. */
  private soon(): number {
    return this.today + this.draws.whole(1, 5);
  }
}
