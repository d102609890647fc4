/** The ledger's openings and trades: what moves, what is refused, what a permitted short is. Settlement has its own file. */
import { describe, expect, test } from 'vitest';
import { BUY, Field, packTerms, RECORD_WORDS, RecordKind, SELL } from '../../../src/events/records.ts';
import type { Ledger } from '../../../src/market/ledger/ledger.ts';
import { currencyUnit, FIRST_DUE, lineUnit, TRADED } from '../../../src/market/ledger/ledger-accounts.ts';
import { applyFillRecord, applyRecords } from '../../../src/market/ledger/ledger-evolve.ts';
import { Posting, postLoan, postPair, postSecurity, postTransfer } from '../../../src/market/ledger/postings.ts';
import { Bug } from '../../../src/units/assert.ts';
import { CURRENCIES, seq, simTime } from '../../../src/units/quantity.ts';
import {
  BANK,
  BOJ,
  DEALER,
  day,
  FUTURE,
  happens,
  INSURER,
  JGB,
  LINES,
  LINKER,
  LOTS_EACH,
  MOF,
  moved,
  OTHERS,
  openedLedger,
  USDJPY,
  UST,
} from './ledger-fixture.ts';

const TOMORROW = day('2026-01-21');

describe('filled: what a trade moves at once, without a value date', () => {
  test('lots go one way and money with interest accrued the other', () => {
    const ledger = openedLedger();
    ledger.setAccrued(JGB, 250_000);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    const paid = 3 * (9_850 * 10_000 + 250_000);
    const expected = { 'dealer JGB-30Y': 3, 'bank JGB-30Y': -3, 'dealer JPY': -paid, 'bank JPY': paid };
    expect(moved(ledger)).toEqual(expected);
    expect(moved(ledger, 'settled')).toEqual(expected);
    ledger.checkConservation();
  });

  test('a Treasury moves in units of $100, ten thousand to the lot, and is held in whole lots', () => {
    const ledger = openedLedger();
    ledger.postFill(UST, DEALER, BANK, 2, 6_400);
    expect(moved(ledger)).toMatchObject({ 'dealer UST-10Y': 20_000, 'dealer USD': -2 * 6_400 * 15_625 });
    expect(ledger.holding(DEALER, UST)).toBe(2);
  });

  test('a gilt traded ex dividend pays its accrued interest to the buyer', () => {
    const ledger = openedLedger();
    ledger.setAccrued(LINKER, -4_000);
    ledger.postFill(LINKER, INSURER, BANK, 2, 100);
    const paid = 2 * (1_000_000 - 4_000);
    expect(moved(ledger)).toMatchObject({ 'insurer GBP': -paid, 'bank GBP': paid });
  });

  test('an index-linked gilt costs its real price times the index, cut to the penny, and the interest of the day', () => {
    const ledger = openedLedger();
    happens(ledger, { type: 'IndexRatioSet', instrument: 'GILT-30Y-IL', date: 1, ratioHundredThousandths: 133_337 });
    ledger.setAccrued(LINKER, 51);
    ledger.postFill(LINKER, INSURER, BANK, 3, 9_001);
    // 3 × 90,010,000p × 1.33337 = 360,049,901.1p
    expect(moved(ledger)['insurer GBP']).toBe(-(Math.floor(3 * 90_010_000 * 1.33337) + 3 * 51));
    expect(Math.floor(3 * 90_010_000 * 1.33337)).toBe(360_049_901);
  });

  test('a currency pair delivers its base, is paid in its quote and records the position', () => {
    const ledger = openedLedger();
    ledger.postFill(USDJPY, INSURER, BANK, 4, 15_800);
    expect(moved(ledger)).toEqual({
      'insurer FX-USDJPY': 4,
      'bank FX-USDJPY': -4,
      'insurer USD': 4 * 1_000_000 * 100,
      'bank USD': -4 * 1_000_000 * 100,
      'insurer JPY': -4 * 15_800 * 10_000,
      'bank JPY': 4 * 15_800 * 10_000,
    });
    ledger.checkConservation();
  });

  test('a future costs what its price differs from the last settlement price, paid at the next settlement', () => {
    const ledger = openedLedger();
    ledger.postFill(FUTURE, INSURER, DEALER, 5, 13_507);
    const difference = 5 * 7 * 10_000;
    expect(moved(ledger)).toEqual({
      'insurer JGB-10Y-F': 5,
      'dealer JGB-10Y-F': -5,
      'insurer JPY': -difference,
      'dealer JPY': difference,
    });
    expect(moved(ledger, 'settled')).toEqual({ 'insurer JGB-10Y-F': 5, 'dealer JGB-10Y-F': -5 });
    expect(ledger.dueCash(INSURER, 'JPY', TOMORROW)).toBe(-difference);
  });
});

