/** Who gets what, and why, in words for a class. Reads a case and its result; decides nothing. */

import { knownMilli, ratioText } from '../../market/auctions/auction-decimals.ts';
import type { AuctionCase, AuctionPrinted } from '../../market/auctions/auction-formats.ts';
import { NON_PRICE_2_PCT, PAOF_PCT } from '../../market/auctions/auction-option.ts';
import type { Awards } from '../../market/auctions/auction-printing.ts';
import { cutToLimit, type UstCase, ustAuctionOf } from '../../market/auctions/auction-ust.ts';
import { left, right, textTable } from '../text-table.ts';
import { FORMAT_WORDS, type Ranking } from './auction-words.ts';
import { countText, plural } from './number-text.ts';

interface Row {
  readonly id: string;
  readonly amount: number;
  readonly price?: string;
  readonly yield?: string;
  readonly spread?: string;
  readonly issue?: string;
  readonly won?: number;
}

export function explainAuction(auction: AuctionCase, result: AuctionPrinted): string[] {
  const { title, step, ranking } = FORMAT_WORDS[auction.type];
  const head = [`${auction.id}: ${title}. Amounts in ${step}.`, ...setAsides(auction)];
  if (ranking !== undefined) return [...head, ...explainRanked({ auction, result, ranking })];
  return [
    ...head,
    ...(auction.type === 'boj_fixed_rate' ? explainFixed(auction.input, result) : explainOption(auction, result)),
  ];
}

const rowsOf = (auction: AuctionCase): readonly Row[] =>
  'bids' in auction.input ? (auction.input.bids as readonly Row[]) : (auction.input.offers as readonly Row[]);

function setAsides({ type, input }: AuctionCase): string[] {
  switch (type) {
    case 'jgb_price_conventional':
      return aside(input.offering, [
        [input.npi, 'Non-Price-Competitive Auction I'],
        [input.nc, 'small non-competitive bids'],
      ]);
    case 'ust_single_price':
      return aside(input.offering, [[input.noncomp, 'non-competitive bids']]);
    case 'dmo_multiple_price':
      return aside(input.offering, [
        [input.gemm_nc, 'the non-competitive share of the market makers'],
        [input.other_nc, 'other non-competitive bids'],
      ]);
    case 'boe_reverse':
      return [
        `Wanted: ${countText(input.amount)}. Offers below the reserve spread of ${input.reserve_spread} are refused; sellers do not know it.`,
      ];
    case 'mof_buyback':
    case 'boj_purchase':
      return [`Wanted: ${countText(input.amount)}.`];
    case 'boj_fixed_rate':
      return ['Every offer is bought, without limit.'];
    default:
      return 'offering' in input ? [`Offered: ${countText(input.offering)}.`] : [];
  }
}

function aside(offering: number, parts: readonly (readonly [number, string])[]): string[] {
  const taken = parts.filter(([amount]) => amount > 0);
  const rest = offering - taken.reduce((sum, [amount]) => sum + amount, 0);
  if (taken.length === 0) return [`Offered: ${countText(offering)}.`];
  const list = taken.map(([amount, who]) => `${countText(amount)} for ${who}`).join(' and ');
  return [`Offered: ${countText(offering)}. Set aside: ${list}; ${countText(rest)} left for competitive bids.`];
}

/** What competitive bids can get. */
function targetOf({ input }: AuctionCase): number {
  const {
    offering,
    amount,
    npi = 0,
    nc = 0,
    noncomp = 0,
    gemm_nc = 0,
    other_nc = 0,
  } = input as unknown as Record<string, number>;
  return (offering ?? amount ?? 0) - npi - nc - noncomp - gemm_nc - other_nc;
}

interface Ranked {
  readonly auction: AuctionCase;
  readonly result: AuctionPrinted;
  readonly ranking: Ranking;
}

function explainRanked({ auction, result, ranking }: Ranked): string[] {
  const { by, best, stop } = ranking;
  const rows = rowsOf(auction);
  const bid = 'offers' in auction.input ? 'offer' : 'bid';
  const sign = best === 'highest' ? -1 : 1;
  const order = rows
    .map((row, index) => ({ row, index, rank: sign * knownMilli(row[by]) }))
    .sort((a, b) => a.rank - b.rank);
  const why = new Reasons({ auction, result, ranking });
  const awards = result.awards as Awards;
  const cells = order.map(({ row, index }) => [
    row.id,
    row[by] as string,
    countText(row.amount),
    countText(awards[row.id] as number),
    why.of(row, index),
  ]);
  const total = rows.reduce((sum, { amount }) => sum + amount, 0);
  const stopped = result[stop] === null ? 'Nothing is accepted.' : `The ${bid}s stop at ${result[stop]}.`;
  return [
    `${plural(rows.length, bid)}, ${countText(total)} together, the ${best} ${by} first. ${stopped}`,
    ...textTable([left(bid), right(by), right('asks'), right('gets'), left('why')], cells),
    ...closing(auction, result),
  ];
}

/** Why one bid gets what it gets. */
class Reasons {
  private readonly result: AuctionPrinted;
  private readonly ranking: Ranking;
  /** Bids after the 35 % rule; the same where there is none. */
  private readonly kept: readonly number[];
  private readonly stopMilli: number | undefined;
  private readonly leftAtStop: number;
  private readonly bidsAtStop: number;

