/**
 * Double-entry ledger: cash per currency and lots per line of every institution, exact.
 *
 * Balances are whole numbers in one `Float64Array`, agent by agent, currencies before lines; reads of it assume a number
 * because indices are checked where they enter. A posting is checked whole (legs balance, results stay safe
 * integers, nobody passes a permitted short) before the first balance changes, so a refused one leaves no trace. The
 * ledger never decides: what must not happen is prevented by `canSell` before the order, and an unbalanced or forbidden
 * posting is our bug. Live run and replay use this same code.
 */
import { assert, Bug } from '../units/assert.ts';
import { CURRENCIES, type Currency, type Lots, type Minor } from '../units/quantity.ts';
import { CURRENCY_COUNT, currencyUnit, type LedgerLine, lineUnit } from './ledger-accounts.ts';
import { mixIntegers } from './ledger-hash.ts';
import { type Deal, Posting, postDeal, postTransfer } from './postings.ts';

export interface LedgerOptions {
  readonly agents: number;
  /** By instrument index. */
  readonly lines: readonly LedgerLine[];
  /**
   * Lots that an agent may be short of a line, `Infinity` for issuers; asked once for every pair. Absent: nobody is
   * limited, as in a replay, where the facts stand already.
   */
  readonly shortLimit?: (agent: number, instrument: number) => number;
}

/** Plain data: everything that changes. */
export interface LedgerState {
  readonly balances: Float64Array;
  readonly accruedPerLot: Float64Array;
}

/** A unit whose balances do not sum to zero. */
export interface Imbalance {
  /** Currency, or the line by its index. */
  readonly unit: string;
  readonly sum: number;
}

export class Ledger {
  readonly agents: number;
  readonly lines: readonly LedgerLine[];
  /** Balance of a unit of an agent at `agent × units + unit`. Written by `apply` and `restore` only. */
  readonly balances: Float64Array;
  readonly accruedPerLot: Float64Array;
  /** Shared by all rules, so that a transaction allocates nothing. */
  readonly #posting = new Posting();
  readonly #deal: Deal = { buyer: 0, seller: 0, lots: 0, paid: 0 };
  readonly #unitCount: number;
  /** Sum of the legs seen so far, by unit; all zero between postings. */
  readonly #inFlight: Float64Array;
  readonly #shortLimits: Float64Array;

