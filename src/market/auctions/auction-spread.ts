/**
 * What auctions of many issues at once share: every bid is a spread to the reference of its own issue, so that bonds of
 * any coupon and maturity are ranked on one ladder, and every winner trades at its own reference plus its own spread.
 *
 * Which end of the ladder is the better one, and how the margin is rounded, is each issuer's rule.
 */
import type { Lots } from '../../units/quantity.ts';
import { type Allotment, allotRanked, type MarginalShare, type SpreadBid } from './auction.ts';
import { knownMilli, meanText, milliText, weightedMean } from './auction-decimals.ts';
import { type Awards, awardsById, coverText, prorataText, textOfWinners } from './auction-printing.ts';

export interface SpreadResult extends Allotment {
  /** Worst accepted spread; undefined where nothing is accepted. */
  readonly stopSpreadMilli: number | undefined;
}

export interface SpreadRule {
  readonly best: 'lowest' | 'highest';
  readonly share: MarginalShare;
}

export function allotSpreads(bids: readonly SpreadBid[], target: Lots, { best, share }: SpreadRule): SpreadResult {
  const sign = best === 'highest' ? 1 : -1;
  const scores = bids.map(({ spreadMilli }) => sign * spreadMilli);
  const result = allotRanked({ scores, amounts: bids.map(({ quantity }) => quantity) }, target, share);
  // Adding zero, because a stop at the reference would else be minus zero, which no log takes.
  return { ...result, stopSpreadMilli: result.stopScore === undefined ? undefined : sign * result.stopScore + 0 };
}

/** Spreads are texts with up to three decimals; amounts are in the issuer's award step. */
export interface IssueBid {
  readonly id: string;
  readonly issue: string;
  readonly spread: string;
  readonly amount: number;
}

export const spreadBids = (bids: readonly IssueBid[]): SpreadBid[] =>
  bids.map(({ spread, amount }, bidder) => ({ bidder, spreadMilli: knownMilli(spread), quantity: amount as Lots }));

/** The numbers that every issuer prints, each under its own names. */
export interface PrintedSpreads {
  /** Worst accepted spread, the share it got and the cover: null where nothing is accepted. */
  readonly stop: string | null;
  readonly share: string | null;
  readonly cover: string | null;
  /** Weighted by awards, eight decimals. */
  readonly average: string | null;
  readonly awards: Awards;
}

export interface SpreadPrinting {
  readonly bids: readonly IssueBid[];
  readonly result: SpreadResult;
  /** Decimals of the share at the stop. */
  readonly shareDigits: number;
  /** What the cover counts. */
  readonly covering: number;
}

export function printSpreads({ bids, result, shareDigits, covering }: SpreadPrinting): PrintedSpreads {
  const { accepted, awards, stopSpreadMilli: stop } = result;
  const priced = stop !== undefined && accepted > 0;
  return {
    stop: priced ? milliText(stop) : null,
    share: priced ? prorataText(result, shareDigits) : null,
    cover: priced ? coverText(covering, accepted) : null,
    average: averageSpreadText(spreadBids(bids), awards),
    awards: awardsById(bids, awards),
  };
}

function averageSpreadText(bids: readonly SpreadBid[], awards: readonly number[]): string | null {
  const average = weightedMean(
    awards,
    bids.map(({ spreadMilli }) => spreadMilli),
  );
  return average === undefined ? null : meanText(average, 8);
}

/** Yield of each winner: its issue's reference and its own spread. */
export const winningYields = (
  bids: readonly IssueBid[],
  awards: readonly number[],
  references: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  textOfWinners(bids, awards, ({ issue, spread }) => milliText(knownMilli(references[issue]) + knownMilli(spread)));
