/** Settlement in words: what fell due, what was lent to meet it, and who could not. */
import { isoDate } from '../../units/civil-date.ts';
import { fact, type WordsOf } from './wording.ts';

type SettlementType =
  | 'ValueDateSet'
  | 'IndexRatioSet'
  | 'RegisterClosed'
  | 'BondRedeemed'
  | 'FutureMarked'
  | 'FutureExpired'
  | 'FundsBorrowed'
  | 'FundsRepaid'
  | 'DeliveryFailed'
  | 'PaymentFailed'
  | 'CurrencySettled';

export const SETTLEMENT_WORDS: WordsOf<SettlementType> = {
  ValueDateSet: ({ instrument, date, settlement }) => ({
    text: `trades in ${instrument} of ${isoDate(date)} settle on ${isoDate(settlement)}`,
  }),
  IndexRatioSet: ({ instrument, date, ratioHundredThousandths }) => ({
    text: `${instrument} pays ${ratioHundredThousandths / 100_000} times its face from ${isoDate(date)} on`,
    numbers: [fact('index ratio', ratioHundredThousandths / 100_000, 'times')],
  }),
  RegisterClosed: ({ instrument, payable, perLot }, w) => ({
    text: `the register of ${instrument} closed for the coupon of ${isoDate(payable)}: ${w.moneyOf(instrument, perLot)} a lot`,
    numbers: [fact('coupon per lot', perLot, w.minorUnit(instrument))],
  }),
  BondRedeemed: ({ instrument, perLot }, w) => ({
    text: `${instrument} was repaid at ${w.moneyOf(instrument, perLot)} a lot`,
    numbers: [fact('repaid per lot', perLot, w.minorUnit(instrument))],
  }),
  FutureMarked: ({ instrument, date, priceTicks }, w) => ({
    text: `${instrument} was marked at ${w.price(instrument, priceTicks)} for ${isoDate(date)}`,
    numbers: [fact('price ticks', priceTicks, 'ticks')],
  }),
  FutureExpired: ({ instrument }) => ({ text: `${instrument} expired and positions in it ended`, numbers: [] }),
  FundsBorrowed: ({ borrower, lender, currency, amount, instrument, units }, w) => ({
    text: `${w.agent(borrower)} borrowed ${w.money(currency, amount)} of ${lender} ${collateral(instrument, units)}`,
    rule: instrument === '' ? 'without collateral' : 'repo',
    numbers: [fact('amount', amount, `minor ${currency}`), fact('collateral', units, 'units of the line')],
  }),
  FundsRepaid: ({ borrower, lender, currency, amount, interest, instrument }, w) => ({
    text: `${w.agent(borrower)} repaid ${w.money(currency, amount)} and ${w.money(currency, interest)} of interest to ${lender}${instrument === '' ? '' : ` and had its ${instrument} back`}`,
    numbers: [fact('amount', amount, `minor ${currency}`), fact('interest', interest, `minor ${currency}`)],
  }),
  DeliveryFailed: ({ agent, to, instrument, amount, until }, w) => ({
    text: `${w.agent(agent)} could not deliver ${instrument} worth ${w.moneyOf(instrument, amount)} to ${w.agent(to)}; due again ${isoDate(until)}`,
    rule: 'delivery against payment',
    numbers: [fact('money withheld', amount, w.minorUnit(instrument))],
  }),
  PaymentFailed: ({ agent, to, currency, amount, until }, w) => ({
    text: `${w.agent(agent)} could not pay ${w.money(currency, amount)} to ${w.agent(to)}, and nobody lent; due again ${isoDate(until)}`,
    rule: 'credit line',
    numbers: [fact('amount', amount, `minor ${currency}`)],
  }),
  CurrencySettled: ({ currency, date }) => ({
    text: `what was due in ${currency} and its bonds up to ${isoDate(date)} changed hands`,
  }),
};

const collateral = (instrument: string, units: number): string =>
  instrument === '' ? 'without collateral' : `against ${units} units of ${instrument}`;
