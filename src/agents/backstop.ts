/**
 * How far purchases that a central bank or an issuer has announced stand behind a line (`docs/odd.md` §7.19).
 *
 * A promise counts by its size against what is being forced out: who must sell waits for it, who asked more because others
 * must sell asks less, and who was calmed stays calm while it stands. Routine purchases are too small to count for much.
 */
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import { DAY_MS } from '../units/time.ts';
import type { Instrument, View } from './contract.ts';

/** Purchases of the next week count, set against so many trading days of forced sales. */
const HORIZON_DAYS = 7;
const HORIZON_TRADING_DAYS = 5;
/** Forced sales that people count on even while they see none, share of a day's turnover. */
const LEAST_NEED = 0.2;
/** A steady flow of one lot a day shows as so many lots in the gauge of forced flow: its half-life over ln 2. */
const GAUGE_DAYS = 0.36;

/** 0 = nothing stands behind the line, 1 = all that is being forced out will be bought. */
export function backing(view: View, line: Instrument): number {
  let lots = 0;
  for (const { format, instruments, offered, bidsCloseAt } of view.auctions(line.market)) {
    if (FORMAT_TERMS[format].direction !== 'purchase' || !instruments.includes(line.id)) continue;
    if (bidsCloseAt - view.at <= HORIZON_DAYS * DAY_MS) lots += offered / line.lotFace / instruments.length;
  }
  if (lots === 0) return 0;
  const forcedPerDay = Math.max(LEAST_NEED * line.calmDailyLots, view.forcedImbalance(line) / GAUGE_DAYS);
  return Math.min(1, lots / (HORIZON_TRADING_DAYS * forcedPerDay));
}
