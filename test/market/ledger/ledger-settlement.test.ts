/** What each event of settlement does to the books, with money worked by hand. Test names begin with the event's. */
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/market/ledger/ledger.ts';
import { Bug } from '../../../src/units/assert.ts';
import {
  BANK,
  DEALER,
  day,
  FUTURE,
  happens,
  INSURER,
  JGB,
  LOTS_EACH,
  MOF,
  moved,
  OTHERS,
  openedLedger,
  UST,
} from './ledger-fixture.ts';

const [MON, TUE, WED] = [day('2026-01-19'), day('2026-01-20'), day('2026-01-21')];

/** The dealer buys three lots of the 30-year from the bank on Monday for Tuesday, at 98.50. */
function bought(): Ledger {
  const ledger = openedLedger();
  happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date: MON, settlement: TUE });
  ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
  return ledger;
}
const PAID = 3 * 98_500_000;

describe('CurrencySettled', () => {
  test('CurrencySettled: what was due has changed hands, bonds against money', () => {
    const ledger = bought();
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(moved(ledger, 'settled')).toEqual(moved(ledger));
    expect(moved(ledger, 'settled')).toEqual({
      'bank JPY': PAID,
      'bank JGB-30Y': -3,
      'dealer JPY': -PAID,
      'dealer JGB-30Y': 3,
    });
    expect(ledger.dueDays()).toEqual([]);
    ledger.checkConservation();
  });

  test('CurrencySettled: a day too early nothing changes hands, another currency neither', () => {
    const ledger = bought();
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: MON });
    happens(ledger, { type: 'CurrencySettled', currency: 'USD', date: TUE });
    expect(moved(ledger, 'settled')).toEqual({});
    expect(ledger.dueDays()).toEqual([TUE]);
  });

  test('CurrencySettled: of a currency deal each leg settles with its own currency', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'ValueDateSet', instrument: 'FX-USDJPY', date: MON, settlement: WED });
    ledger.postFill(0, INSURER, BANK, 1, 15_800);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    expect(moved(ledger, 'settled')).toMatchObject({ 'insurer JPY': -158_000_000 });
    expect(moved(ledger, 'settled')).not.toHaveProperty('insurer USD');
    happens(ledger, { type: 'CurrencySettled', currency: 'USD', date: WED });
    expect(moved(ledger, 'settled')).toMatchObject({ 'insurer USD': 100_000_000 });
  });

  test('CurrencySettled: a trade that still names the day that has passed is due at the next settlement', () => {
    const ledger = bought();
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    ledger.postFill(JGB, DEALER, BANK, 1, 9_850);
    expect(ledger.dueUnits(DEALER, JGB, TUE)).toBe(1);
    expect(ledger.dueDays()).toEqual([0]);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    expect(ledger.dueDays()).toEqual([]);
  });

  test('CurrencySettled: many days open and close without more than a few layers', () => {
    const ledger = openedLedger();
    for (let date = MON; date < MON + 400; date = (date + 1) as typeof date) {
      happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date, settlement: date + 1 });
      ledger.postFill(JGB, DEALER, BANK, 1, 9_850);
      happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date });
    }
    expect(ledger.layers.dueDates.dates.length).toBeLessThanOrEqual(4);
    expect(ledger.dueUnits(DEALER, JGB, (MON + 500) as typeof MON)).toBe(1);
  });
});

