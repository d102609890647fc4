/** Medians and what is known of them: the interval of order statistics, which asks for no distribution. */

export interface Spread {
  readonly median: number;
  /** Of the median, with 95 % confidence, where there are enough samples; the whole range where there are few. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const at = (index: number): number => sorted[Math.min(count - 1, Math.max(0, index))] as number;
  const rank = Math.floor(count / 2 - 0.98 * Math.sqrt(count));
  const median = count % 2 === 1 ? at(count >> 1) : (at((count >> 1) - 1) + at(count >> 1)) / 2;
  return { median, low: at(rank), high: at(count - 1 - rank), least: at(0), most: at(count - 1) };
}
