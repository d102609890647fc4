/**
 * A calendar of purchases: a plan of amounts by month, shared out over buckets of lines and their dates, as a central bank
 * publishes it (Bank of Japan, Quarterly Schedule of Outright Purchases, and its plan of reductions of July 2024).
 *
 * A date buys: plan of its month × share of the bucket ÷ dates of the bucket in that month, rounded down to the award step;
 * or what the bucket states for it; or, at a stated yield, all that is offered.
 * Dates outside the run count in that division and are otherwise left out, so that one calendar serves many runs.
 */
import { z } from 'zod';
import type { HeldFormat } from '../../events/auction-terms.ts';
import { type Money, shareText } from '../../units/amount-text.ts';
import { type DayNumber, isoDate, parseIsoDate } from '../../units/civil-date.ts';
import type { Face, Permille } from '../../units/quantity.ts';
import type { Path } from '../located-error.ts';
import { annotations, dateField, idField, timeField } from '../plain-fields.ts';
import { amountField, rateField, shareField } from '../quantity-fields.ts';
import type { AuctionFacts, InstrumentFacts } from '../scenario.ts';
import { checkOutstanding, faceOf, outstandingOf, shareOfFace } from './auction-amounts.ts';
import type { AuctionContext } from './auction-context.ts';
import { counterpartyOf } from './auction-counterparty.ts';
import { purchaseTerms } from './auction-entry.ts';
import { checkKeys, purchaseFacts } from './auction-facts.ts';
import { linesOf } from './auction-lines.ts';
import { fixedYieldOf, spreadOf } from './auction-spreads.ts';
import { clockTime, closedDay, timesOf } from './auction-times.ts';
import { FORMAT_FACTS, PURCHASE_FORMATS } from './held-formats.ts';

/** Names of operations are made of it, the date and the lines. */
const LONGEST_NAME = 20;
const LONGEST_BUCKET = 30;
const bucketEntry = z.strictObject({
  id: idField('name of the bucket, for its operations’ ids; default its first line')
    .max(LONGEST_BUCKET, `too long: at most ${LONGEST_BUCKET} characters`)
    .optional(),
  bonds: z.array(z.string()).min(1).max(40).describe('ids of the lines that this bucket takes at once'),
  share: shareField('share of a month’s plan').optional(),
  dates: z
    .array(dateField('day of an operation'))
    .min(1)
    .max(400)
    .describe('business dates of its operations')
    .optional(),
  amounts: z
    .record(z.string(), amountField('face to be bought on that day'))
    .describe('in place of share and dates: face to be bought, by date (2022-06-14)')
    .optional(),
  ...annotations,
});

export const purchaseEntry = z.strictObject({
  format: z
    .enum(PURCHASE_FORMATS as [HeldFormat, ...HeldFormat[]])
    .describe('how offers are ranked, priced and allotted'),
  ...purchaseTerms,
  plan: z
    .record(z.string(), amountField('face to be bought in a month'))
    .describe('face to be bought, by month (2026-01)')
    .default({}),
  fixedYield: rateField(
    'boj_fixed_rate: the yield at which everything is bought on all dates of the buckets',
    [-5, 50],
  ).optional(),
  announced: timeField('when all of it became known; default the clock of the format, day by day').optional(),
  unscheduled: z
    .boolean()
    .default(false)
    .describe('purchases of the central bank that nobody had in the calendar: each announcement is news'),
  buckets: z.array(bucketEntry).min(1).max(60).describe('which lines share it, and on which dates'),
  ...annotations,
});
export type PurchaseEntry = z.infer<typeof purchaseEntry>;
type BucketEntry = PurchaseEntry['buckets'][number];

interface Calendar {
  readonly name: string;
  readonly entry: PurchaseEntry;
  readonly counterparty: string | undefined;
  readonly spreadMilli: number | undefined;
  readonly fixedYieldMilli: number | undefined;
  /** Plan by month; months at fault are there without an amount. */
  readonly plan: ReadonlyMap<string, Face | undefined>;
}

export function purchaseNameProblem(name: string): string | undefined {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= LONGEST_NAME) return undefined;
  return `a calendar’s name is lower-case words joined by hyphens, ${LONGEST_NAME} characters at most`;
}

/** Operations inside the run, by bucket and date. */
export function buildPurchases(name: string, entry: PurchaseEntry, context: AuctionContext): AuctionFacts[] {
  checkKeys(entry.format, entry, context);
  const calendar: Calendar = {
    name,
    entry,
    counterparty: counterpartyOf(entry.format, entry.by, context),
    spreadMilli: entry.format === 'boj_fixed_rate' ? undefined : spreadOf(entry.format, entry, context),
    fixedYieldMilli: fixedYieldOf(
      { bonds: entry.buckets.find(({ bonds }) => bonds.length > 1)?.bonds, fixedYield: entry.fixedYield },
      context,
    ),
    plan: readPlan(entry, context),
  };
  checkShares(entry, context);
  if (entry.format === 'boj_fixed_rate' && entry.fixedYield === undefined)
    context.complain({
      path: [...context.path, 'fixedYield'],
      message: 'missing key "fixedYield": a calendar of boj_fixed_rate needs it',
      expected: 'the yield at which everything is bought',
    });
  const bought = new Set<string>();
  return entry.buckets.flatMap((bucket, i) =>
    bucketOperations(calendar, bucket, bought, { ...context, path: [...context.path, 'buckets', i] }),
  );
}

