/**
 * What reading an auction, an operation or a calendar of operations needs to know of the rest of its file.
 */
import type { BondMarket, SimTime } from '../../units/quantity.ts';
import type { Names, Path, Problem } from '../located-error.ts';
import type { AgentFacts, InstrumentFacts, MarketFacts } from '../scenario.ts';

export interface AuctionContext {
  readonly path: Path;
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  readonly markets: ReadonlyMap<BondMarket, MarketFacts>;
  readonly agents: ReadonlyMap<string, AgentFacts>;
  /** False where some agent could not be read: then it may be the one that is missing. */
  readonly agentsAreWhole: boolean;
  /** Ids that the file states but that could not be read. */
  readonly broken: Names;
  readonly opensAt: SimTime;
  readonly endsAt: SimTime;
  readonly checkTime: (at: SimTime, path: Path) => void;
  readonly complain: (problem: Problem) => void;
}
