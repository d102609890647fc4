import { describe, expect, test } from 'vitest';
import { accruedJgbCut } from '../../src/bonds/accrued.ts';
import {
  fortyYearAuctionPrice,
  priceAtSimpleYield,
  priceChangePerSimpleBp,
  printedYieldPct,
  residualYears,
  simpleYield,
} from '../../src/bonds/jgb.ts';
import { dirtyOfWon, wonPer10000, wonPer10000Cut } from '../../src/bonds/ktb.ts';
import { cleanPriceOf, quotedYieldOf } from '../../src/bonds/quote.ts';
import {
  couponOfNewIssue,
  nearest256th,
  priceOnCouponDate,
  shortFirstPrice,
  thirtySeconds,
} from '../../src/bonds/ust.ts';
import { field, numberOf, readTable } from '../oracles/read-table.ts';
import { bondOf, DV01, dateOf, expectSharedColumns, near, PRICE, YIELD_PCT, yieldPctOf } from './oracle-bonds.ts';

describe('JGB', () => {
  const rows = readTable('bonds_jgb.csv');

  test('140 bonds: accrued by Act/365, compound yield, risk', () => {
    expect(rows.length).toBe(140);
    for (const row of rows) expectSharedColumns(row, bondOf(row, 'jgbCompound'), 'yield_compound_pct');
  });

  test('183 elapsed days accrue exactly half the coupon', () => {
    const cases = rows.filter((row) => field(row, 'case_type') === 'day183');
    expect(cases.length).toBe(20);
    for (const row of cases) expect(bondOf(row, 'jgbSimple').accrued).toBe(numberOf(row, 'coupon_pct') / 2);
  });

  test('accrued as the market settles it is cut at seven decimals', () => {
    for (const row of rows) {
      const bond = bondOf(row, 'jgbSimple');
      const cut = accruedJgbCut(Math.round(bond.terms.couponPct * 1000), bond.period, bond.settlement);
      expect(cut, field(row, 'case_id')).toBe(numberOf(row, 'accrued_trunc7'));
    }
  });

  test('simple yields of rounded prices, and as the Ministry of Finance prints them', () => {
    for (const row of rows) {
      const id = field(row, 'case_id');
      const price = numberOf(row, 'price_rounded');
      const simple = bondOf(row, 'jgbSimple');
      near(Math.abs(price - numberOf(row, 'clean_price')), 0, 0.005 + 1e-9, `${id} rounded price`);
      near(
        residualYears(simple.settlement, simple.terms.maturity),
        numberOf(row, 'residual_years'),
        1e-11,
        `${id} years`,
      );
      const yieldPct = yieldPctOf(simple, price);
      near(yieldPct, numberOf(row, 'simple_yield_from_rounded_pct'), YIELD_PCT, `${id} simple yield`);
      expect(printedYieldPct(yieldPct), `${id} printed`).toBe(numberOf(row, 'simple_yield_trunc3'));
      near(cleanPriceOf(simple, yieldPct), price, PRICE, `${id} price of the simple yield`);
      const compound = yieldPctOf(bondOf(row, 'jgbCompound'), price);
      near(compound, numberOf(row, 'compound_yield_from_rounded_pct'), YIELD_PCT, `${id} compound yield`);
    }
  });

  test('the price of a 40-year auction is the compound one without the part of the next coupon that days have earned', () => {
    for (const row of rows) {
      const { terms, settlement } = bondOf(row, 'jgbCompound');
      const earned = ((numberOf(row, 'days_accrued') / numberOf(row, 'days_in_period')) * terms.couponPct) / 2;
      const price = fortyYearAuctionPrice(terms, settlement, numberOf(row, 'yield_compound_pct'));
      near(price, numberOf(row, 'dirty_price') - earned, 0.005 + 1e-9, `${field(row, 'case_id')} auction price`);
      near(price * 100, Math.round(price * 100), 1e-9, `${field(row, 'case_id')} in hundredths`);
    }
  });

  test('price and slope at a simple yield', () => {
    for (const row of rows) {
      const [coupon, years] = [numberOf(row, 'coupon_pct'), numberOf(row, 'residual_years')];
      const yieldPct = numberOf(row, 'yield_compound_pct');
      const id = field(row, 'case_id');
      near(priceAtSimpleYield(coupon, years, yieldPct), numberOf(row, 'clean_price_if_yield_were_simple'), PRICE, id);
      near(priceChangePerSimpleBp(coupon, years, yieldPct), numberOf(row, 'dprice_dsimple_per_bp'), DV01, id);
    }
  });
});

