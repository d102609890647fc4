/** What is decided at a settlement: registers, loans, deliveries, payments; each a pure function of the books and the day. */
import { describe, expect, test } from 'vitest';
import { atLocalTime } from '../../../src/market/calendar/zones.ts';
import type { Ledger } from '../../../src/market/ledger/ledger.ts';
import { evolveLedger } from '../../../src/market/ledger/ledger-evolve.ts';
import { meetDeliveries } from '../../../src/market/ledger/settlement-deliveries.ts';
import { repayments } from '../../../src/market/ledger/settlement-loans.ts';
import { meetPayments } from '../../../src/market/ledger/settlement-payments.ts';
import { settlementPlan } from '../../../src/market/ledger/settlement-plan.ts';
import {
  closingRegisters,
  couponPerLot,
  type RegisteredBond,
  redemption,
} from '../../../src/market/ledger/settlement-registers.ts';
import { haircutPermille, loanInterest, type SettlementDay } from '../../../src/market/ledger/settlement-terms.ts';
import { bondValueDate, spotValueDate } from '../../../src/market/ledger/value-dates.ts';
import { shareToNearest, shareTowardsZero } from '../../../src/market/ledger/whole-shares.ts';
import { isoDate } from '../../../src/units/civil-date.ts';
import { simTime } from '../../../src/units/quantity.ts';
import {
  AGENT_IDS,
  BANK,
  BOJ,
  CASH_EACH,
  DEALER,
  day,
  event,
  happens,
  INSURER,
  JGB,
  LINKER,
  LOTS_EACH,
  MOF,
  NAMES,
  OTHERS,
  openedLedger,
} from './ledger-fixture.ts';

const [MON, TUE, WED] = [day('2026-01-19'), day('2026-01-20'), day('2026-01-21')];
const VALUE = 98_500_000;

const tuesday = (over: Partial<SettlementDay> = {}): SettlementDay => ({
  currency: 'JPY',
  market: 'jgb',
  date: TUE,
  until: WED,
  lines: [{ instrument: JGB, id: 'JGB-30Y', issuer: MOF, maturity: day('2055-12-20') }],
  others: OTHERS,
  centralBank: BOJ,
  creditLine: () => Number.POSITIVE_INFINITY,
  turn: (agent) => agent,
  nameOf: (agent) => AGENT_IDS[agent] as string,
  ...over,
});

/** Records what was decided, as the desk does. */
function record(ledger: Ledger, decided: readonly { readonly event: object }[]): void {
  for (const [at, one] of decided.entries())
    evolveLedger(ledger, event(one.event as { type: string }, 100 + at), NAMES);
  ledger.checkConservation();
}

/** Trades of Monday, due on Tuesday. */
function monday(trades: (ledger: Ledger) => void): Ledger {
  const ledger = openedLedger('unlimited');
  happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date: MON, settlement: TUE });
  trades(ledger);
  return ledger;
}

