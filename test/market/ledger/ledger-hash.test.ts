/** The ledger’s fingerprint and snapshot, and what a listing’s accounts are. */
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../../src/market/ledger/ledger.ts';
import { ledgerLine } from '../../../src/market/ledger/ledger-accounts.ts';
import { mixIntegers } from '../../../src/market/ledger/ledger-hash.ts';
import { Bug } from '../../../src/units/assert.ts';
import { face, minor, priceTicks } from '../../../src/units/quantity.ts';
import { BANK, DEALER, day, FUTURE, happens, JGB, LINES, openedLedger, USDJPY } from './ledger-fixture.ts';

const TOMORROW = day('2026-01-21');

describe('the hash of a ledger', () => {
  test('sees one unit in any account of any layer, and every fact that postings go by', () => {
    const fresh = (): Ledger => {
      const ledger = openedLedger();
      ledger.setValueDate(JGB, TOMORROW);
      return ledger;
    };
    const arraysOf = (ledger: Ledger): Float64Array[] => [
      ledger.layers.balances,
      ledger.layers.placed,
      ...ledger.layers.dueDates.amounts,
      ...ledger.facts.arrays(),
    ];
    const hashes = new Set([fresh().stateHash()]);
    let altered = 0;
    for (const [at, values] of arraysOf(fresh()).entries()) {
      for (let index = 0; index < values.length; index += 1) {
        const ledger = fresh();
        const array = arraysOf(ledger)[at] as Float64Array;
        array[index] = (array[index] as number) + 1;
        hashes.add(ledger.stateHash());
        altered += 1;
      }
    }
    expect(hashes.size).toBe(altered + 1);
  });

  test('tells numbers apart that share their low 32 bits or differ in sign', () => {
    const hash = (value: number): string => mixIntegers([Float64Array.of(value)]);
    expect(new Set([0, 1, -1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 52].map(hash)).size).toBe(7);
    expect(hash(1)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('returns with a snapshot, what is due and what is lent included', () => {
    const ledger = openedLedger();
    ledger.setValueDate(JGB, TOMORROW);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    const loan = { borrower: 'bank', lender: 'others', currency: 'JPY', amount: 70, instrument: 'JGB-30Y', units: 1 };
    happens(ledger, { type: 'FundsBorrowed', ...loan });
    const [state, hash] = [ledger.save(), ledger.stateHash()];
    ledger.setAccrued(JGB, 5);
    ledger.setValueDate(JGB, day('2026-01-22'));
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    happens(ledger, { type: 'FundsRepaid', ...loan, interest: 1 });
    expect(ledger.stateHash()).not.toBe(hash);
    ledger.restore(state);
    expect(ledger.stateHash()).toBe(hash);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    expect(ledger.dueUnits(DEALER, JGB, TOMORROW)).toBe(6);
    happens(ledger, { type: 'FundsRepaid', ...loan, interest: 1 });
    ledger.checkConservation();
  });

  test('a snapshot of another ledger is refused', () => {
    expect(() => openedLedger().restore(new Ledger({ agents: 1, lines: LINES }).save())).toThrow(Bug);
  });
});

describe('the accounts of a listing', () => {
  const listing = (instrument: string, market: 'jgb' | 'ust' | 'gilt' | 'ktb' | 'fx', lotFace: number) =>
    ledgerLine({ instrument, market, currency: 'JPY', tickValue: minor(1), lotFace, openTicks: priceTicks(7) });

  test('a currency pair is known by its name', () => {
    expect(LINES[USDJPY]).toMatchObject({
      kind: 'pair',
      unitsPerLot: 1,
      base: { currency: 'USD', minorPerLot: 100_000_000 },
    });
    expect(() => listing('FX-USDGBP', 'fx', 1)).toThrow(/FX-<base>JPY/);
  });

  test('a future is known by the end of its name and is never split', () => {
    expect(LINES[FUTURE]).toMatchObject({ kind: 'future', unitsPerLot: 1 });
  });

  test.each([
    ['JGB-30Y', 'jgb', 100_000_000, 100_000_000],
    ['JGB-30Y', 'jgb', 50_000_000, 50_000_000],
    ['UST-2Y', 'ust', 2_000_000, 100],
    ['UST-2Y', 'ust', 150, 50],
    ['GILT-30Y', 'gilt', 1_000_000, 1_000],
    ['KTB-3Y', 'ktb', 1_000_000_000, 1_000_000_000],
  ] as const)(
    '%s of %s in lots of %i is counted in units of %i: lots and awards are whole',
    (id, market, lot, unit) => {
      expect(listing(id, market, lot)).toMatchObject({ unitFace: face(unit), unitsPerLot: lot / unit });
    },
  );
});