describe('filled: with a value date', () => {
  const traded = (): Ledger => {
    const ledger = openedLedger();
    ledger.setValueDate(JGB, TOMORROW);
    ledger.setValueDate(USDJPY, day('2026-01-22'));
    return ledger;
  };

  test('the trade is seen at once and has not changed hands', () => {
    const ledger = traded();
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    const paid = 3 * 9_850 * 10_000;
    expect(moved(ledger)).toEqual({ 'dealer JGB-30Y': 3, 'bank JGB-30Y': -3, 'dealer JPY': -paid, 'bank JPY': paid });
    expect(moved(ledger, 'settled')).toEqual({});
    expect(ledger.dueUnits(DEALER, JGB, TOMORROW)).toBe(3);
    expect(ledger.dueCash(DEALER, 'JPY', TOMORROW)).toBe(-paid);
    expect(ledger.dueCash(DEALER, 'JPY', day('2026-01-20'))).toBe(0);
    expect(ledger.dueDays()).toEqual([TOMORROW]);
    expect(ledger.unsettled('JPY')).toBe(paid);
  });

  test('both legs of a currency deal are due, its position is not', () => {
    const ledger = traded();
    ledger.postFill(USDJPY, INSURER, BANK, 1, 15_800);
    expect(ledger.dueCash(INSURER, 'USD', day('2026-01-22'))).toBe(100_000_000);
    expect(ledger.dueCash(INSURER, 'JPY', day('2026-01-22'))).toBe(-158_000_000);
    expect(moved(ledger, 'settled')).toEqual({ 'insurer FX-USDJPY': 1, 'bank FX-USDJPY': -1 });
  });

  test('a new value date leaves what was traded before where it was', () => {
    const ledger = traded();
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    ledger.setValueDate(JGB, day('2026-01-22'));
    ledger.postFill(JGB, DEALER, BANK, 4, 9_850);
    expect(ledger.dueUnits(DEALER, JGB, TOMORROW)).toBe(3);
    expect(ledger.dueUnits(DEALER, JGB, day('2026-01-22'))).toBe(7);
  });
});

describe('BidAllotted', () => {
  const award = { instrument: JGB, agent: DEALER, counterparty: MOF, face: 5_000_000_000, paid: 4_962_345_679 };

  test('a purchase puts the issuer further short for the money stated, due on its own date', () => {
    const ledger = openedLedger();
    ledger.postAllotment({ ...award, side: 'buy', settlement: TOMORROW });
    expect(moved(ledger)).toEqual({
      'mof JGB-30Y': -50,
      'dealer JGB-30Y': 50,
      'mof JPY': 4_962_345_679,
      'dealer JPY': -4_962_345_679,
    });
    expect(moved(ledger, 'settled')).toEqual({});
    expect(ledger.dueCash(MOF, 'JPY', TOMORROW)).toBe(4_962_345_679);
    ledger.checkConservation();
  });

  test('a sale into an operation goes the other way', () => {
    const ledger = openedLedger();
    ledger.postAllotment({ ...award, agent: INSURER, counterparty: BOJ, side: 'sell', settlement: TOMORROW });
    expect(moved(ledger)).toMatchObject({ 'insurer JGB-30Y': -50, 'boj JGB-30Y': 50, 'boj JPY': -4_962_345_679 });
  });

  test('an award of $15,900 is exact, and no lot of it can be sold', () => {
    const ledger = openedLedger();
    ledger.postAllotment({
      ...award,
      instrument: UST,
      side: 'buy',
      face: 15_900,
      paid: 1_580_000,
      settlement: TOMORROW,
    });
    expect(ledger.units(DEALER, UST)).toBe(159);
    expect(ledger.holding(DEALER, UST)).toBe(0);
    expect([ledger.canSell(DEALER, UST, 10), ledger.canSell(DEALER, UST, 11)]).toEqual([true, false]);
  });

  test('half of what is owed is held towards zero: less than a lot short is no lot short', () => {
    const ledger = openedLedger();
    ledger.postAllotment({ ...award, instrument: UST, side: 'sell', face: 15_900, paid: 1, settlement: TOMORROW });
    expect([ledger.units(DEALER, UST), ledger.holding(DEALER, UST)]).toEqual([-159, 0]);
  });
});