const monthOf = (date: DayNumber): string => isoDate(date).slice(0, 7);

function readPlan({ plan, format }: PurchaseEntry, context: AuctionContext): ReadonlyMap<string, Face | undefined> {
  const path = [...context.path, 'plan'];
  return new Map(
    Object.entries(plan).map(([month, money]: [string, Money]) => {
      if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
        return [month, money.minor === 0 ? undefined : faceOf(money, format, month, { ...context, path })];
      context.complain({
        path: [...path, month],
        atKey: true,
        message: `"${month}" is no month`,
        expected: 'a month, such as 2026-01',
      });
      return [month, undefined];
    }),
  );
}

/** More than the whole plan cannot be bought in a month. */
function checkShares({ buckets }: PurchaseEntry, { path, complain }: AuctionContext): void {
  const months = new Set(buckets.flatMap(({ dates = [] }) => dates.map(monthOf)));
  for (const month of [...months].sort()) {
    const within = buckets.flatMap(({ dates = [] }, i) => (dates.some((date) => monthOf(date) === month) ? [i] : []));
    const sum = within.reduce((total, i) => total + ((buckets[i] as BucketEntry).share ?? 0), 0);
    if (sum <= 1000) continue;
    const places = within.map((i) => [...path, 'buckets', i, 'share']);
    complain({
      path: places.at(-1) ?? path,
      also: places,
      message: `shares of ${month} add up to ${shareText(sum)}`,
      expected: 'at most 100% in a month',
    });
    return;
  }
}

/** One day of a bucket, with the place at which the file states it. */
interface StatedDay {
  readonly date: DayNumber;
  readonly path: Path;
  readonly isAgain: boolean;
  /** Where the bucket states it; else it follows from the plan. */
  readonly amount?: Money;
}

function bucketOperations(
  calendar: Calendar,
  bucket: BucketEntry,
  bought: Set<string>,
  context: AuctionContext,
): AuctionFacts[] {
  const { format } = calendar.entry;
  const lines = linesOf(format, { bonds: bucket.bonds }, context);
  const days = daysOf(format, bucket, context);
  if (bucket.share === 0)
    context.complain({
      path: [...context.path, 'share'],
      message: 'a bucket of nothing',
      expected: 'a share above zero',
    });
  const isWhole = bucket.share !== undefined || bucket.amounts !== undefined || format === 'boj_fixed_rate';
  if (!isWhole) return [];
  return days.flatMap((day) => {
    const at = { ...context, path: day.path };
    if (!isGoodDate(calendar, day, at) || lines === undefined || bucket.share === 0) return [];
    if (!isOnce(lines, day.date, bought, at)) return [];
    const operation = operationOn(calendar, { bucket, lines, day }, at);
    return operation === undefined ? [] : [operation];
  });
}

/** A bucket states a share and dates, or amounts by date; where all that is offered is bought, dates alone. */
function daysOf(format: HeldFormat, { share, dates, amounts }: BucketEntry, context: AuctionContext): StatedDay[] {
  const { path, complain } = context;
  const lacks = (key: string, message: string): unknown =>
    complain({ path: [...path, key], message, expected: `the key "${key}"` });
  const refuse = (key: string, message: string): unknown =>
    complain({ path: [...path, key], atKey: true, message, expected: `no key "${key}"` });
  const takesAll = format === 'boj_fixed_rate';
  if (takesAll && share !== undefined) refuse('share', 'boj_fixed_rate buys whatever is offered: it has no share');
  if (takesAll && amounts !== undefined) refuse('amounts', 'boj_fixed_rate buys whatever is offered: dates alone');
  if (amounts !== undefined && !takesAll) {
    if (share !== undefined) refuse('share', 'amounts by date leave nothing to share out');
    if (dates !== undefined) refuse('dates', 'amounts are stated by date already');
    return datedAmounts(amounts, context);
  }
  if (!takesAll && share === undefined) lacks('share', 'missing key "share" (or amounts by date)');
  if (dates === undefined)
    lacks('dates', takesAll ? 'missing key "dates"' : 'missing key "dates" (or amounts by date)');
  return (dates ?? []).map((date, i, all) => ({
    date,
    path: [...path, 'dates', i],
    isAgain: all.indexOf(date) < i,
  }));
}

