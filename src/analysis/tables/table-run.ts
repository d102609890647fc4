/**
 * An observer of a log that folds it into the tables asked for, and hands each row on as soon as it is known.
 *
 * A `LogVisitor`. `events`, `bars`, `causes`, `positions` and `agents` are told row by row and nothing of them is kept; the others
 * grow with days, lines and institutions only and come with `finish`. It never changes what it sees.
 */
import type { World } from '../../engine/world.ts';
import type { RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { SimTime } from '../../units/quantity.ts';
import { type ExtraHolidays, QuoteBoard } from '../quote-board.ts';
import { Roster } from '../why/roster.ts';
import { agentRow, type HomeMarkets } from './agent-rows.ts';
import { AuctionTable } from './auction-table.ts';
import { BarTable } from './bar-table.ts';
import { CauseTable } from './cause-table.ts';
import { type BooksNow, DailyTable } from './daily-table.ts';
import { EventTable } from './event-table.ts';
import { FlowTable } from './flow-table.ts';
import { metricRows } from './metric-rows.ts';
import { type PositionNow, PositionTable } from './position-table.ts';
import type { TableName, TableRows } from './table-columns.ts';

/** Who takes the rows; a table without a taker is not made. */
export type RowTakers = { readonly [Name in TableName]?: (row: TableRows[Name]) => void };

/** The state of the world as the last event or batch left it; it hears everything before the tables do. */
export interface WorldNow {
  readonly books: BooksNow;
  readonly position: PositionNow;
}

/** Of a world that is not opened yet nothing is told. */
export const worldNow = (world: () => World | undefined): WorldNow => ({
  books: () => {
    const now = world();
    return now?.isOpened === true ? now.parts.books : undefined;
  },
  position: (agent, instrument) => {
    const now = world();
    if (now?.isOpened !== true) return 0;
    const { ledger } = now.parts;
    return ledger.units(agent, instrument) * (ledger.lines[instrument]?.unitFace ?? 0);
  },
});

export interface TableRunOptions {
  readonly takers: RowTakers;
  readonly world: WorldNow;
  /** As in the scenario; what a log alone does not say. */
  readonly extraHolidays?: ExtraHolidays;
  readonly homes?: HomeMarkets;
}

/** Tables that look at books or accounts and not at events alone. */
const OF_THE_WORLD: readonly TableName[] = ['daily', 'metrics', 'positions'];

/** Whether anybody will ask for the state of the world. */
export const needsWorld = (names: readonly TableName[]): boolean => names.some((name) => OF_THE_WORLD.includes(name));

export class TableRun {
  readonly #takers: RowTakers;
  readonly #homes: HomeMarkets;
  readonly #roster = new Roster();
  readonly #board: QuoteBoard;
  readonly #events: EventTable | undefined;
  readonly #bars: BarTable | undefined;
  readonly #positions: PositionTable | undefined;
  readonly #causes: CauseTable | undefined;
  readonly #daily: DailyTable | undefined;
  readonly #flows: FlowTable | undefined;
  readonly #results: AuctionTable;
  #at = 0 as SimTime;

  constructor({ takers, world, extraHolidays = {}, homes = new Map() }: TableRunOptions) {
    const { events, bars, positions, causes, daily, flows, metrics } = takers;
    this.#takers = takers;
    this.#homes = homes;
    const board = new QuoteBoard(extraHolidays);
    this.#board = board;
    this.#events = events && new EventTable(this.#roster, events);
    this.#bars = bars && new BarTable(board, bars);
    this.#positions = positions && new PositionTable(board, world.position, positions);
    this.#causes = causes && new CauseTable(causes);
    this.#daily = daily || metrics ? new DailyTable(board, world.books) : undefined;
    this.#flows = flows || metrics ? new FlowTable(board) : undefined;
    this.#results = new AuctionTable(board);
  }

  control(event: MarketEvent): void {
    this.#at = event.at;
    this.#roster.control(event);
    this.#flows?.control(event);
    this.#board.control(event);
    this.#events?.control(event);
    this.#causes?.control(event);
    this.#bars?.control(event);
    this.#daily?.control(event);
    this.#positions?.control(event);
    this.#results.control(event);
    if (event.type === 'AgentJoined') this.#takers.agents?.(agentRow(event, this.#homes));
  }

  batch(batch: RecordBatch): void {
    this.#at = batch.at;
    this.#events?.batch(batch);
    this.#causes?.batch(batch);
    this.#bars?.batch(batch);
    this.#daily?.batch(batch);
    this.#flows?.batch(batch);
  }

  /** Tells what could not be known before the end. */
  finish(): void {
    const takers = this.#takers;
    this.#bars?.finish();
    const { auctions, operations } = this.#results;
    const daily = this.#daily?.rows(this.#at) ?? [];
    const flows = this.#flows?.lines() ?? [];
    tell(daily, takers.daily);
    tell(auctions, takers.auctions);
    tell(operations, takers.operations);
    tell(
      flows.map(({ buy_dv01, sell_dv01, ...row }) => row),
      takers.flows,
    );
    if (takers.metrics === undefined) return;
    tell(metricRows({ daily, flows, results: [...auctions, ...operations] }), takers.metrics);
  }
}

function tell<Row>(rows: readonly Row[], taker: ((row: Row) => void) | undefined): void {
  if (taker !== undefined) for (const row of rows) taker(row);
}
