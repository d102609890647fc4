/** The tables of a finished run as whole rows: what an experiment keeps of every run. */
import type { AuctionRow } from '../tables/auction-table.ts';
import type { DailyRow } from '../tables/daily-table.ts';
import type { FlowLine } from '../tables/flow-table.ts';

export interface RunTables {
  readonly daily: readonly DailyRow[];
  readonly auctions: readonly AuctionRow[];
  readonly operations: readonly AuctionRow[];
  readonly flows: readonly FlowLine[];
}