describe('RegisterClosed', () => {
  // 3.4 % on ¥100m: ¥1,700,000 each half-year.
  const closes = { type: 'RegisterClosed', instrument: 'JGB-30Y', payable: WED, perLot: 1_700_000 };

  test('RegisterClosed: owners are credited, the issuer owes the sum, and it is paid on the day stated', () => {
    const ledger = openedLedger();
    happens(ledger, closes);
    const each = LOTS_EACH * 1_700_000;
    expect(moved(ledger)).toEqual({ 'bank JPY': each, 'insurer JPY': each, 'others JPY': each, 'mof JPY': -3 * each });
    expect(moved(ledger, 'settled')).toEqual({});
    expect(ledger.dueCash(BANK, 'JPY', WED)).toBe(each);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    expect(moved(ledger, 'settled')).toEqual(moved(ledger));
    ledger.checkConservation();
  });

  test('RegisterClosed: whoever has bought and not yet received is not the owner, the seller is', () => {
    const ledger = bought();
    happens(ledger, closes);
    expect(moved(ledger)['dealer JPY']).toBe(-PAID);
    expect(moved(ledger)['bank JPY']).toBe(PAID + LOTS_EACH * 1_700_000);
  });

  test('RegisterClosed: once delivered the buyer is paid', () => {
    const ledger = bought();
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    happens(ledger, closes);
    expect(moved(ledger)['dealer JPY']).toBe(-PAID + 3 * 1_700_000);
    expect(moved(ledger)['bank JPY']).toBe(PAID + (LOTS_EACH - 3) * 1_700_000);
  });

  test('RegisterClosed: a coupon that passes while a delivery is late is the buyer’s, who has paid for it', () => {
    const ledger = bought();
    const failed = { agent: 'bank', to: 'dealer', instrument: 'JGB-30Y', units: 2, amount: 197_000_000, until: WED };
    happens(ledger, { type: 'DeliveryFailed', ...failed });
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date: TUE, settlement: WED });
    ledger.postFill(JGB, DEALER, BANK, 5, 9_850); // for Wednesday, without the coupon of that day
    happens(ledger, closes);
    // the dealer has received one and waits for two since Tuesday; the five of Wednesday are the bank's still
    expect(moved(ledger)['dealer JPY']).toBe(-PAID - 5 * 98_500_000 + 3 * 1_700_000);
    expect(moved(ledger)['bank JPY']).toBe(PAID + 5 * 98_500_000 + (LOTS_EACH - 3) * 1_700_000);
    expect(moved(ledger)['mof JPY']).toBe(-3 * LOTS_EACH * 1_700_000);
    ledger.checkConservation();
  });

  test('RegisterClosed: once the late bonds have come, or the line is redeemed, nobody has a claim any more', () => {
    const ledger = bought();
    const failed = { agent: 'bank', to: 'dealer', instrument: 'JGB-30Y', units: 2, amount: 197_000_000, until: WED };
    happens(ledger, { type: 'DeliveryFailed', ...failed });
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(ledger.late).toEqual([{ instrument: JGB, units: 2, from: BANK, to: DEALER, until: WED }]);
    const elsewhere = openedLedger();
    elsewhere.restore(ledger.save());
    expect(elsewhere.stateHash()).toBe(ledger.stateHash());
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    happens(ledger, closes);
    expect(moved(ledger)['dealer JPY']).toBe(-PAID + 3 * 1_700_000);
    happens(elsewhere, { type: 'BondRedeemed', instrument: 'JGB-30Y', perLot: 100_000_000 });
    expect([ledger.late, elsewhere.late]).toEqual([[], []]);
  });

  test('RegisterClosed: collateral earns for whoever pledged it, and who borrowed bonds to deliver owes their coupon', () => {
    const ledger = openedLedger();
    const loan = { lender: 'others', currency: 'JPY', amount: 900, instrument: 'JGB-30Y', units: 7 };
    happens(ledger, { type: 'FundsBorrowed', borrower: 'bank', ...loan });
    ledger.postFill(JGB, INSURER, DEALER, 4, 9_850); // short and delivered at once
    happens(ledger, closes);
    expect(moved(ledger)['bank JPY']).toBe(LOTS_EACH * 1_700_000);
    expect(moved(ledger)['dealer JPY']).toBe(4 * 98_500_000 - 4 * 1_700_000);
  });

  test('RegisterClosed: fractions of a cent are cut for those named and go to those nobody names, to the cent', () => {
    const ledger = openedLedger();
    happens(ledger, {
      type: 'BidAllotted',
      instrument: 'UST-10Y',
      agent: 'dealer',
      counterparty: 'mof',
      side: 'buy',
      face: 300,
      paid: 29_700,
      settlement: TUE,
    });
    happens(ledger, { type: 'CurrencySettled', currency: 'USD', date: TUE });
    const before = moved(ledger);
    // 4.125 %: 2,062,500 cents on $1m, 206.25 on $100; three of them 618.75, cut to 618; the issuer owes 618.75 cut too
    happens(ledger, { type: 'RegisterClosed', instrument: 'UST-10Y', payable: TUE, perLot: 2_062_500 });
    const after = moved(ledger);
    const gain = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
    expect(gain('dealer USD')).toBe(618);
    expect(gain('mof USD')).toBe(-(3 * LOTS_EACH * 2_062_500 + 618));
    expect(gain('others USD')).toBe(LOTS_EACH * 2_062_500);
    ledger.checkConservation();
  });
});

