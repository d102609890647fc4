/** Amounts of money for people, three figures each. No locale: the same text on every machine. */
import { CURRENCY_SIGN } from '../../units/amount-text.ts';
import type { Currency } from '../../units/quantity.ts';

const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'tn'],
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
];

/** Three figures: `1234567890` yen → `¥1.23bn`. */
export function moneyText(currency: Currency, amount: number): string {
  const size = Math.abs(amount);
  // One below 1,000 of a scale that would round up to it belongs to the next.
  const [scale, suffix] = SCALES.find(([least]) => size >= least * 0.9995) ?? [1, ''];
  const value = size / scale;
  const places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const text = value.toFixed(scale === 1 ? 0 : places);
  return `${amount < 0 && Number(text) !== 0 ? '-' : ''}${CURRENCY_SIGN[currency]}${text}${suffix}`;
}
