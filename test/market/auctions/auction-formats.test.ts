import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AUCTION_FORMATS, type AuctionCase, printAuction } from '../../../src/market/auctions/auction-formats.ts';
import { randomAuction } from './auction-cases.ts';
import { MUTATIONS, modelResult } from './auction-model.ts';
import { AUCTION_SEED, checkProperties, firstDifference } from './auction-properties.ts';

type OracleCase = AuctionCase & { readonly expect: Readonly<Record<string, unknown>> };

const ORACLE: readonly OracleCase[] = JSON.parse(
  readFileSync(new URL('../../oracles/auctions.json', import.meta.url), 'utf8'),
);
const WITHOUT_ORACLE = ['jgb_nonprice_2', 'boj_fixed_rate', 'boe_reverse', 'dmo_paof'];

describe('reference cases', () => {
  test('there are three of every format but those that no issuer shows in full', () => {
    const counts = AUCTION_FORMATS.map((format) => [format, ORACLE.filter(({ type }) => type === format).length]);
    const none = counts.filter(([, count]) => count === 0).map(([format]) => format);
    expect(none.sort()).toEqual([...WITHOUT_ORACLE].sort());
    expect(counts.every(([, count]) => count === 3 || count === 0)).toBe(true);
    expect(ORACLE).toHaveLength(24);
  });

  test.each(ORACLE.map((one) => [one.id, one] as const))('%s is printed field by field as expected', (_id, one) => {
    const printed = printAuction(one);
    for (const [name, value] of Object.entries(one.expect)) expect.soft(printed[name], name).toEqual(value);
    expect(Object.keys(printed).sort()).toEqual(Object.keys(one.expect).sort());
  });

  test.each(ORACLE.map((one) => [one.id, one] as const))('the slow model agrees on %s', (_id, one) => {
    expect(modelResult(one)).toEqual(one.expect);
  });
});

describe('random auctions', () => {
  const COUNT = 5_000;
  /** Two hundred thousand in the deep tier. */
  const COMPARED = 1_500;

  test('fifteen hundred keep every rule and agree with the slow model', () => {
    for (let seed = AUCTION_SEED; seed < AUCTION_SEED + COMPARED; seed += 1) checkProperties(seed);
  });

  test('they meet the cases that matter', () => {
    const seen = { uncovered: 0, capped: 0, refused: 0, overshot: 0, nothing: 0, huge: 0 };
    for (let seed = AUCTION_SEED; seed < AUCTION_SEED + COUNT; seed += 1) {
      const { auction } = randomAuction(seed);
      const result = printAuction(auction);
      if (((result.undersubscribed_by as number | undefined) ?? 0) > 0) seen.uncovered += 1;
      if (result.cap_35pct_binds === true) seen.capped += 1;
      if (((result.refused as number | undefined) ?? 0) > 0) seen.refused += 1;
      if (auction.type === 'boj_purchase' && (result.accepted as number) > auction.input.amount) seen.overshot += 1;
      if ((result.accepted ?? result.competitive_accepted ?? result.competitive_awarded) === 0) seen.nothing += 1;
      if (((result.accepted as number | undefined) ?? 0) > 2 ** 44) seen.huge += 1;
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20);
  });

  test.each(MUTATIONS)('an allotment that would %s is noticed', (mutation) => {
    expect(firstDifference(COUNT)).toBeUndefined();
    expect(firstDifference(COUNT, mutation)).toBeDefined();
  });
});
