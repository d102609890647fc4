/** Pieces that the results of several formats have in common. */
import type { Allotment } from './auction.ts';
import { percentText, ratioText } from './auction-decimals.ts';

/** Amounts by the id of their bid, in the order of the bids. */
export type Awards = Readonly<Record<string, number>>;

export const awardsById = (bids: readonly { readonly id: string }[], awards: readonly number[]): Awards =>
  Object.fromEntries(bids.map(({ id }, index) => [id, awards[index] as number]));

/** A text for each bid that got something; the others are left out. */
export function textOfWinners<B extends { readonly id: string }>(
  bids: readonly B[],
  awards: readonly number[],
  textOf: (bid: B, index: number) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    bids.flatMap((bid, index) => ((awards[index] as number) > 0 ? [[bid.id, textOf(bid, index)]] : [])),
  );
}

/** Share of bids at the stop in percent, cut after `digits`. */
export const prorataText = ({ leftAtStop, bidsAtStop }: Allotment, digits: number): string =>
  percentText(leftAtStop, bidsAtStop, digits);

/** Everything bid for over `by`, four decimals. */
export const coverText = (bids: number | bigint, by: number): string => ratioText(bids, by, 4);

/** Said only where bids fell short: formats whose reference cases have no such field keep their fields. */
export interface Shortfall {
  readonly undersubscribed_by?: number;
}

export const shortfall = (amount: number): Shortfall => (amount > 0 ? { undersubscribed_by: amount } : {});
