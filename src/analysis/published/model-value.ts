/**
 * The run's own number for a published one, in the same unit; in words why it has none.
 *
 * Numbers are those of the tables `daily`, `auctions` and `operations` (`docs/tables.md`): nothing is measured anew here.
 */
import type { RunReport } from '../run-summary.ts';
import type { AuctionRow } from '../tables/auction-table.ts';
import type { DailyRow } from '../tables/daily-table.ts';
import { isLineName, type Observation, type PublishedRow } from './published-row.ts';

/** What of a run is looked at. */
export type ComparedRun = Pick<RunReport, 'from' | 'to' | 'daily' | 'auctions' | 'operations' | 'interdealer'>;

/** A number, or why there is none. */
type Value = number | string;

type Compute = (row: PublishedRow, run: ComparedRun) => Value;

/** Fewer closes say nothing of a spread or a co-movement. */
const DAYS_LEAST = 5;

export function modelValue(row: PublishedRow, run: ComparedRun): Value {
  return outside(row, run) ?? missingLine(row, run) ?? MODEL[row.observation]?.(row, run) ?? NOT_KEPT;
}

const NOT_KEPT = 'a run has no such number';
const NOT_TRADED = 'no close of it in the run on that date';
const NO_AUCTION = 'no auction of the line in the run on that date';

function outside({ date, since }: PublishedRow, { from, to }: ComparedRun): string | undefined {
  const [opened, ended] = [from.slice(0, 10), to.slice(0, 10)];
  if (date !== null && date < opened) return 'before the opening of the run';
  if (date !== null && date > ended) return 'the run has not come to that date';
  return since !== null && since < opened ? 'begins before the opening of the run' : undefined;
}

function missingLine({ subject, against }: PublishedRow, { daily }: ComparedRun): string | undefined {
  const isMissing = (line: string | null): boolean =>
    line !== null && isLineName(line) && !daily.some(({ bond }) => bond === line);
  return isMissing(subject) || isMissing(against) ? 'no such line in the run' : undefined;
}

const MODEL: Readonly<Partial<Record<Observation, Compute>>> = {
  close: (row, run) => closeOf(row, run),
  high: (row, run) => {
    const highs = rowsOf(row, run).flatMap(({ high_yield_pct }) => high_yield_pct ?? []);
    return highs.length === 0 ? NOT_TRADED : Math.max(...highs);
  },
  change: (row, run) => changeOf(row.subject, row, run),
  change_price: ({ subject, date }, { daily }) => {
    const rows = daily.filter(({ bond, close_price }) => bond === subject && close_price !== null);
    const at = rows.findIndex((row) => row.date === date);
    const [before, now] = [rows[at - 1]?.close_price, rows[at]?.close_price];
    return typeof before === 'number' && typeof now === 'number' ? rounded(now - before, 3) : NOT_TRADED;
  },
  change_pct: (row, run) => {
    const change = changeOf(row.subject, row, run);
    return typeof change === 'string' ? change : rounded(100 * Math.expm1(change / 10_000), 2);
  },
  slope_change: (row, run) => ofTwo(row, run, (long, short) => rounded(long - short, 1)),
  ratio: (row, run) => ofTwo(row, run, (one, other) => (other === 0 ? NOT_TRADED : rounded(one / other, 3))),
  retraced: (row, run) => retraced(row, run),
  average_yield: (row, run) => ofAuction(row, run, ({ average_yield_pct }) => average_yield_pct),
  stop_yield: (row, run) => ofAuction(row, run, ({ stop_yield_pct }) => stop_yield_pct),
  average_price: (row, run) => ofAuction(row, run, ({ average_price }) => average_price),
  stop_price: (row, run) => ofAuction(row, run, ({ stop_price }) => stop_price),
  tail: (row, run) => ofAuction(row, run, ({ tail, tail_unit }) => (tail_unit === row.unit ? tail : null)),
  cover: (row, run) => ofAuction(row, run, ({ cover }) => cover),
  purchased: (row, { operations }) => sum(operations.filter(isIn(row)).map(({ accepted }) => accepted)),
  turnover: (row, run) => aDay(row, run, ({ volume_face }) => volume_face, sum),
  spread: (row, run) => aDay(row, run, ({ spread_bp }) => spread_bp, mean),
  interdealer_turnover: ({ subject, date, unit }, { interdealer, daily }) => {
    const own = daily.find((row) => row.bond === subject && row.date === date && row.change_bp !== null);
    if (own === undefined) return NOT_TRADED;
    if (own.currency !== unit) return `the run has it in ${own.currency}`;
    return sum(
      interdealer.filter(({ bond, date: on }) => bond === subject && on === date).map((row) => row.volume_face),
    );
  },
  volatility: ({ subject }, { daily }) => {
    const changes = [...changesOf(daily, subject).values()];
    if (changes.length < DAYS_LEAST) return tooShort(changes.length);
    const middle = mean(changes);
    return rounded(Math.sqrt(sum(changes.map((change) => (change - middle) ** 2)) / (changes.length - 1)), 2);
  },
  correlation: ({ subject, against }, { daily }) => {
    const [one, other] = [changesOf(daily, subject), changesOf(daily, against ?? '')];
    const both = [...one.keys()].filter((date) => other.has(date));
    const pick = (changes: ReadonlyMap<string, number>): number[] => both.map((date) => changes.get(date) as number);
    return both.length < DAYS_LEAST ? tooShort(both.length) : rounded(correlation(pick(one), pick(other)), 3);
  },
};

