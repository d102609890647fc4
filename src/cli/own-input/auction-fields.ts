/** What a case of each auction format is made of (`docs/auctions.md`). */
import { milliOf, priceMilliOf } from '../../market/auctions/auction-decimals.ts';
import type { AuctionFormat } from '../../market/auctions/auction-formats.ts';
import { BIDDER_CLASSES } from '../../market/auctions/auction-ust.ts';
import { BOE_OFFER_LEAST, BOE_OFFER_STEP } from '../../market/auctions/operation-boe-reverse.ts';
import { type Check, type Fields, listOf, oneOf, tableOf, valueThat, wholeNumber } from './field-checks.ts';

/** Amounts in any step fit, and two of them still add up exactly. */
export const AMOUNT_MOST = 2 ** 52;
const LONGEST_NAME = 200;
const PERCENT_MOST = 100;
const BAND_BP_MOST = 1000;

const amount = wholeNumber(1, AMOUNT_MOST);
const part = wholeNumber(0, AMOUNT_MOST);
const percent = wholeNumber(0, PERCENT_MOST);
const isText = (value: unknown): value is string => typeof value === 'string';
const price = valueThat(
  'a price in quotes with at most 3 decimals, such as "99.355"',
  (value) => isText(value) && priceMilliOf(value) !== undefined,
);
/** Yields and spreads, which may be negative. */
const rate = valueThat(
  'a number in quotes with at most 3 decimals, such as "3.555" or "-0.024"',
  (value) => isText(value) && milliOf(value) !== undefined,
);
/** As results print it. */
const averagePrice = valueThat(
  'a price in quotes with at most 8 decimals, such as "99.31589486"',
  (value) => isText(value) && /^\d{1,6}(\.\d{1,8})?$/.test(value) && /[1-9]/.test(value),
);
const name: Check = valueThat(
  `a text of 1 to ${LONGEST_NAME} characters`,
  (value) => isText(value) && value.length > 0 && value.length <= LONGEST_NAME,
);
const flag = valueThat('true or false', (value) => typeof value === 'boolean');
const boeAmount = valueThat(
  `a whole number from ${BOE_OFFER_LEAST}, in steps of ${BOE_OFFER_STEP} (£5m and £1m in units of £0.1m)`,
  (value) =>
    Number.isSafeInteger(value) &&
    (value as number) >= BOE_OFFER_LEAST &&
    (value as number) <= AMOUNT_MOST &&
    (value as number) % BOE_OFFER_STEP === 0,
);

const priceBids = {
  bids: { check: listOf({ id: { check: name }, price: { check: price }, amount: { check: amount } }) },
};
const yieldBids = {
  bids: { check: listOf({ id: { check: name }, yield: { check: rate }, amount: { check: amount } }) },
};
const claims = { bids: { check: listOf({ id: { check: name }, won: { check: part }, amount: { check: amount } }) } };
const issueBid = (of: Check): Fields => ({
  id: { check: name },
  issue: { check: name },
  spread: { check: rate },
  amount: { check: of },
});
const ustBid: Fields = {
  id: { check: name },
  bidder: { check: name },
  class: { check: oneOf(BIDDER_CLASSES) },
  yield: { check: rate },
  amount: { check: amount },
};
const rates = { check: tableOf(rate) };

export const INPUT_FIELDS: { readonly [F in AuctionFormat]: Fields } = {
  jgb_price_conventional: { offering: { check: amount }, npi: { check: part }, nc: { check: part }, ...priceBids },
  jgb_yield_dutch: { offering: { check: amount }, ...yieldBids },
  jgb_lea: { offering: { check: amount }, ref: rates, bids: { check: listOf(issueBid(amount)) } },
  jgb_nonprice_2: { average_price: { check: averagePrice }, limit_pct: { check: percent, optional: true }, ...claims },
  mof_buyback: { amount: { check: amount }, offers: { check: listOf(issueBid(amount)) } },
  boj_purchase: { amount: { check: amount }, bench: rates, offers: { check: listOf(issueBid(amount)) } },
  boj_fixed_rate: {
    bench: rates,
    spread: rates,
    offers: { check: listOf({ id: { check: name }, issue: { check: name }, amount: { check: amount } }) },
  },
  boe_reverse: {
    amount: { check: amount },
    reserve_spread: { check: rate },
    market: rates,
    offers: { check: listOf(issueBid(boeAmount)) },
  },
  ust_single_price: {
    offering: { check: amount },
    noncomp: { check: part },
    wi: { check: rate, optional: true },
    net_long: { check: tableOf(part), optional: true },
    bids: { check: listOf(ustBid) },
  },
  dmo_multiple_price: {
    offering: { check: amount },
    gemm_nc: { check: part },
    other_nc: { check: part },
    ...priceBids,
  },
  dmo_paof: {
    offering: { check: amount },
    average_price: { check: averagePrice },
    limit_pct: { check: percent, optional: true },
    ...claims,
  },
  ktb_differential: {
    offering: { check: amount },
    band_bp: { check: wholeNumber(1, BAND_BP_MOST) },
    partial: { check: flag },
    ...yieldBids,
  },
};
