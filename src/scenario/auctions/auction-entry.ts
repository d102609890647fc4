/**
 * What a scenario file says about an auction of its issuer, and about an operation that its central bank or debt office
 * holds. Which keys mean something in which format is said in `held-formats.ts`; `auction-facts.ts` makes facts of them.
 */
import { z } from 'zod';
import type { HeldFormat } from '../../events/auction-terms.ts';
import { annotations, dateField, idField, timeField } from '../plain-fields.ts';
import { amountField, basisPointsField, rateField, shareField } from '../quantity-fields.ts';
import { ISSUE_FORMATS, PURCHASE_FORMATS } from './held-formats.ts';

/** Beyond half of the offer nothing would be left to be sold by price; ceilings are 10 to 20 % (assumed). */
const MOST_NON_PRICE_PERCENT = 50;
/** No reserve was published; half a percent off the market is far beyond what a central bank would pay (assumed). */
const WIDEST_SPREAD_PERCENT = 5;

const lines = {
  bond: z.string().describe('id of the line').optional(),
  bonds: z
    .array(z.string())
    .min(1)
    .max(40)
    .describe('ids of the lines, where the format takes several at once')
    .optional(),
};

const times = {
  date: dateField('business date; gives the clock of the format to every time that is not stated').optional(),
  announced: timeField('when it became known').optional(),
  bidsClose: timeField('last moment for bids').optional(),
  result: timeField('publication of the result').optional(),
  settles: dateField('day on which bonds and money change hands; default the next business day').optional(),
};

export const auctionEntry = z.strictObject({
  id: idField('name of the auction'),
  ...lines,
  format: z.enum(ISSUE_FORMATS as [HeldFormat, ...HeldFormat[]]).describe('how bids are ranked, priced and allotted'),
  offered: amountField('face offered in all, what is sold without competition included'),
  nonPriceCeiling: shareField(
    'jgb_price_conventional: most of the offer that primary dealers may take at the average price (Non-Price I)',
    MOST_NON_PRICE_PERCENT,
  ).optional(),
  gemmShare: shareField(
    'dmo_multiple_price: most of the offer that market makers may take at the average price; default 15%',
    MOST_NON_PRICE_PERCENT,
  ).optional(),
  nonCompetitive: amountField('face that small bidders whom nobody names take without competing').optional(),
  option: z
    .union([z.literal(['on', 'off']), shareField('percent of what a winner won', MOST_NON_PRICE_PERCENT)])
    .describe('what winners may take after the result at its average price: on, off, or percent of what they won')
    .optional(),
  optionCloses: timeField('last moment of the option').optional(),
  optionResult: timeField('publication of what was taken').optional(),
  band: basisPointsField(
    'ktb_differential: width of a group; default 3bp to five years, 4bp beyond',
    [1, 20],
  ).optional(),
  ...times,
  ...annotations,
});
export type AuctionEntry = z.infer<typeof auctionEntry>;

/** What an operation and a calendar of them have in common. */
export const purchaseTerms = {
  by: idField(
    'id of the agent that buys; default the central bank, or for buy-backs the issuer, of the market',
  ).optional(),
  reserveSpread: rateField(
    'boe_reverse: yield over the market’s below which offers are refused; sellers do not know it',
    [-WIDEST_SPREAD_PERCENT, WIDEST_SPREAD_PERCENT],
  ).optional(),
};

export const operationEntry = z.strictObject({
  id: idField('name of the operation'),
  ...lines,
  format: z
    .enum(PURCHASE_FORMATS as [HeldFormat, ...HeldFormat[]])
    .describe('how offers are ranked, priced and allotted'),
  amount: amountField('face wanted in all; boj_fixed_rate takes whatever is offered and has none').optional(),
  money: amountField(
    'money to be spent in all, in place of amount: the face that it buys is counted when the operation is announced and when it opens',
  ).optional(),
  ...purchaseTerms,
  fixedSpread: rateField('boj_fixed_rate: yield over the reference at which everything is bought', [
    -WIDEST_SPREAD_PERCENT,
    WIDEST_SPREAD_PERCENT,
  ]).optional(),
  fixedYield: rateField(
    'boj_fixed_rate: the yield itself at which everything is bought, in place of fixedSpread',
    [-5, 50],
  ).optional(),
  unscheduled: z
    .boolean()
    .default(false)
    .describe('a purchase of the central bank that nobody had in the calendar: its announcement is news'),
  ...times,
  ...annotations,
});
export type OperationEntry = z.infer<typeof operationEntry>;
