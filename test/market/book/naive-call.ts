/**
 * The price of a call auction as its rule says it: every tick of the window is looked at, and the best of all is kept.
 *
 * Most lots; then the least surplus; then the nearest to the reference, where there is one; then the highest.
 */
import { BUY, SELL } from '../../../src/events/records.ts';

interface Wish {
  readonly priceTicks: number;
  readonly lots: number;
  readonly hidden: number;
}

export function naiveCallPrice(
  sides: readonly [readonly Wish[], readonly Wish[]],
  [low, high]: readonly [number, number],
  reference: number,
): { readonly ticks: number; readonly lots: number } {
  const sum = (wishes: readonly Wish[]): number => wishes.reduce((total, { lots, hidden }) => total + lots + hidden, 0);
  const prices = Array.from({ length: high - low + 1 }, (_, index) => {
    const ticks = high - index;
    const wanted = sum(sides[BUY].filter(({ priceTicks }) => priceTicks >= ticks));
    const offered = sum(sides[SELL].filter(({ priceTicks }) => priceTicks <= ticks));
    const lots = Math.min(wanted, offered);
    return {
      ticks,
      lots,
      order: [-lots, Math.abs(wanted - offered), reference === 0 ? 0 : Math.abs(ticks - reference)],
    };
  });
  return prices.reduce((best, price) => (isBefore(price.order, best.order) ? price : best));
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] as number) < (b[at] as number);
}
