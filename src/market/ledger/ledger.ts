/**
 * Double-entry ledger of a run: cash per currency and bonds per line of every institution, exact.
 *
 * Three layers (`ledger-layers.ts`): the trade-date balances that institutions see, what of them is still due, and what
 * loans have moved meanwhile. It never decides: what must not happen is prevented by `canSell` before the order, and an
 * unbalanced or forbidden posting is our bug. Live run and replay use this same code. Here are opening, reading and
 * trades; what the calendar brings stands in `ledger-settlement.ts`.
 */
import { assert, Bug } from '../../units/assert.ts';
import type { DayNumber } from '../../units/civil-date.ts';
import type { Currency, Lots, Minor } from '../../units/quantity.ts';
import { floorOfProduct } from '../auctions/auction.ts';
import { currencyUnit, FIRST_DUE, type LedgerLine, lineUnit, RATIO_ONE, TRADED } from './ledger-accounts.ts';
import { LedgerFacts, WITH_THE_NEXT } from './ledger-facts.ts';
import { mixIntegers } from './ledger-hash.ts';
import { type Imbalance, LedgerLayers } from './ledger-layers.ts';
import type { Award, LateDelivery, LedgerOptions, LedgerState, OpenLoan } from './ledger-state.ts';
import { AT_ONCE, type Deal, Posting, postFuture, postPair, postSecurity, postTransfer } from './postings.ts';

export class Ledger {
  readonly lines: readonly LedgerLine[];
  readonly layers: LedgerLayers;
  readonly facts: LedgerFacts;
  readonly others: number;
  readonly centralBanks: readonly number[];
  loans: OpenLoan[] = [];
  /** Failed at the last settlement of their currency. */
  late: LateDelivery[] = [];
  /** Shared by all rules, so that a transaction allocates nothing. */
  readonly posting = new Posting();
  readonly #deal: Deal = { buyer: 0, seller: 0, line: 0, units: 0, currency: 0, paid: 0, due: AT_ONCE };
  readonly #base = { currency: 0, delivered: 0 };
  /** By instrument: the layer in which today’s trades are due. */
  readonly #dueLayer: Int32Array;

  constructor({ agents, lines, shortLimit, others, centralBanks }: LedgerOptions) {
    this.lines = lines;
    this.others = others ?? -1;
    this.centralBanks = centralBanks ?? [];
    this.facts = new LedgerFacts(lines);
    const inUnits = (agent: number, instrument: number): number =>
      (shortLimit as NonNullable<typeof shortLimit>)(agent, instrument) * this.line(instrument).unitsPerLot;
    this.layers = new LedgerLayers(agents, lines, shortLimit === undefined ? undefined : inUnits);
    this.#dueLayer = new Int32Array(lines.length).fill(AT_ONCE);
  }

  get agents(): number {
    return this.layers.agents;
  }

  // ── Reading: by trade, as institutions see it ─────────────────────────────────────────────────────────────────────

  cash(agent: number, currency: Currency): Minor {
    return this.layers.amount(TRADED, currencyUnit(currency), agent) as Minor;
  }

  /** Whole lots; what is left over after an award is not seen. */
  holding(agent: number, instrument: number): Lots {
    const lots = Math.trunc(this.units(agent, instrument) / this.line(instrument).unitsPerLot);
    return (lots === 0 ? 0 : lots) as Lots;
  }

  units(agent: number, instrument: number): number {
    return this.layers.amount(TRADED, lineUnit(instrument), agent);
  }

  /** Whether the agent may have `lots` on offer: the new order and all its resting offers of the line together. */
  canSell(agent: number, instrument: number, lots: number): boolean {
    const left = this.units(agent, instrument) - lots * this.line(instrument).unitsPerLot;
    return left >= -this.layers.shortLimit(agent, instrument);
  }

  /** What a trade of `lots` costs the buyer now: interest and indexation included, of a future the difference only. */
  dealMoney(instrument: number, lots: number, priceTicks: number): Minor {
    const { kind, tickValue } = this.line(instrument);
    const { markTicks, indexRatio, accruedPerLot } = this.facts;
    const ticks = kind === 'future' ? priceTicks - markTicks[instrument]! : priceTicks;
    let money = lots * ticks * tickValue;
    if (indexRatio[instrument] !== RATIO_ONE && Number.isSafeInteger(money))
      money = floorOfProduct(money, indexRatio[instrument]!, RATIO_ONE);
    const paid = money + lots * accruedPerLot[instrument]!;
    if (!Number.isSafeInteger(paid)) throw new Bug(`${lots} lots at ${priceTicks} ticks cost no whole sum below 2^53`);
    return paid as Minor;
  }

