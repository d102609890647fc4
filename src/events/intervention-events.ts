/**
 * What a fork changes in a world under way: facts stated from outside, as a scenario's announcements are, so they follow
 * from nothing. Announcements and operations of a patch are events of their own chapters; these are the rest.
 */
import type { Face, Lots, Side, SimTime } from '../units/quantity.ts';
import type { Event } from './event.ts';

/** From here on an institution acts under another mandate; what it remembers stays. */
export interface MandateChanged extends Event<'MandateChanged'> {
  readonly agent: string;
  /** Keys of the mandate, joined by dots. */
  readonly path: string;
  /** As the patch states it; what is no plain text as JSON. */
  readonly value: string;
}

export interface LoopSwitched extends Event<'LoopSwitched'> {
  readonly loop: string;
  readonly to: 'on' | 'off';
}

/** An auction or operation is not held; bids that stand in it are void. */
export interface AuctionCancelled extends Event<'AuctionCancelled'> {
  readonly auction: string;
  readonly instruments: readonly string[];
}

/** The issuer offers, or the buyer wants, another amount than it had announced or planned. */
export interface OfferRevised extends Event<'OfferRevised'> {
  readonly auction: string;
  readonly instruments: readonly string[];
  readonly offered: Face;
}

/** An authority orders a currency pair to be bought or sold through the book until a moment; its orders follow from this. */
export interface CurrencyInterventionOrdered extends Event<'CurrencyInterventionOrdered'> {
  readonly agent: string;
  readonly instrument: string;
  readonly side: Side;
  readonly lots: Lots;
  readonly until: SimTime;
}

export type InterventionEvent =
  | MandateChanged
  | LoopSwitched
  | AuctionCancelled
  | OfferRevised
  | CurrencyInterventionOrdered;