describe('deliveries', () => {
  const shortSale = (lots = 4): Ledger => monday((ledger) => ledger.postFill(JGB, BANK, DEALER, lots, 9_850));

  test('who delivers what he has borrows nothing', () => {
    const ledger = monday((books) => books.postFill(JGB, DEALER, BANK, 4, 9_850));
    expect(meetDeliveries(ledger, tuesday())).toEqual([]);
  });

  test('a short seller borrows the bonds against their value, from those nobody names', () => {
    const ledger = shortSale();
    const met = meetDeliveries(ledger, tuesday());
    const loan = {
      borrower: 'others',
      lender: 'dealer',
      currency: 'JPY',
      amount: 4 * VALUE,
      instrument: 'JGB-30Y',
      units: 4,
    };
    expect(met).toEqual([{ agent: DEALER, event: { type: 'FundsBorrowed', ...loan } }]);
    record(ledger, met);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(ledger.settledUnits(DEALER, JGB)).toBe(0);
    expect(ledger.units(DEALER, JGB)).toBe(-4);
  });

  test('what he bought and sold the same day needs no bonds', () => {
    const ledger = monday((books) => {
      books.postFill(JGB, INSURER, DEALER, 9, 9_850);
      books.postFill(JGB, DEALER, BANK, 9, 9_850);
    });
    expect(meetDeliveries(ledger, tuesday())).toEqual([]);
  });

  /** Nobody is left to lend but the central bank, with `atBoj` lots. */
  function scarce(atBoj: number, trades: (ledger: Ledger) => void): Ledger {
    const ledger = openedLedger('unlimited');
    happens(ledger, {
      type: 'HoldingOpened',
      agent: 'bank',
      from: 'others',
      instrument: 'JGB-30Y',
      lots: LOTS_EACH - atBoj,
    });
    if (atBoj > 0)
      happens(ledger, { type: 'HoldingOpened', agent: 'boj', from: 'others', instrument: 'JGB-30Y', lots: atBoj });
    happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date: MON, settlement: TUE });
    trades(ledger);
    return ledger;
  }

  test('where those have none the central bank lends', () => {
    const ledger = scarce(10, (books) => books.postFill(JGB, INSURER, DEALER, 4, 9_850));
    expect(meetDeliveries(ledger, tuesday()).map((met) => met.event)).toMatchObject([
      { type: 'FundsBorrowed', borrower: 'boj', lender: 'dealer', units: 4 },
    ]);
  });

  test('where only short sellers wait, they stay short: nobody delivers bonds that do not exist', () => {
    const ledger = scarce(0, (books) => {
      // The dealer has been short of four for long, and now buys two of them back from the insurer, who has none.
      happens(books, { type: 'HoldingOpened', agent: 'others', from: 'dealer', instrument: 'JGB-30Y', lots: 4 });
      happens(books, { type: 'HoldingOpened', agent: 'bank', from: 'others', instrument: 'JGB-30Y', lots: 4 });
      happens(books, {
        type: 'HoldingOpened',
        agent: 'bank',
        from: 'insurer',
        instrument: 'JGB-30Y',
        lots: LOTS_EACH,
      });
      books.postFill(JGB, DEALER, INSURER, 2, 9_850);
    });
    const met = meetDeliveries(ledger, tuesday());
    expect(met.map((one) => one.event)).toMatchObject([
      { type: 'DeliveryFailed', agent: 'insurer', to: 'dealer', units: 2, amount: 2 * VALUE },
    ]);
    record(ledger, met);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect([ledger.settledUnits(INSURER, JGB), ledger.settledUnits(DEALER, JGB)]).toEqual([0, -4]);
  });

  test('an issuer that buys back waits as others do', () => {
    const ledger = scarce(0, (books) => {
      const award = { agent: 'dealer', counterparty: 'mof', side: 'sell', settlement: TUE, face: 100_000_000 };
      happens(books, { type: 'BidAllotted', instrument: 'JGB-30Y', ...award, paid: VALUE });
    });
    expect(meetDeliveries(ledger, tuesday()).map((one) => one.event)).toMatchObject([
      { type: 'DeliveryFailed', agent: 'dealer', to: 'mof', units: 1 },
    ]);
  });

  test('what nobody can lend fails: bonds and their value are due again on Wednesday', () => {
    const ledger = scarce(3, (books) => books.postFill(JGB, INSURER, DEALER, 4, 9_850));
    const met = meetDeliveries(ledger, tuesday());
    expect(met.map((one) => one.event)).toEqual([
      expect.objectContaining({ type: 'FundsBorrowed', borrower: 'boj', units: 3 }),
      {
        type: 'DeliveryFailed',
        agent: 'dealer',
        to: 'insurer',
        instrument: 'JGB-30Y',
        units: 1,
        amount: VALUE,
        until: WED,
      },
    ]);
    record(ledger, met);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(ledger.settledUnits(INSURER, JGB)).toBe(LOTS_EACH + 3);
    expect(ledger.settledUnits(DEALER, JGB)).toBe(0);
    expect(ledger.dueUnits(INSURER, JGB, WED)).toBe(1);
  });

  test('borrowers compete for scarce bonds in the order of their turn, whatever their place in the list', () => {
    const trades = (books: Ledger): void => {
      books.postFill(JGB, INSURER, DEALER, 5, 9_850);
      books.postFill(JGB, INSURER, BANK, 2 * LOTS_EACH + 2, 9_850);
    };
    const lent = (turn: (agent: number) => number): (string | undefined)[] =>
      meetDeliveries(scarce(5, trades), tuesday({ turn })).map(({ event: met }) =>
        met.type === 'FundsBorrowed' ? met.lender : met.agent,
      );
    expect(lent((agent) => agent)[0]).toBe('bank');
    expect(lent((agent) => -agent)[0]).toBe('dealer');
  });

  test('a short that was there at the opening and finds no lender stays a short: nothing of it was due', () => {
    const ledger = scarce(0, () => undefined);
    happens(ledger, { type: 'HoldingOpened', agent: 'dealer', from: 'bank', instrument: 'JGB-30Y', lots: -2 });
    expect(meetDeliveries(ledger, tuesday())).toEqual([]);
    expect(ledger.settledUnits(DEALER, JGB)).toBe(-2);
  });

  test('the issuer owes its bonds and borrows none', () => {
    const ledger = monday(() => undefined);
    const award = { instrument: 'JGB-30Y', agent: 'dealer', counterparty: 'mof', side: 'buy', settlement: TUE };
    happens(ledger, { type: 'BidAllotted', ...award, face: 500_000_000, paid: 1 });
    expect(meetDeliveries(ledger, tuesday())).toEqual([]);
  });
});

