/** What must hold of every auction, checked on random ones; the quick tier takes thousands, the deep tier many more. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { type AuctionCase, type AuctionPrinted, printAuction } from '../../../src/market/auctions/auction-formats.ts';
import type { SeededDraws } from '../seeded-draws.ts';
import { type CaseRow, randomAuction, rowsOf, withRows } from './auction-cases.ts';
import { type Mutation, modelResult, thousandths } from './auction-model.ts';

export const AUCTION_SEED = 20_260_120;

/** First seed whose result differs from the model's; undefined where all agree. */
export function firstDifference(count: number, mutation?: Mutation): number | undefined {
  for (let seed = AUCTION_SEED; seed < AUCTION_SEED + count; seed += 1) {
    const { auction } = randomAuction(seed);
    if (!isDeepStrictEqual(printAuction(auction), modelResult(auction, mutation))) return seed;
  }
  return undefined;
}

/** Throws with the seed where something does not hold. */
export function checkProperties(seed: number): void {
  const { auction, draws } = randomAuction(seed);
  const where = `seed ${seed}: ${JSON.stringify(auction)}`;
  const result = printAuction(auction);
  if (!isDeepStrictEqual(result, modelResult(auction))) expect(result, where).toEqual(modelResult(auction));
  checkSums(auction, result, where);
  checkRanks(auction, result, where);
  checkOrder(auction, result, draws, where);
}

const holds = (condition: boolean, what: string, where: string): void => {
  if (!condition) expect.fail(`${what}, ${where}`);
};

const awardsOf = (result: AuctionPrinted): Readonly<Record<string, number>> => result.awards as Record<string, number>;

/** Nobody gets more than it bid for; all together no more than is there, but for what the issuer's rounding adds. */
function checkSums(auction: AuctionCase, result: AuctionPrinted, where: string): void {
  const awards = awardsOf(result);
  const rows = rowsOf(auction);
  const total = rows.reduce((sum, { id }) => sum + BigInt(awards[id] as number), 0n);
  holds(Object.keys(awards).length === rows.length, 'an award for every bid', where);
  for (const { id, amount } of rows)
    holds((awards[id] as number) >= 0 && (awards[id] as number) <= amount, `${id} within its bid`, where);
  const most = mostFor(auction, result);
  if (most !== undefined) holds(total <= most, `${total} awarded, at most ${most}`, where);
}

/** The offering left for bids, and what rounding up may add: one step a bid at the stop, for the Treasury also 0.01 % of each. */
function mostFor(auction: AuctionCase, result: AuctionPrinted): bigint | undefined {
  const { input, type } = auction;
  const {
    offering,
    amount,
    npi = 0,
    nc = 0,
    noncomp = 0,
    gemm_nc = 0,
    other_nc = 0,
  } = input as unknown as Record<string, number>;
  const target = BigInt((offering ?? amount ?? 0) - npi - nc - noncomp - gemm_nc - other_nc);
  switch (type) {
    case 'boj_fixed_rate':
    case 'jgb_nonprice_2':
      return undefined;
    case 'dmo_paof':
      return BigInt(result.paof_max as number);
    case 'ktb_differential':
      return input.partial ? target : undefined;
    case 'boj_purchase':
      return target + BigInt(atStop(auction, result.prorata_spread as string | null).length);
    case 'ust_single_price': {
      const there = atStop(auction, result.high_yield as string | null);
      return target + there.reduce((sum, bid) => sum + 1n + BigInt(bid.amount) / 10_000n + 1n, 0n);
    }
    default:
      return target;
  }
}

const atStop = (auction: AuctionCase, stop: string | null): readonly CaseRow[] =>
  stop === null ? [] : rowsOf(auction).filter((row) => bidValue(row) === thousandths(stop));

const bidValue = ({ price, yield: rate, spread }: CaseRow): bigint => thousandths(price ?? rate ?? spread ?? '0');

const HIGHEST_FIRST = new Set(['jgb_price_conventional', 'dmo_multiple_price', 'boj_purchase', 'boe_reverse']);
const UNRANKED = new Set(['boj_fixed_rate', 'jgb_nonprice_2', 'dmo_paof']);

/** Whoever gets something leaves nobody short who bid better (after the 35 % rule, which is the model's to judge). */
function checkRanks(auction: AuctionCase, result: AuctionPrinted, where: string): void {
  if (UNRANKED.has(auction.type) || auction.type === 'ust_single_price') return;
  const awards = awardsOf(result);
  const sign = HIGHEST_FIRST.has(auction.type) ? 1n : -1n;
  const rows = rowsOf(auction);
  const served = rows.filter(({ id }) => (awards[id] as number) > 0).map((row) => sign * bidValue(row));
  if (served.length === 0) return;
  const worst = served.reduce((a, b) => (a < b ? a : b));
  for (const row of rows) {
    if (sign * bidValue(row) > worst)
      holds(awards[row.id] === row.amount, `${row.id} bid better and is left short`, where);
  }
}

/** Bids in another order: the same result; for the 35 % rule a bidder's equal bids keep theirs. */
function checkOrder(auction: AuctionCase, result: AuctionPrinted, draws: SeededDraws, where: string): void {
  const rows = rowsOf(auction);
  const shuffled = draws.shuffled(rows);
  if (auction.type === 'ust_single_price') {
    const tie = ({ bidder, yield: rate }: CaseRow): string => `${bidder} ${rate}`;
    const queues = new Map<string, CaseRow[]>();
    for (const row of rows) queues.set(tie(row), [...(queues.get(tie(row)) ?? []), row]);
    for (const [place, row] of shuffled.entries()) shuffled[place] = queues.get(tie(row))?.shift() as CaseRow;
  }
  const other = printAuction(withRows(auction, shuffled));
  if (!isDeepStrictEqual(other, result)) expect(other, `bids in another order, ${where}`).toEqual(result);
}
