/**
 * An observer of a run, live or from its log, that folds it into the tables people look at first.
 *
 * A `LogVisitor`: the same events and batches in the same order give the same report, whether they come from the stream or
 * from a reader. It never changes what it sees and keeps no batch.
 */
import { AGENT_KIND_NAMES } from '../agents/kind-names.ts';
import type { RecordBatch } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import type { SimTime } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';
import { type FlowTotal, totalFlows } from './flow-totals.ts';
import { type Headline, Headlines, type Pressure } from './headlines.ts';
import { type InterdealerRow, InterdealerTurnover } from './interdealer-turnover.ts';
import { type ExtraHolidays, QuoteBoard } from './quote-board.ts';
import { type Counts, RunCounts } from './run-counts.ts';
import { type AuctionRow, AuctionTable } from './tables/auction-table.ts';
import { type BooksNow, type Change, type DailyRow, DailyTable } from './tables/daily-table.ts';
import { type FlowLine, type FlowRow, FlowTable } from './tables/flow-table.ts';

export interface RunReport {
  /** First and last moment seen. */
  readonly from: string;
  readonly to: string;
  readonly counts: Counts;
  readonly daily: readonly DailyRow[];
  readonly changes: readonly Change[];
  readonly auctions: readonly AuctionRow[];
  readonly operations: readonly AuctionRow[];
  readonly flows: readonly FlowTotal[];
  readonly interdealer: readonly InterdealerRow[];
  readonly headlines: readonly Headline[];
  readonly pressure: readonly Pressure[];
}

export interface RunSummaryOptions {
  /** As in the scenario; what a log alone does not say. */
  readonly extraHolidays?: ExtraHolidays;
  readonly books?: BooksNow;
}

export class RunSummary {
  /** Prices and risk of every line as the last event left them. */
  readonly board: QuoteBoard;
  readonly #daily: DailyTable;
  readonly #auctions: AuctionTable;
  readonly #flows: FlowTable;
  readonly #interdealer: InterdealerTurnover;
  readonly #counts = new RunCounts();
  readonly #headlines = new Headlines();
  #from: SimTime | undefined;
  #to = 0 as SimTime;

  constructor({ extraHolidays = {}, books = () => undefined }: RunSummaryOptions = {}) {
    this.board = new QuoteBoard(extraHolidays);
    this.#daily = new DailyTable(this.board, books);
    this.#auctions = new AuctionTable(this.board);
    this.#flows = new FlowTable(this.board);
    this.#interdealer = new InterdealerTurnover(this.board);
  }

  control(event: MarketEvent): void {
    this.#passTo(event.at);
    this.#counts.control(event);
    this.#flows.control(event);
    this.board.control(event);
    this.#daily.control(event);
    this.#auctions.control(event);
    this.#interdealer.control(event);
    this.#headlines.control(event);
  }

  batch(batch: RecordBatch): void {
    this.#passTo(batch.at);
    this.#counts.batch(batch);
    this.#daily.batch(batch);
    this.#flows.batch(batch);
    this.#interdealer.batch(batch);
  }

  /** One row per date, agent, bond and reason: the table `flows`. */
  flowRows(): FlowRow[] {
    return this.#flows.lines().map(({ buy_dv01, sell_dv01, ...row }) => row);
  }

  /** The same with both sides' values of a basis point. */
  flowLines(): FlowLine[] {
    return this.#flows.lines();
  }

  counts(): Counts {
    return this.#counts.counts();
  }

  report(): RunReport {
    const currencyOf = (bond: string) => this.board.listing(this.board.indexOf(bond)).currency;
    return {
      from: isoTime(this.#from ?? this.#to),
      to: isoTime(this.#to),
      counts: this.#counts.counts(),
      daily: this.#daily.rows(this.#to),
      changes: this.#daily.changes(),
      auctions: this.#auctions.auctions,
      operations: this.#auctions.operations,
      flows: totalFlows(this.#flows.lines(), currencyOf, AGENT_KIND_NAMES),
      interdealer: this.#interdealer.rows(),
      headlines: this.#headlines.rows,
      pressure: this.#headlines.pressure(AGENT_KIND_NAMES),
    };
  }

  #passTo(at: SimTime): void {
    this.#from ??= at;
    this.#to = at;
  }
}
