/**
 * What is measured of each run: an entry of `outcomes`, and the measures that it can name.
 *
 * A measure is a function of a run's extract and of its entry, which is plain data and crosses threads.
 */
import { z } from 'zod';
import { AGENT_KIND_NAMES } from '../../agents/kind-names.ts';
import {
  changeOn,
  changeOver,
  closeOn,
  givenBack,
  peakOver,
  reversal,
  slopeChangeOn,
} from '../../analysis/episodes/moves.ts';
import { dailyDeviation, daysBeyond, meanSpread } from '../../analysis/episodes/quiet-days.ts';
import type { ExtractedDay, RunExtract } from '../../analysis/episodes/run-extract.ts';
import type { RunTables } from '../../analysis/episodes/run-tables.ts';
import {
  boughtTn,
  forcedSalesBn,
  forcedShareOfSales,
  netSalesBn,
  purchasesBn,
  saleOn,
  stopsOf,
} from '../../analysis/episodes/trading.ts';
import { textField } from '../../scenario/plain-fields.ts';
import { BOND_MARKETS, type BondMarket } from '../../units/quantity.ts';
import { dateText } from './fields.ts';

const what = { what: textField('in a line, for the report').optional() };
const bond = textField('line, as tables name it (UST-30Y)');
const since = dateText('from the close of this date');
const to = dateText('to the close of this date');
const date = dateText('business date of the line’s market');
const market = z.literal([...BOND_MARKETS]).describe('bond market');
const kinds = z
  .array(z.literal([...AGENT_KIND_NAMES]))
  .min(1)
  .optional()
  .describe('kinds of institution; without it all but dealers');
const isLong = z.boolean().optional().describe('true: only lines beyond ten years');

const entry = <Name extends string, Shape extends z.ZodRawShape>(measure: Name, says: string, shape: Shape) =>
  z.strictObject({ measure: z.literal(measure).describe(says), ...shape, ...what });

const flows = { market, kinds, long: isLong, since, to };

export const outcomeEntry = z.discriminatedUnion('measure', [
  entry('change', 'change of a close in basis points, of the date or from `since` to `to`', {
    bond,
    date: date.optional(),
    since: since.optional(),
    to: to.optional(),
  }),
  entry('peak', 'highest close after `since`, up to `to`, over that of `since`, in basis points', { bond, since, to }),
  entry('slope', 'change of the long line less that of the short one on the date, in basis points', {
    long: bond,
    short: bond,
    date,
  }),
  entry('close', 'close of the date: yield in percent', { bond, date }),
  entry('price', 'close of the date: price', { bond, date }),
  entry('givenBack', 'share of the move from `since` to `peak` that is given back by `to`', {
    bond,
    since,
    peak: dateText('close at which it was highest'),
    to,
  }),
  entry('reversal', 'share given back two days after the highest close of the days up to `to`', { bond, since, to }),
  entry('deviation', 'root mean square of daily changes in basis points', { bond }),
  entry('daysBeyond', 'days on which the line moved by more', {
    bond,
    move: z.number().positive().describe('basis points'),
  }),
  entry('spread', 'best bid to best offer in basis points, weighted by time: of the date, or the mean of all days', {
    bond,
    date: date.optional(),
  }),
  entry('depth', 'resting within 1 bp of the middle on the date, local currency per basis point', { bond, date }),
  entry('forcedSales', 'sold for risk limits, margin or stop-losses, in billions of local currency', flows),
  entry('netSales', 'sales less purchases in billions of local currency', flows),
  entry('purchases', 'purchases in billions of local currency', flows),
  entry('forcedShare', 'forced sales over all sales by everybody but dealers', { market, since, to }),
  entry('stops', 'stop-losses that a kind of institution reached', { kind: z.literal([...AGENT_KIND_NAMES]) }),
  entry('cover', 'bids over what was taken at the auction of the date', { bond, date }),
  entry('tail', 'tail of the auction of the date: positive is worse', { bond, date }),
  entry('bought', 'bought in operations of these formats, in trillions of local currency', {
    formats: z.array(textField('format of an operation')).min(1),
    since,
    to,
  }),
]);

export type OutcomeEntry = z.infer<typeof outcomeEntry>;

/** An outcome as everything after the file knows it. */
export interface Outcome {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  readonly entry: OutcomeEntry;
}

const CURRENCY_SIGN: Readonly<Record<BondMarket, string>> = { jgb: '¥', ust: '$', gilt: '£', ktb: '₩' };

