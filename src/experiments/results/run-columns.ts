/** The tables of an experiment: whose row it is, then the columns of the table of runs and of the long ones. */
import type { FlowLine } from '../../analysis/tables/flow-table.ts';
import { TABLES } from '../../analysis/tables/table-columns.ts';
import {
  always,
  type ColumnsOf,
  maybe,
  type NamedColumn,
  type TableSchema,
  tableOf,
} from '../../analysis/tables/table-schema.ts';
import type { LongTable } from '../file/experiment-file.ts';
import type { Outcome } from '../file/outcome-entry.ts';

/** Whose row it is. The arm stands in the path. */
export interface RunPlace {
  readonly run: number;
  readonly point: number;
  readonly replicate: number;
  readonly seed: number;
}

export interface RunRow extends RunPlace {
  readonly status: 'ok' | 'failed';
  readonly digest: string | null;
  readonly scenario_digest: string | null;
  readonly from_time: string | null;
  readonly to_time: string | null;
  readonly events: number | null;
  readonly orders: number | null;
  readonly fills: number | null;
}

export interface RunEnd {
  readonly message: string | null;
  readonly replay: string;
}

export interface PointRow {
  readonly point: number;
  readonly parameter: string;
  readonly value: number | null;
  readonly value_text: string;
}

/** Summed over the institutions of a kind. */
export type KindFlowRow = Omit<FlowLine, 'agent' | 'buy_dv01' | 'sell_dv01'>;

const PLACE: ColumnsOf<RunPlace> = {
  run: always('int32', 'number', 'place in the experiment, from 0 without gaps'),
  point: always('int32', 'number', 'place of its settings among the points, from 0'),
  replicate: always('int32', 'number', 'place of its seed among those of the arm, from 0'),
  seed: always('int64', 'number', 'root of the run’s luck'),
};

const RUN: ColumnsOf<RunRow> = {
  ...PLACE,
  status: always('text', '', 'ok or failed'),
  digest: maybe('text', '', 'of all events, as spillover run prints it; null where the run failed'),
  scenario_digest: maybe('text', '', 'of the scenario with its settings'),
  from_time: maybe('time', 'UTC', 'first moment'),
  to_time: maybe('time', 'UTC', 'last moment'),
  events: maybe('int64', 'number', 'control events'),
  orders: maybe('int64', 'number', 'orders accepted'),
  fills: maybe('int64', 'number', 'fills'),
};

const END: ColumnsOf<RunEnd> = {
  message: maybe('text', '', 'why it failed'),
  replay: always('text', '', 'the command that repeats the run; files in it lie in the results folder'),
};

const POINT: ColumnsOf<PointRow> = {
  point: always('int32', 'number', 'place among the points, from 0'),
  parameter: always('text', '', 'name of the parameter'),
  value: maybe('float64', 'unit of the parameter', 'its value; null where it is no number'),
  value_text: always('text', '', 'its value as a setting takes it'),
};

/** Names that no outcome may have. */
export const FIXED_COLUMNS: readonly string[] = ['arm', ...Object.keys(RUN), ...Object.keys(END)];

export const POINTS_SCHEMA: TableSchema = tableOf('a parameter at a point, by point', POINT);

export function runsSchema(outcomes: readonly Outcome[]): TableSchema {
  const measured: NamedColumn[] = outcomes.map(({ name, unit, what }) => ({ name, ...maybe('float64', unit, what) }));
  const [first, last] = [tableOf('', RUN), tableOf('', END)];
  return { rowIs: 'a run, in the order of the experiment', columns: [...first.columns, ...measured, ...last.columns] };
}

export function longSchema(table: LongTable): TableSchema {
  const { rowIs, columns } = TABLES[table];
  const own = table === 'flows' ? columns.filter(({ name }) => name !== 'agent') : columns;
  return { rowIs: `of one run: ${rowIs}`, columns: [...tableOf('', PLACE).columns, ...own] };
}

/** Flows of all institutions of a kind, in the order of date, kind, bond and flag. */
export function flowsByKind(lines: readonly FlowLine[]): KindFlowRow[] {
  const sums = new Map<string, KindFlowRow>();
  for (const { agent, buy_dv01, sell_dv01, ...line } of lines) {
    const key = [line.date, line.agent_kind, line.bond, line.flag].join('\0');
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? line : added(sum, line));
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

const added = (a: KindFlowRow, b: KindFlowRow): KindFlowRow => ({
  ...a,
  buy_face: a.buy_face + b.buy_face,
  sell_face: a.sell_face + b.sell_face,
  net_dv01: toCents(a.net_dv01 + b.net_dv01),
  forced_sell_dv01: toCents(a.forced_sell_dv01 + b.forced_sell_dv01),
});

const toCents = (value: number): number => Math.round(value * 100) / 100;
