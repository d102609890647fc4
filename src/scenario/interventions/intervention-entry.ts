/**
 * What one entry under `interventions` may say, in a patch and in the scenario of a fork: one of six forms, told apart by
 * the key that names what is done. Announcements, auctions and operations are written as in a scenario.
 */
import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../units/time.ts';
import { announcementEntry } from '../announcement-entry.ts';
import { auctionEntry, operationEntry } from '../auctions/auction-entry.ts';
import { annotations, idField, timeField } from '../plain-fields.ts';
import { amountField } from '../quantity-fields.ts';
import { describe } from '../zod-problems.ts';

const MOST_HOURS = 240;

/** The key that says which form an entry has, and what it is for, in words. */
export const FORMS = {
  type: 'an announcement',
  format: 'an auction or operation that is held',
  cancel: 'the id of an auction or operation that is not held',
  revise: 'the id of an auction or operation with another amount',
  trade: 'a currency pair that an authority buys or sells',
  set: 'mandates and loops from here on',
} as const;
export type FormKey = keyof typeof FORMS;

/** `90min`, `2h` → milliseconds. */
const spanField = z
  .string()
  .transform((text, ctx): number => {
    const match = /^(\d{1,5}) ?(min|h)$/.exec(text);
    const ms = Number(match?.[1] ?? 0) * (match?.[2] === 'h' ? HOUR_MS : MINUTE_MS);
    if (ms > 0 && ms <= MOST_HOURS * HOUR_MS) return ms;
    const expected = `a time from 1min to ${MOST_HOURS}h, such as 90min or 2h`;
    ctx.addIssue({ code: 'custom', message: `expected ${expected}, found ${describe(text)}`, params: { expected } });
    return z.NEVER;
  })
  .meta({ description: 'over how long it is worked through the book (2h); default 1h' });

export const moment = {
  at: timeField('when; in a patch by default the moment of the fork').optional(),
  after: z.int().min(1).optional().describe('seq within the instant `at` that it comes after; written by fork'),
};

export const cancelEntry = z.strictObject({ cancel: idField(FORMS.cancel), ...annotations });
export const reviseEntry = z.strictObject({
  revise: idField(FORMS.revise),
  offered: amountField('face offered, or wanted, from here on; ceilings keep their share of it'),
  ...annotations,
});
export const tradeEntry = z.strictObject({
  trade: z.string().describe(`${FORMS.trade} (FX-USDJPY)`),
  side: z.enum(['buy', 'sell']).describe('of the base currency: selling USDJPY sells dollars for yen'),
  amount: amountField('amount in the base currency'),
  by: idField('id of a central bank or a debt office'),
  over: spanField.optional(),
  ...annotations,
});
export const setEntry = z.strictObject({
  set: z.record(z.string(), z.unknown()).describe('values by path: agents.<id>.<key of its mandate>, loops.<name>'),
  ...annotations,
});

/** What comes in between was in nobody's calendar, unless it says that it was. */
export const heldOperationEntry = operationEntry.extend({
  unscheduled: z
    .boolean()
    .default(true)
    .describe('whether the purchase is news, as what comes in between is; false: the calendar had it'),
});

/** All forms, for editors; reading goes by the form that an entry names, so that its faults are its own. */
export const interventionEntry = z
  .union([
    ...(announcementEntry.options as readonly z.ZodObject[]).map((form) => form.extend(moment)),
    auctionEntry.extend(moment),
    heldOperationEntry.extend(moment),
    cancelEntry.extend(moment),
    reviseEntry.extend(moment),
    tradeEntry.extend(moment),
    setEntry.extend(moment),
  ])
  .describe('a fact of its moment that the scenario did not have');
