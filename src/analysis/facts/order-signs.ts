/**
 * Whether buyers follow buyers: signs of the orders that took liquidity, one after another, line by line.
 *
 * Lillo and Farmer, "The Long Memory of the Efficient Market", Studies in Nonlinear Dynamics and Econometrics 8(3), 2004: autocorrelations
 * fall as lag^−γ, γ below 1. An order that met several others counts once.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind, sideOf } from '../../events/records.ts';
import { decayOf } from './daily-statistics.ts';

const LAGS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const ORDERS_LEAST = 2000;

export class OrderSigns {
  readonly #instrument: number;
  readonly #signs: number[] = [];
  #order = -1;

  /** @param instrument Its index in the order of the log. */
  constructor(instrument: number) {
    this.#instrument = instrument;
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled || words[at + Field.instrument] !== this.#instrument) continue;
      const order = words[at + Field.order] as number;
      if (order === this.#order) continue;
      this.#order = order;
      this.#signs.push(sideOf(words[at + Field.terms] as number) === 0 ? 1 : -1);
    }
  }

  get signs(): readonly number[] {
    return this.#signs;
  }
}

/** γ over lags of 1 to 256 orders, as far as they stand out of chance; null where too few orders, or too few lags do. */
export function signMemory(signs: readonly number[]): number | null {
  if (signs.length < ORDERS_LEAST) return null;
  const mean = signs.reduce((sum, each) => sum + each, 0) / signs.length;
  const variance = 1 - mean * mean;
  if (variance <= 0) return null;
  const chance = 2 / Math.sqrt(signs.length);
  const pairs = LAGS.map((lag) => {
    let sum = 0;
    for (let at = lag; at < signs.length; at++)
      sum += ((signs[at] as number) - mean) * ((signs[at - lag] as number) - mean);
    const value = sum / (signs.length - lag) / variance;
    return [lag, value > chance ? value : null] as const;
  });
  return decayOf(pairs);
}