describe('BondRedeemed', () => {
  test('BondRedeemed: owners get their principal from the issuer, and the line is gone', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'BondRedeemed', instrument: 'JGB-30Y', perLot: 100_000_000 });
    const principal = LOTS_EACH * 100_000_000;
    expect(moved(ledger)).toMatchObject({ 'bank JPY': principal, 'others JPY': principal, 'mof JPY': -3 * principal });
    for (const agent of [BANK, DEALER, INSURER, MOF, OTHERS]) expect(ledger.units(agent, JGB)).toBe(0);
    ledger.checkConservation();
  });

  test('BondRedeemed: a buyer whose bonds were still due is paid instead of the seller', () => {
    const ledger = bought();
    happens(ledger, { type: 'BondRedeemed', instrument: 'JGB-30Y', perLot: 100_000_000 });
    expect(moved(ledger)['dealer JPY']).toBe(-PAID + 300_000_000);
    expect(ledger.dueUnits(DEALER, JGB, WED)).toBe(0);
    expect(ledger.dueCash(DEALER, 'JPY', WED)).toBe(-PAID);
  });

  test('BondRedeemed: a line that is still lent is our bug', () => {
    const ledger = openedLedger();
    const loan = { borrower: 'bank', lender: 'others', currency: 'JPY', amount: 900, instrument: 'JGB-30Y', units: 7 };
    happens(ledger, { type: 'FundsBorrowed', ...loan });
    const redeemed = { type: 'BondRedeemed', instrument: 'JGB-30Y', perLot: 100_000_000 };
    expect(() => happens(ledger, redeemed)).toThrow('BondRedeemed: JGB-30Y is still lent');
  });
});

describe('FutureExpired', () => {
  test('FutureExpired: after the last settlement nobody holds the future any more, and no money moves', () => {
    const ledger = openedLedger();
    ledger.postFill(FUTURE, INSURER, DEALER, 5, 13_507);
    happens(ledger, { type: 'FutureMarked', instrument: 'JGB-10Y-F', date: MON, priceTicks: 13_487 });
    const before = ledger.cash(INSURER, 'JPY');
    happens(ledger, { type: 'FutureExpired', instrument: 'JGB-10Y-F' });
    expect(ledger.holding(INSURER, FUTURE)).toBe(0);
    expect(ledger.holding(DEALER, FUTURE)).toBe(0);
    expect(ledger.cash(INSURER, 'JPY')).toBe(before);
    ledger.checkConservation();
  });

  test('FutureExpired: a bond does not expire, it is redeemed', () => {
    const expired = { type: 'FutureExpired', instrument: 'JGB-30Y' };
    expect(() => happens(openedLedger(), expired)).toThrow('FutureExpired: JGB-30Y is no future');
  });
});