  /** What a lot would fetch at the last close, interest accrued included; minor units, floored. */
  lotValue(instrument: number): number {
    const { closeHalfTicks, indexRatio, accruedPerLot } = this.facts;
    const clean = closeHalfTicks[instrument]! * this.line(instrument).tickValue;
    return floorOfProduct(clean, indexRatio[instrument]!, 2 * RATIO_ONE) + accruedPerLot[instrument]!;
  }

  // ── Reading: what has changed hands ───────────────────────────────────────────────────────────────────────────────

  /** Cash on the account: by trade, less what is due, plus what loans have brought. */
  settledCash(agent: number, currency: Currency): Minor {
    return this.layers.settled(currencyUnit(currency), agent) as Minor;
  }

  settledUnits(agent: number, instrument: number): number {
    return this.layers.settled(lineUnit(instrument), agent);
  }

  /** Cash that the agent is to receive (pays, where negative) up to and with that day. */
  dueCash(agent: number, currency: Currency, by: DayNumber): Minor {
    return this.layers.dueBy(currencyUnit(currency), agent, by) as Minor;
  }

  dueUnits(agent: number, instrument: number, by: DayNumber): number {
    return this.layers.dueBy(lineUnit(instrument), agent, by);
  }

  /** Days on which anything is due, in order; 0 is the next settlement, whenever that is. */
  dueDays(): readonly number[] {
    return this.layers
      .dueLayers()
      .filter(({ amounts }) => amounts.some((amount) => amount !== 0))
      .map(({ date }) => date);
  }

  /** All that somebody is still to receive in a currency. */
  unsettled(currency: Currency): Minor {
    let sum = 0;
    for (let agent = 0; agent < this.agents; agent += 1)
      sum += Math.max(0, this.layers.due(currencyUnit(currency), agent));
    return sum as Minor;
  }

  /** What central banks owe in a currency to everybody who banks with them. */
  reserves(currency: Currency): Minor {
    const owed = this.centralBanks.map((bank) => Math.max(0, -this.settledCash(bank, currency)));
    return owed.reduce((sum, amount) => sum + amount, 0) as Minor;
  }

  // ── Opening: a transfer like any other, so that the ledger balances from its first event on; either sign ────────

  openCash(agent: number, from: number, currency: Currency, amount: number): void {
    this.#transfer('CashOpened', currencyUnit(currency), { from, to: agent }, amount);
  }

  /** The first holding of a line comes from whoever issued it. */
  openHolding(agent: number, from: number, instrument: number, lots: number): void {
    const { unitsPerLot } = this.line(instrument);
    if (this.facts.issuer[instrument]! < 0 && from !== this.others) this.facts.issuer[instrument] = from;
    this.#transfer('HoldingOpened', lineUnit(instrument), { from, to: agent }, lots * unitsPerLot);
  }

  // ── Trades ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Interest on one lot for trades from now on; negative when a gilt trades ex dividend. */
  setAccrued(instrument: number, perLot: number): void {
    assert(Number.isSafeInteger(perLot), `InterestAccrued: must be whole minor units, got ${perLot}`);
    this.line(instrument);
    this.facts.accruedPerLot[instrument] = perLot;
  }

  /** Trades from now on settle on that day. */
  setValueDate(instrument: number, settlement: DayNumber): void {
    this.line(instrument);
    this.facts.valueDate[instrument] = settlement;
    this.#dueLayer[instrument] = this.layers.dueLayer(settlement);
  }

