/**
 * The one door through which an opinion (a level in basis points, a wish in lots) becomes an order (ticks, lots).
 *
 * Everything that passes is finite; prices are rounded in the maker's favour, sizes toward zero.
 */
import { assert } from '../units/assert.ts';
import { type Lots, lots, type PriceTicks, priceTicks, type Side } from '../units/quantity.ts';
import type { Instrument, View } from './contract.ts';

/** The price of a level, rounded down for a buyer and up for a seller, and never below one tick. */
export function ticksAtLevel(view: View, instrument: Instrument, levelBp: number, side: Side): PriceTicks {
  const exact = view.priceAt(instrument, levelBp) * instrument.ticksPerPoint;
  assert(Number.isFinite(exact), `${instrument.id}: level ${levelBp} bp has no price`);
  return priceTicks(Math.max(1, side === 'buy' ? Math.floor(exact) : Math.ceil(exact)));
}

export function wholeLots(wish: number): Lots {
  assert(Number.isFinite(wish), `a wish of ${wish} lots`);
  return lots(wish < 0 ? Math.ceil(wish) : Math.floor(wish));
}

/** A trade of about `wish` lots (signed) within `toleranceBp` of the mid, or nothing where that is no whole lot. */
export function takeWithin(
  view: View,
  instrument: Instrument,
  wish: number,
  toleranceBp: number,
): { side: Side; limit: PriceTicks; quantity: Lots } | undefined {
  const quantity = wholeLots(Math.abs(wish));
  if (quantity === 0) return undefined;
  const side: Side = wish > 0 ? 'buy' : 'sell';
  // A buyer pays up to a lower level (a higher price) than the mid.
  const limitLevel = view.levelBp(instrument) + (side === 'buy' ? -toleranceBp : toleranceBp);
  const exact = view.priceAt(instrument, limitLevel) * instrument.ticksPerPoint;
  assert(Number.isFinite(exact), `${instrument.id}: level ${limitLevel} bp has no price`);
  const limit = priceTicks(Math.max(1, side === 'buy' ? Math.ceil(exact) : Math.floor(exact)));
  return { side, limit, quantity };
}