describe('FutureMarked', () => {
  test('FutureMarked: gains and losses since the last settlement price are paid at the next settlement, and sum to nothing', () => {
    const ledger = openedLedger();
    ledger.postFill(FUTURE, INSURER, DEALER, 5, 13_507);
    happens(ledger, { type: 'FutureMarked', instrument: 'JGB-10Y-F', date: MON, priceTicks: 13_487 });
    // bought at 135.07, settled at 134.87: 20 ticks of ¥10,000 on five contracts
    expect(moved(ledger)['insurer JPY']).toBe(-5 * 20 * 10_000);
    expect(moved(ledger)['dealer JPY']).toBe(5 * 20 * 10_000);
    expect(ledger.dueCash(INSURER, 'JPY', TUE)).toBe(-1_000_000);
    expect(moved(ledger, 'settled')).not.toHaveProperty('insurer JPY');
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(moved(ledger, 'settled')['insurer JPY']).toBe(-1_000_000);
    ledger.checkConservation();
  });

  test('FutureMarked: the next trade and the next mark count from the new settlement price', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'FutureMarked', instrument: 'JGB-10Y-F', date: MON, priceTicks: 13_600 });
    ledger.postFill(FUTURE, BANK, DEALER, 1, 13_601);
    happens(ledger, { type: 'FutureMarked', instrument: 'JGB-10Y-F', date: TUE, priceTicks: 13_605 });
    expect(moved(ledger)['bank JPY']).toBe(-10_000 + 5 * 10_000);
  });

  test('FutureMarked: a bond has no daily settlement', () => {
    const marked = { type: 'FutureMarked', instrument: 'JGB-30Y', date: MON, priceTicks: 13_600 };
    expect(() => happens(openedLedger(), marked)).toThrow('FutureMarked: JGB-30Y is no future');
  });
});

describe('FundsBorrowed and FundsRepaid', () => {
  const repo = {
    borrower: 'bank',
    lender: 'others',
    currency: 'JPY',
    amount: 97_000_000,
    instrument: 'JGB-30Y',
    units: 1,
  };

  test('FundsBorrowed: cash comes, collateral goes, and what was traded stays', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'FundsBorrowed', ...repo });
    expect(moved(ledger)).toEqual({});
    expect(moved(ledger, 'settled')).toEqual({
      'bank JPY': 97_000_000,
      'bank JGB-30Y': -1,
      'others JPY': -97_000_000,
      'others JGB-30Y': 1,
    });
    ledger.checkConservation();
  });

  test('FundsRepaid: both go back and the interest stays with the lender', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'FundsBorrowed', ...repo });
    happens(ledger, { type: 'FundsRepaid', ...repo, interest: 1_993 });
    expect(moved(ledger)).toEqual({ 'bank JPY': -1_993, 'others JPY': 1_993 });
    expect(moved(ledger, 'settled')).toEqual(moved(ledger));
    expect(ledger.loans).toEqual([]);
  });

  test('FundsBorrowed without collateral moves cash alone', () => {
    const ledger = openedLedger();
    const loan = { ...repo, instrument: '', units: 0 };
    happens(ledger, { type: 'FundsBorrowed', ...loan });
    expect(moved(ledger, 'settled')).toEqual({ 'bank JPY': 97_000_000, 'others JPY': -97_000_000 });
    happens(ledger, { type: 'FundsRepaid', ...loan, interest: -2 });
    expect(moved(ledger, 'settled')).toEqual({ 'bank JPY': 2, 'others JPY': -2 });
  });

  test('FundsRepaid of a loan that nobody made is our bug, as is a loan of nothing', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'FundsBorrowed', ...repo });
    const other = { type: 'FundsRepaid', ...repo, amount: 97_000_001, interest: 0 };
    expect(() => happens(ledger, other)).toThrow('FundsRepaid: nobody lent 97000001 JPY so');
    expect(() => happens(ledger, { type: 'FundsBorrowed', ...repo, amount: 0 })).toThrow(Bug);
    expect(() => happens(ledger, { type: 'FundsBorrowed', ...repo, units: 0 })).toThrow(Bug);
  });
});

