/**
 * The tables that can be exported and every column of theirs: kind, unit, meaning.
 *
 * `docs/tables.md` and the metadata of Parquet files are made from this. A name or a meaning that changes is a change of
 * format (`docs/formats.md`); columns may be added at the end.
 */
import type { AgentRow } from './agent-rows.ts';
import type { AuctionRow } from './auction-table.ts';
import type { BarRow } from './bar-table.ts';
import type { CauseRow } from './cause-table.ts';
import type { DailyRow } from './daily-table.ts';
import type { EventRow } from './event-table.ts';
import type { FlowRow } from './flow-table.ts';
import type { MetricRow } from './metric-rows.ts';
import type { PositionRow } from './position-table.ts';
import { always, type ColumnsOf, maybe, type TableSchema, tableOf } from './table-schema.ts';

/** The rows of every table, by its name. */
export interface TableRows {
  readonly events: EventRow;
  readonly bars: BarRow;
  readonly daily: DailyRow;
  readonly auctions: AuctionRow;
  readonly operations: AuctionRow;
  readonly flows: FlowRow;
  readonly positions: PositionRow;
  readonly agents: AgentRow;
  readonly metrics: MetricRow;
  readonly causes: CauseRow;
}
/** `events`, `bars`, `daily`, `auctions`, `operations`, `flows`, `positions`, `agents`, `metrics` or `causes`. */
export type TableName = keyof TableRows;

const FACE = 'local currency';
const PER_BP = 'local currency per bp';
const PRICE = 'per 100 of face; a pair: per unit';
const MARKET = always('text', '', 'jgb, ust, gilt, ktb, fx, equity, gold or bitcoin');
const BOND = always('text', '', 'name of the line');
const DATE = always('date', 'date', 'business date of the row’s market in its own city');
const AGENT = always('text', '', 'institution');
const AGENT_KIND = always('text', '', 'kind of institution');

const EVENTS: ColumnsOf<EventRow> = {
  seq: always('int32', 'number', 'place in the run, from 1 without gaps'),
  time: always('time', 'UTC', 'simulated time'),
  plane: always('text', '', 'control: an event; order: what happened to one order'),
  type: always(
    'text',
    '',
    'event type, or accepted, rejected, amended, cancelled, filled, expired, replenished, halted, resumed',
  ),
  agent: maybe('text', '', 'whose event or order it is; of a fill the taker'),
  counter_agent: maybe('text', '', 'the other side: of a fill the maker'),
  market: maybe('text', '', 'market; of a session also the futures exchange ose'),
  bond: maybe('text', '', 'name of the line; null where there is none or several'),
  side: maybe('text', '', 'buy or sell, of `agent`'),
  order_type: maybe('text', '', 'limit, market, ioc, fok, postOnly, stop or iceberg'),
  price_ticks: maybe('int32', 'ticks', 'price in the smallest step; divide by ticksPerPoint of InstrumentListed'),
  quantity_lots: maybe('int64', 'lots', 'ordered, taken off or filled; multiply by lotFace of InstrumentListed'),
  resting_lots: maybe('int32', 'lots', 'what rests of the order afterwards; of a fill: of the maker’s'),
  order_id: maybe('int32', 'number', 'order; of a fill the taker’s'),
  counter_order_id: maybe('int32', 'number', 'of a fill: the maker’s order'),
  flag: maybe(
    'text',
    '',
    'why the order was given: voluntary, riskLimit, margin, stopLoss, mandate, policy, marketMaking',
  ),
  reason: maybe('text', '', 'why something was refused, ended or halted by the market'),
  cause: maybe('int32', 'seq', 'the first event that it follows from; all are in causes'),
  fields: maybe('json', 'as named', 'what else the event says, as a JSON object'),
};

const BARS: ColumnsOf<BarRow> = {
  time: always('time', 'UTC', 'first moment of the five minutes'),
  market: MARKET,
  bond: BOND,
  open_price: always('float64', PRICE, 'first trade or middle'),
  high_price: always('float64', PRICE, 'highest trade or middle'),
  low_price: always('float64', PRICE, 'lowest trade or middle'),
  close_price: always('float64', PRICE, 'last trade or middle'),
  open_yield_pct: maybe('float64', '%', 'yield of open_price as the market quotes it; null where there is none'),
  high_yield_pct: maybe('float64', '%', 'yield of low_price'),
  low_yield_pct: maybe('float64', '%', 'yield of high_price'),
  close_yield_pct: maybe('float64', '%', 'yield of close_price'),
  volume_lots: always('int32', 'lots', 'traded, each fill once'),
  trades: always('int32', 'fills', 'number of fills'),
  spread_bp: maybe('float64', 'bp', 'best offer less best bid at the last price tick; null where a side was empty'),
};