describe('double entry', () => {
  const deal = {
    buyer: DEALER,
    seller: BANK,
    line: lineUnit(JGB),
    units: 3,
    currency: currencyUnit('JPY'),
    paid: 1_000,
    due: FIRST_DUE,
  };
  const base = { currency: currencyUnit('USD'), delivered: 300 };
  const loan = {
    borrower: BANK,
    lender: OTHERS,
    currency: currencyUnit('JPY'),
    amount: 5,
    line: lineUnit(JGB),
    units: 2,
  };
  const RULES: readonly (readonly [string, number, (posting: Posting) => void])[] = [
    ['a bond deal', 8, (posting) => postSecurity(posting, deal)],
    ['a currency deal', 10, (posting) => postPair(posting, { ...deal, line: lineUnit(USDJPY) }, base)],
    ['a transfer', 2, (posting) => postTransfer(posting, currencyUnit('JPY'), { from: BANK, to: DEALER }, 5)],
    ['a loan', 4, (posting) => postLoan(posting, loan)],
  ];

  test.each(RULES)('%s has %i legs, and none can be left out, doubled or off by one', (_name, legs, rule) => {
    const ledger = openedLedger();
    const whole = new Posting().begin('filled');
    rule(whole);
    expect(whole.count).toBe(legs);
    for (let altered = 0; altered < legs; altered += 1) {
      for (const change of ['left out', 'doubled', 'off by one'] as const) {
        const posting = new Posting().begin('filled');
        for (let leg = 0; leg < legs; leg += 1) {
          const [layer, unit, agent] = [whole.layers[leg], whole.units[leg], whole.agents[leg]] as [
            number,
            number,
            number,
          ];
          const amount = whole.amounts[leg] as number;
          if (leg !== altered) posting.leg(layer, unit, agent, amount);
          else if (change === 'doubled') posting.leg(layer, unit, agent, 2 * amount);
          else if (change === 'off by one') posting.leg(layer, unit, agent, amount + 1);
        }
        expect(() => ledger.layers.apply(posting), `leg ${altered} ${change}`).toThrow(/filled: .*do not sum to zero/);
      }
    }
    expect(moved(ledger)).toEqual({});
    ledger.layers.apply(whole);
    ledger.checkConservation();
  });

  test.each(RULES)('%s with a leg moved to another unit or layer is noticed', (_name, legs, rule) => {
    for (const what of ['units', 'layers'] as const) {
      const posting = new Posting().begin('filled');
      rule(posting);
      posting[what][legs - 1] =
        what === 'units' ? currencyUnit('KRW') : TRADED + (posting.layers[legs - 1] === 1 ? 0 : 1);
      expect(() => openedLedger().layers.apply(posting)).toThrow(/do not sum to zero/);
    }
  });

  test('the message names the event, the unit and the layer', () => {
    const ledger = openedLedger();
    ledger.setValueDate(JGB, TOMORROW);
    const posting = new Posting().begin('BidAllotted');
    posting.leg(ledger.layers.dueLayer(TOMORROW), lineUnit(JGB), BANK, 1);
    expect(() => ledger.layers.apply(posting)).toThrow(
      'BidAllotted: legs do not sum to zero in JGB-30Y due on 2026-01-21',
    );
    const loaned = new Posting().begin('FundsBorrowed');
    loaned.leg(1, currencyUnit('GBP'), BANK, 1);
    expect(() => ledger.layers.apply(loaned)).toThrow('FundsBorrowed: legs do not sum to zero in GBP placed');
  });

  test('a planted loss of one unit is noticed and named, wherever it is', () => {
    for (let account = 0; account < openedLedger().layers.balances.length; account += 1) {
      const ledger = openedLedger();
      ledger.layers.balances[account] = (ledger.layers.balances[account] as number) - 1;
      const unit = account % ledger.layers.unitCount;
      const name = CURRENCIES[unit] ?? LINES[unit - CURRENCIES.length]?.id;
      expect(ledger.imbalances()).toEqual([{ unit: name, sum: -1 }]);
      expect(() => ledger.checkConservation()).toThrow(`${name} sums to -1`);
    }
  });

  test('a planted loss in what is due or lent is noticed too', () => {
    const ledger = openedLedger();
    const due = ledger.layers.dueLayer(TOMORROW) - FIRST_DUE;
    (ledger.layers.dueDates.amounts[due] as Float64Array)[currencyUnit('USD')] = 1;
    ledger.layers.placed[lineUnit(JGB)] = -2;
    expect(ledger.imbalances()).toEqual([
      { unit: 'JGB-30Y placed', sum: -2 },
      { unit: 'USD due on 2026-01-21', sum: 1 },
    ]);
  });

  test('an opening comes out of whoever carries the other side, and may be a debt', () => {
    const ledger = openedLedger();
    ledger.openCash(BANK, MOF, 'KRW', -30);
    ledger.openHolding(DEALER, BANK, JGB, -4);
    expect(moved(ledger)).toEqual({ 'bank KRW': -30, 'mof KRW': 30, 'dealer JGB-30Y': -4, 'bank JGB-30Y': 4 });
    ledger.checkConservation();
  });
});

