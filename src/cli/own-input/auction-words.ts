/** The auction formats in words: what they are, who is served first, and how the issuer rounds (`docs/auctions.md`). */
import type { AuctionFormat } from '../../market/auctions/auction-formats.ts';

export interface FormatWords {
  readonly title: string;
  /** What an amount of one is. */
  readonly step: string;
  /** How bids compete; absent where nobody does. */
  readonly ranking?: Ranking;
}

export interface Ranking {
  readonly by: 'price' | 'yield' | 'spread';
  readonly best: 'highest' | 'lowest';
  /** Fields of the result: the worst accepted bid, and its share in percent. */
  readonly stop: string;
  readonly share: string;
  readonly rounding: string;
  /** The percentage at the stop is rounded before awards are. */
  readonly roundsPercentage?: true;
  readonly pays: string;
}

const DOWN = 'rounded down';

export const FORMAT_WORDS: { readonly [F in AuctionFormat]: FormatWords } = {
  jgb_price_conventional: {
    title: 'JGB price-competitive auction, conventional',
    step: '¥100m',
    ranking: {
      by: 'price',
      best: 'highest',
      stop: 'lowest_accepted_price',
      share: 'prorata_pct_at_lowest',
      rounding: DOWN,
      pays: 'its own price',
    },
  },
  jgb_yield_dutch: {
    title: '40-year JGB yield-competitive auction, Dutch',
    step: '¥100m',
    ranking: {
      by: 'yield',
      best: 'lowest',
      stop: 'highest_accepted_yield',
      share: 'prorata_pct_at_highest',
      rounding: DOWN,
      pays: 'the price of the highest accepted yield',
    },
  },
  jgb_lea: {
    title: 'JGB auction for enhanced liquidity',
    step: '¥100m',
    ranking: {
      by: 'spread',
      best: 'lowest',
      stop: 'max_accepted_spread',
      share: 'prorata_pct_at_max',
      rounding: DOWN,
      pays: 'reference plus its own spread',
    },
  },
  jgb_nonprice_2: { title: 'JGB Non-Price-Competitive Auction II', step: '¥100m' },
  mof_buyback: {
    title: 'MoF buy-back',
    step: '¥100m',
    ranking: {
      by: 'spread',
      best: 'lowest',
      stop: 'max_price_spread',
      share: 'prorata_pct',
      rounding: DOWN,
      pays: 'reference plus its own spread',
    },
  },
  boj_purchase: {
    title: 'BOJ outright purchase, competitive',
    step: '¥100m',
    ranking: {
      by: 'spread',
      best: 'highest',
      stop: 'prorata_spread',
      share: 'prorata_pct',
      rounding: 'rounded up',
      pays: 'benchmark plus its own spread',
    },
  },
  boj_fixed_rate: { title: 'BOJ outright purchase at a fixed rate', step: '¥100m' },
  boe_reverse: {
    title: 'Bank of England reverse auction with a reserve',
    step: '£0.1m',
    ranking: {
      by: 'spread',
      best: 'highest',
      stop: 'lowest_accepted_spread',
      share: 'prorata_pct',
      rounding: DOWN,
      pays: 'market yield plus its own spread',
    },
  },
  ust_single_price: {
    title: 'US Treasury single-price auction',
    step: '$100',
    ranking: {
      by: 'yield',
      best: 'lowest',
      stop: 'high_yield',
      share: 'alloc_pct_at_high',
      rounding: 'rounded up',
      roundsPercentage: true,
      pays: 'the price of the high yield',
    },
  },
  dmo_multiple_price: {
    title: 'DMO gilt auction, multiple price',
    step: '£1,000',
    ranking: {
      by: 'price',
      best: 'highest',
      stop: 'lowest_accepted_price',
      share: 'prorata_pct_at_lowest',
      rounding: DOWN,
      pays: 'its own price',
    },
  },
  dmo_paof: { title: 'DMO post-auction option facility', step: '£1,000' },
  ktb_differential: {
    title: 'KTB auction, differential pricing',
    step: '₩1bn',
    ranking: {
      by: 'yield',
      best: 'lowest',
      stop: 'highest_accepted_yield',
      share: 'partial_pct',
      rounding: DOWN,
      pays: 'the top yield of its group',
    },
  },
};