const tooShort = (days: number): string => `the run has ${days} such days, too few`;

/** Closed rows of the line, on the date or in the days after `since` up to it. */
const rowsOf = ({ subject, date, since }: PublishedRow, { daily }: ComparedRun): DailyRow[] =>
  daily.filter((row) => row.bond === subject && row.change_bp !== null && isWithin(row.date, date, since));

const isWithin = (at: string, date: string | null, since: string | null): boolean =>
  date === null || (since === null ? at === date : at > since && at <= date);

function closeOf(row: PublishedRow, run: ComparedRun): Value {
  const [day] = rowsOf({ ...row, since: null }, run);
  if (day === undefined) return row.date === run.from.slice(0, 10) ? 'the run opens with it' : NOT_TRADED;
  return (row.unit === 'pct' ? day.close_yield_pct : day.close_price) ?? NOT_TRADED;
}

function changeOf(subject: string, row: PublishedRow, run: ComparedRun): Value {
  const days = rowsOf({ ...row, subject }, run);
  const isThere = days.some(({ date }) => date === row.date);
  return isThere ? rounded(sum(days.map(({ change_bp }) => change_bp ?? 0)), 1) : NOT_TRADED;
}

function ofTwo(row: PublishedRow, run: ComparedRun, both: (one: number, other: number) => Value): Value {
  const one = changeOf(row.subject, row, run);
  const other = changeOf(row.against ?? '', row, run);
  if (typeof one === 'string') return one;
  return typeof other === 'string' ? other : both(one, other);
}

/** How much of the move up to the day before was given back on the date. */
function retraced(row: PublishedRow, run: ComparedRun): Value {
  const days = rowsOf(row, run);
  const [last, before] = [days.at(-1), sum(days.slice(0, -1).map(({ change_bp }) => change_bp ?? 0))];
  if (last?.date !== row.date) return NOT_TRADED;
  return before === 0 ? 'nothing moved before' : rounded(-(last.change_bp ?? 0) / before, 3);
}

function ofAuction(row: PublishedRow, { auctions }: ComparedRun, of: (auction: AuctionRow) => number | null): Value {
  const held = auctions.filter(({ bond, time }) => bond === row.subject && isWithin(time.slice(0, 10), row.date, null));
  const values = held.flatMap((auction) => of(auction) ?? []);
  if (held.length === 0) return row.date === null ? 'no auction of the line in the run' : NO_AUCTION;
  return values.length === 0 ? 'the format of the run has no such number' : rounded(mean(values), 6);
}

/** Operations of the market, or of the line, in the days of the row. */
const isIn =
  ({ subject, date, since }: PublishedRow) =>
  ({ market, bond, time }: AuctionRow): boolean =>
    (market === subject || bond.split('+').includes(subject)) && isWithin(time.slice(0, 10), date, since);

/** Over the lines of a day, then the mean of days. */
function aDay(
  { subject, date, unit }: PublishedRow,
  { daily }: ComparedRun,
  of: (row: DailyRow) => number | null,
  over: (values: readonly number[]) => number,
): Value {
  const rows = daily.filter(
    (row) =>
      (row.bond === subject || row.market === subject) && row.change_bp !== null && isWithin(row.date, date, null),
  );
  const [first] = rows;
  if (first === undefined) return NOT_TRADED;
  if (unit !== 'bp' && first.currency !== unit) return `the run has it in ${first.currency}`;
  const days = [...new Set(rows.map((row) => row.date))].map((day) =>
    rows.filter((row) => row.date === day).flatMap((row) => of(row) ?? []),
  );
  const values = days.filter(({ length }) => length > 0).map(over);
  return values.length === 0 ? 'no book had both sides' : rounded(mean(values), unit === 'bp' ? 2 : 0);
}

const changesOf = (daily: readonly DailyRow[], subject: string): Map<string, number> =>
  new Map(
    daily.flatMap(({ bond, date, change_bp }) => (bond === subject && change_bp !== null ? [[date, change_bp]] : [])),
  );

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [x0, y0] = [mean(xs), mean(ys)];
  const dot = (as: readonly number[], a0: number, bs: readonly number[], b0: number): number =>
    sum(as.map((a, at) => (a - a0) * ((bs[at] as number) - b0)));
  const scale = Math.sqrt(dot(xs, x0, xs, x0) * dot(ys, y0, ys, y0));
  return scale === 0 ? 0 : dot(xs, x0, ys, y0) / scale;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const rounded = (value: number, places: number): number => {
  const number = Number(value.toFixed(places));
  return number === 0 ? 0 : number;
};
