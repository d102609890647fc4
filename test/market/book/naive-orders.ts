/** What the naive book is made of: plain objects, and what can be asked of one alone. */
import type { SideBit } from '../../../src/events/records.ts';
import type { RestingOrder } from '../../../src/market/book/book-audit.ts';
import type { Order, TypeName } from './book-model.ts';

export const NOBODY = -1;

export type Resting = { -readonly [Key in keyof RestingOrder]: RestingOrder[Key] } & {
  readonly side: SideBit;
  readonly type: TypeName;
  readonly since: number;
};
export type Incoming = Omit<Order, 'lots'>;
export type Stop = Order & { readonly trigger: number };

export const allOf = (one: Resting): number => one.lots + one.hidden;

export const isOwn = (one: Resting, order: Incoming): boolean => order.owner !== NOBODY && one.owner === order.owner;

export const incomingOf = (one: Resting, cause: number): Incoming => ({
  order: one.order,
  owner: one.owner,
  side: one.side,
  type: one.type,
  ticks: one.priceTicks,
  cause,
});
