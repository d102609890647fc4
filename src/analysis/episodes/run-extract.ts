/**
 * What is kept of a finished run so that any measure of an episode can be taken of it later: a few kilobytes of plain data.
 *
 * From the same tables as a run's own document. Measures are functions of extracts, so a new one needs no new run.
 */
import type { Market } from '../../units/quantity.ts';
import type { FactSheet } from '../facts/fact-source.ts';
import type { LevelMark } from './level-path.ts';

export interface RunExtract {
  readonly digest: string;
  /** First and last moment seen. */
  readonly from: string;
  readonly to: string;
  readonly counts: { readonly events: number; readonly orders: number; readonly fills: number };
  readonly daily: readonly ExtractedDay[];
  readonly auctions: readonly ExtractedSale[];
  /** Where a central bank or a debt office bought. */
  readonly operations: readonly ExtractedSale[];
  readonly flows: readonly ExtractedFlow[];
  readonly interdealer: readonly ExtractedTurnover[];
  /** Levels of long JGBs every half-hour and where an auction's bids close or its result is published. */
  readonly marks: readonly LevelMark[];
  readonly pressure: readonly ExtractedPressure[];
  /** Of arms that ask for it. */
  readonly facts?: FactSheet;
}

export interface ExtractedDay {
  readonly date: string;
  readonly market: Market;
  readonly bond: string;
  readonly close_yield_pct: number | null;
  readonly high_yield_pct: number | null;
  readonly change_bp: number | null;
  readonly trades: number;
  readonly volume_dv01: number;
  readonly spread_bp: number | null;
  readonly depth_dv01: number | null;
}

export interface ExtractedSale {
  readonly time: string;
  readonly bond: string;
  readonly format: string;
  readonly accepted: number;
  readonly cover: number;
  readonly tail: number | null;
}

/** Of all institutions of a kind on a date, in the lines of a market up to ten years or beyond. */
export interface ExtractedFlow {
  readonly date: string;
  readonly agent_kind: string;
  readonly market: Market;
  readonly is_long: boolean;
  /** Local currency, at the date's closes. */
  readonly buy_money: number;
  readonly sell_money: number;
  readonly forced_sell_money: number;
  /** Local currency per basis point. */
  readonly net_dv01: number;
  readonly sell_dv01: number;
  readonly forced_sell_dv01: number;
}

export interface ExtractedTurnover {
  readonly date: string;
  readonly bond: string;
  readonly volume_dv01: number;
}

export interface ExtractedPressure {
  readonly agent_kind: string;
  readonly limit_breaches: number;
  readonly stop_losses: number;
  readonly margin_calls: number;
  readonly quotes_withdrawn: number;
}