  constructor({ auction, result, ranking }: Ranked) {
    this.result = result;
    this.ranking = ranking;
    const rows = rowsOf(auction);
    this.kept = auction.type === 'ust_single_price' ? cutAmounts(auction.input) : rows.map(({ amount }) => amount);
    const stop = result[ranking.stop] as string | null;
    this.stopMilli = stop === null ? undefined : knownMilli(stop);
    const awards = result.awards as Awards;
    let [better, equal] = [0, 0];
    for (const [index, row] of rows.entries()) {
      const ahead = this.ahead(row);
      if (ahead > 0) better += awards[row.id] as number;
      else if (ahead === 0) equal += this.kept[index] as number;
    }
    this.leftAtStop = Math.min(equal, targetOf(auction) - better);
    this.bidsAtStop = equal;
  }

  of(row: Row, index: number): string {
    const refused = this.result.refused_by_reserve as Awards | undefined;
    if (refused !== undefined && Object.hasOwn(refused, row.id)) return 'below the reserve: refused';
    if (this.stopMilli === undefined) return 'nothing is accepted';
    const kept = this.kept[index] as number;
    if (kept === 0) return 'cut to nothing by the 35 % rule';
    const cut = kept < row.amount ? `cut to ${countText(kept)} by the 35 % rule; ` : '';
    return cut + this.rank(row, kept);
  }

  private rank(row: Row, kept: number): string {
    const ahead = this.ahead(row);
    if (ahead < 0) return 'worse than the stop';
    const { share, rounding, pays } = this.ranking;
    const winning = (this.result.win_yield as Readonly<Record<string, string>> | undefined)?.[row.id];
    const paid = `at ${pays}${winning === undefined ? '' : `: ${winning}`}`;
    if (ahead > 0) return `better than the stop: in full, ${paid}`;
    const pct = this.result[share] as string;
    if (Number(pct) === 100) return `at the stop, all accepted: in full, ${paid}`;
    const room = `at the stop, ${countText(this.leftAtStop)} left for ${countText(this.bidsAtStop)}`;
    return `${room}: ${this.part(kept, pct)} of ${countText(kept)}, ${rounding}, ${paid}`;
  }

  /** The exact share; the Treasury's is that of a percentage rounded up first. */
  private part(kept: number, pct: string): string {
    if (this.ranking.roundsPercentage !== true)
      return ratioText(BigInt(kept) * BigInt(this.leftAtStop), this.bidsAtStop, 2);
    return `${pct} % (rounded up), ${ratioText(BigInt(kept) * BigInt(pct.replace('.', '')), 10_000, 2)}`;
  }

  /** How much better than the stop; 0 at it. */
  private ahead(row: Row): number {
    const { by, best } = this.ranking;
    return this.stopMilli === undefined ? -1 : (best === 'highest' ? 1 : -1) * (knownMilli(row[by]) - this.stopMilli);
  }
}

function cutAmounts(input: UstCase): number[] {
  const { bids, offered, netLong } = ustAuctionOf(input);
  return cutToLimit(bids, offered, netLong).map(({ quantity }) => quantity);
}

function closing(auction: AuctionCase, result: AuctionPrinted): string[] {
  const accepted = (result.accepted ?? result.competitive_accepted ?? result.competitive_awarded) as number;
  const cover = (result.bid_to_cover ?? result.cover ?? null) as string | null;
  const short = (result.undersubscribed_by as number | undefined) ?? 0;
  const target = targetOf(auction);
  const isOperation = 'offers' in auction.input;
  return [
    `Accepted: ${countText(accepted)} of ${countText(target)}.${cover === null ? '' : ` Cover: ${cover}.`}`,
    ...(short > 0 ? [`${countText(short)} ${isOperation ? 'could not be bought' : 'found no bidder'}.`] : []),
    ...(short === 0 && accepted < target ? [`${countText(target - accepted)} left over by rounding down.`] : []),
    ...(accepted > target ? [`${countText(accepted - target)} more than was aimed at: ${overshoot(auction)}.`] : []),
  ];
}

const overshoot = ({ type }: AuctionCase): string =>
  type === 'ktb_differential' ? 'all bids at the stop are accepted' : 'shares at the stop are rounded up';

type FixedCase = (AuctionCase & { readonly type: 'boj_fixed_rate' })['input'];

function explainFixed({ offers }: FixedCase, result: AuctionPrinted): string[] {
  const yields = result.fixed_yield as Readonly<Record<string, string>>;
  const cells = offers.map(({ id, issue, amount }) => [
    id,
    issue,
    countText(amount),
    countText(amount),
    yields[issue] as string,
  ]);
  return [
    ...textTable([left('offer'), left('issue'), right('asks'), right('gets'), right('yield')], cells),
    `Bought: ${countText(result.accepted as number)}.`,
  ];
}

type OptionCase = AuctionCase & { readonly type: 'jgb_nonprice_2' | 'dmo_paof' };

function explainOption(auction: AuctionCase, result: AuctionPrinted): string[] {
  const { type, input } = auction as OptionCase;
  const pct = input.limit_pct ?? (type === 'dmo_paof' ? PAOF_PCT : NON_PRICE_2_PCT);
  const limits = result.limits as Awards;
  const awards = result.awards as Awards;
  const cells = input.bids.map(({ id, won, amount }) => {
    const award = awards[id] as number;
    const why = award < amount ? `no more than ${pct} % of what it won, rounded down` : 'in full, within its limit';
    return [id, countText(won), countText(limits[id] as number), countText(amount), countText(award), why];
  });
  return [
    `Every winner may take ${pct} % of what it won, at the average price of ${result.price}.`,
    ...textTable([left('bid'), right('won'), right('limit'), right('asks'), right('gets'), left('why')], cells),
    `Taken: ${countText(result.accepted as number)}.`,
  ];
}
