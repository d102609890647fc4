/** Outcomes as they are printed: decimals that fit their size, and the hue of the market that they are about. */
import { fixed, plain } from '../page/numbers.ts';
import type { Outcome } from './experiment-input.ts';

/** As many decimals as tell the larger of the values to three digits. */
export function placesOf(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest >= 100 || largest === 0) return largest === 0 ? 1 : 0;
  return largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
}

/** Decimals below which a level of this unit says nothing: yields move by basis points, and currencies by their last quoted digits. */
const LEAST_PLACES: Readonly<Record<string, number>> = { '%': 3, 'per 100': 3, JPY: 2, KRW: 2, USD: 4, GBP: 4 };

/** The same of levels in a unit. */
export const placesIn = (unit: string, values: readonly number[]): number =>
  Math.max(placesOf(values), LEAST_PLACES[unit] ?? 0);

/** A level in its unit, by itself. */
export const inUnit = (unit: string, value: number): string =>
  LEAST_PLACES[unit] === undefined ? plain(value) : fixed(value, placesIn(unit, [value]));

const HUES: readonly (readonly [RegExp, string])[] = [
  [/\b(JGB|Tokyo|Japan)/i, 'jgb'],
  [/\b(UST|New York|Treasur)/i, 'ust'],
  [/\b(GILT|London)/i, 'gilt'],
  [/\b(KTB|Seoul|Korea)/i, 'ktb'],
];

/** By its words, or its name; ink where it is about none. */
export const hueOfOutcome = ({ name, what }: Pick<Outcome, 'name' | 'what'>): string =>
  HUES.find(([pattern]) => pattern.test(what) || pattern.test(name.replaceAll('_', ' ')))?.[1] ?? 'ink';