  /** A day has been settled in a currency: trades that still name it are due at the next settlement. */
  forgetDay(currency: Currency, date: DayNumber): void {
    const { valueDate } = this.facts;
    for (const [instrument, line] of this.lines.entries()) {
      const isPaidIn = line.currency === currency || line.base?.currency === currency;
      if (!isPaidIn || !(valueDate[instrument]! > 0 && valueDate[instrument]! <= date)) continue;
      valueDate[instrument] = WITH_THE_NEXT;
      this.#dueLayer[instrument] = FIRST_DUE;
    }
    this.layers.release(date, this.#dueLayer);
  }

  postFill(instrument: number, buyer: number, seller: number, lots: number, priceTicks: number): void {
    if (!(lots > 0)) throw new Bug(`filled: a trade needs a positive number of lots, got ${lots}`);
    const deal = this.#deal;
    const { kind, currency, unitsPerLot, base } = this.line(instrument);
    deal.buyer = buyer;
    deal.seller = seller;
    deal.line = lineUnit(instrument);
    deal.units = lots * unitsPerLot;
    deal.currency = currencyUnit(currency);
    deal.paid = this.dealMoney(instrument, lots, priceTicks);
    deal.due = this.#dueLayer[instrument]!;
    const posting = this.posting.begin('filled');
    if (kind === 'security') postSecurity(posting, deal);
    else if (base !== undefined) {
      this.#base.currency = currencyUnit(base.currency);
      this.#base.delivered = lots * base.minorPerLot;
      postPair(posting, deal, this.#base);
    } else {
      deal.due = FIRST_DUE;
      postFuture(posting, deal);
    }
    this.layers.apply(posting);
  }

  postAllotment({ instrument, agent, counterparty, side, face, paid, settlement }: Award): void {
    const { currency, unitFace } = this.line(instrument);
    const units = face / unitFace;
    assert(face > 0 && Number.isSafeInteger(units), `BidAllotted: ${face} is no whole number of ${unitFace}`);
    const [buyer, seller] = side === 'buy' ? [agent, counterparty] : [counterparty, agent];
    const posting = this.posting.begin('BidAllotted');
    const due = this.layers.dueLayer(settlement);
    postSecurity(posting, {
      buyer,
      seller,
      line: lineUnit(instrument),
      units,
      currency: currencyUnit(currency),
      paid,
      due,
    });
    this.layers.apply(posting);
  }

  // ── The whole ─────────────────────────────────────────────────────────────────────────────────────────────────────

  imbalances(): Imbalance[] {
    return this.layers.imbalances();
  }

  /** Full sums of every layer. */
  checkConservation(): void {
    const found = this.imbalances().map(({ unit, sum }) => `${unit} sums to ${sum}`);
    assert(found.length === 0, `the ledger does not balance: ${found.join('; ')}`);
  }

  /** 64 bits as 16 hex digits over everything that changes. */
  stateHash(): string {
    const { balances, placed } = this.layers;
    const due = this.layers.dueLayers().flatMap(({ date, amounts }) => [Float64Array.of(date), amounts]);
    const loans = this.loans.map(({ seq, borrower, lender, currency, amount, instrument, units }) =>
      Float64Array.of(seq, borrower, lender, currencyUnit(currency), amount, instrument, units),
    );
    const late = this.late.map(({ instrument, units, from, to, until }) =>
      Float64Array.of(instrument, units, from, to, until),
    );
    return mixIntegers([balances, placed, ...due, ...this.facts.arrays(), ...loans, ...late]);
  }

  save(): LedgerState {
    return {
      ...this.layers.save(),
      facts: this.facts.arrays().map((values) => values.slice()),
      loans: [...this.loans],
      late: [...this.late],
    };
  }

  restore({ facts, loans, late, ...layers }: LedgerState): void {
    this.layers.restore(layers);
    for (const [at, values] of this.facts.arrays().entries()) values.set(facts[at] as Float64Array);
    this.loans = [...loans];
    this.late = [...late];
    for (const [line, date] of this.facts.valueDate.entries()) {
      if (date === 0) this.#dueLayer[line] = AT_ONCE;
      else this.#dueLayer[line] = date === WITH_THE_NEXT ? FIRST_DUE : this.layers.dueLayer(date as DayNumber);
    }
  }

  line(instrument: number): LedgerLine {
    const line = this.lines[instrument];
    if (line === undefined) throw new Bug(`no instrument has index ${instrument}`);
    return line;
  }

  #transfer(event: string, unit: number, parties: { from: number; to: number }, amount: number): void {
    const posting = this.posting.begin(event);
    postTransfer(posting, unit, parties, amount);
    this.layers.apply(posting);
  }
}
