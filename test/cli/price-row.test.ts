import { describe, expect, test } from 'vitest';
import { exDividendDateAt } from '../../src/cli/own-input/gilt-ex-dividend.ts';
import { PriceHeader } from '../../src/cli/own-input/price-columns.ts';
import { priceRow } from '../../src/cli/own-input/price-row.ts';
import { civilDate, type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import { field, readTable } from '../oracles/read-table.ts';
import { type Fields, PROPERTIES, priced } from './price-properties.ts';

const RUNS = 5_000;

describe('for any bond', () => {
  for (const [name, check] of Object.entries(PROPERTIES)) test(name, () => check(RUNS));
});

const JGB: Fields = {
  id: '20y #195',
  market: 'jgb',
  coupon_pct: '3.2',
  maturity: '2045-12-20',
  settlement: '2026-01-21',
  convention: 'simple',
  clean_price: '99.35',
};
const UST: Fields = { ...JGB, market: 'ust', convention: 'street', maturity: '2045-11-30' };
const GILT: Fields = { ...JGB, market: 'gilt', convention: 'dmo', maturity: '2045-12-07', settlement: '2026-05-27' };

const day = (text: string): DayNumber => parseIsoDate(text) as DayNumber;

describe('a row', () => {
  test('of the 20-year of January 2026 gives the ministry’s yield and the risk of the compound one', () => {
    const row = priced(JGB);
    expect(row.yieldPct).toBeCloseTo(3.253793, 6);
    const compound = priced({ ...JGB, convention: 'compound' });
    expect([row.modDuration, row.convexity, row.dv01]).toEqual([
      compound.modDuration,
      compound.convexity,
      compound.dv01,
    ]);
    expect(compound.yieldPct).toBeCloseTo(3.245, 2);
  });

  test('takes spaces around its fields', () => {
    expect(priced({ ...JGB, coupon_pct: ' 3.2 ', clean_price: '\t99.35' })).toEqual(priced(JGB));
  });

  test.each([
    ['', '1', 'a Treasury that matures on a last of the month pays on lasts'],
    ['0', '0', 'unless the row says no'],
  ])('with eom "%s" is one with eom %s: %s', (eom, same) => {
    expect(priced({ ...UST, eom })).toEqual(priced({ ...UST, eom: same }));
    expect(priced({ ...UST, eom: '1' }).accrued).not.toBe(priced({ ...UST, eom: '0' }).accrued);
  });

  test('of a gilt, a JGB or a KTB that matures on a last of the month keeps the day unless it says otherwise', () => {
    const gilt = { ...GILT, maturity: '2045-11-30', settlement: '2026-07-01' };
    expect(priced(gilt)).toEqual(priced({ ...gilt, eom: '0' }));
    expect(priced(gilt).accrued).not.toBe(priced({ ...gilt, eom: '1' }).accrued);
  });

  test('of a gilt is ex dividend from the eighth business day before the coupon, stated or not', () => {
    // Seven business days before 7 June 2026, over the bank holiday of 25 May, are 27 May.
    expect(priced(GILT).accrued).toBeGreaterThan(0);
    const ex = priced({ ...GILT, settlement: '2026-05-29' });
    expect(ex.accrued).toBeLessThan(0);
    expect(ex).toEqual(priced({ ...GILT, settlement: '2026-05-29', ex_div_date: '2026-05-28' }));
    expect(priced({ ...GILT, settlement: '2026-05-29', ex_div_date: '2026-05-29' }).accrued).toBeGreaterThan(0);
  });
});

describe('the ex-dividend date that no row states', () => {
  test('is that of the table wherever the calendar reaches, and elsewhere right or unknown', () => {
    let [known, unknown] = [0, 0];
    for (const row of readTable('bonds_gilt.csv')) {
      const settlement = day(field(row, 'settlement'));
      const [previous, next] = [day(field(row, 'prev_coupon')), day(field(row, 'next_coupon'))];
      const date = exDividendDateAt({ previous, next, couponsLeft: 1 }, settlement);
      if (date === 'unknown') {
        unknown++;
        expect(civilDate(settlement).year).toBeGreaterThan(2080);
        continue;
      }
      if (civilDate(next).year <= 2080) {
        known++;
        expect(date).toBe(day(field(row, 'ex_div_date')));
      }
      expect(settlement > date, field(row, 'case_id')).toBe(field(row, 'is_ex_div') === '1');
    }
    expect(known).toBeGreaterThan(100);
    expect(unknown).toBeLessThan(5);
  });

  test('is asked for where holidays that nobody knows decide it', () => {
    const old = { ...GILT, coupon_pct: '8', maturity: '2015-12-07', settlement: '1999-05-27' };
    expect(faultsOf(old)).toEqual([['ex_div_date', 'the holidays of London in 1999 are not known']]);
    expect(priced({ ...old, ex_div_date: '1999-05-26' }).accrued).toBeLessThan(0);
    expect(priced({ ...old, settlement: '1999-05-17' }).accrued).toBeGreaterThan(0);
    expect(priced({ ...old, settlement: '1999-06-01' }).accrued).toBeLessThan(0);
  });
});

function faultsOf(fields: Fields): string[][] {
  const result = priceRow((column) => fields[column] ?? '');
  return result.ok ? [] : result.faults.map(({ column, message }) => [column, message]);
}

describe('a row is refused', () => {
  test.each<[Fields, string, RegExp]>([
    [{ market: 'JGBS' }, 'market', /there is no market "JGBS"; did you mean "jgb"/],
    [{ market: '' }, 'market', /there is no market nothing/],
    [{ convention: 'street' }, 'convention', /no convention "street" for jgb/],
    [{ convention: 'simpel' }, 'convention', /did you mean "simple"/],
    [{ coupon_pct: '3,2' }, 'coupon_pct', /"3,2" is no number/],
    [{ coupon_pct: '-1' }, 'coupon_pct', /a coupon of -1 %/],
    [{ coupon_pct: '0x10' }, 'coupon_pct', /no number/],
    [{ coupon_pct: '1e999' }, 'coupon_pct', /no number/],
    [{ coupon_pct: '101' }, 'coupon_pct', /a coupon of 101 %/],
    [{ maturity: '2045-02-30' }, 'maturity', /is no date/],
    [{ maturity: '20.12.2045' }, 'maturity', /is no date/],
    [{ maturity: '2145-12-20' }, 'maturity', /more than 100 years/],
    [{ settlement: '2045-12-20' }, 'settlement', /not before maturity/],
    [{ settlement: '' }, 'settlement', /nothing is no date/],
    [{ clean_price: '0' }, 'clean_price', /a price of 0/],
    [{ clean_price: '-5' }, 'clean_price', /a price of -5/],
    [{ clean_price: 'NaN' }, 'clean_price', /no number/],
    [{ clean_price: '' }, 'yield_pct', /neither yield nor price/],
    [{ yield_pct: '3.2' }, 'clean_price', /both yield and price/],
    [{ clean_price: '', yield_pct: '-5.1' }, 'yield_pct', /at this yield the price is not positive/],
    [{ clean_price: '', yield_pct: '-101' }, 'yield_pct', /a yield of -101 %/],
    [{ clean_price: '1', maturity: '2026-01-23' }, 'clean_price', /yield of this price is above 10000 %/],
    [{ clean_price: '900000', maturity: '2026-01-23', convention: 'compound' }, 'clean_price', /below -100 %/],
    [{ clean_price: '', yield_pct: '-99.9', convention: 'compound' }, 'yield_pct', /beyond 1,000,000/],
    [{ ex_div_date: '2026-03-11' }, 'ex_div_date', /only gilts go ex dividend/],
    [{ eom: 'yes' }, 'eom', /"yes" is no eom/],
    [{ eom: '1' }, 'eom', /not the last day of its month/],
  ])('with %o, at %s', (change, column, message) => {
    const faults = faultsOf({ ...JGB, ...change });
    expect(faults.length, JSON.stringify(faults)).toBe(1);
    expect(faults[0]?.[0]).toBe(column);
    expect(faults[0]?.[1]).toMatch(message);
  });

  test('with an ex-dividend date of another coupon', () => {
    for (const ex_div_date of ['2025-11-27', '2026-06-08'])
      expect(faultsOf({ ...GILT, ex_div_date })).toEqual([
        ['ex_div_date', 'the ex-dividend date is not of the next coupon'],
      ]);
  });

  test('with all its faults at once', () => {
    const faults = faultsOf({ ...UST, market: 'us', coupon_pct: 'x', maturity: '-', eom: '2', clean_price: 'y' });
    expect(faults.map(([column]) => column)).toEqual(
      ['market', 'convention', 'coupon_pct', 'maturity', 'eom', 'clean_price'].filter((c) => c !== 'convention'),
    );
  });
});

describe('the first line', () => {
  const NAMES = 'id,market,coupon_pct,maturity,settlement,convention,yield_pct,clean_price';

  test('names the columns in any order, with spaces or in quotes', () => {
    const header = PriceHeader.in(`eom, "id",${NAMES.slice(3)}`.replace(' "id"', '"id"'));
    expect(header).toBeInstanceOf(PriceHeader);
    if (header instanceof PriceHeader) expect([header.fieldOf('eom'), header.fieldOf('id')]).toEqual([0, 1]);
    expect(PriceHeader.in(NAMES.replaceAll(',', ' , '))).toBeInstanceOf(PriceHeader);
  });

  test.each([
    [
      'id,market',
      [
        'the first line names no column "coupon_pct", "maturity", "settlement", "convention", "yield_pct", "clean_price"',
      ],
    ],
    [`${NAMES},id`, ['the column "id" is named twice']],
    [`${NAMES},ex_div`, ['there is no column "ex_div"']],
    [`${NAMES},exdiv_date`, ['there is no column "exdiv_date"; did you mean "ex_div_date"?']],
    [NAMES.replace('coupon_pct', 'cupon_pct'), ['there is no column "cupon_pct"; did you mean "coupon_pct"?']],
  ])('%s is refused', (text, messages) => {
    const faults = PriceHeader.in(text);
    expect(faults instanceof PriceHeader ? [] : faults.map(({ message }) => message)).toEqual(messages);
  });
});
