/** Watches a run, as any observer does, and gives its extract at the end. */
import { RATIO_UNIT } from '../../bonds/index-ratio.ts';
import type { RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Market } from '../../units/quantity.ts';
import { FactWatch } from '../facts/fact-watch.ts';
import { toPlaces } from '../rounding.ts';
import { RunSummary, type RunSummaryOptions } from '../run-summary.ts';
import type { AuctionRow } from '../tables/auction-table.ts';
import type { DailyRow } from '../tables/daily-table.ts';
import type { FlowLine } from '../tables/flow-table.ts';
import { LevelPath } from './level-path.ts';
import type { ExtractedDay, ExtractedFlow, ExtractedSale, RunExtract } from './run-extract.ts';
import type { RunTables } from './run-tables.ts';

const LONG_FROM_YEARS = 10;

export interface RunExtractorOptions extends RunSummaryOptions {
  /** True where the extract shall have a sheet of stylised facts. */
  readonly withFacts?: boolean;
}

export class RunExtractor {
  readonly #summary: RunSummary;
  readonly #facts: FactWatch | undefined;
  readonly #path = new LevelPath();
  readonly #indexRatio = new Map<string, number>();

  constructor({ withFacts = false, ...options }: RunExtractorOptions) {
    this.#summary = new RunSummary(options);
    this.#facts = withFacts ? new FactWatch() : undefined;
  }

  control(event: MarketEvent): void {
    this.#summary.control(event);
    this.#path.control(event);
    this.#facts?.control(event);
    if (event.type === 'IndexRatioSet') {
      this.#indexRatio.set(event.instrument, event.ratioHundredThousandths / RATIO_UNIT);
    }
  }

  batch(batch: RecordBatch): void {
    this.#summary.batch(batch);
    this.#facts?.batch(batch);
  }

  tables(): RunTables {
    const { daily, auctions, operations } = this.#summary.report();
    return { daily, auctions, operations, flows: this.#summary.flowLines() };
  }

  extract(digest: string): RunExtract {
    const report = this.#summary.report();
    const { events, orders, fills } = report.counts;
    return {
      digest,
      from: report.from,
      to: report.to,
      counts: { events, orders, fills },
      daily: report.daily.map(dayOf),
      auctions: report.auctions.map(saleOf),
      operations: report.operations.map(saleOf),
      flows: this.#flowsOf(report.daily),
      interdealer: report.interdealer.map(({ date, bond, volume_dv01 }) => ({ date, bond, volume_dv01 })),
      marks: this.#path.marks,
      pressure: report.pressure,
      ...(this.#facts === undefined ? {} : { facts: this.#facts.sheet(report.daily) }),
    };
  }

  #flowsOf(daily: readonly DailyRow[]): ExtractedFlow[] {
    const closes = new Map(daily.map((row) => [`${row.date} ${row.bond}`, row.close_price]));
    const tenors = new Map(daily.map(({ bond, tenor_years }) => [bond, tenor_years ?? 0]));
    const lastClose = new Map<string, number>();
    const sums = new Map<string, ExtractedFlow>();
    for (const line of this.#summary.flowLines()) {
      if (line.market === 'fx') continue;
      const close = closes.get(`${line.date} ${line.bond}`) ?? lastClose.get(line.bond) ?? PAR;
      lastClose.set(line.bond, close);
      const price = (close / PAR) * (this.#indexRatio.get(line.bond) ?? 1);
      addTo(sums, line, { isLong: (tenors.get(line.bond) ?? 0) > LONG_FROM_YEARS, price });
    }
    return [...sums.values()].map(rounded);
  }
}

const PAR = 100;

interface Priced {
  readonly isLong: boolean;
  /** Money for one of face. */
  readonly price: number;
}

function addTo(sums: Map<string, ExtractedFlow>, line: FlowLine, { isLong, price }: Priced): void {
  const { date, agent_kind, market } = line;
  const key = `${date} ${agent_kind} ${market} ${isLong}`;
  const sum = sums.get(key) ?? nothing(date, agent_kind, market, isLong);
  const forced = line.forced_sell_dv01 > 0 ? line.sell_face * price : 0;
  sums.set(key, {
    ...sum,
    buy_money: sum.buy_money + line.buy_face * price,
    sell_money: sum.sell_money + line.sell_face * price,
    forced_sell_money: sum.forced_sell_money + forced,
    net_dv01: sum.net_dv01 + line.net_dv01,
    sell_dv01: sum.sell_dv01 + line.sell_dv01,
    forced_sell_dv01: sum.forced_sell_dv01 + line.forced_sell_dv01,
  });
}

const nothing = (date: string, agent_kind: string, market: Market, is_long: boolean): ExtractedFlow => ({
  date,
  agent_kind,
  market,
  is_long,
  buy_money: 0,
  sell_money: 0,
  forced_sell_money: 0,
  net_dv01: 0,
  sell_dv01: 0,
  forced_sell_dv01: 0,
});

const rounded = (flow: ExtractedFlow): ExtractedFlow => ({
  ...flow,
  buy_money: toPlaces(flow.buy_money, 0),
  sell_money: toPlaces(flow.sell_money, 0),
  forced_sell_money: toPlaces(flow.forced_sell_money, 0),
  net_dv01: toPlaces(flow.net_dv01, 2),
  sell_dv01: toPlaces(flow.sell_dv01, 2),
  forced_sell_dv01: toPlaces(flow.forced_sell_dv01, 2),
});

const dayOf = (row: DailyRow): ExtractedDay => ({
  date: row.date,
  market: row.market,
  bond: row.bond,
  close_yield_pct: row.close_yield_pct,
  high_yield_pct: row.high_yield_pct,
  change_bp: row.change_bp,
  trades: row.trades,
  volume_dv01: row.volume_dv01,
  spread_bp: row.spread_bp,
  depth_dv01: row.depth_dv01,
});

const saleOf = ({ time, bond, format, accepted, cover, tail }: AuctionRow): ExtractedSale => ({
  time,
  bond,
  format,
  accepted,
  cover,
  tail,
});
