/**
 * The Bank of Japan's fixed-rate purchase: every offer is bought, without limit, at benchmark plus a spread that the Bank
 * states for each issue. Nobody competes, so there is no stop, no share and no cover; nobody comes while the market pays more.
 * Source: BOJ, "Outline of outright purchases of JGBs" (fixed-rate method); amounts bought in February 2023.
 */
import type { Lots } from '../../units/quantity.ts';
import type { Claim } from './auction.ts';
import { knownMilli, milliText } from './auction-decimals.ts';
import { type Awards, awardsById } from './auction-printing.ts';

/** The whole of every offer, in the order given. */
export const allotBojFixedRate = (offers: readonly Claim[]): readonly Lots[] => offers.map(({ quantity }) => quantity);

/** Amounts in ¥100m; benchmarks and the Bank's spreads in percent, by issue. */
export interface BojFixedRateCase {
  readonly bench: Readonly<Record<string, string>>;
  readonly spread: Readonly<Record<string, string>>;
  readonly offers: readonly { readonly id: string; readonly issue: string; readonly amount: number }[];
}

export interface BojFixedRatePrinted {
  readonly awards: Awards;
  readonly accepted: number;
  /** Of every issue that the Bank names, 0 where nobody offered. */
  readonly by_issue: Awards;
  readonly fixed_yield: Readonly<Record<string, string>>;
}

export function printBojFixedRate({ bench, spread, offers }: BojFixedRateCase): BojFixedRatePrinted {
  const awards = allotBojFixedRate(offers.map(({ amount }, bidder): Claim => ({ bidder, quantity: amount as Lots })));
  const byIssue = new Map(Object.keys(bench).map((issue) => [issue, 0]));
  let accepted = 0;
  for (const [index, { issue }] of offers.entries()) {
    const award = awards[index] as Lots;
    accepted += award;
    byIssue.set(issue, (byIssue.get(issue) ?? 0) + award);
  }
  const yields = Object.entries(bench).map(([issue, benchmark]) => [
    issue,
    milliText(knownMilli(benchmark) + knownMilli(spread[issue])),
  ]);
  return {
    awards: awardsById(offers, awards),
    accepted,
    by_issue: Object.fromEntries(byIssue),
    fixed_yield: Object.fromEntries(yields),
  };
}
