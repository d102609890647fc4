/**
 * Supply that the calendar had: what an issuer sells by plan meets money that maturing bonds and premiums bring in the days after, and
 * what a central bank buys by plan is not missed for long. So the concession of an auction fades (Lou, Yan and Zhang 2013), and months
 * of issuance move no level. Each holder's part is the share of a day's turnover that it takes for a calm day's move: all of them
 * together take about one (`docs/odd.md` §7.5). Purchases out of turn and sales that are forced have no such money behind them.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import type { EventOf } from '../events/vocabulary.ts';
import type { Market } from '../units/quantity.ts';
import type { View } from './contract.ts';
import { decayPerTick } from './trading-day.ts';

/** Trading days in which half of it has found its holder. */
const PLACED_HALF_LIFE_DAYS = 1;

export interface PlannedSupply {
  readonly market: Market;
  readonly placedPerTick: number;
  /** Own part of what is still to be placed, lots by instrument id: positive after a sale. */
  readonly lots: Record<string, number>;
}

export const noSupply = (market: Market): PlannedSupply => ({
  market,
  placedPerTick: 1 - decayPerTick(market, PLACED_HALF_LIFE_DAYS),
  lots: {},
});

/** `part`: of everything that was sold or bought. */
export function hearSupply(
  supply: PlannedSupply,
  result: EventOf<'AuctionResultPublished'>,
  view: View,
  part: number,
): void {
  const auction = view.auction(result.auction);
  if (auction.isUnscheduled || auction.format === 'boj_fixed_rate') return;
  const lines = result.instruments.map((id) => view.instrument(id)).filter(({ market }) => market === supply.market);
  const traded = lines.reduce((sum, line) => sum + line.calmDailyLots, 0);
  const sign = FORMAT_TERMS[auction.format].direction === 'purchase' ? -1 : 1;
  for (const line of lines) {
    const sold = ((result.accepted + result.nonCompetitive) / line.lotFace) * (line.calmDailyLots / traded);
    supply.lots[line.id] = (supply.lots[line.id] ?? 0) + sign * part * sold;
  }
}

/** One tick of market hours: so much of it counts as flat from now on. */
export function placeSupply(supply: PlannedSupply, flatLots: Record<string, number>): void {
  for (const [id, lots] of Object.entries(supply.lots)) {
    const placed = supply.placedPerTick * lots;
    supply.lots[id] = lots - placed;
    flatLots[id] = (flatLots[id] ?? 0) + placed;
  }
}
