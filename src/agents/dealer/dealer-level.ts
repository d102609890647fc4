/**
 * Where a dealer sees a line: its own view of what it is worth, what flows and the market have taught it beyond that, and the
 * skew of its inventory (`docs/odd.md` §7.6).
 */
import { auctionPremiumBp } from '../auction-memory.ts';
import { bankShiftBp } from '../central-bank-belief.ts';
import type { Instrument, View } from '../contract.ts';
import type { LineRisk } from '../curve-risk.ts';
import { worldBp } from '../world-belief.ts';
import type { DealerMandate, DealerMemory } from './dealer-mandate.ts';
import { skewBp, strain } from './dealer-risk.ts';

/** What it learns from one day's turnover sold to it, in sigmas; and from where the market stands, per tick. */
const LEARNING_FROM_FLOW = 0.72;
const LEARNING_FROM_MID = 0.06;
/** Part of its skew that it believes to stand in the mid already. */
const SKEW_IN_MID = 0.42;
type Own = View<DealerMandate>;

/** A line in a dealer's book. */
export interface Place {
  readonly book: readonly LineRisk[];
  readonly risk: LineRisk;
  readonly used: number;
}

/** Where it neither wants to buy nor to sell: own view, what flows and the market taught it, and the skew of its inventory. */
export function reservationLevelBp(view: Own, memory: DealerMemory, { book, risk, used }: Place): number {
  const line = risk.instrument;
  const skew = skewBp(view, book, risk, used);
  const levelBp = ownViewBp(view, memory, line) + (memory.drift[line.id] ?? 0) + skew;
  // What it buys above a ceiling it sells to the central bank on the next morning.
  return Math.min(levelBp, view.ceilingBp(line) ?? levelBp);
}

/** One tick of market hours: what was sold to its quotes, and where the middle stands. */
export function learn(view: Own, memory: DealerMemory, { book, risk, used }: Place): void {
  const line = risk.instrument;
  // What it sold to hedge or to shrink, and what it won at auctions, nobody came to it with.
  const heard = view.boughtAtQuotes(line);
  const soldToIt = heard - (memory.heardLots[line.id] ?? 0);
  memory.heardLots[line.id] = heard;
  const mid = view.levelBp(line) - SKEW_IN_MID * skewBp(view, book, risk, used);
  const drift = memory.drift[line.id] ?? 0;
  memory.drift[line.id] =
    drift +
    (LEARNING_FROM_FLOW * line.calmSigmaBp * strain(used) * soldToIt) / line.calmDailyLots +
    LEARNING_FROM_MID * (mid - ownViewBp(view, memory, line) - drift);
}

/** Fair level without inventory or drift: what it believes itself. */
function ownViewBp(view: Own, memory: DealerMemory, line: Instrument): number {
  return (
    view.consensusBp(line) +
    line.premiumLoading * memory.belief.premiumBp +
    worldBp(memory.world, view, line) +
    auctionPremiumBp(memory.results, line) +
    bankShiftBp(memory.banks, view, line)
  );
}
