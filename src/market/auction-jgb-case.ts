/**
 * A price-competitive JGB auction as people write it (decimal prices, named bids) and as its result is printed.
 *
 * Printed numbers are exact decimals truncated at the digits shown, never rounded, which is how the reference cases in
 * `test/oracles/auctions.json` are written. BigInt lives here only: no result feeds back into the market.
 */
import { assert } from '../units/assert.ts';
import { type Lots, lots, priceTicks } from '../units/quantity.ts';
import type { Bid } from './auction.ts';
import { allotCompetitive, type CompetitiveResult } from './auction-jgb-conventional.ts';

/** Amounts in the issuer's award step; `npi` and `nc` are what those bidders were awarded. */
export interface JgbConventionalCase {
  readonly offering: number;
  readonly npi: number;
  readonly nc: number;
  readonly bids: readonly { readonly id: string; readonly price: string; readonly amount: number }[];
}

export interface JgbConventionalPrinted {
  readonly competitive_target: number;
  /** Prices, share, tail and cover are null where nothing is accepted. */
  readonly lowest_accepted_price: string | null;
  readonly prorata_pct_at_lowest: string | null;
  readonly awards: Readonly<Record<string, number>>;
  readonly competitive_accepted: number;
  readonly weighted_average_price_exact: string | null;
  /** Average less lowest, yen per 100. */
  readonly tail_yen_exact: string | null;
  readonly bid_to_cover: string | null;
  readonly undersubscribed_by: number;
}

/** Decimals of a price: bids come in steps of 0.005 at the finest. */
const PRICE_DECIMALS = 3;
const TICKS_PER_POINT = 1000;

/** Input as its schema let it pass: distinct ids, positive amounts, prices that `priceOf` reads, set-asides within the offering. */
export function printJgbConventional(auction: JgbConventionalCase): JgbConventionalPrinted {
  const target = lots(auction.offering - auction.npi - auction.nc);
  const bids = auction.bids.map(({ price, amount }, bidder): Bid => {
    const ticks = priceOf(price);
    assert(ticks !== undefined, `not a price with at most ${PRICE_DECIMALS} decimals: ${price}`);
    return { bidder, priceTicks: priceTicks(ticks), quantity: lots(amount) };
  });
  const result = allotCompetitive(bids, target);
  return {
    competitive_target: target,
    ...printedPrices(result),
    awards: Object.fromEntries(auction.bids.map(({ id }, index) => [id, result.awards[index] as Lots])),
    competitive_accepted: result.accepted,
    undersubscribed_by: result.undersubscribedBy,
  };
}

/** `99.355` → 99355 thousandths; undefined where the text is no such decimal. */
export function priceOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * TICKS_PER_POINT + Number((match[2] ?? '').padEnd(PRICE_DECIMALS, '0'));
}

type PrintedPrices = Pick<
  JgbConventionalPrinted,
  'lowest_accepted_price' | 'prorata_pct_at_lowest' | 'weighted_average_price_exact' | 'tail_yen_exact' | 'bid_to_cover'
>;

function printedPrices(result: CompetitiveResult): PrintedPrices {
  const { accepted, lowestTicks, tickLots } = result;
  if (accepted === 0) {
    return {
      lowest_accepted_price: null,
      prorata_pct_at_lowest: null,
      weighted_average_price_exact: null,
      tail_yen_exact: null,
      bid_to_cover: null,
    };
  }
  const points = BigInt(accepted) * BigInt(TICKS_PER_POINT);
  const tailTickLots = BigInt(tickLots) - BigInt(lowestTicks) * BigInt(accepted);
  return {
    lowest_accepted_price: truncatedDecimal(BigInt(lowestTicks), BigInt(TICKS_PER_POINT), 3),
    prorata_pct_at_lowest: truncatedDecimal(BigInt(result.leftAtLowest) * 100n, BigInt(result.bidsAtLowest), 4),
    weighted_average_price_exact: truncatedDecimal(BigInt(tickLots), points, 8),
    tail_yen_exact: truncatedDecimal(tailTickLots, points, 8),
    bid_to_cover: truncatedDecimal(BigInt(result.bidTotal), BigInt(accepted), 4),
  };
}

/** numerator ÷ denominator, both non-negative, cut after `digits` decimals. */
function truncatedDecimal(numerator: bigint, denominator: bigint, digits: number): string {
  const scaled = ((numerator * BigInt(`1${'0'.repeat(digits)}`)) / denominator).toString().padStart(digits + 1, '0');
  return `${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
}
