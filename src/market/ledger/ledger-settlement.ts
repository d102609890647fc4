/**
 * What the calendar, loans and failures do to a ledger: one function for each event of settlement, called by the fold alone.
 *
 * Each checks what the event must satisfy, writes its posting and applies it; a breach is our bug and names the event.
 */
import { assert } from '../../units/assert.ts';
import type { DayNumber } from '../../units/civil-date.ts';
import type { Currency } from '../../units/quantity.ts';
import type { Ledger } from './ledger.ts';
import { currencyUnit, FIRST_DUE, lineUnit } from './ledger-accounts.ts';
import type { OpenLoan } from './ledger-state.ts';
import { type LoanTerms, type Parties, postDebt, postLoan, postRepayment, postTransfer } from './postings.ts';
import {
  isLent,
  type LinePayment,
  postCoupon,
  postDailyMark,
  postExpiry,
  postFailedDelivery,
  postFailedPayment,
  postRedemption,
  postSettlement,
} from './settlement-postings.ts';

/** Variation margin leaves on the next settlement day. */
export function callMargin(ledger: Ledger, agent: number, currency: Currency, amount: number): void {
  assert(amount > 0, `MarginCalled: needs a positive amount, got ${amount}`);
  const posting = ledger.posting.begin('MarginCalled');
  const debt = { currency: currencyUnit(currency), due: FIRST_DUE };
  postDebt(posting, debt, { from: agent, to: ledger.others }, amount);
  ledger.layers.apply(posting);
}

export function receiveCapital(ledger: Ledger, agent: number, currency: Currency, amount: number): void {
  assert(amount > 0, `CapitalReceived: needs a positive amount, got ${amount}`);
  const posting = ledger.posting.begin('CapitalReceived');
  postTransfer(posting, currencyUnit(currency), { from: ledger.others, to: agent }, amount);
  ledger.layers.apply(posting);
}

export function closeRegister(ledger: Ledger, instrument: number, payable: DayNumber, perLot: number): void {
  const posting = ledger.posting.begin('RegisterClosed');
  const due = ledger.layers.dueLayer(payable);
  const payment = { ...paymentOn(ledger, instrument, perLot), claims: claimsOn(ledger, instrument) };
  postCoupon(posting, ledger.layers, payment, due);
  ledger.layers.apply(posting);
}

/** Units of a line by agent that came too late to be on the register, and that had been paid for with the coupon in them. */
function claimsOn(ledger: Ledger, instrument: number): Float64Array {
  const claims = new Float64Array(ledger.agents);
  for (const { from, to, units } of ledger.late.filter((late) => late.instrument === instrument)) {
    claims[from] = (claims[from] as number) - units;
    claims[to] = (claims[to] as number) + units;
  }
  return claims;
}

export function redeem(ledger: Ledger, instrument: number, perLot: number): void {
  const { layers } = ledger;
  const line = lineUnit(instrument);
  assert(!isLent(layers, line), `BondRedeemed: ${ledger.line(instrument).id} is still lent`);
  const posting = ledger.posting.begin('BondRedeemed');
  postRedemption(posting, layers, paymentOn(ledger, instrument, perLot));
  layers.apply(posting);
  ledger.late = ledger.late.filter((late) => late.instrument !== instrument);
  for (let agent = 0; agent < layers.agents; agent += 1)
    assert(
      ledger.units(agent, instrument) === 0 && layers.due(line, agent) === 0,
      `BondRedeemed: ${ledger.line(instrument).id} is redeemed and still held`,
    );
}

function paymentOn(ledger: Ledger, instrument: number, perLot: number): LinePayment {
  const { currency, unitsPerLot } = ledger.line(instrument);
  return {
    line: lineUnit(instrument),
    currency: currencyUnit(currency),
    perLot,
    unitsPerLot,
    issuer: ledger.facts.issuer[instrument] as number,
    others: ledger.others,
  };
}

/** Gains and losses since the last settlement price are paid at the next settlement. */
export function markFuture(ledger: Ledger, instrument: number, priceTicks: number): void {
  const { kind, currency, tickValue, id } = ledger.line(instrument);
  assert(kind === 'future', `FutureMarked: ${id} is no future`);
  const { markTicks } = ledger.facts;
  const gainPerUnit = (priceTicks - (markTicks[instrument] as number)) * tickValue;
  const posting = ledger.posting.begin('FutureMarked');
  const mark = { line: lineUnit(instrument), currency: currencyUnit(currency), gainPerUnit };
  postDailyMark(posting, ledger.layers, mark, FIRST_DUE);
  // Positions sum to zero, so that a rule which forgot everybody alike would still balance.
  const owed = gainPerUnit === 0 ? 0 : 2 * holdersOf(ledger, instrument);
  assert(posting.count === owed, `FutureMarked: ${posting.count} legs of ${owed} in ${id}`);
  ledger.layers.apply(posting);
  markTicks[instrument] = priceTicks;
}

