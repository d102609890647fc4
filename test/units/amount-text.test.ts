import { describe, expect, it } from 'vitest';
import {
  amountText,
  basisPointText,
  decimalText,
  percentText,
  readAmount,
  readDuration,
  readNumber,
  readRate,
  readShare,
  shareText,
  thousandTimesSmaller,
  yearsText,
} from '../../src/units/amount-text.ts';
import { CURRENCIES } from '../../src/units/quantity.ts';

const amount = (text: string | number): unknown => {
  const reading = readAmount(text);
  return reading.ok ? [reading.value.currency, reading.value.minor] : reading.message;
};
const value = (reading: { ok: boolean; value?: unknown; message?: string }): unknown =>
  reading.ok ? reading.value : reading.message;

describe('an amount', () => {
  it.each([
    ['¥10.6tn', 'JPY', 10_600_000_000_000],
    ['$390bn', 'USD', 39_000_000_000_000],
    ['£45bn', 'GBP', 4_500_000_000_000],
    ['₩226tn', 'KRW', 226_000_000_000_000],
    ['KRW 226tn', 'KRW', 226_000_000_000_000],
    ['-¥3.2tn', 'JPY', -3_200_000_000_000],
    ['¥-3.2tn', 'JPY', -3_200_000_000_000],
    ['$0.01', 'USD', 1],
    ['¥5 trillion', 'JPY', 5_000_000_000_000],
    ['￥7k', 'JPY', 7_000],
    ['$1.10', 'USD', 110],
    ['¥0', 'JPY', 0],
  ])('reads %s as %s %i in the smallest unit', (text, currency, minor) => {
    expect(amount(text)).toEqual([currency, minor]);
  });

  it('is stored as written, where floating point would be a cent off', () => {
    expect(amount('$1.15')).toEqual(['USD', 115]);
    expect(amount('$90071992547409.91')).toEqual(['USD', 9_007_199_254_740_991]);
  });

  it.each([
    ['10.6tn', 'not a quantity, not an amount of money'],
    [10.6, 'a number without a unit, not an amount of money'],
    ['3.47%', 'a rate, not an amount of money'],
    ['2y', 'a length of time, not an amount of money'],
    ['¥1,066tn', 'not a quantity, not an amount of money'],
    ['¥5zn', 'unknown multiplier "zn": use k, m, bn or tn'],
    ['--¥5', 'not a quantity, not an amount of money'],
    ['-¥-5', 'two signs'],
    ['¥0.5', 'finer than the smallest unit of JPY'],
    ['$0.001', 'finer than the smallest unit of USD'],
    ['$135tn', 'too large to be counted exactly (beyond 2^53 of the smallest unit)'],
    ['€5bn', 'not a quantity, not an amount of money'],
    ['', 'not a quantity, not an amount of money'],
  ])('refuses %s: %s', (text, message) => {
    expect(amount(text)).toBe(message);
  });

  it('of the wrong currency is named', () => {
    expect(readAmount('$31.6bn', 'JPY')).toMatchObject({ ok: false, message: 'an amount in USD, not in JPY' });
  });

  it('has a slip a thousand times smaller as its hint', () => {
    expect(thousandTimesSmaller('$135tn')).toBe('$135bn');
    expect(thousandTimesSmaller('$135 trillion')).toBe('$135 billion');
    expect(thousandTimesSmaller('¥5')).toBeUndefined();
  });

  it('is written back exactly, whatever its size', () => {
    for (const currency of CURRENCIES) {
      for (const minor of [0, 1, 99, 100, 101, 123_456_789, 10_600_000_000_000, 9_007_199_254_740_991, -45]) {
        const text = amountText(currency, minor);
        expect([text, amount(text)]).toEqual([text, [currency, minor]]);
      }
    }
  });
});

describe('other quantities', () => {
  it('read a rate in percent or basis points', () => {
    expect(value(readRate('3.47%'))).toBe(347_000);
    expect(value(readRate('4bp'))).toBe(4_000);
    expect(value(readRate('-0.1%'))).toBe(-10_000);
    expect(value(readRate('0.1234567%'))).toBe('finer than a thousandth of a basis point');
    expect(value(readRate(3.47))).toBe('a number without a unit, not a rate');
    expect(value(readRate('¥5'))).toBe('an amount in JPY, not a rate');
  });

  it('read a share in percent only', () => {
    expect(value(readShare('85%'))).toBe(850);
    expect(value(readShare('229.6%'))).toBe(2296);
    expect(value(readShare('85bp'))).toBe('a rate, not a share in percent');
    expect(value(readShare('0.05%'))).toBe('finer than a tenth of a percent');
  });

  it('read lengths of time in years, months and days', () => {
    expect(value(readDuration('2y'))).toBe(2000);
    expect(value(readDuration('6mo'))).toBe(500);
    expect(value(readDuration('120d'))).toBe(329);
    expect(value(readDuration('2'))).toBe('a number without a unit, not a length of time');
  });

  it('read plain numbers, and refuse to lose a unit', () => {
    expect(value(readNumber('1.5'))).toBe(1.5);
    expect(value(readNumber(-2))).toBe(-2);
    expect(value(readNumber('1.5bp'))).toBe('a rate, not a plain number');
    expect(value(readNumber(Number.NaN))).toBe('a number without a unit, not a plain number');
    expect(value(readNumber(1e300))).toBe('a number without a unit, not a plain number');
  });

  it('are written back as they would be read', () => {
    expect([percentText(347_000), basisPointText(4_750), shareText(2296), yearsText(329)]).toEqual([
      '3.47%',
      '4.75bp',
      '229.6%',
      '0.329y',
    ]);
    expect([decimalText(-5, 3), decimalText(5000, 3), decimalText(0, 2)]).toEqual(['-0.005', '5', '0']);
  });
});
