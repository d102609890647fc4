/**
 * Every auction format once more, as slowly and plainly as can be: each bid on its own against all others, exact fractions,
 * no ladder. Agrees with `src/market` field by field or one of the two is wrong.
 *
 * A mutation plants one of the mistakes that are easily made; tests show that each would be noticed.
 */
import type { AuctionCase, AuctionInputs } from '../../../src/market/auctions/auction-formats.ts';

export const MUTATIONS = [
  'round the other way',
  'first come, first served at the stop',
  'rank from the other end',
  'cut in order of input',
  'cut after ranking',
  'pay the highest bid of a group',
  'forget the reserve',
  'forget what is set aside',
] as const;
export type Mutation = (typeof MUTATIONS)[number] | undefined;

interface ModelBid {
  readonly id: string;
  readonly value: bigint;
  readonly amount: bigint;
}

interface Rule {
  readonly best: 'highest' | 'lowest';
  readonly rounds: 'down' | 'up' | 'treasury' | 'all';
}

interface ModelAllotment {
  readonly awards: readonly bigint[];
  readonly accepted: bigint;
  readonly stop: bigint | undefined;
  readonly left: bigint;
  readonly there: bigint;
  readonly total: bigint;
  readonly short: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const floor = (over: bigint, under: bigint): bigint => (over - (((over % under) + under) % under)) / under;
const ceil = (over: bigint, under: bigint): bigint => -floor(-over, under);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** `99.1` → 99100n. */
export function thousandths(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
  return text.startsWith('-') ? -size : size;
}

/** Cut toward zero. */
function decimal(over: bigint, under: bigint, digits: number): string {
  const size = ((over < 0n ? -over : over) * 10n ** BigInt(digits)) / under;
  const text = String(size).padStart(digits + 1, '0');
  return `${over < 0n && size > 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
const unit = (milli: bigint): string => decimal(milli, 1000n, 3);

function share(rounds: Rule['rounds'], { amount }: ModelBid, left: bigint, there: bigint): bigint {
  if (left >= there || rounds === 'all') return amount;
  if (rounds === 'treasury') return ceil(amount * ceil(left * 10_000n, there), 10_000n);
  return rounds === 'up' ? ceil(amount * left, there) : floor(amount * left, there);
}

function allot(bids: readonly ModelBid[], target: bigint, { best, rounds }: Rule, mutation: Mutation): ModelAllotment {
  const isHighest = (best === 'highest') !== (mutation === 'rank from the other end');
  const beats = (a: ModelBid, b: ModelBid): boolean => (isHighest ? a.value > b.value : a.value < b.value);
  const amounts = (of: readonly ModelBid[]): bigint => sum(of.map(({ amount }) => amount));
  let [stop, stopLeft, stopThere]: [bigint | undefined, bigint, bigint] = [undefined, 0n, 0n];
  const turned = mutation === 'round the other way' ? (rounds === 'down' ? 'up' : 'down') : rounds;
  const awards = bids.map((bid, index) => {
    const left = target - amounts(bids.filter((other) => beats(other, bid)));
    const equals = bids.filter(({ value }) => value === bid.value);
    const there = amounts(equals);
    if (left <= 0n || there === 0n) return 0n;
    if (stop === undefined || (isHighest ? bid.value < stop : bid.value > stop)) {
      [stop, stopLeft, stopThere] = [bid.value, least(left, there), there];
    }
    if (mutation !== 'first come, first served at the stop' || left >= there) return share(turned, bid, left, there);
    const earlier = amounts(bids.slice(0, index).filter(({ value }) => value === bid.value));
    return least(bid.amount, left > earlier ? left - earlier : 0n);
  });
  const total = amounts(bids);
  const accepted = sum(awards);
  return {
    awards,
    accepted,
    stop,
    left: stopLeft,
    there: stopThere,
    total,
    short: target > total ? target - total : 0n,
  };
}

/** Result of a case as `spillover auction` prints it; fields that say nothing are absent. */
export function modelResult({ type, input }: AuctionCase, mutation?: Mutation): Record<string, unknown> {
  switch (type) {
    case 'jgb_price_conventional':
      return conventional(input, mutation);
    case 'jgb_yield_dutch':
      return dutch(input, mutation);
    case 'jgb_lea':
      return liquidity(input, mutation);
    case 'mof_buyback':
      return buyback(input, mutation);
    case 'boj_purchase':
      return bojPurchase(input, mutation);
    case 'boe_reverse':
      return boeReverse(input, mutation);
    case 'ust_single_price':
      return ust(input, mutation);
    case 'dmo_multiple_price':
      return gilt(input, mutation);
    case 'ktb_differential':
      return ktb(input, mutation);
    case 'jgb_nonprice_2':
      return { price: input.average_price, ...option(input.bids, BigInt(input.limit_pct ?? 10)) };
    case 'dmo_paof': {
      const most = floor(BigInt(input.offering) * BigInt(input.limit_pct ?? 25), 100n);
      const taken = option(input.bids, BigInt(input.limit_pct ?? 25));
      return { price: input.average_price, paof_max: Number(most), ...taken, unused: Number(most) - taken.accepted };
    }
    case 'boj_fixed_rate': {
      const bought = (issue: string): number =>
        input.offers.reduce((total, offer) => (offer.issue === issue ? total + offer.amount : total), 0);
      const issues = Object.keys(input.bench);
      return {
        awards: Object.fromEntries(input.offers.map(({ id, amount }) => [id, amount])),
        accepted: issues.reduce((total, issue) => total + bought(issue), 0),
        by_issue: Object.fromEntries(issues.map((issue) => [issue, bought(issue)])),
        fixed_yield: Object.fromEntries(issues.map((issue) => [issue, added(input.bench, input.spread[issue], issue)])),
      };
    }
  }
}

const added = (table: Readonly<Record<string, string>>, spread: string | undefined, issue: string): string =>
  unit(thousandths(table[issue] as string) + thousandths(spread as string));

type Input<F extends keyof AuctionInputs> = AuctionInputs[F];
type Printed = Record<string, unknown>;

const valued = <B extends { id: string; amount: number }>(bids: readonly B[], read: (bid: B) => string): ModelBid[] =>
  bids.map((bid) => ({ id: bid.id, value: thousandths(read(bid)), amount: BigInt(bid.amount) }));

const named = (bids: readonly { id: string }[], awards: readonly bigint[]): Record<string, number> =>
  Object.fromEntries(bids.map(({ id }, index) => [id, Number(awards[index])]));

const winners = (
  bids: readonly ModelBid[],
  awards: readonly bigint[],
  textOf: (index: number) => string,
): Record<string, string> =>
  Object.fromEntries(bids.flatMap(({ id }, index) => ((awards[index] as bigint) > 0n ? [[id, textOf(index)]] : [])));

const said = (short: bigint): Printed => (short > 0n ? { undersubscribed_by: Number(short) } : {});

const weighted = (bids: readonly ModelBid[], awards: readonly bigint[]): bigint =>
  sum(bids.map(({ value }, index) => value * (awards[index] as bigint)));

/** Null where nothing is accepted. */
const known = ({ accepted }: ModelAllotment, text: () => string): string | null => (accepted > 0n ? text() : null);

function conventional({ offering, npi, nc, bids }: Input<'jgb_price_conventional'>, mutation: Mutation): Printed {
  const own = valued(bids, ({ price }) => price);
  const target = BigInt(mutation === 'forget what is set aside' ? offering : offering - npi - nc);
  const result = allot(own, target, { best: 'highest', rounds: 'down' }, mutation);
  const [total, points] = [weighted(own, result.awards), result.accepted * 1000n];
  return {
    competitive_target: Number(target),
    lowest_accepted_price: known(result, () => unit(result.stop as bigint)),
    prorata_pct_at_lowest: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(bids, result.awards),
    competitive_accepted: Number(result.accepted),
    weighted_average_price_exact: known(result, () => decimal(total, points, 8)),
    tail_yen_exact: known(result, () => decimal(total - (result.stop as bigint) * result.accepted, points, 8)),
    bid_to_cover: known(result, () => decimal(result.total, result.accepted, 4)),
    undersubscribed_by: Number(result.short),
  };
}

function dutch({ offering, bids }: Input<'jgb_yield_dutch'>, mutation: Mutation): Printed {
  const own = valued(bids, (bid) => bid.yield);
  const result = allot(own, BigInt(offering), { best: 'lowest', rounds: 'down' }, mutation);
  return {
    highest_accepted_yield: known(result, () => unit(result.stop as bigint)),
    prorata_pct_at_highest: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(bids, result.awards),
    accepted: Number(result.accepted),
    bid_to_cover: known(result, () => decimal(result.total, result.accepted, 4)),
    undersubscribed_by: Number(result.short),
  };
}

function liquidity({ offering, ref, bids }: Input<'jgb_lea'>, mutation: Mutation): Printed {
  const own = valued(bids, ({ spread }) => spread);
  const result = allot(own, BigInt(offering), { best: 'lowest', rounds: 'down' }, mutation);
  const yieldOf = (index: number): string => added(ref, bids[index]?.spread, bids[index]?.issue as string);
  return {
    max_accepted_spread: known(result, () => unit(result.stop as bigint)),
    prorata_pct_at_max: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(bids, result.awards),
    accepted: Number(result.accepted),
    avg_spread_exact: known(result, () => decimal(weighted(own, result.awards), result.accepted * 1000n, 8)),
    win_yield: winners(own, result.awards, yieldOf),
    bid_to_cover: known(result, () => decimal(result.total, result.accepted, 4)),
    ...said(result.short),
  };
}

function buyback({ amount, offers }: Input<'mof_buyback'>, mutation: Mutation): Printed {
  const own = valued(offers, ({ spread }) => spread);
  const result = allot(own, BigInt(amount), { best: 'lowest', rounds: 'down' }, mutation);
  return {
    max_price_spread: known(result, () => unit(result.stop as bigint)),
    prorata_pct: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(offers, result.awards),
    accepted: Number(result.accepted),
    avg_spread_exact: known(result, () => decimal(weighted(own, result.awards), result.accepted * 1000n, 8)),
    bid_to_cover: known(result, () => decimal(result.total, result.accepted, 4)),
    ...said(result.short),
  };
}

function bojPurchase({ amount, bench, offers }: Input<'boj_purchase'>, mutation: Mutation): Printed {
  const own = valued(offers, ({ spread }) => spread);
  const result = allot(own, BigInt(amount), { best: 'highest', rounds: 'up' }, mutation);
  const yieldOf = (index: number): string => added(bench, offers[index]?.spread, offers[index]?.issue as string);
  return {
    prorata_spread: known(result, () => unit(result.stop as bigint)),
    prorata_pct: known(result, () => decimal(result.left * 100n, result.there, 1)),
    awards: named(offers, result.awards),
    accepted: Number(result.accepted),
    avg_spread_exact: known(result, () => decimal(weighted(own, result.awards), result.accepted * 1000n, 8)),
    bid_to_cover: known(result, () => decimal(result.total, result.accepted, 4)),
    win_yield: winners(own, result.awards, yieldOf),
    ...said(result.short),
  };
}

function boeReverse(input: Input<'boe_reverse'>, mutation: Mutation): Printed {
  const { amount, reserve_spread, market, offers } = input;
  const all = valued(offers, ({ spread }) => spread);
  const isRefused = ({ value }: ModelBid): boolean =>
    value < thousandths(reserve_spread) && mutation !== 'forget the reserve';
  const own = all.map((offer) => (isRefused(offer) ? { ...offer, amount: 0n } : offer));
  const result = allot(own, BigInt(amount), { best: 'highest', rounds: 'down' }, mutation);
  const yieldOf = (index: number): string => added(market, offers[index]?.spread, offers[index]?.issue as string);
  const refused = all.filter(isRefused);
  return {
    lowest_accepted_spread: known(result, () => unit(result.stop as bigint)),
    prorata_pct: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(offers, result.awards),
    accepted: Number(result.accepted),
    refused_by_reserve: Object.fromEntries(refused.map(({ id, amount: whole }) => [id, Number(whole)])),
    refused: Number(sum(refused.map(({ amount: whole }) => whole))),
    avg_spread_exact: known(result, () => decimal(weighted(own, result.awards), result.accepted * 1000n, 8)),
    bid_to_cover: known(result, () => decimal(sum(all.map(({ amount: whole }) => whole)), result.accepted, 4)),
    win_yield: winners(own, result.awards, yieldOf),
    ...said(result.short),
  };
}

/** What a bidder's better bids, and equal ones before it, leave of its limit. */
function kept({ offering, net_long = {}, bids }: Input<'ust_single_price'>, index: number, mutation: Mutation): bigint {
  const bid = bids[index] as (typeof bids)[number];
  const limit = floor(BigInt(offering) * 35n, 100n) - BigInt(net_long[bid.bidder] ?? 0);
  const inInput = mutation === 'cut in order of input';
  const before = bids.filter((other, at) => {
    const better = thousandths(other.yield) < thousandths(bid.yield);
    const equal = thousandths(other.yield) === thousandths(bid.yield);
    return other.bidder === bid.bidder && (inInput ? at < index : better || (equal && at < index));
  });
  const room = limit - sum(before.map(({ amount }) => BigInt(amount)));
  return room <= 0n ? 0n : least(room, BigInt(bid.amount));
}

function ust(input: Input<'ust_single_price'>, mutation: Mutation): Printed {
  const { offering, noncomp, wi, bids } = input;
  const whole = valued(bids, (bid) => bid.yield);
  const cut = whole.map((bid, index) => ({ ...bid, amount: kept(input, index, mutation) }));
  const target = BigInt(mutation === 'forget what is set aside' ? offering : offering - noncomp);
  const late = mutation === 'cut after ranking';
  const ranked = allot(late ? whole : cut, target, { best: 'lowest', rounds: 'treasury' }, mutation);
  const awards = late
    ? ranked.awards.map((award, index) => least(award, (cut[index] as ModelBid).amount))
    : ranked.awards;
  const result = { ...ranked, awards, accepted: sum(awards) };
  const byClass = (name: string): bigint => sum(awards.filter((_, index) => bids[index]?.class === name));
  const pct = (name: string): string => decimal(byClass(name) * 100n, result.accepted, 2);
  const classes = ['direct', 'indirect', 'primary'];
  const tendered = sum(whole.map(({ amount }) => amount)) + BigInt(noncomp);
  const isCut = ({ amount, value }: ModelBid, index: number): boolean =>
    result.stop !== undefined && value <= result.stop && amount < (whole[index] as ModelBid).amount;
  return {
    high_yield: known(result, () => unit(result.stop as bigint)),
    alloc_pct_at_high: known(result, () => decimal(ceil(result.left * 10_000n, result.there), 100n, 2)),
    awards: named(bids, awards),
    competitive_awarded: Number(result.accepted),
    total_awarded: Number(result.accepted) + noncomp,
    by_class: Object.fromEntries(classes.map((name) => [name, Number(byClass(name))])),
    class_pct: result.accepted > 0n ? Object.fromEntries(classes.map((name) => [name, pct(name)])) : null,
    bid_to_cover: known(result, () => decimal(tendered, result.accepted + BigInt(noncomp), 4)),
    tail_bp: wi === undefined ? null : known(result, () => decimal((result.stop as bigint) - thousandths(wi), 10n, 1)),
    cap_35pct_binds: cut.some(isCut),
    ...said(result.short),
  };
}

function gilt({ offering, gemm_nc, other_nc, bids }: Input<'dmo_multiple_price'>, mutation: Mutation): Printed {
  const own = valued(bids, ({ price }) => price);
  const target = BigInt(mutation === 'forget what is set aside' ? offering : offering - gemm_nc - other_nc);
  const result = allot(own, target, { best: 'highest', rounds: 'down' }, mutation);
  const [total, points] = [weighted(own, result.awards), result.accepted * 1000n];
  const won = own.filter((_, index) => (result.awards[index] as bigint) > 0n).map(({ value }) => value);
  return {
    competitive_target: Number(target),
    lowest_accepted_price: known(result, () => unit(result.stop as bigint)),
    highest_accepted_price: known(result, () => unit(won.reduce((a, b) => (a > b ? a : b)))),
    prorata_pct_at_lowest: known(result, () => decimal(result.left * 100n, result.there, 4)),
    awards: named(bids, result.awards),
    competitive_accepted: Number(result.accepted),
    average_accepted_price_3dp: known(result, () => unit(floor(2n * total + result.accepted, 2n * result.accepted))),
    average_exact: known(result, () => decimal(total, points, 8)),
    cover: decimal(result.total + BigInt(gemm_nc) + BigInt(other_nc), BigInt(offering), 4),
    paof_max: Number(floor(BigInt(offering), 4n)),
    ...said(result.short),
  };
}

function ktb({ offering, band_bp, partial, bids }: Input<'ktb_differential'>, mutation: Mutation): Printed {
  const own = valued(bids, (bid) => bid.yield);
  const result = allot(own, BigInt(offering), { best: 'lowest', rounds: partial ? 'down' : 'all' }, mutation);
  const band = BigInt(band_bp) * 10n;
  // From the stop-out down, one group after another, until the bid is in it.
  const groupOf = (value: bigint): bigint => {
    let top = result.stop ?? value;
    while (value <= top - band) top -= band;
    if (mutation !== 'pay the highest bid of a group') return top;
    const within = own.filter((bid) => bid.value <= top && bid.value > top - band);
    return within.map((bid) => bid.value).reduce((a, b) => (a > b ? a : b), value);
  };
  const paid = own.map(({ value }, index) => ((result.awards[index] as bigint) > 0n ? groupOf(value) : 0n));
  const total = sum(paid.map((price, index) => price * (result.awards[index] as bigint)));
  return {
    highest_accepted_yield: known(result, () => unit(result.stop as bigint)),
    awards: named(bids, result.awards),
    win_yield: winners(own, result.awards, (index) => unit(paid[index] as bigint)),
    accepted: Number(result.accepted),
    avg_win_yield_exact: known(result, () => decimal(total, result.accepted * 1000n, 8)),
    bid_to_cover: decimal(result.total, BigInt(offering), 4),
    partial_pct: known(result, () => decimal((partial ? result.left : result.there) * 100n, result.there, 2)),
    ...said(result.short),
  };
}

function option(bids: readonly { id: string; won: number; amount: number }[], pct: bigint) {
  const limits = bids.map(({ won }) => floor(BigInt(won) * pct, 100n));
  const awards = bids.map(({ amount }, index) => least(BigInt(amount), limits[index] as bigint));
  return { limits: named(bids, limits), awards: named(bids, awards), accepted: Number(sum(awards)) };
}
