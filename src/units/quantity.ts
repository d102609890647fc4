/**
 * Branded numbers: a unit is part of the type, so that lots are never added to ticks by accident.
 *
 * Everything that must add up (ticks, lots, minor units, time) is an integer inside ±2^53 and is made through a
 * constructor here, which asserts it. Arithmetic on a branded number gives back a plain `number`, so that every
 * result must be named again; that is wanted. Yields, risk and opinions are plain floating-point numbers and carry
 * their unit in the name (`yieldBp`, `dv01`).
 */
import { assert } from './assert.ts';

declare const unit: unique symbol;
type Unit<U extends string> = number & { readonly [unit]: U };

/** A price in the instrument's smallest step, from zero upward. */
export type PriceTicks = Unit<'PriceTicks'>;
/** Face in the instrument's smallest tradable amount. Holdings may be negative, orders are positive. */
export type Lots = Unit<'Lots'>;
/** Face amount in whole units of its currency: what auctions count in, since their award steps are finer than a lot. */
export type Face = Unit<'Face'>;
/** Money in the smallest unit of its currency: yen, won, US cents, pence. */
export type Minor = Unit<'Minor'>;
/** Thousandths of a basis point: the integer form of a yield or a rate in an event. */
export type MilliBp = Unit<'MilliBp'>;
/** Thousandths of one: the integer form of a share, a probability or a utilisation in an event. */
export type Permille = Unit<'Permille'>;
/** Running number of an event or record; control and data plane share one sequence. Starts at 1; 0 means none. */
export type Seq = Unit<'Seq'>;
/** Milliseconds since 1970-01-01T00:00:00Z, simulated. */
export type SimTime = Unit<'SimTime'>;
/** Root of every random stream of a run: an integer from 0 to 2^53 − 1. */
export type Seed = Unit<'Seed'>;

export type Currency = 'JPY' | 'USD' | 'GBP' | 'KRW';
export type Market = 'jgb' | 'ust' | 'gilt' | 'ktb' | 'fx' | 'equity' | 'gold' | 'bitcoin';
export type BondMarket = 'jgb' | 'ust' | 'gilt' | 'ktb';
/** Where a line trades and whose hours it keeps: its market's own, or for the JGB future the Osaka Exchange. */
export type Venue = Market | 'ose';
export type Side = 'buy' | 'sell';

export const BOND_MARKETS: readonly BondMarket[] = ['jgb', 'ust', 'gilt', 'ktb'];
export const CURRENCIES: readonly Currency[] = ['JPY', 'USD', 'GBP', 'KRW'];

/** Seq travels in 32-bit records, so a run of more events than this is refused rather than wrapped. */
export const SEQ_MAX = 2 ** 31 - 1;

function integer(value: number, what: string): number {
  assert(Number.isSafeInteger(value), `${what} must be a safe integer, got ${value}`);
  return value === 0 ? 0 : value; // −0 never enters an event
}

export function priceTicks(value: number): PriceTicks {
  assert(value >= 0, `price ticks must not be negative, got ${value}`);
  return integer(value, 'price ticks') as PriceTicks;
}
export const lots = (value: number): Lots => integer(value, 'lots') as Lots;
export const face = (value: number): Face => integer(value, 'face') as Face;
export const minor = (value: number): Minor => integer(value, 'minor units') as Minor;
export const milliBp = (value: number): MilliBp => integer(value, 'milli-basis-points') as MilliBp;
export const permille = (value: number): Permille => integer(value, 'permille') as Permille;
export const simTime = (value: number): SimTime => integer(value, 'time') as SimTime;

export function seq(value: number): Seq {
  assert(value >= 0 && value <= SEQ_MAX, `seq must lie in 0…${SEQ_MAX}, got ${value}`);
  return integer(value, 'seq') as Seq;
}

/** The seq that no event has: caused by nothing. */
export const NO_CAUSE = 0 as Seq;

/** A whole number from 0 to 2^53 − 1 as the root of a run's luck; throws `Bug` for any other. */
export function seed(value: number): Seed {
  assert(value >= 0, `a seed must not be negative, got ${value}`);
  return integer(value, 'seed') as Seed;
}

/** Basis points (float) → the nearest integer milli-basis-point, ties away from zero. */
export function milliBpOf(basisPoints: number): MilliBp {
  assert(Number.isFinite(basisPoints), `basis points must be finite, got ${basisPoints}`);
  return milliBp(roundHalfAway(basisPoints * 1000));
}

/** Share (float) → the nearest permille, ties away from zero. */
export function permilleOf(share: number): Permille {
  assert(Number.isFinite(share), `a share must be finite, got ${share}`);
  return permille(roundHalfAway(share * 1000));
}

/** Nearest integer, ties away from zero: symmetric for buys and sells, unlike `Math.round`. */
export function roundHalfAway(value: number): number {
  const rounded = value < 0 ? -Math.floor(-value + 0.5) : Math.floor(value + 0.5);
  return rounded === 0 ? 0 : rounded;
}
