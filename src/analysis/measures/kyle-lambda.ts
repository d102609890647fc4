/**
 * How far one-sided trading moves the price: Kyle, "Continuous Auctions and Insider Trading", Econometrica 53(6), 1985, λ of (2.4),
 * estimated as is usual by regressing changes over five minutes on what was taken from the book less what was given to it
 * (Hasbrouck, "Trading Costs and Returns for U.S. Equities", Journal of Finance 64(3), 2009, (4)).
 *
 * Δy_t = c + λ·x_t + ε_t, x the value of a basis point sold by takers less that bought, so that λ is positive: sales raise yields.
 */
import { type FittedLine, leastSquaresLine } from './least-squares-line.ts';

export interface SignedInterval {
  readonly changeBp: number;
  /** Taken by sellers less taken by buyers, DV01. */
  readonly soldDv01: number;
}

/** Slope in basis points per unit of DV01. Null where fewer than three intervals, or nobody took anything. */
export const kyleLambda = (intervals: readonly SignedInterval[]): FittedLine | null =>
  leastSquaresLine(intervals.map(({ changeBp, soldDv01 }) => [soldDv01, changeBp] as const));