const DAILY: ColumnsOf<DailyRow> = {
  date: DATE,
  market: MARKET,
  bond: BOND,
  tenor_years: maybe('float64', 'years', 'original tenor'),
  open_yield_pct: maybe('float64', '%', 'yield of the first trade or middle'),
  high_yield_pct: maybe('float64', '%', 'highest yield of a trade or middle'),
  low_yield_pct: maybe('float64', '%', 'lowest yield of a trade or middle'),
  close_yield_pct: maybe('float64', '%', 'yield of the official close'),
  change_bp: maybe(
    'float64',
    'bp',
    'close less the previous business date’s; the first row: less the opening. Of a price: 10,000 times the change of its logarithm',
  ),
  volume_face: always('int64', FACE, 'traded, each fill once'),
  volume_dv01: always('float64', PER_BP, 'traded'),
  trades: always('int32', 'fills', 'number of fills'),
  spread_bp: maybe('float64', 'bp', 'best offer less best bid, weighted by time'),
  depth_dv01: maybe('float64', PER_BP, 'resting within 1 bp of the middle, both sides, weighted by time'),
  close_price: maybe('float64', PRICE, 'official close'),
  currency: always('text', '', 'local currency: JPY, USD, GBP or KRW'),
};

const AUCTIONS: ColumnsOf<AuctionRow> = {
  time: always('time', 'UTC', 'when the result was published'),
  market: MARKET,
  bond: always('text', '', 'name of the line, several joined by +'),
  format: always('text', '', 'how it was held, docs/auctions.md'),
  offered: always('int64', FACE, 'offered for sale, or to be bought'),
  bids: always('int64', FACE, 'competitive bids; in operations: offers'),
  accepted: always('int64', FACE, 'competitive awards'),
  cover: always('float64', 'times', 'bids over what the issuer divides by, docs/formats.md'),
  average_price: maybe(
    'float64',
    'per 100 of face',
    'average accepted price; null where several lines have no common one',
  ),
  stop_price: maybe('float64', 'per 100 of face', 'price of the worst accepted bid'),
  average_yield_pct: maybe('float64', '%', 'yield of the average price'),
  stop_yield_pct: maybe('float64', '%', 'yield of the worst accepted bid'),
  tail: maybe(
    'float64',
    'tail_unit',
    'how far the worst accepted bid lies from the average or the market; positive is worse',
  ),
  tail_unit: always('text', '', 'yen, bp or none'),
  dealer_share: always('float64', 'share', 'dealers’ own part of competitive awards, 0 to 1'),
};

const FLOWS: ColumnsOf<FlowRow> = {
  date: DATE,
  agent_kind: AGENT_KIND,
  agent: AGENT,
  market: MARKET,
  bond: BOND,
  buy_face: always('int64', FACE, 'bought, awards included'),
  sell_face: always('int64', FACE, 'sold, sales in operations included'),
  net_dv01: always('float64', PER_BP, 'bought less sold; positive: its duration rose'),
  forced_sell_dv01: always('float64', PER_BP, 'sold for riskLimit, margin or stopLoss'),
  flag: always('text', '', 'why: voluntary, riskLimit, margin, stopLoss, mandate, policy, marketMaking'),
};

const POSITIONS: ColumnsOf<PositionRow> = {
  date: DATE,
  agent_kind: AGENT_KIND,
  agent: AGENT,
  market: MARKET,
  bond: BOND,
  position_face: always(
    'int64',
    FACE,
    'held by trade date at the official close; of issuers negative, so that a line adds up to zero',
  ),
  dv01: always('float64', PER_BP, 'what the position loses when its yield rises by one bp'),
};

const AGENTS: ColumnsOf<AgentRow> = {
  agent: AGENT,
  agent_kind: AGENT_KIND,
  market: maybe('text', '', 'market of its mandate, from scenario.yaml; null where there is none or several'),
};

const METRICS: ColumnsOf<MetricRow> = {
  date: DATE,
  metric: always('text', '', 'what is measured'),
  market: MARKET,
  bond: maybe('text', '', 'line; null: the whole market'),
  value: always('float64', 'unit', 'the number'),
  unit: always('text', '', 'unit of value'),
};

const CAUSES: ColumnsOf<CauseRow> = {
  seq: always('int32', 'seq', 'what follows'),
  cause_seq: always('int32', 'seq', 'what it follows from, always smaller'),
};

/** Of every table what a row is, and its columns in order with kind, unit and meaning. */
export const TABLES: Readonly<Record<TableName, TableSchema>> = {
  events: tableOf('one control event or one step of an order, by seq', EVENTS),
  bars: tableOf('five minutes of a line in which it traded or its price changed, by time and place in the log', BARS),
  daily: tableOf('a line and a business date, by date and market', DAILY),
  auctions: tableOf('the result of a sale, by time', AUCTIONS),
  operations: tableOf('the result of a purchase by a central bank or a debt office, by time', AUCTIONS),
  flows: tableOf(
    'what an institution traded in a line on a business date for one reason, by date, agent, bond, flag',
    FLOWS,
  ),
  positions: tableOf('what an institution held of a line at an official close, in the order of closes', POSITIONS),
  agents: tableOf('an institution, in the order of the log', AGENTS),
  metrics: tableOf('a measure of a market or a line on a business date, by date, market, metric, bond', METRICS),
  causes: tableOf('an event and one that it follows from, by seq', CAUSES),
};

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];
