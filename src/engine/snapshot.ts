/**
 * A run between two instants as plain data: whoever has it, the scenario and the seed can run on as if nothing had been
 * interrupted. Fit for `structuredClone` and any serialisation that knows Maps and typed arrays; it shares nothing that
 * changes with the run that it was taken from.
 *
 * What the calendar brings is not here: it follows from the scenario and from how far the run has come. Random streams
 * are keyed by name and instant and have no state. Without its scenario and its seed a snapshot means nothing.
 */
import type { LoopName } from '../agents/loops.ts';
import type { RunDigestState } from '../events/content-digest.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import type { AuctionHouseState } from './auction-house.ts';
import type { ExchangeState, ExchangeWork } from './exchange.ts';
import type { GaugesState } from './gauges.ts';
import type { InstitutionState } from './institution.ts';
import type { PricingState } from './instrument-pricing.ts';
import type { InterventionDeskState } from './intervention-desk.ts';
import type { MarketDayState } from './market-day.ts';
import type { SettlementCausesState } from './settlement-causes.ts';
import type { WorldState } from './world.ts';

export interface Snapshot {
  /** Everything up to and including this instant has happened, nothing after it. */
  readonly at: SimTime;
  /** Of the last event or record. */
  readonly seq: Seq;
  /** Of the last instant at which anything was due, be it that no event came of it. */
  readonly lastAt: SimTime;
  readonly digest: RunDigestState;
  readonly world: WorldState;
  readonly nextOrder: number;
  readonly loops: Readonly<Record<LoopName, boolean>>;
  readonly gauges: GaugesState;
  /** By owner and instrument. */
  readonly quotedFlow: Float64Array;
  /** By instrument. */
  readonly pricings: readonly PricingState[];
  readonly marketDay: MarketDayState;
  readonly exchange: ExchangeState;
  /** What the exchange has asked to be woken for, in order. */
  readonly calls: readonly { readonly at: SimTime; readonly work: ExchangeWork }[];
  readonly settlementCauses: SettlementCausesState;
  readonly auctions: AuctionHouseState;
  readonly interventions: InterventionDeskState;
  readonly institutions: readonly InstitutionState[];
}