export function expireFuture(ledger: Ledger, instrument: number): void {
  const { kind, id } = ledger.line(instrument);
  assert(kind === 'future', `FutureExpired: ${id} is no future`);
  const posting = ledger.posting.begin('FutureExpired');
  postExpiry(posting, ledger.layers, lineUnit(instrument));
  ledger.layers.apply(posting);
  assert(holdersOf(ledger, instrument) === 0, `FutureExpired: ${id} has expired and is still held`);
}

function holdersOf(ledger: Ledger, instrument: number): number {
  let holders = 0;
  for (let agent = 0; agent < ledger.agents; agent += 1) if (ledger.units(agent, instrument) !== 0) holders += 1;
  return holders;
}

export function lend(ledger: Ledger, loan: OpenLoan): void {
  assert(loan.amount > 0 && loan.units >= 0, `FundsBorrowed: ${loan.amount} against ${loan.units} units`);
  assert(loan.instrument < 0 || loan.units > 0, 'FundsBorrowed: collateral of no units');
  const posting = ledger.posting.begin('FundsBorrowed');
  postLoan(posting, loanTerms(loan));
  ledger.layers.apply(posting);
  ledger.loans.push(loan);
}

export function repay(ledger: Ledger, repaid: Omit<OpenLoan, 'seq'>, interest: number): void {
  const at = ledger.loans.findIndex(
    (loan) =>
      loan.borrower === repaid.borrower &&
      loan.lender === repaid.lender &&
      loan.currency === repaid.currency &&
      loan.amount === repaid.amount &&
      loan.instrument === repaid.instrument &&
      loan.units === repaid.units,
  );
  assert(at !== -1, `FundsRepaid: nobody lent ${repaid.amount} ${repaid.currency} so`);
  const posting = ledger.posting.begin('FundsRepaid');
  postRepayment(posting, loanTerms(repaid), interest);
  ledger.layers.apply(posting);
  ledger.loans.splice(at, 1);
}

const loanTerms = ({ borrower, lender, currency, amount, instrument, units }: Omit<OpenLoan, 'seq'>): LoanTerms => ({
  borrower,
  lender,
  currency: currencyUnit(currency),
  amount,
  line: lineUnit(Math.max(0, instrument)),
  units,
});

export interface FailedDelivery {
  readonly instrument: number;
  readonly units: number;
  readonly amount: number;
  readonly until: DayNumber;
}

export function failDelivery(ledger: Ledger, failed: FailedDelivery, parties: Parties): void {
  const { instrument, units, amount, until } = failed;
  assert(units > 0 && amount >= 0, `DeliveryFailed: ${units} units for ${amount}`);
  const later = ledger.layers.dueLayer(until);
  const posting = ledger.posting.begin('DeliveryFailed');
  const currency = currencyUnit(ledger.line(instrument).currency);
  const postponed = { line: lineUnit(instrument), units, currency, amount, now: FIRST_DUE, later };
  postFailedDelivery(posting, postponed, parties);
  ledger.layers.apply(posting);
  ledger.late.push({ instrument, units, from: parties.from, to: parties.to, until });
}

export interface FailedPayment {
  readonly currency: Currency;
  readonly amount: number;
  readonly until: DayNumber;
}

export function failPayment(ledger: Ledger, { currency, amount, until }: FailedPayment, parties: Parties): void {
  assert(amount > 0, `PaymentFailed: needs a positive amount, got ${amount}`);
  const later = ledger.layers.dueLayer(until);
  const posting = ledger.posting.begin('PaymentFailed');
  postFailedPayment(posting, { currency: currencyUnit(currency), amount, now: FIRST_DUE, later }, parties);
  ledger.layers.apply(posting);
}

/** What was due in the currency and the lines that are paid in it has changed hands. */
export function settleCurrency(ledger: Ledger, currency: Currency, date: DayNumber): void {
  const { layers, facts } = ledger;
  const unit = currencyUnit(currency);
  const units = [unit, ...ledger.lines.flatMap((line, index) => (line.currency === currency ? [lineUnit(index)] : []))];
  const posting = ledger.posting.begin('CurrencySettled');
  postSettlement(posting, layers, units, layers.dueDates.upTo(date));
  layers.apply(posting);
  for (const settled of units)
    for (let agent = 0; agent < layers.agents; agent += 1)
      assert(layers.dueBy(settled, agent, date) === 0, `CurrencySettled: ${layers.unitName(settled)} is still due`);
  ledger.late = ledger.late.filter((late) => late.until > date || ledger.line(late.instrument).currency !== currency);
  facts.settledOn[unit] = date;
  facts.loanRate[unit] = facts.policyRate[unit] as number;
  ledger.forgetDay(currency, date);
}