export function unitOf(outcome: OutcomeEntry): string {
  switch (outcome.measure) {
    case 'change':
    case 'peak':
    case 'slope':
    case 'deviation':
    case 'spread':
      return 'bp';
    case 'close':
      return '%';
    case 'price':
      return outcome.bond.startsWith('FX-') ? outcome.bond.slice(-3) : 'per 100';
    case 'givenBack':
    case 'reversal':
    case 'forcedShare':
      return 'share';
    case 'daysBeyond':
      return 'days';
    case 'depth':
      return 'local currency per bp';
    case 'forcedSales':
    case 'netSales':
    case 'purchases':
      return `${CURRENCY_SIGN[outcome.market]}bn`;
    case 'stops':
      return 'stop-losses';
    case 'cover':
      return 'times';
    case 'tail':
      return outcome.bond.startsWith('JGB') ? 'yen' : 'bp';
    case 'bought':
      return 'tn';
  }
}

/** Lines that an entry speaks of. */
export const bondsOf = (outcome: OutcomeEntry): string[] =>
  outcome.measure === 'slope' ? [outcome.long, outcome.short] : 'bond' in outcome ? [outcome.bond] : [];

/** A finished run as measures see it. */
export interface FinishedRun {
  readonly extract: RunExtract;
  readonly tables: RunTables;
}

/** Null where the run cannot say. */
export function measured(outcome: OutcomeEntry, { extract, tables }: FinishedRun): number | null {
  const value = outcome.measure === 'price' ? priceIn(tables, outcome) : measure(outcome, extract);
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

type PriceEntry = Extract<OutcomeEntry, { measure: 'price' }>;

const priceIn = ({ daily }: RunTables, { bond: line, date: on }: PriceEntry): number | null | undefined =>
  daily.find((row) => row.bond === line && row.date === on)?.close_price;

function measure(outcome: Exclude<OutcomeEntry, PriceEntry>, run: RunExtract): number | null | undefined {
  switch (outcome.measure) {
    case 'change':
      return outcome.date === undefined
        ? changeOver(run, outcome.bond, outcome.since as string, outcome.to as string)
        : changeOn(run, outcome.bond, outcome.date);
    case 'peak':
      return peakOver(run, outcome.bond, outcome.since, outcome.to);
    case 'slope':
      return slopeChangeOn(run, outcome.long, outcome.short, outcome.date);
    case 'close':
      return closeOn(run, outcome.bond, outcome.date);
    case 'givenBack':
      return givenBack(run, outcome.bond, outcome);
    case 'reversal':
      return reversal(run, outcome.bond, outcome.since, outcome.to);
    case 'deviation':
      return dailyDeviation(run, outcome.bond);
    case 'daysBeyond':
      return daysBeyond(run, outcome.bond, outcome.move);
    case 'spread':
      return outcome.date === undefined
        ? meanSpread(run, outcome.bond)
        : dayOf(run, outcome.bond, outcome.date)?.spread_bp;
    case 'depth':
      return dayOf(run, outcome.bond, outcome.date)?.depth_dv01;
    case 'cover':
      return saleOn(run, outcome.bond, outcome.date)?.cover;
    case 'tail':
      return saleOn(run, outcome.bond, outcome.date)?.tail;
    default:
      return tradingMeasure(outcome, run);
  }
}

type TradingEntry = Extract<
  OutcomeEntry,
  { measure: 'forcedSales' | 'netSales' | 'purchases' | 'forcedShare' | 'stops' | 'bought' }
>;

const CLIENTS: readonly string[] = AGENT_KIND_NAMES.filter((kind) => kind !== 'dealer');

function tradingMeasure(outcome: TradingEntry, run: RunExtract): number | null {
  switch (outcome.measure) {
    case 'forcedShare':
      return forcedShareOfSales(run, outcome);
    case 'stops':
      return stopsOf(run, outcome.kind);
    case 'bought':
      return boughtTn(run, outcome);
    default: {
      const of = { forcedSales: forcedSalesBn, netSales: netSalesBn, purchases: purchasesBn }[outcome.measure];
      const { market: place, kinds: whose = CLIENTS, long, since: after, to: last } = outcome;
      return of(run, {
        kinds: whose,
        market: place,
        since: after,
        to: last,
        ...(long === undefined ? {} : { isLong: long }),
      });
    }
  }
}

const dayOf = (run: RunExtract, line: string, on: string): ExtractedDay | undefined =>
  run.daily.find((row) => row.bond === line && row.date === on);
