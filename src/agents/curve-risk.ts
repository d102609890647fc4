/**
 * Risk of a set of positions in one market as one number: parallel moves dominate, so lines are taken to be correlated
 * at 0.8, each with its own volatility.
 */
import type { Instrument, View } from './contract.ts';

const CORRELATION = 0.8;

export interface LineRisk {
  readonly instrument: Instrument;
  /** Holding above what the institution calls flat, lots. */
  readonly lots: number;
  /** Money per bp of the line's level; positive loses when yields rise. */
  readonly dv01: number;
  readonly sigmaBp: number;
}

/** Standard deviation of a day's result, in money. */
export function dailyRisk(lines: readonly LineRisk[]): number {
  let sum = 0;
  let squares = 0;
  for (const line of lines) {
    const risk = line.dv01 * line.sigmaBp;
    sum += risk;
    squares += risk * risk;
  }
  return Math.sqrt(Math.max(0, (1 - CORRELATION) * squares + CORRELATION * sum * sum));
}

export function totalDv01(lines: readonly LineRisk[]): number {
  let sum = 0;
  for (const line of lines) sum += line.dv01;
  return sum;
}

export function lineRisk(view: View, instrument: Instrument, lots: number, sigmaBp: number): LineRisk {
  return { instrument, lots, dv01: lots * view.dv01(instrument), sigmaBp };
}