describe('payments', () => {
  /** The bank buys from the insurer for more than the 2bn that it has: it lacks ¥462.5m. */
  const overspent = (): Ledger => monday((ledger) => ledger.postFill(JGB, BANK, INSURER, 25, 9_850));
  const LACKING = 25 * VALUE - 2_000_000_000;

  test('who has the cash borrows nothing', () => {
    expect(
      meetPayments(
        monday((ledger) => ledger.postFill(JGB, BANK, INSURER, 20, 9_850)),
        tuesday(),
      ),
    ).toEqual([]);
  });

  test('cash comes first against free bonds less the haircut, no more bonds than needed', () => {
    const ledger = overspent();
    const met = meetPayments(ledger, tuesday());
    // a 30-year JGB lends 94 % of 98.5: ¥92.59m a lot, so five lots for 462.5m
    expect(met).toEqual([
      {
        agent: BANK,
        event: {
          type: 'FundsBorrowed',
          borrower: 'bank',
          lender: 'others',
          currency: 'JPY',
          amount: LACKING,
          instrument: 'JGB-30Y',
          units: 5,
        },
      },
    ]);
    record(ledger, met);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    expect(ledger.settledCash(BANK, 'JPY')).toBe(0);
  });

  // Five lots lend 5 × 92.59m = ¥462.95m and no yen more.
  test.each([
    [450_000, 5],
    [450_001, 6],
  ])('with ¥%i more to pay, bonds less the haircut are %i lots', (amount, units) => {
    const ledger = monday((books) => {
      books.postFill(JGB, BANK, INSURER, 25, 9_850);
      happens(books, { type: 'MarginCalled', agent: 'bank', currency: 'JPY', amount });
    });
    expect(meetPayments(ledger, tuesday()).map((met) => met.event)).toEqual([
      expect.objectContaining({ type: 'FundsBorrowed', amount: LACKING + amount, units }),
    ]);
  });

  test('who holds bonds worth more than can be counted still borrows against a few of them', () => {
    // 92 million lots at 98.50 are worth about 2^53 yen; at three times that price the sum is no safe integer
    const ledger = monday((books) => {
      happens(books, { type: 'HoldingOpened', agent: 'bank', from: 'mof', instrument: 'JGB-30Y', lots: 80_000_000 });
      const marked = { instrument: 'JGB-30Y', date: MON, closeHalfTicks: 2 * 30_000, level: 1, change: 1 };
      happens(books, { type: 'CloseMarked', ...marked });
      books.postFill(JGB, BANK, INSURER, 25, 9_850);
    });
    // 94 % of ¥300m: ¥282m a lot, so two lots for 462.5m
    expect(meetPayments(ledger, tuesday()).map((met) => met.event)).toEqual([
      expect.objectContaining({ type: 'FundsBorrowed', amount: LACKING, instrument: 'JGB-30Y', units: 2 }),
    ]);
  });

  test('without bonds it comes without collateral, within the credit line', () => {
    const ledger = monday((books) => {
      happens(books, { type: 'MarginCalled', agent: 'dealer', currency: 'JPY', amount: 2_000_000_700 });
    });
    expect(meetPayments(ledger, tuesday()).map((met) => met.event)).toEqual([
      {
        type: 'FundsBorrowed',
        borrower: 'dealer',
        lender: 'others',
        currency: 'JPY',
        amount: 700,
        instrument: '',
        units: 0,
      },
    ]);
    const limited = meetPayments(ledger, tuesday({ creditLine: () => 500 })).map((met) => met.event);
    expect(limited).toEqual([
      expect.objectContaining({ type: 'FundsBorrowed', amount: 500 }),
      { type: 'PaymentFailed', agent: 'dealer', to: 'others', currency: 'JPY', amount: 200, until: WED },
    ]);
  });

  test('a payment that fails is missed by who sold bonds that day, and due again on Wednesday', () => {
    const ledger = monday((books) => books.postFill(JGB, DEALER, INSURER, 25, 9_850));
    const day1 = tuesday({ creditLine: () => 0, lines: [] });
    expect(meetPayments(ledger, day1).map((met) => met.event)).toMatchObject([{ type: 'PaymentFailed', to: 'others' }]);
    const met = meetPayments(ledger, { ...tuesday({ creditLine: () => 0 }), lines: tuesday().lines });
    // its 25 new lots are free collateral: they lend 94 % of what they cost
    const pledged = Math.min(LACKING, 25 * 92_590_000);
    expect(met.map((one) => one.event)).toMatchObject([{ type: 'FundsBorrowed', amount: pledged }]);
  });

  test('a seller misses at most what he was to receive, others the rest', () => {
    const ledger = monday((books) => {
      books.postFill(JGB, DEALER, INSURER, 1, 9_850);
      happens(books, { type: 'MarginCalled', agent: 'dealer', currency: 'JPY', amount: 3_000_000_000 });
      happens(books, { type: 'MarginCalled', agent: 'insurer', currency: 'JPY', amount: 58_500_000 });
    });
    const met = meetPayments(ledger, tuesday({ creditLine: () => 0 })).map((one) => one.event);
    const toInsurer = met.filter((one) => one.type === 'PaymentFailed' && one.to === 'insurer');
    expect(met.some((one) => one.type === 'PaymentFailed' && one.to === 'others')).toBe(true);
    // the insurer was to receive 98.5m less margin of 58.5m
    expect(toInsurer).toMatchObject([{ amount: 40_000_000 }]);
    record(
      ledger,
      met.map((one) => ({ event: one })),
    );
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: TUE });
    for (const agent of [BANK, DEALER, INSURER]) expect(ledger.settledCash(agent, 'JPY')).toBeGreaterThanOrEqual(0);
  });

  test('the central bank creates its money and borrows none', () => {
    const ledger = monday(() => undefined);
    expect(ledger.settledCash(BOJ, 'JPY')).toBeLessThan(0);
    expect(meetPayments(ledger, tuesday())).toEqual([]);
  });
});

