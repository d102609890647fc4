/** Random auctions of every format from a seed: many ties, cuts, set-asides and uncovered ones among them. */
import { AUCTION_FORMATS, type AuctionCase, type AuctionFormat } from '../../../src/market/auctions/auction-formats.ts';
import { BIDDER_CLASSES } from '../../../src/market/auctions/auction-ust.ts';
import { type SeededDraws, seededDraws } from '../seeded-draws.ts';

const ISSUES = ['30y50', '30y60', '20y150'];

/** Formats take turns, so that a thousand seeds meet each of them evenly. */
export function randomAuction(seed: number): { readonly auction: AuctionCase; readonly draws: SeededDraws } {
  const draws = seededDraws(seed);
  const type = AUCTION_FORMATS[seed % AUCTION_FORMATS.length] as AuctionFormat;
  return { auction: { id: `seed ${seed}`, type, input: inputOf(type, draws) } as AuctionCase, draws };
}

const milli = (value: number): string => (value / 1000).toFixed(3);

function inputOf(type: AuctionFormat, draws: SeededDraws): object {
  const count = draws.pick([0, 1, 2, 3, 5, 9, 14]);
  const width = draws.pick([1, 3, 8, 40]);
  const largest = draws.pick([3, 50, 900, 4_000_000, 2 ** 44]);
  const rows = <R extends object>(row: () => R) =>
    Array.from({ length: count }, (_, index) => ({ id: `b${index}`, ...row(), amount: draws.whole(1, largest) }));
  const prices = () => rows(() => ({ price: milli(97_500 + 5 * draws.whole(0, width)) }));
  const yields = () => rows(() => ({ yield: milli(draws.pick([-10, 3500]) + 5 * draws.whole(0, width)) }));
  const spreads = () => rows(() => ({ issue: draws.pick(ISSUES), spread: milli(draws.whole(-width, width)) }));
  const table = () => Object.fromEntries(ISSUES.map((issue) => [issue, milli(draws.whole(-200, 4000))]));
  const target = (bids: readonly { readonly amount: number }[]): number =>
    Math.max(1, draws.whole(0, Math.ceil(1.2 * bids.reduce((sum, { amount }) => sum + amount, 0))));
  const part = (of: number): number => draws.pick([0, draws.whole(0, Math.floor(of / 2))]);
  switch (type) {
    case 'jgb_price_conventional': {
      const bids = prices();
      const offering = target(bids);
      return { offering, npi: part(offering), nc: part(offering), bids };
    }
    case 'dmo_multiple_price': {
      const bids = prices();
      const offering = target(bids);
      return { offering, gemm_nc: part(offering), other_nc: part(offering), bids };
    }
    case 'jgb_yield_dutch': {
      const bids = yields();
      return { offering: target(bids), bids };
    }
    case 'ktb_differential': {
      const bids = yields();
      return { offering: target(bids), band_bp: draws.whole(1, 5), partial: draws.pick([true, true, false]), bids };
    }
    case 'ust_single_price':
      return ustInput({ draws, yields, target, part });
    case 'jgb_lea': {
      const bids = spreads();
      return { offering: target(bids), ref: table(), bids };
    }
    case 'mof_buyback': {
      const offers = spreads();
      return { amount: target(offers), offers };
    }
    case 'boj_purchase': {
      const offers = spreads();
      return { amount: target(offers), bench: table(), offers };
    }
    case 'boe_reverse': {
      const offers = spreads();
      return { amount: target(offers), reserve_spread: milli(draws.whole(-width, width)), market: table(), offers };
    }
    case 'boj_fixed_rate':
      return { bench: table(), spread: table(), offers: rows(() => ({ issue: draws.pick(ISSUES) })) };
    case 'jgb_nonprice_2':
      return {
        average_price: '99.315',
        ...draws.pick([{}, { limit_pct: 15 }]),
        bids: rows(() => ({ won: draws.whole(0, largest) })),
      };
    case 'dmo_paof': {
      const bids = rows(() => ({ won: draws.whole(0, largest) }));
      return { offering: bids.reduce((sum, { won }) => sum + won, 1), average_price: '98.495', bids };
    }
  }
}

interface UstDraws {
  readonly draws: SeededDraws;
  readonly yields: () => readonly { readonly id: string; readonly yield: string; readonly amount: number }[];
  readonly target: (bids: readonly { readonly amount: number }[]) => number;
  readonly part: (of: number) => number;
}

function ustInput({ draws, yields, target, part }: UstDraws): object {
  const bids = yields().map(({ id, ...bid }) => {
    const kind = draws.pick(BIDDER_CLASSES);
    return { id, bidder: `${kind}-${draws.whole(1, 2)}`, class: kind, ...bid };
  });
  const offering = target(bids);
  const wi = draws.pick([{}, { wi: milli(draws.whole(3490, 3600)) }]);
  const long = bids
    .slice(0, draws.pick([0, 0, 1, 2]))
    .map(({ bidder }) => [bidder, draws.whole(0, Math.floor(offering / 3))]);
  return {
    offering,
    noncomp: part(offering),
    ...wi,
    ...(long.length > 0 ? { net_long: Object.fromEntries(long) } : {}),
    bids,
  };
}

/** The bids or offers of any format. */
export interface CaseRow {
  readonly id: string;
  readonly amount: number;
  readonly price?: string;
  readonly yield?: string;
  readonly spread?: string;
  readonly bidder?: string;
}

export const listOf = ({ input }: AuctionCase): 'bids' | 'offers' => ('bids' in input ? 'bids' : 'offers');
export const rowsOf = (auction: AuctionCase): readonly CaseRow[] =>
  (auction.input as unknown as Record<string, readonly CaseRow[]>)[listOf(auction)] as readonly CaseRow[];

export const withRows = (auction: AuctionCase, rows: readonly CaseRow[]): AuctionCase =>
  ({ ...auction, input: { ...auction.input, [listOf(auction)]: rows } }) as AuctionCase;