describe('what the ledger refuses, it refuses whole', () => {
  const award = { instrument: JGB, agent: BANK, counterparty: MOF, side: 'buy', settlement: TOMORROW } as const;
  test.each([
    ['half a lot', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 0.5, 9_850)],
    ['no lots', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 0, 9_850)],
    ['negative lots', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, -1, 9_850)],
    ['a price that is no number', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 1, Number.NaN)],
    ['money beyond 2^53', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 1, 2 ** 50)],
    ['an unknown instrument', (ledger: Ledger) => ledger.postFill(9, DEALER, BANK, 1, 9_850)],
    ['an unknown agent', (ledger: Ledger) => ledger.postFill(JGB, DEALER, 6, 1, 9_850)],
    ['a sale beyond the short limit', (ledger: Ledger) => ledger.postFill(JGB, BANK, DEALER, 11, 9_850)],
    ['accrued interest of half a yen', (ledger: Ledger) => ledger.setAccrued(JGB, 0.5)],
    ['an opening of half a yen', (ledger: Ledger) => ledger.openCash(BANK, BOJ, 'JPY', 0.5)],
    ['a margin call of nothing', (ledger: Ledger) => margin(ledger, 0)],
    ['a margin call of infinity', (ledger: Ledger) => margin(ledger, Number.POSITIVE_INFINITY)],
    ['an award of half a bond', (ledger: Ledger) => ledger.postAllotment({ ...award, face: 50_000_000, paid: 1 })],
    ['an award of nothing', (ledger: Ledger) => ledger.postAllotment({ ...award, face: 0, paid: 1 })],
    ['half a yen', (ledger: Ledger) => ledger.postAllotment({ ...award, face: 100_000_000, paid: 0.5 })],
    [
      'a balance beyond 2^53',
      (ledger: Ledger) => ledger.postAllotment({ ...award, face: 100_000_000, paid: -Number.MAX_SAFE_INTEGER }),
    ],
  ])('%s', (_what, operation) => {
    const ledger = openedLedger();
    ledger.setValueDate(JGB, TOMORROW);
    const before = ledger.stateHash();
    expect(() => operation(ledger)).toThrow(Bug);
    expect(ledger.stateHash()).toBe(before);
    ledger.postFill(JGB, DEALER, BANK, 1, 9_850);
    ledger.checkConservation();
  });

  const margin = (ledger: Ledger, amount: number): void =>
    happens(ledger, { type: 'MarginCalled', agent: 'bank', currency: 'JPY', amount });

  test('an opening beyond the short limit', () => {
    expect(() => openedLedger().openHolding(DEALER, MOF, JGB, -11)).toThrow(Bug);
  });
});

describe('permitted shorts', () => {
  test('a dealer may sell what it has not, up to its limit', () => {
    const ledger = openedLedger();
    expect(ledger.canSell(DEALER, UST, 10)).toBe(true);
    expect(ledger.canSell(DEALER, UST, 11)).toBe(false);
    ledger.postFill(UST, BANK, DEALER, 10, 6_300);
    expect(ledger.holding(DEALER, UST)).toBe(-10);
    expect(ledger.canSell(DEALER, UST, 1)).toBe(false);
    expect(ledger.canSell(DEALER, UST, 0)).toBe(true);
  });

  test('an insurer may sell no more than it holds, an issuer whatever it likes', () => {
    const ledger = openedLedger();
    expect(ledger.canSell(INSURER, JGB, LOTS_EACH)).toBe(true);
    expect(ledger.canSell(INSURER, JGB, LOTS_EACH + 1)).toBe(false);
    expect(ledger.canSell(MOF, JGB, 1_000_000)).toBe(true);
  });

  test('what has been bought may be sold before it is delivered', () => {
    const ledger = openedLedger();
    ledger.setValueDate(JGB, TOMORROW);
    ledger.postFill(JGB, INSURER, BANK, 5, 9_850);
    expect(ledger.canSell(INSURER, JGB, LOTS_EACH + 5)).toBe(true);
    expect(ledger.canSell(BANK, JGB, LOTS_EACH - 4)).toBe(false);
  });

  test('whoever is over its limit may still buy back', () => {
    const ledger = openedLedger('unlimited');
    ledger.postFill(JGB, BANK, DEALER, 50, 9_850);
    const limited = openedLedger();
    limited.restore(ledger.save());
    limited.postFill(JGB, DEALER, BANK, 5, 9_850);
    expect(limited.holding(DEALER, JGB)).toBe(-45);
  });
});

