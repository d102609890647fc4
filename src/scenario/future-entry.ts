/**
 * The keys of a future in a scenario file: its last trading day and where it opens, at a price or at a yield.
 *
 * A future has no coupon and nothing outstanding: positions sum to zero, and anybody may be short.
 */
import { futureYieldPctOf } from '../bonds/jgb-future.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type Lots, lots, type MilliBp, milliBpOf, type SimTime } from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import type { Path, Problem } from './located-error.ts';
import type { FutureTerms } from './scenario.ts';

/** Contracts are listed for three quarters ahead (Osaka Exchange, contract months); a year leaves room. */
const LONGEST_DAYS = 366;

interface StatedFuture {
  readonly coupon?: MilliBp | undefined;
  readonly outstanding?: unknown;
  readonly maturity?: DayNumber | undefined;
  readonly openYield?: MilliBp | undefined;
  readonly openPrice?: number | undefined;
  readonly premiumLoading?: number | undefined;
  readonly indexRatio?: number | undefined;
  readonly inflation?: MilliBp | undefined;
}

interface Place {
  readonly path: Path;
  readonly opensAt: SimTime | undefined;
  readonly tenorYears: number;
  readonly complain: (problem: Problem) => void;
}

export interface FutureFacts {
  readonly future: FutureTerms;
  readonly openLevel: MilliBp;
  readonly outstanding: Lots;
}

export function futureFacts(
  entry: StatedFuture,
  { path, opensAt, tenorYears, complain }: Place,
): FutureFacts | undefined {
  for (const key of ['coupon', 'outstanding', 'indexRatio', 'inflation'] as const)
    if (entry[key] !== undefined)
      complain({
        path: [...path, key],
        atKey: true,
        message: `a future has no ${key}`,
        expected: 'maturity (its last trading day), openPrice or openYield, and the calm market',
      });
  for (const key of ['maturity', 'premiumLoading'] as const)
    if (entry[key] === undefined)
      complain({
        path: [...path, key],
        message: `missing key "${key}": a future needs it`,
        expected: `the key "${key}"`,
      });
  const openLevel = openingLevel(entry, path, complain);
  const { maturity } = entry;
  if (maturity === undefined || openLevel === undefined) return undefined;
  if (opensAt !== undefined) checkLastTradingDay(maturity - dayOf(opensAt), [...path, 'maturity'], complain);
  return {
    future: { lastTradingDay: maturity, tenorMilliYears: tenorYears * 1000 },
    openLevel,
    outstanding: lots(0),
  };
}

function openingLevel(
  { openYield, openPrice }: StatedFuture,
  path: Path,
  complain: (problem: Problem) => void,
): MilliBp | undefined {
  if (openYield !== undefined && openPrice !== undefined)
    complain({
      path: [...path, 'openPrice'],
      atKey: true,
      message: 'a future opens at a price or at a yield, not at both',
      expected: 'openPrice or openYield',
    });
  if (openYield !== undefined) return openYield;
  if (openPrice !== undefined) return milliBpOf(100 * futureYieldPctOf(openPrice));
  complain({
    path: [...path, 'openPrice'],
    message: 'missing key "openPrice": a future opens at a price or at a yield',
    expected: 'the key "openPrice" or "openYield"',
  });
  return undefined;
}

function checkLastTradingDay(daysLeft: number, path: Path, complain: (problem: Problem) => void): void {
  if (daysLeft < 1) complain({ path, message: 'no longer traded at the opening', expected: 'a day after the opening' });
  if (daysLeft > LONGEST_DAYS)
    complain({ path, message: 'a contract is not listed for more than a year', expected: 'a day within a year' });
}