  constructor({ agents, lines, shortLimit }: LedgerOptions) {
    this.agents = agents;
    this.lines = lines;
    this.#unitCount = CURRENCY_COUNT + lines.length;
    this.balances = new Float64Array(agents * this.#unitCount);
    this.accruedPerLot = new Float64Array(lines.length);
    this.#inFlight = new Float64Array(this.#unitCount);
    this.#shortLimits = new Float64Array(agents * lines.length).fill(Number.POSITIVE_INFINITY);
    if (shortLimit !== undefined) this.#limitShorts(shortLimit);
  }

  // ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

  cash(agent: number, currency: Currency): Minor {
    return this.balances[this.#account(currencyUnit(currency), agent)] as Minor;
  }

  holding(agent: number, instrument: number): Lots {
    return this.balances[this.#account(lineUnit(instrument), agent)] as Lots;
  }

  /** Whether the agent may have `lots` on offer: the new order and all its resting offers of the line together. */
  canSell(agent: number, instrument: number, lots: number): boolean {
    return this.holding(agent, instrument) - lots >= -this.#shortLimit(agent, instrument);
  }

  /** What a trade of `lots` costs the buyer, interest accrued included. */
  dealMoney(instrument: number, lots: number, priceTicks: number): Minor {
    const paid = lots * (priceTicks * this.#line(instrument).tickValue + this.accruedPerLot[instrument]!);
    if (!Number.isSafeInteger(paid)) throw new Bug(`${lots} lots at ${priceTicks} ticks cost no whole sum below 2^53`);
    return paid as Minor;
  }

  // ── Opening: a transfer like any other, so that the ledger balances from its first event on; either sign ────────

  openCash(agent: number, from: number, currency: Currency, amount: number): void {
    this.#transfer(currencyUnit(currency), from, agent, amount);
  }

  openHolding(agent: number, from: number, instrument: number, lots: number): void {
    this.#line(instrument);
    this.#transfer(lineUnit(instrument), from, agent, lots);
  }

  // ── Posting ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Interest on one lot for trades from now on; negative when a gilt trades ex dividend. */
  setAccrued(instrument: number, perLot: number): void {
    assert(Number.isSafeInteger(perLot), `accrued interest must be whole minor units, got ${perLot}`);
    this.#line(instrument);
    this.accruedPerLot[instrument] = perLot;
  }

  postFill(instrument: number, buyer: number, seller: number, lots: number, priceTicks: number): void {
    this.#postDeal(instrument, buyer, seller, lots, this.dealMoney(instrument, lots, priceTicks));
  }

  /** The money of an award is stated, since an average price lies between ticks. */
  postAllotment(instrument: number, issuer: number, buyer: number, lots: number, paid: number): void {
    this.#postDeal(instrument, buyer, issuer, lots, paid);
  }

  transferCash(from: number, to: number, currency: Currency, amount: number): void {
    assert(amount > 0, `a transfer needs a positive amount, got ${amount}`);
    this.#transfer(currencyUnit(currency), from, to, amount);
  }

  /** Checks every leg, then applies every leg. */
  apply(posting: Posting): void {
    this.#checkBalanced(posting);
    this.#checkResults(posting);
    for (let leg = 0; leg < posting.count; leg += 1) {
      const account = posting.agents[leg]! * this.#unitCount + posting.units[leg]!;
      this.balances[account] = this.balances[account]! + posting.amounts[leg]!;
    }
  }

  // ── The whole ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Units that do not sum to zero over all agents; empty in a sound ledger. */
  imbalances(): Imbalance[] {
    const found: Imbalance[] = [];
    for (let unit = 0; unit < this.#unitCount; unit += 1) {
      let sum = 0;
      for (let agent = 0; agent < this.agents; agent += 1) {
        sum += this.balances[agent * this.#unitCount + unit]!;
        assert(Number.isSafeInteger(sum), `balances of unit ${unit} do not add up within 2^53`);
      }
      if (sum !== 0) found.push({ unit: this.#unitName(unit), sum });
    }
    return found;
  }

  /** Full sums; O(agents × units). */
  checkConservation(): void {
    const found = this.imbalances().map(({ unit, sum }) => `${unit} sums to ${sum}`);
    assert(found.length === 0, `the ledger does not balance: ${found.join('; ')}`);
  }

  /** 64 bits as 16 hex digits over everything that changes. */
  stateHash(): string {
    return mixIntegers([this.balances, this.accruedPerLot]);
  }

  snapshot(): LedgerState {
    return { balances: this.balances.slice(), accruedPerLot: this.accruedPerLot.slice() };
  }

  restore(state: LedgerState): void {
    assert(
      state.balances.length === this.balances.length && state.accruedPerLot.length === this.accruedPerLot.length,
      'a snapshot of another ledger cannot be restored',
    );
    this.balances.set(state.balances);
    this.accruedPerLot.set(state.accruedPerLot);
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #postDeal(instrument: number, buyer: number, seller: number, lots: number, paid: number): void {
    if (!(lots > 0)) throw new Bug(`a trade needs a positive number of lots, got ${lots}`);
    const deal = this.#deal;
    deal.buyer = buyer;
    deal.seller = seller;
    deal.lots = lots;
    deal.paid = paid;
    const posting = this.#posting.begin();
    postDeal(posting, this.#line(instrument), lineUnit(instrument), deal);
    this.apply(posting);
  }

  #transfer(unit: number, from: number, to: number, amount: number): void {
    const posting = this.#posting.begin();
    postTransfer(posting, unit, { from, to }, amount);
    this.apply(posting);
  }

  /** Legs sum to zero in every unit that they touch. */
  #checkBalanced(posting: Posting): void {
    for (let leg = 0; leg < posting.count; leg += 1) {
      const unit = posting.units[leg]!;
      this.#inFlight[unit] = this.#inFlight[unit]! + posting.amounts[leg]!;
    }
    let unbalanced = -1;
    for (let leg = 0; leg < posting.count; leg += 1) {
      const unit = posting.units[leg]!;
      if (this.#inFlight[unit] !== 0) unbalanced = unit;
      this.#inFlight[unit] = 0;
    }
    if (unbalanced !== -1) throw new Bug(`legs of a posting do not sum to zero in ${this.#unitName(unbalanced)}`);
  }

  #checkResults(posting: Posting): void {
    for (let leg = 0; leg < posting.count; leg += 1) {
      const unit = posting.units[leg]!;
      const agent = posting.agents[leg]!;
      const amount = posting.amounts[leg]!;
      const after = this.balances[this.#account(unit, agent)]! + amount;
      if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(after)) {
        throw new Bug(`${this.#unitName(unit)} of agent ${agent} would become ${after} by ${amount}: no safe integer`);
      }
      if (unit < CURRENCY_COUNT || amount >= 0) continue;
      if (after < -this.#shortLimit(agent, unit - CURRENCY_COUNT)) {
        throw new Bug(`agent ${agent} would be short ${-after} of ${this.#unitName(unit)}, beyond its limit`);
      }
    }
  }

  #account(unit: number, agent: number): number {
    if (!(unit >= 0 && unit < this.#unitCount && agent >= 0 && agent < this.agents)) {
      throw new Bug(`no account for agent ${agent} in unit ${unit}`);
    }
    return agent * this.#unitCount + unit;
  }

  #line(instrument: number): LedgerLine {
    const line = this.lines[instrument];
    if (line === undefined) throw new Bug(`no instrument has index ${instrument}`);
    return line;
  }

  #shortLimit(agent: number, instrument: number): number {
    return this.#shortLimits[agent * this.lines.length + instrument]!;
  }

  #limitShorts(shortLimit: (agent: number, instrument: number) => number): void {
    for (let agent = 0; agent < this.agents; agent += 1) {
      for (let instrument = 0; instrument < this.lines.length; instrument += 1) {
        const limit = shortLimit(agent, instrument);
        assert(limit >= 0, `a short limit is no negative number, got ${limit} for agent ${agent}`);
        this.#shortLimits[agent * this.lines.length + instrument] = limit;
      }
    }
  }

  #unitName(unit: number): string {
    return CURRENCIES[unit] ?? `instrument ${unit - CURRENCY_COUNT}`;
  }
}
