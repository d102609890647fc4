/** Loans of the last settlement come back at this one, with interest at the policy rate that held when they were made. */
import type { EventOf, Unplaced } from '../../events/vocabulary.ts';
import { minor, type Seq } from '../../units/quantity.ts';
import type { Ledger } from './ledger.ts';
import { currencyUnit } from './ledger-accounts.ts';
import { loanInterest, type SettlementDay } from './settlement-terms.ts';

export interface Repayment {
  readonly event: Unplaced<EventOf<'FundsRepaid'>>;
  /** The event that made the loan. */
  readonly lentBy: Seq;
}

export function repayments(ledger: Ledger, { currency, date, nameOf }: SettlementDay): Repayment[] {
  const unit = currencyUnit(currency);
  const days = date - (ledger.facts.settledOn[unit] as number);
  const rate = ledger.facts.loanRate[unit] as number;
  return ledger.loans
    .filter((loan) => loan.currency === currency)
    .map(({ seq, borrower, lender, amount, instrument, units }) => ({
      event: {
        type: 'FundsRepaid',
        borrower: nameOf(borrower),
        lender: nameOf(lender),
        currency,
        amount: minor(amount),
        interest: minor(loanInterest(currency, amount, rate, days)),
        instrument: instrument < 0 ? '' : ledger.line(instrument).id,
        units,
      },
      lentBy: seq,
    }));
}