describe('US Treasuries', () => {
  const rows = readTable('bonds_ust.csv');

  test('140 bonds: street yield, risk', () => {
    expect(rows.length).toBe(140);
    for (const row of rows) expectSharedColumns(row, bondOf(row, 'ustStreet'), 'yield_street_pct');
  });

  test("the Treasury's own method, ticks of 1/256 and their yields by both methods", () => {
    for (const row of rows) {
      const id = field(row, 'case_id');
      const [street, treasury] = [bondOf(row, 'ustStreet'), bondOf(row, 'ustTreasury')];
      const yieldPct = numberOf(row, 'yield_street_pct');
      near(
        cleanPriceOf(treasury, yieldPct),
        numberOf(row, 'clean_price_treasury_method'),
        PRICE,
        `${id} Treasury price`,
      );
      const tick = nearest256th(cleanPriceOf(street, yieldPct));
      near(tick, numberOf(row, 'price_tick256'), 1e-8, `${id} tick`);
      expect(thirtySeconds(tick), id).toBe(field(row, 'price_32nds'));
      near(
        yieldPctOf(street, tick),
        numberOf(row, 'yield_street_from_tick_pct'),
        YIELD_PCT,
        `${id} street yield of tick`,
      );
      near(
        yieldPctOf(treasury, tick),
        numberOf(row, 'yield_treasury_from_tick_pct'),
        YIELD_PCT,
        `${id} Treasury yield of tick`,
      );
    }
  });

  test('new issues with a short first coupon', () => {
    const issues = readTable('ust_short_first.csv');
    expect(issues.length).toBe(20);
    for (const row of issues) {
      const id = field(row, 'case_id');
      const issue = {
        couponPct: numberOf(row, 'coupon_pct'),
        datedDate: dateOf(row, 'dated_date'),
        maturity: dateOf(row, 'maturity'),
        isMonthEnd: false,
      };
      const settlement = dateOf(row, 'settlement');
      const official = shortFirstPrice(issue, settlement, 'ustTreasury', numberOf(row, 'yield_pct'));
      near(official.firstCoupon, numberOf(row, 'first_coupon_amount'), PRICE, `${id} first coupon`);
      near(official.accrued, numberOf(row, 'accrued'), PRICE, `${id} accrued`);
      near(official.clean, numberOf(row, 'clean_price_treasury_method'), PRICE, `${id} price`);
      expect(official.clean.toFixed(6), id).toBe(numberOf(row, 'clean_price_treasury_6dp').toFixed(6));
      const street = shortFirstPrice(issue, settlement, 'ustStreet', numberOf(row, 'yield_pct'));
      near(street.clean, numberOf(row, 'clean_price_street'), PRICE, `${id} street price`);
    }
  });

  test('the coupon that an auction sets, and its price', () => {
    const auctions = readTable('ust_coupon_setting.csv');
    expect(auctions.length).toBe(20);
    for (const row of auctions) {
      const id = field(row, 'case_id');
      const highYieldPct = numberOf(row, 'high_yield_pct');
      const couponPct = couponOfNewIssue(highYieldPct);
      expect(couponPct, id).toBe(numberOf(row, 'coupon_pct'));
      const price = priceOnCouponDate(couponPct, 2 * numberOf(row, 'term_years'), highYieldPct);
      near(price, numberOf(row, 'price_unrounded'), PRICE, id);
      expect(price.toFixed(6), id).toBe(numberOf(row, 'price_per_100_6dp').toFixed(6));
    }
  });
});

describe('gilts', () => {
  const rows = readTable('bonds_gilt.csv');

  test('140 bonds: DMO yield, accrued before and after the ex-dividend date, risk', () => {
    expect(rows.length).toBe(140);
    for (const row of rows) {
      const bond = bondOf(row, 'giltDmo');
      expect(bond.isExDividend, field(row, 'case_id')).toBe(field(row, 'is_ex_div') === '1');
      expectSharedColumns(row, bond, 'yield_pct');
      near(numberOf(row, 'price_rounded'), numberOf(row, 'clean_price'), 0.0005 + 1e-9, 'rounded price');
      const yieldPct = yieldPctOf(bond, numberOf(row, 'price_rounded'));
      near(
        yieldPct,
        numberOf(row, 'yield_from_rounded_pct'),
        YIELD_PCT,
        `${field(row, 'case_id')} yield of rounded price`,
      );
    }
  });

  test('accrued interest is negative ex dividend and never before', () => {
    for (const row of rows) {
      const bond = bondOf(row, 'giltDmo');
      expect(bond.accrued < 0, field(row, 'case_id')).toBe(bond.isExDividend);
    }
  });
});

describe('KTB', () => {
  const rows = readTable('bonds_ktb.csv');

  test('140 bonds: customary yield, risk, prices in won per 10,000', () => {
    expect(rows.length).toBe(140);
    for (const row of rows) {
      const id = field(row, 'case_id');
      const bond = bondOf(row, 'ktbCustomary');
      expectSharedColumns(row, bond, 'yield_pct');
      const dirty = cleanPriceOf(bond, numberOf(row, 'yield_pct')) + bond.accrued;
      near(wonPer10000(dirty), numberOf(row, 'price_won_per_10000'), 1e-6, `${id} won`);
      expect(wonPer10000Cut(dirty), id).toBe(numberOf(row, 'price_won_trunc'));
      const yieldPct = yieldPctOf(bond, dirtyOfWon(wonPer10000Cut(dirty)) - bond.accrued);
      near(yieldPct, numberOf(row, 'yield_from_won_trunc_pct'), YIELD_PCT, `${id} yield of the cut price`);
    }
  });
});

describe('the simple yield', () => {
  test('and its price undo each other', () => {
    for (const yieldPct of [-0.3, 0, 0.5, 3.9]) {
      expect(100 * simpleYield(1.9, 29.7, priceAtSimpleYield(1.9, 29.7, yieldPct))).toBeCloseTo(yieldPct, 12);
    }
  });

  test('of a price that is not positive is refused with the reason', () => {
    const row = readTable('bonds_jgb.csv')[0] as Parameters<typeof bondOf>[0];
    for (const convention of ['jgbSimple', 'jgbCompound'] as const) {
      expect(quotedYieldOf(bondOf(row, convention), -3)).toEqual({ ok: false, reason: 'priceNotPositive' });
    }
  });
});