describe('loans', () => {
  test('come back at the next settlement with interest for the days between, at the rate of the day they were made', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'PolicyRateSet', market: 'jgb', rate: 75_000 });
    const loan = {
      borrower: 'bank',
      lender: 'others',
      currency: 'JPY',
      amount: 10_000_000_000,
      instrument: 'JGB-30Y',
      units: 110,
    };
    happens(ledger, { type: 'FundsBorrowed', ...loan }, 42);
    happens(ledger, { type: 'CurrencySettled', currency: 'JPY', date: day('2026-01-16') });
    happens(ledger, { type: 'PolicyRateSet', market: 'jgb', rate: 100_000 });
    // Friday to Monday: ¥10bn × 0.75 % × 3/365 = 616,438.36
    const [repaid] = repayments(ledger, tuesday({ date: MON }));
    expect(repaid).toEqual({ lentBy: 42, event: { type: 'FundsRepaid', ...loan, interest: 616_438 } });
    record(ledger, [repaid as { event: object }]);
    expect(repayments(ledger, tuesday({ date: MON }))).toEqual([]);
  });

  test.each([
    ['JPY', 10_000_000_000, 75_000, 1, 205_479],
    ['USD', 1_000_000_00, 362_500, 1, 10_069],
    ['GBP', 1_000_000_00, 375_000, 3, 30_822],
    ['KRW', 1_000_000_000, 250_000, 1, 68_493],
    ['JPY', 10_000_000_000, -10_000, 1, -27_397],
    ['JPY', 365_000, 100, 50, 1], // exactly half a yen
    ['JPY', 8_000_000_000_000_000, 5_000_000, 200, 2_191_780_821_917_808],
  ] as const)('%s %i at %i milli-bp over %i days cost %i', (currency, amount, rate, days, interest) => {
    expect(loanInterest(currency, amount, rate, days)).toBe(interest);
  });

  test('haircuts rise with residual maturity and are larger for Japan', () => {
    const at = (years: number) => (TUE + Math.round(365.25 * years)) as typeof TUE;
    expect([0.5, 4, 5, 6, 30].map((years) => haircutPermille('jgb', at(years), TUE))).toEqual([10, 30, 30, 60, 60]);
    expect([0.5, 4, 5, 6, 30].map((years) => haircutPermille('ust', at(years), TUE))).toEqual([5, 20, 20, 40, 40]);
  });
});

