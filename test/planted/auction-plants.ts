/** What a reviewer would break in auctions and operations: rounding, ranking, and what is printed. */
import type { KnownPlant } from './known-plant.ts';

const CASES = 'test/market/auctions/auction-formats.test.ts';
const BY_HAND = 'test/market/auctions/auction-hand-cases.test.ts';

/** Another name for the opposite rounding: the only change is which way the issuer rounds. */
const roundedUp = (issuer: string, file: string, says: string, tail = ' }'): KnownPlant => ({
  bug: `${issuer} rounds awards at the stop up`,
  file,
  text: `prorataFloor${tail} from './auction.ts'`,
  becomes: `prorataCeil as prorataFloor${tail} from './auction.ts'`,
  tests: [CASES],
  says,
});

export const AUCTION_PLANTS: readonly KnownPlant[] = [
  {
    bug: 'at the stop the order of bids decides: the first are filled whole',
    file: 'src/market/auctions/auction.ts',
    text: 'amount : share(amount, leftAtStop, bidsAtStop);',
    becomes: `amount : Math.max(0, Math.min(amount, leftAtStop - bids.amounts
      .slice(0, index).reduce((sum, each, at) => (bids.scores[at] === score ? sum + each : sum), 0)));`,
    tests: ['test/market/auctions/auction-jgb-conventional.test.ts'],
    says: 'do not depend on the order in which bids came',
  },
  roundedUp('the ministry (price auction)', 'src/market/auctions/auction-jgb-case.ts', 'worked-jgb'),
  roundedUp(
    'the ministry (Dutch auction)',
    'src/market/auctions/auction-jgb-dutch.ts',
    'dutch',
    ', type YieldBid, yieldRanked }',
  ),
  roundedUp(
    'the ministry (liquidity enhancement)',
    'src/market/auctions/auction-jgb-liquidity.ts',
    'lea',
    ', type SpreadBid }',
  ),
  roundedUp('the ministry (buy-back)', 'src/market/auctions/operation-mof-buyback.ts', 'buyback', ', type SpreadBid }'),
  roundedUp('the Bank of England', 'src/market/auctions/operation-boe-reverse.ts', 'boe', ', type SpreadBid }'),
  roundedUp('the Debt Management Office', 'src/market/auctions/auction-gilt.ts', 'dmo'),
  roundedUp('Korea', 'src/market/auctions/auction-ktb.ts', 'ktb', ', type YieldBid, yieldRanked }'),
  {
    ...roundedUp('the ministry (in the engine’s integers)', 'src/market/auctions/auction-jgb-conventional.ts', 'model'),
    tests: ['test/market/auctions/auction-jgb-conventional.test.ts'],
  },
  {
    bug: 'the Bank of Japan rounds awards at the stop down',
    file: 'src/market/auctions/operation-boj-purchase.ts',
    text: "prorataCeil, type SpreadBid } from './auction.ts'",
    becomes: "prorataFloor as prorataCeil, type SpreadBid } from './auction.ts'",
    tests: [BY_HAND],
    says: 'the BOJ rounds every share up and buys one too many',
  },
  {
    bug: 'the Treasury rounds its percentage down',
    file: 'src/market/auctions/auction-ust.ts',
    text: 'prorataCeil(amount, prorataCeil(WHOLE, left, total), WHOLE),',
    becomes: 'prorataCeil(amount, floorOfProduct(WHOLE, left, total), WHOLE),',
    tests: [BY_HAND],
    says: 'the Treasury rounds the percentage up, then every award',
  },
  {
    bug: 'the Treasury rounds its awards down',
    file: 'src/market/auctions/auction-ust.ts',
    text: 'prorataCeil(amount, prorataCeil(WHOLE, left, total), WHOLE),',
    becomes: 'floorOfProduct(amount, prorataCeil(WHOLE, left, total), WHOLE),',
    tests: [BY_HAND],
    says: 'the Treasury rounds the percentage up, then every award',
  },
  {
    bug: 'a UST tail has the wrong sign',
    file: 'src/market/auctions/auction-ust.ts',
    text: 'ratioText(high - knownMilli(wi), 10, 1)',
    becomes: 'ratioText(knownMilli(wi) - high, 10, 1)',
    tests: [BY_HAND],
    says: 'a stop below the when-issued yield is a negative tail',
  },
  {
    bug: 'a JGB tail has the wrong sign',
    file: 'src/market/auctions/auction-decimals.ts',
    text: 'over: over - (BigInt(milli) * under) / BigInt(PER_UNIT),',
    becomes: 'over: (BigInt(milli) * under) / BigInt(PER_UNIT) - over,',
    tests: [CASES],
    says: 'tail_yen_exact',
  },
  {
    bug: 'a JGB cover divides by the offering',
    file: 'src/market/auctions/auction-jgb-case.ts',
    text: 'coverText(bidTotal, accepted)',
    becomes: 'coverText(bidTotal, offering)',
    tests: [CASES],
    says: 'bid_to_cover',
  },
  {
    bug: 'a UST cover leaves non-competitive awards out below the line',
    file: 'src/market/auctions/auction-ust.ts',
    text: 'coverText(tendered, awarded)',
    becomes: 'coverText(tendered, accepted)',
    tests: [CASES],
    says: 'bid_to_cover',
  },
  {
    bug: 'a gilt cover divides by what was accepted',
    file: 'src/market/auctions/auction-gilt.ts',
    text: 'BigInt(other_nc), offering)',
    becomes: 'BigInt(other_nc), accepted)',
    tests: [BY_HAND],
    says: 'the DMO keeps what nobody bid for; the cover says so (25 March 2009: 0.93)',
  },
  {
    bug: 'the 35 % rule cuts awards after ranking',
    file: 'src/market/auctions/auction-ust.ts',
    text: `  const cutBids = cutToLimit(bids, offered, netLong);
  const result = allotRanked(yieldRanked(cutBids), target, (amount, left, total) =>
    prorataCeil(amount, prorataCeil(WHOLE, left, total), WHOLE),
  );`,
    becomes: `  const ranked = allotRanked(yieldRanked(bids), target, (amount, left, total) =>
    prorataCeil(amount, prorataCeil(WHOLE, left, total), WHOLE),
  );
  const won = bids.map((bid, index) => ({ ...bid, quantity: ranked.awards[index] as Lots }));
  const cutBids = cutToLimit(won, offered, netLong);
  const awards = cutBids.map(({ quantity }) => quantity);
  const result = { ...ranked, awards, accepted: awards.reduce((sum, award) => sum + award, 0) as Lots };`,
    tests: [BY_HAND],
    says: 'the 35 % rule',
  },
  {
    bug: 'the 35 % rule forgets what a bidder already owns',
    file: 'src/market/auctions/auction-ust.ts',
    text: 'Math.max(0, whole - (netLong.get(bidder) ?? 0))',
    becomes: 'Math.max(0, whole - 0 * (netLong.get(bidder) ?? 0))',
    tests: [BY_HAND],
    says: 'counts what a bidder already owns',
  },
  {
    bug: 'the stop is the best accepted bid instead of the worst',
    file: 'src/market/auctions/auction.ts',
    text: '    stopScore = lowest + rung;',
    becomes: '    stopScore ??= lowest + rung;',
    tests: [CASES],
    says: 'high_yield',
  },
  {
    bug: 'a winner of differential pricing pays its own bid',
    file: 'src/market/auctions/auction-ktb.ts',
    text: 'return stopOut - (below - (below % bandMilliPct));',
    becomes: 'return stopOut - below;',
    tests: [BY_HAND],
    says: 'pays the top of the group on the grid that hangs from the stop-out rate',
  },
  {
    bug: 'an offer exactly at the reserve is refused',
    file: 'src/market/auctions/operation-boe-reverse.ts',
    text: 'spreadMilli < reserveSpreadMilli',
    becomes: 'spreadMilli <= reserveSpreadMilli',
    tests: [BY_HAND],
    says: 'lets an offer exactly at it pass',
  },
  {
    bug: 'a liquidity auction takes the highest spread first',
    file: 'src/market/auctions/auction-jgb-liquidity.ts',
    text: "best: 'lowest'",
    becomes: "best: 'highest'",
    tests: [CASES],
    says: 'lea',
  },
  {
    bug: 'a buy-back takes the dearest first',
    file: 'src/market/auctions/operation-mof-buyback.ts',
    text: "best: 'lowest'",
    becomes: "best: 'highest'",
    tests: [CASES],
    says: 'buyback',
  },
  {
    bug: 'printed decimals are rounded instead of cut',
    file: 'src/market/auctions/auction-decimals.ts',
    text: 'const scaled = (BigInt(over) * powerOfTen(digits)) / BigInt(under);',
    becomes: 'const scaled = (2n * BigInt(over) * powerOfTen(digits) + BigInt(under)) / (2n * BigInt(under));',
    tests: [CASES],
    says: 'printed field by field',
  },
  {
    bug: 'Non-Price II rounds what a dealer may take up',
    file: 'src/market/auctions/auction-option.ts',
    text: 'claims.map(({ won }) => floorOfProduct(limitPct, won, 100) as Lots)',
    becomes: 'claims.map(({ won }) => Math.ceil((limitPct * won) / 100) as Lots)',
    tests: [BY_HAND],
    says: 'Non-Price-Competitive II: ten percent of what was won, rounded down',
  },
];