describe('failures', () => {
  test('DeliveryFailed: bonds and their money are due again on the next day, and nothing else has changed', () => {
    const ledger = bought();
    const failed = { agent: 'bank', to: 'dealer', instrument: 'JGB-30Y', units: 2, amount: 197_000_000, until: WED };
    happens(ledger, { type: 'DeliveryFailed', ...failed });
    expect(moved(ledger, 'settled')).toEqual({});
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(moved(ledger, 'settled')).toEqual({
      'bank JPY': 98_500_000,
      'bank JGB-30Y': -1,
      'dealer JPY': -98_500_000,
      'dealer JGB-30Y': 1,
    });
    expect(ledger.dueUnits(DEALER, JGB, WED)).toBe(2);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    expect(moved(ledger, 'settled')).toEqual(moved(ledger));
    ledger.checkConservation();
  });

  test('PaymentFailed: the debt is due again on the next day', () => {
    const ledger = bought();
    const failed = { agent: 'dealer', to: 'bank', currency: 'JPY', amount: 95_500_000, until: WED };
    happens(ledger, { type: 'PaymentFailed', ...failed });
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(moved(ledger, 'settled')).toMatchObject({ 'dealer JPY': -200_000_000, 'dealer JGB-30Y': 3 });
    expect(ledger.dueCash(DEALER, 'JPY', WED)).toBe(-95_500_000);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: WED });
    expect(moved(ledger, 'settled')).toEqual(moved(ledger));
    ledger.checkConservation();
  });

  test('DeliveryFailed and PaymentFailed of nothing are our bug', () => {
    const parties = { agent: 'bank', to: 'dealer', amount: 0, until: WED };
    expect(() => happens(bought(), { type: 'PaymentFailed', ...parties, currency: 'JPY' })).toThrow(/PaymentFailed/);
    const nothing = { type: 'DeliveryFailed', ...parties, instrument: 'JGB-30Y', units: 0 };
    expect(() => happens(bought(), nothing)).toThrow(/DeliveryFailed/);
  });
});

describe('margin and capital', () => {
  test('MarginCalled: is owed at once and leaves the account at the next settlement', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'MarginCalled', agent: 'insurer', currency: 'GBP', amount: 400 });
    expect(moved(ledger)).toEqual({ 'insurer GBP': -400, 'others GBP': 400 });
    expect(moved(ledger, 'settled')).toEqual({});
    happens(ledger, { type: 'CurrencySettled', currency: 'GBP', date: TUE });
    expect(moved(ledger, 'settled')).toEqual({ 'insurer GBP': -400, 'others GBP': 400 });
  });

  test('CapitalReceived: is there at once and comes from those nobody names', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'CapitalReceived', agent: 'insurer', currency: 'GBP', amount: 400 });
    expect(moved(ledger, 'settled')).toEqual({ 'insurer GBP': 400, 'others GBP': -400 });
    expect(() => happens(ledger, { type: 'CapitalReceived', agent: 'insurer', currency: 'GBP', amount: 0 })).toThrow(
      Bug,
    );
  });
});

test('reserves are the mirror of the central bank’s own account, and rise when it buys', () => {
  const ledger = openedLedger();
  expect(ledger.reserves('JPY')).toBe(6_000_000_000);
  const award = { instrument: 'JGB-30Y', agent: 'bank', counterparty: 'boj', side: 'sell', settlement: TUE };
  happens(ledger, { type: 'BidAllotted', ...award, face: 100_000_000, paid: 98_500_000 });
  expect(ledger.reserves('JPY')).toBe(6_000_000_000);
  happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
  expect(ledger.reserves('JPY')).toBe(6_098_500_000);
});

test('a lot is worth its last close with interest, times the index', () => {
  const ledger = openedLedger();
  expect(ledger.lotValue(UST)).toBe(6_300 * 15_625);
  happens(ledger, {
    type: 'CloseMarked',
    instrument: 'UST-10Y',
    date: MON,
    closeHalfTicks: 12_601,
    level: 1,
    change: 1,
  });
  happens(ledger, { type: 'InterestAccrued', instrument: 'UST-10Y', date: TUE, perLot: 77 });
  expect(ledger.lotValue(UST)).toBe(Math.floor((12_601 * 15_625) / 2) + 77);
});