describe('registers and redemptions', () => {
  const jgb: RegisteredBond = {
    id: 'JGB-30Y',
    market: 'jgb',
    currency: 'JPY',
    couponPct: 3.4,
    couponMilliPct: 3_400,
    maturity: day('2055-12-20'),
    isMonthEnd: false,
    lotFace: 100_000_000,
    ratioOn: () => 100_000,
  };
  const gilt: RegisteredBond = {
    ...jgb,
    id: 'GILT-10Y',
    market: 'gilt',
    currency: 'GBP',
    couponPct: 4.5,
    couponMilliPct: 4_500,
    maturity: day('2035-03-07'),
    lotFace: 1_000_000,
  };
  const window = (since: string, date: string) => ({ since: day(since), date: day(date), holidays: [] });
  const closed = (bond: RegisteredBond, since: string, date: string): string[] =>
    closingRegisters(bond, window(since, date)).map(({ payable, perLot }) => `${isoDate(payable)} ${perLot}`);

  test('a JGB’s register closes on its coupon date, or at the first settlement after it', () => {
    // 20 June 2026 is a Saturday
    expect(closed(jgb, '2026-06-18', '2026-06-19')).toEqual([]);
    expect(closed(jgb, '2026-06-19', '2026-06-22')).toEqual(['2026-06-22 1700000']);
    expect(closed(jgb, '2026-06-22', '2026-06-23')).toEqual([]);
    expect(closed(jgb, '2025-12-19', '2025-12-22')).toEqual(['2025-12-22 1700000']);
  });

  test('a gilt’s closes at the first settlement after its ex-dividend date and pays on the coupon date', () => {
    // coupon Saturday 7 March 2026; seven business days before: Thursday 26 February, on which trades are still cum
    expect(closed(gilt, '2026-02-25', '2026-02-26')).toEqual([]);
    expect(closed(gilt, '2026-02-26', '2026-02-27')).toEqual(['2026-03-09 2250000']);
    expect(closed(gilt, '2026-02-27', '2026-03-02')).toEqual([]);
    expect(closed(gilt, '2026-03-06', '2026-03-09')).toEqual([]);
  });

  test('where London shuts for two months the register closes long before, and the coupon is paid when it opens again', () => {
    // Saturday 7 March: seven business days before lie Friday the 6th and six up to Friday 16 January, from the 9th on
    const holidays = Array.from({ length: 46 }, (_, at) => (day('2026-01-19') + at) as typeof TUE);
    const between = (since: string, date: string) => closingRegisters(gilt, { ...window(since, date), holidays });
    expect(between('2026-01-08', '2026-01-09')).toEqual([]);
    expect(between('2026-01-09', '2026-01-12').map(({ payable }) => isoDate(payable))).toEqual(['2026-03-09']);
    expect(between('2026-01-12', '2026-03-06')).toEqual([]);
  });

  test('every coupon of a line closes once over many days, the last with the redemption', () => {
    const short = { ...jgb, maturity: day('2027-06-20') };
    const found: string[] = [];
    for (let date = day('2025-01-01'); date < day('2028-01-01'); date = (date + 1) as typeof date)
      found.push(
        ...closingRegisters(short, { since: (date - 1) as typeof date, date, holidays: [] }).map(() => isoDate(date)),
        ...redemption(short, { since: (date - 1) as typeof date, date, holidays: [] }).map(() => 'redeemed'),
      );
    // days of the schedule itself, since every day of this test is a settlement
    expect(found).toEqual(['2025-06-20', '2025-12-20', '2026-06-20', '2026-12-20', '2027-06-20', 'redeemed']);
  });

  test('redemption falls on the first settlement on or after maturity, at face', () => {
    const short = { ...jgb, maturity: day('2026-06-20') };
    expect(redemption(short, window('2026-06-18', '2026-06-19'))).toEqual([]);
    expect(redemption(short, window('2026-06-19', '2026-06-22'))).toMatchObject([{ perLot: 100_000_000 }]);
  });

  test('coupon and principal of an index-linked gilt are multiplied by the index and cut to the penny', () => {
    const linker = { ...gilt, couponMilliPct: 1_125, ratioOn: () => 123_457 };
    expect(couponPerLot(linker, day('2026-03-07'))).toBe(Math.floor(562_500 * 1.23457)); // 694,445.6p
    const redeemed = redemption({ ...linker, maturity: day('2026-06-20') }, window('2026-06-19', '2026-06-22'));
    expect(redeemed).toMatchObject([{ perLot: 123_457_000 }]);
  });

  test('the index is that of the coupon date and of maturity, whenever the register closes and whatever day they fall on', () => {
    const on = new Map([
      [day('2026-03-07'), 110_000],
      [day('2035-03-07'), 150_000],
    ]);
    const linker = { ...gilt, couponMilliPct: 1_000, ratioOn: (date: number) => on.get(date as typeof TUE) as number };
    // Friday 27 February for Saturday 7 March 2026, paid on the 9th: £5,000 × 1.1
    expect(closed(linker, '2026-02-26', '2026-02-27')).toEqual(['2026-03-09 550000']);
    expect(redemption(linker, window('2035-03-06', '2035-03-07'))).toMatchObject([{ perLot: 150_000_000 }]);
  });

  test('a line without a coupon closes no register', () => {
    expect(closed({ ...jgb, couponMilliPct: 0 }, '2026-06-19', '2026-06-22')).toEqual([]);
  });
});

