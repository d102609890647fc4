/**
 * The small public state: policy rates and the auctions that are announced. Changes rarely, is read by everybody and
 * shown to people, so it is an immutable value kept with immer; orders, positions and prices never come here.
 */
import { Immer } from 'immer';
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Face, Market, SimTime, Venue } from '../units/quantity.ts';

export interface OpenAuction {
  readonly id: string;
  readonly instruments: readonly string[];
  readonly format: string;
  readonly counterparty: string;
  readonly offered: Face;
  readonly bidsCloseAt: SimTime;
  readonly resultAt: SimTime;
  /** Bids are being taken. */
  readonly invited: boolean;
}

export interface PublicState {
  /** Milli-basis-points by market; absent until set. */
  readonly policyRate: Readonly<Partial<Record<Market, number>>>;
  /** Venues in session, with their business date. */
  readonly session: Readonly<Partial<Record<Venue, number>>>;
  /** By result time, then id. */
  readonly auctions: readonly OpenAuction[];
}

export const AT_FIRST: PublicState = { policyRate: {}, session: {}, auctions: [] };

// Freezing costs more than the change itself; nothing outside holds a reference that it could change.
const immer = new Immer({ autoFreeze: false });

export function evolvePublic(state: PublicState, event: MarketEvent): PublicState {
  switch (event.type) {
    case 'PolicyRateSet':
    case 'SessionOpened':
    case 'SessionClosed':
    case 'AuctionAnnounced':
    case 'BidsInvited':
    case 'AuctionResultPublished':
    case 'AuctionCancelled':
    case 'OfferRevised':
      return immer.produce(state, (draft) => {
        switch (event.type) {
          case 'PolicyRateSet':
            draft.policyRate[event.market] = event.rate;
            break;
          case 'SessionOpened':
            draft.session[event.market] = event.date;
            break;
          case 'SessionClosed':
            delete draft.session[event.market];
            break;
          case 'AuctionAnnounced': {
            const { auction: id, format, counterparty, offered, bidsCloseAt, resultAt } = event;
            const instruments = [...event.instruments];
            const times = { bidsCloseAt, resultAt, invited: false };
            draft.auctions.push({ id, instruments, format, counterparty, offered, ...times });
            draft.auctions.sort((a, b) => a.resultAt - b.resultAt || (a.id < b.id ? -1 : 1));
            break;
          }
          case 'BidsInvited':
            draft.auctions = draft.auctions.map((open) =>
              open.id === event.auction ? { ...open, offered: event.offered, invited: true } : open,
            );
            break;
          case 'OfferRevised':
            draft.auctions = draft.auctions.map((open) =>
              open.id === event.auction ? { ...open, offered: event.offered } : open,
            );
            break;
          case 'AuctionResultPublished':
          case 'AuctionCancelled':
            draft.auctions = draft.auctions.filter((open) => open.id !== event.auction);
            break;
        }
      });
    default:
      return state;
  }
}
