/** Numbers for people: thousands grouped, money short, signs that align. No locale: the same text on every machine. */
import type { Currency } from '../units/quantity.ts';

const SIGN: Readonly<Record<Currency, string>> = { JPY: '¥', USD: '$', GBP: '£', KRW: '₩' };

const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'tn'],
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
];

/** `1234567` → `1,234,567`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** Three figures: `1234567890` yen → `¥1.23bn`. */
export function moneyText(currency: Currency, amount: number): string {
  const size = Math.abs(amount);
  // One below 1,000 of a scale that would round up to it belongs to the next.
  const [scale, suffix] = SCALES.find(([least]) => size >= least * 0.9995) ?? [1, ''];
  const value = size / scale;
  const places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const text = value.toFixed(scale === 1 ? 0 : places);
  return `${amount < 0 && Number(text) !== 0 ? '-' : ''}${SIGN[currency]}${text}${suffix}`;
}

/** With a plus where it is one: `+12.3`, `-4.0`, `0.0`. */
export function signedText(value: number, places: number): string {
  const text = value.toFixed(places);
  if (Number(text) === 0) return (0).toFixed(places);
  return value > 0 ? `+${text}` : text;
}

export const bytesText = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;

/** `1 auction`, `2 auctions`. */
export const plural = (count: number, one: string): string => `${countText(count)} ${one}${count === 1 ? '' : 's'}`;