describe('a gilt bought around its ex-dividend date', () => {
  // Coupon on 7 March 2026: ex-dividend on Thursday 26 February. The fixture's gilt stands in for it.
  const bond: RegisteredBond = {
    id: 'GILT-30Y-IL',
    market: 'gilt',
    currency: 'GBP',
    couponPct: 4.5,
    couponMilliPct: 4_500,
    maturity: day('2035-03-07'),
    isMonthEnd: false,
    lotFace: 1_000_000,
    ratioOn: () => 100_000,
  };

  /** Bought on that day for the next, then settled day by day into March; what the dealer has been paid by the end. */
  function boughtOn(trade: string, value: string): number {
    const ledger = openedLedger('unlimited');
    happens(ledger, { type: 'ValueDateSet', instrument: bond.id, date: day(trade), settlement: day(value) });
    ledger.postFill(LINKER, DEALER, BANK, 1, 9_000);
    let since = day('2026-02-24');
    for (const date of ['2026-02-25', '2026-02-26', '2026-02-27', '2026-03-02', '2026-03-09'].map(day)) {
      for (const closed of closingRegisters(bond, { since, date, holidays: [] })) happens(ledger, closed);
      happens(ledger, { type: 'CurrencySettled', currency: 'GBP', date });
      since = date;
    }
    ledger.checkConservation();
    return ledger.settledCash(DEALER, 'GBP') - CASH_EACH + 9_000 * 10_000;
  }

  test('settled on the ex-dividend date it is cum: the buyer gets the coupon', () => {
    expect(boughtOn('2026-02-25', '2026-02-26')).toBe(2_250_000);
  });

  test('settled the day after it is ex: the seller keeps the coupon', () => {
    expect(boughtOn('2026-02-26', '2026-02-27')).toBe(0);
  });
});