describe('a replay of the log', () => {
  function fill(side: typeof BUY | typeof SELL, taker: number, maker: number, quantity: number): Int32Array {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = RecordKind.filled;
    words[Field.instrument] = JGB;
    words[Field.terms] = packTerms(side, 0, 0);
    words[Field.owner] = taker;
    words[Field.counterOwner] = maker;
    words[Field.quantity] = quantity;
    words[Field.priceTicks] = 9_850;
    return words;
  }

  function replayed(): Ledger {
    const ledger = openedLedger('unlimited');
    happens(ledger, { type: 'AgentJoined', agent: 'mof', kind: 'debtOffice' });
    happens(ledger, { type: 'InterestAccrued', instrument: 'JGB-30Y', date: 20_473, perLot: 1_234 });
    happens(ledger, { type: 'ValueDateSet', instrument: 'JGB-30Y', date: 20_473, settlement: TOMORROW });
    return ledger;
  }

  test('opens what the log says, learns who owes the line, and ignores what moves nothing', () => {
    const ledger = replayed();
    ledger.checkConservation();
    expect(ledger.holding(MOF, JGB)).toBe(-3 * LOTS_EACH);
    expect(ledger.facts.accruedPerLot[JGB]).toBe(1_234);
    expect(ledger.facts.issuer[JGB]).toBe(MOF);
    expect(ledger.reserves('JPY')).toBe(6_000_000_000);
  });

  test('a taker that sells delivers to the maker; one that buys receives from it', () => {
    const ledger = replayed();
    applyFillRecord(ledger, fill(SELL, BANK, DEALER, 7), 0);
    expect([ledger.holding(BANK, JGB), ledger.holding(DEALER, JGB)]).toEqual([LOTS_EACH - 7, 7]);
    applyFillRecord(ledger, fill(BUY, INSURER, DEALER, 2), 0);
    expect([ledger.holding(INSURER, JGB), ledger.holding(DEALER, JGB)]).toEqual([LOTS_EACH + 2, 5]);
    expect(moved(ledger)['insurer JPY']).toBe(-2 * (9_850 * 10_000 + 1_234));
  });

  test('the fold of the log ends in the state of the live run, by its hash', () => {
    const live = replayed();
    const replay = replayed();
    live.postFill(JGB, DEALER, BANK, 7, 9_850);
    live.postFill(JGB, INSURER, DEALER, 2, 9_850);
    const award = { face: 900_000_000, side: 'buy', paid: 886_500_001, settlement: TOMORROW } as const;
    live.postAllotment({ ...award, instrument: JGB, agent: INSURER, counterparty: MOF });
    const accepted = new Int32Array(RECORD_WORDS);
    accepted[Field.kind] = RecordKind.accepted;
    const words = Int32Array.from([
      ...accepted,
      ...fill(SELL, BANK, DEALER, 7),
      ...accepted,
      ...fill(BUY, INSURER, DEALER, 2),
    ]);
    applyRecords(replay, { at: simTime(0), firstSeq: seq(9), words, from: 0, to: words.length });
    expect(replay.stateHash()).not.toBe(live.stateHash());
    const parties = { instrument: 'JGB-30Y', agent: 'insurer', counterparty: 'mof' };
    happens(replay, { type: 'BidAllotted', auction: 'a', book: 'competitive', bidMilli: 98_500, ...parties, ...award });
    expect(replay.stateHash()).toBe(live.stateHash());
  });

  test('only a stretch of a batch is applied', () => {
    const words = Int32Array.from([1, 2, 3].flatMap((quantity) => [...fill(SELL, BANK, DEALER, quantity)]));
    const ledger = replayed();
    applyRecords(ledger, { at: simTime(0), firstSeq: seq(9), words, from: RECORD_WORDS, to: 2 * RECORD_WORDS });
    expect(ledger.holding(DEALER, JGB)).toBe(2);
  });

  test('a record that is no fill moves nothing: asking for it is our bug', () => {
    expect(() => applyFillRecord(replayed(), new Int32Array(RECORD_WORDS), 0)).toThrow(Bug);
  });
});
