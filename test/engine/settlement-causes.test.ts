/** What is kept of events until the settlement that may ask for it, and no longer: runs last for years. */
import { expect, test } from 'vitest';
import { SettlementCauses } from '../../src/engine/settlement-causes.ts';
import { createStream } from '../../src/events/stream.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import { day, event } from '../market/ledger/ledger-fixture.ts';

const [MON, TUE] = [day('2026-01-19'), day('2026-01-20')];

function heard(...fields: readonly Parameters<typeof event>[0][]): SettlementCauses {
  const { stream, publisher } = createStream();
  const causes = new SettlementCauses(stream);
  for (const [at, one] of fields.entries()) publisher.publish(event(one, at + 1));
  return causes;
}

const listed = { type: 'InstrumentListed', instrument: 'JGB-30Y', currency: 'JPY' };
const repaid = { type: 'FundsRepaid', borrower: 'bank', lender: 'others', currency: 'JPY', amount: 5, interest: 0 };
const settled = { type: 'CurrencySettled', currency: 'JPY', date: MON };

test('a repaid loan is why its borrower lacks the money again, and its lender the bonds', () => {
  const causes = heard(listed, { ...repaid, instrument: 'JGB-30Y', units: 1 });
  expect(causes.of('bank', 'JPY', TUE, [])).toEqual([2]);
  expect(causes.of('others', 'JGB-30Y', TUE, [])).toEqual([2]);
});

test('once the currency has settled its repaid loans are forgotten, those without collateral too', () => {
  const loans: EventOf<'FundsRepaid'>['instrument'][] = ['JGB-30Y', ''];
  const causes = heard(listed, ...loans.map((instrument) => ({ ...repaid, instrument, units: 1 })), settled);
  expect(causes.of('bank', 'JPY', TUE, [])).toEqual([4]);
  expect(causes.of('bank', 'JGB-30Y', TUE, [])).toEqual([4]);
  expect(causes.of('bank', '', TUE, [])).toEqual([]);
});

test('what is paid for at once before its currency has ever settled is due to the session', () => {
  const gold = { type: 'InstrumentListed', instrument: 'GOLD', currency: 'USD', market: 'gold' };
  const opened = { type: 'SessionOpened', market: 'gold', date: MON };
  expect(heard(gold, opened).of('fund', 'USD', TUE, [])).toEqual([2]);
  expect(heard(gold, opened, { ...settled, currency: 'USD' }).of('fund', 'USD', TUE, [])).toEqual([3]);
});
