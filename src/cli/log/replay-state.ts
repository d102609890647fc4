/** What a replayed world looks like: curves, books and accounts as rows, for people and for programs. */

import { changeBp, isBond } from '../../analysis/quote-board.ts';
import { toPlaces } from '../../analysis/rounding.ts';
import type { World } from '../../engine/world.ts';
import { BUY, SELL } from '../../events/records.ts';
import type { Book } from '../../market/book/book.ts';
import { MINOR_PER_UNIT } from '../../market/ledger/ledger-accounts.ts';
import { CURRENCIES, type Currency, type Market } from '../../units/quantity.ts';

export interface LineState {
  readonly market: Market;
  readonly bond: string;
  readonly currency: Currency;
  readonly tenor_years: number | null;
  /** Last published, of the middle; null where the instrument has no yield. */
  readonly yield_pct: number | null;
  /** Since the opening; of a price in logarithms, up = dearer. */
  readonly change_bp: number;
  /** At the last official close, as in the table `daily`; null before the first. */
  readonly close_yield_pct: number | null;
  /** From the opening to the last official close: what `run` calls "in all". */
  readonly close_change_bp: number | null;
  readonly bid: number | null;
  readonly offer: number | null;
  readonly bid_face: number;
  readonly offer_face: number;
}

const MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'];

/** By market and tenor; nothing before the opening. */
export function lineStates(world: World): LineState[] {
  if (!world.isOpened) return [];
  const { listings, books } = world.parts;
  const lines = listings.map((listing, index): LineState => {
    const book = books[index] as Book;
    const level = world.lastLevel.get(listing.instrument) ?? listing.openLevel;
    const close = world.lastClose.get(listing.instrument);
    const bond = isBond(listing);
    const changeTo = (to: number): number => changeBp(to - listing.openLevel, bond);
    const [bid, offer] = [book.bestBidTicks(), book.bestOfferTicks()];
    const priceOf = (ticks: number): number | null => (ticks === 0 ? null : toPlaces(ticks / listing.ticksPerPoint, 8));
    return {
      market: listing.market,
      bond: listing.instrument,
      currency: listing.currency,
      tenor_years: listing.tenorMilliYears === 0 ? null : listing.tenorMilliYears / 1000,
      yield_pct: bond ? toPlaces(level / 100_000, 5) : null,
      change_bp: changeTo(level),
      close_yield_pct: bond && close !== undefined ? toPlaces(close / 100_000, 5) : null,
      close_change_bp: close === undefined ? null : changeTo(close),
      bid: priceOf(bid),
      offer: priceOf(offer),
      bid_face: (bid === 0 ? 0 : book.lotsAt(BUY, bid)) * listing.lotFace,
      offer_face: (offer === 0 ? 0 : book.lotsAt(SELL, offer)) * listing.lotFace,
    };
  });
  const rank = ({ market }: LineState): number => MARKETS.indexOf(market);
  return lines.sort(
    (a, b) => rank(a) - rank(b) || (a.tenor_years ?? 0) - (b.tenor_years ?? 0) || (a.bond < b.bond ? -1 : 1),
  );
}

export interface LedgerState {
  readonly agents: number;
  readonly instruments: number;
  readonly conserved: boolean;
  readonly imbalances: readonly { readonly unit: string; readonly sum: number }[];
  /** What has been agreed and not yet changed hands, and what central banks owe to those who bank with them. */
  readonly unsettled: readonly AmountState[];
  readonly reserves: readonly AmountState[];
}

export interface AmountState {
  readonly currency: Currency;
  /** Units of the currency. */
  readonly amount: number;
}

export function ledgerState(world: World): LedgerState {
  if (!world.isOpened)
    return { agents: 0, instruments: 0, conserved: true, imbalances: [], unsettled: [], reserves: [] };
  const { agents, instruments, ledger } = world.parts;
  const imbalances = ledger.imbalances();
  const amounts = (of: (currency: Currency) => number): AmountState[] =>
    CURRENCIES.map((currency) => ({ currency, amount: of(currency) / MINOR_PER_UNIT[currency] })).filter(
      ({ amount }) => amount !== 0,
    );
  return {
    agents: agents.ids.length,
    instruments: instruments.ids.length,
    conserved: imbalances.length === 0,
    imbalances,
    unsettled: amounts((currency) => ledger.unsettled(currency)),
    reserves: amounts((currency) => ledger.reserves(currency)),
  };
}
