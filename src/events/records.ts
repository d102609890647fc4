/**
 * The data plane: what happens to single orders, as fixed-width records in one preallocated `Int32Array`.
 *
 * No object per record, ever. A record states its effect on the queue (what rests afterwards, at which price), so that
 * a replay applies it and never derives it. Records share the run's sequence with the control plane: a batch is a
 * stretch of records with consecutive seqs and one instant.
 */
import type { Seq, SimTime } from '../units/quantity.ts';

/** Int32 words in a record (48 bytes). */
export const RECORD_WORDS = 12;

/** Word offsets inside a record. */
export const Field = {
  kind: 0,
  /** Index of the instrument, in the order of the log's `InstrumentListed`. */
  instrument: 1,
  /** The run's order number. For a fill: the taker's. */
  order: 2,
  /** Index of the order's owner, in the order of the log's `AgentJoined`. For a fill: the taker's. */
  owner: 3,
  /** `packTerms`: side, order type and flag. */
  terms: 4,
  priceTicks: 5,
  /** Lots: accepted, taken off, or filled. */
  quantity: 6,
  /** What rests of `order` after this record (0 = gone). For a fill: of the maker. */
  resting: 7,
  /**
   * For a fill: the maker's order number; for a rejection, a cancel or an expiry: its `Reason`; for an accepted order: lots
   * that an iceberg shows, or a stop's trigger price; for a halt: what it is for.
   */
  counterOrder: 8,
  /** For a fill: the maker's owner. */
  counterOwner: 9,
  /** Seq of the control event that led to the order. For a fill: the taker's cause. */
  cause: 10,
  /** For a fill: the maker's cause; for an accepted order: the second until which it stands, 0 = for good. */
  counterCause: 11,
} as const;

export const RecordKind = {
  accepted: 1,
  rejected: 2,
  amended: 3,
  cancelled: 4,
  filled: 5,
  expired: 6,
  replenished: 7,
  halted: 8,
  resumed: 9,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

export const Reason = {
  unknownOrder: 1,
  marketClosed: 2,
  outsidePriceLimits: 3,
  beyondShortLimit: 4,
  beyondCredit: 5,
  selfTrade: 6,
  wouldCross: 7,
  cannotFill: 8,
  halted: 9,
  callAuction: 10,
  notTrading: 11,
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** Why an institution trades: needed to tell forced from voluntary flow. Order is part of the format. */
export const ORDER_FLAGS = [
  'voluntary',
  'riskLimit',
  'margin',
  'stopLoss',
  'mandate',
  'policy',
  'marketMaking',
] as const;
export type OrderFlag = (typeof ORDER_FLAGS)[number];

export const ORDER_TYPES = ['limit', 'market', 'ioc', 'fok', 'postOnly', 'stop', 'iceberg'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const BUY = 0;
export const SELL = 1;
export type SideBit = typeof BUY | typeof SELL;

/** bit 0 side, bits 1–4 order type, bits 5–8 flag. */
export const packTerms = (side: SideBit, type: number, flag: number): number => side | (type << 1) | (flag << 5);
export const sideOf = (terms: number): SideBit => (terms & 1) as SideBit;
export const typeOf = (terms: number): OrderType => ORDER_TYPES[(terms >> 1) & 15] as OrderType;
export const flagOf = (terms: number): OrderFlag => ORDER_FLAGS[(terms >> 5) & 15] as OrderFlag;
export const typeIndex = (type: OrderType): number => ORDER_TYPES.indexOf(type);
export const flagIndex = (flag: OrderFlag): number => ORDER_FLAGS.indexOf(flag);

/** A published stretch of records: words `[from, to)` of `words`, `(to − from) / RECORD_WORDS` records, seqs from `firstSeq`. */
export interface RecordBatch {
  readonly at: SimTime;
  readonly firstSeq: Seq;
  readonly words: Int32Array;
  readonly from: number;
  readonly to: number;
}