describe('when', () => {
  const holidaysOf = (): [] => [];

  test('bonds settle on the next business day of their market', () => {
    expect(isoDate(bondValueDate('jgb', day('2026-01-09'), holidaysOf))).toBe('2026-01-13'); // Coming of Age Day
    expect(isoDate(bondValueDate('ust', day('2026-01-16'), holidaysOf))).toBe('2026-01-20'); // Martin Luther King
  });

  test('currencies settle on the second day on which both countries work', () => {
    expect(isoDate(spotValueDate(['ust', 'jgb'], day('2026-01-14'), holidaysOf))).toBe('2026-01-16');
    // Friday: Monday is a holiday in New York
    expect(isoDate(spotValueDate(['ust', 'jgb'], day('2026-01-16'), holidaysOf))).toBe('2026-01-21');
    // Thursday 8th: Monday 12th is a holiday in Tokyo
    expect(isoDate(spotValueDate(['ust', 'jgb'], day('2026-01-08'), holidaysOf))).toBe('2026-01-13');
  });

  const tokyo = (date: string, minutes: number) => atLocalTime('tokyo', day(date), minutes);
  const dates = (from: number, to: number): string[] =>
    settlementPlan('JPY', simTime(from), simTime(to), []).map(
      ({ date, since }) => `${isoDate(since)} ${isoDate(date)}`,
    );

  test('a currency settles as its bond market opens, once a business date', () => {
    const plan = settlementPlan('JPY', tokyo('2026-01-08', 0), tokyo('2026-01-14', 0), []);
    expect(plan.map(({ at, date }) => [isoDate(date), at])).toEqual(
      ['2026-01-08', '2026-01-09', '2026-01-13'].map((date) => [date, tokyo(date, 8 * 60 + 40)]),
    );
    expect(dates(tokyo('2026-01-08', 0), tokyo('2026-01-14', 0))).toEqual([
      '2026-01-07 2026-01-08',
      '2026-01-08 2026-01-09',
      '2026-01-09 2026-01-13',
    ]);
  });

  test('a run that opens in the middle of a day finds it settled; one that opens with the market settles just after', () => {
    expect(dates(tokyo('2026-01-19', 15 * 60), tokyo('2026-01-20', 19 * 60))).toEqual(['2026-01-19 2026-01-20']);
    expect(dates(tokyo('2026-01-19', 8 * 60 + 40), tokyo('2026-01-19', 9 * 60))).toEqual(['2026-01-16 2026-01-19']);
    expect(settlementPlan('JPY', tokyo('2026-01-19', 520), tokyo('2026-01-19', 540), [])[0]?.at).toBe(
      tokyo('2026-01-19', 520) + 1,
    );
  });

  test('dollars settle as the Treasury day begins, the evening before', () => {
    const evening = atLocalTime('newYork', day('2026-01-20'), -6 * 60);
    const [first] = settlementPlan('USD', simTime(evening - 1000), simTime(evening + 1000), []);
    expect([first?.at, isoDate(first?.date as typeof MON)]).toEqual([evening, '2026-01-20']);
  });

  test('the scenario’s own holidays count', () => {
    const plan = settlementPlan('JPY', tokyo('2026-01-19', 0), tokyo('2026-01-22', 0), [TUE]);
    expect(plan.map(({ date }) => date)).toEqual([MON, WED]);
  });
});

test('whole shares are exact beyond 2^53 and symmetric', () => {
  for (const [a, b, divisor] of [
    [300_000_007, 99_999_999, 7],
    [-5, 3, 2],
    [5, -3, 2],
    [-5, -3, 2],
    [0, -3, 2],
    [8_999_999_999_999, 999_999, 1_000_000],
  ] as const) {
    const exact = (BigInt(a) * BigInt(b)) / BigInt(divisor);
    expect(BigInt(shareTowardsZero(a, b, divisor))).toBe(exact);
    const doubled = 2n * BigInt(a) * BigInt(b);
    const half = doubled < 0n ? -BigInt(divisor) : BigInt(divisor);
    expect(BigInt(shareToNearest(a, b, divisor))).toBe((doubled + half) / (2n * BigInt(divisor)));
  }
});