function datedAmounts(amounts: Readonly<Record<string, Money>>, { path, complain }: AuctionContext): StatedDay[] {
  return Object.entries(amounts).flatMap(([text, amount]) => {
    const date = parseIsoDate(text);
    if (date !== undefined) return [{ date, path: [...path, 'amounts', text], isAgain: false, amount }];
    complain({
      path: [...path, 'amounts', text],
      atKey: true,
      message: `"${text}" is no date`,
      expected: 'a date, such as 2026-01-20',
    });
    return [];
  });
}

function isGoodDate(
  { entry, plan }: Calendar,
  { date, isAgain, amount }: StatedDay,
  { path, markets, complain }: AuctionContext,
): boolean {
  const { market } = FORMAT_FACTS[entry.format];
  const refuse = (problem: { message: string; expected: string; nearest?: string }): boolean => {
    complain({ path, ...problem });
    return false;
  };
  const closed = closedDay(market, date, markets.get(market)?.extraHolidays);
  if (closed !== undefined) return refuse(closed);
  if (isAgain) return refuse({ message: `${isoDate(date)} stands here twice`, expected: 'each date once' });
  if (amount !== undefined || entry.format === 'boj_fixed_rate') return true;
  const month = monthOf(date);
  if (plan.has(month)) return plan.get(month) !== undefined;
  return refuse({
    message: `the plan has no ${month}`,
    expected: plan.size === 0 ? 'a plan by month' : `a month of the plan: ${[...plan.keys()].sort().join(', ')}`,
  });
}

/** No line twice on a day: a second offer for it would be the same offer, larger. */
function isOnce(
  lines: readonly InstrumentFacts[],
  date: DayNumber,
  bought: Set<string>,
  { path, complain }: AuctionContext,
): boolean {
  const twice = lines.find(({ id }) => bought.has(`${id} ${date}`));
  for (const { id } of lines) bought.add(`${id} ${date}`);
  if (twice === undefined) return true;
  complain({
    path,
    message: `${twice.id} is bought twice on ${isoDate(date)}, in two buckets`,
    expected: 'a line once a day',
  });
  return false;
}

interface Sale {
  readonly bucket: BucketEntry;
  readonly lines: readonly InstrumentFacts[];
  readonly day: StatedDay;
}

function operationOn(calendar: Calendar, sale: Sale, context: AuctionContext): AuctionFacts | undefined {
  const { entry, counterparty, spreadMilli, fixedYieldMilli, name } = calendar;
  const { bucket, lines, day } = sale;
  const { format, announced } = entry;
  const { date } = day;
  if (isOutside(format, date, context)) return undefined;
  const offered = amountOn(calendar, sale, context);
  const times = timesOf(
    { format, stated: { date, ...(announced === undefined ? {} : { announced }) }, hasOption: false, lines },
    { ...context, complain: atDate(context) },
  );
  if (offered === undefined || times === undefined || counterparty === undefined) return undefined;
  const id = `${name}-${isoDate(date)}-${bucket.id ?? bucketName(lines)}`;
  const facts = purchaseFacts({ id, format, lines, counterparty, offered, spreadMilli, fixedYieldMilli, times });
  return entry.unscheduled ? { ...facts, isUnscheduled: true } : facts;
}

/** What is wanted that day: all there is, what the bucket states, or its part of the month's plan. */
function amountOn({ entry, plan }: Calendar, { bucket, lines, day }: Sale, context: AuctionContext): Face | undefined {
  const { format } = entry;
  if (format === 'boj_fixed_rate') return outstandingOf(lines);
  const key = day.path.at(-1) as string;
  if (day.amount !== undefined) {
    const amounts = { ...context, path: context.path.slice(0, -1) };
    const stated = faceOf(day.amount, format, key, amounts);
    if (stated !== undefined) checkOutstanding(stated, lines, { key, format }, amounts);
    return stated;
  }
  const sameMonth = (bucket.dates ?? []).filter((each) => monthOf(each) === monthOf(day.date)).length;
  const offered = shareOfFace(plan.get(monthOf(day.date)) as Face, bucket.share as Permille, format, sameMonth);
  // what is wrong with its date is said there, with its amount at the share
  const share = { ...context, path: context.path.slice(0, -2) };
  if (offered === 0) {
    context.complain({
      path: [...share.path, 'share'],
      message: `less than one award step a day in ${monthOf(day.date)}`,
      expected: 'a larger share, or fewer dates',
    });
    return undefined;
  }
  checkOutstanding(offered, lines, { key: 'share', format }, share);
  return offered;
}

/** The date is all that the file states of the times: every fault of theirs is its fault. */
const atDate =
  ({ path, complain }: AuctionContext): AuctionContext['complain'] =>
  (problem) =>
    complain({ ...problem, path });

function isOutside(format: HeldFormat, date: DayNumber, { opensAt, endsAt }: AuctionContext): boolean {
  return clockTime(format, 'bidsClose', date) < opensAt || clockTime(format, 'result', date) > endsAt;
}

function bucketName(lines: readonly InstrumentFacts[]): string {
  const first = (lines[0] as InstrumentFacts).id.toLowerCase();
  return lines.length === 1 ? first : `${first}-and-${lines.length - 1}`;
}
