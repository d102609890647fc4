/** Outcomes as they are printed: decimals that fit their size, and the hue of the market that they are about. */
import type { Outcome } from './experiment-input.ts';

/** As many decimals as tell the larger of the values to three digits. */
export function placesOf(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest >= 100 || largest === 0) return largest === 0 ? 1 : 0;
  return largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
}

const HUES: readonly (readonly [RegExp, string])[] = [
  [/\b(JGB|Tokyo|Japan)/i, 'jgb'],
  [/\b(UST|New York|Treasur)/i, 'ust'],
  [/\b(GILT|London)/i, 'gilt'],
  [/\b(KTB|Seoul|Korea)/i, 'ktb'],
];

/** By its words, or its name; ink where it is about none. */
export const hueOfOutcome = ({ name, what }: Pick<Outcome, 'name' | 'what'>): string =>
  HUES.find(([pattern]) => pattern.test(what) || pattern.test(name.replaceAll('_', ' ')))?.[1] ?? 'ink';
