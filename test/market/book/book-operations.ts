/**
 * Random operations on a book, from a seed, with weights that are themselves drawn: one run may be all quotes, another
 * all cancels ("swarm testing", Groce and others, ISSTA 2012). Operations are plain data, so that a failing run can be
 * shrunk by leaving some out.
 */
import { BUY, SELL, type SideBit } from '../../../src/events/records.ts';
import type { RestingOrder } from '../../../src/market/book/book-audit.ts';
import { SELF_TRADE_RULES, type SelfTradeRule } from '../../../src/market/book/self-trade.ts';
import { type SeededDraws, seededDraws } from '../seeded-draws.ts';
import type { Amend, BookModel, Order, Quote, Row, TypeName } from './book-model.ts';

export type Operation =
  | { readonly kind: 'submit'; readonly order: Order }
  | { readonly kind: 'cancel'; readonly order: number; readonly cause: number }
  | { readonly kind: 'cancelAll'; readonly owner: number; readonly side: SideBit; readonly cause: number }
  | { readonly kind: 'massCancel'; readonly owner: number; readonly cause: number }
  | { readonly kind: 'expireUntil'; readonly second: number; readonly cause: number }
  | { readonly kind: 'amend'; readonly amend: Amend }
  | { readonly kind: 'quote'; readonly quote: Quote; readonly firstNumber: number }
  | { readonly kind: 'expireAll'; readonly cause: number }
  | { readonly kind: 'halt'; readonly cause: number }
  | { readonly kind: 'call'; readonly reference: number; readonly cause: number };

/** The one place where tests call a book's operations. */
export function perform(book: BookModel, operation: Operation): Row[] {
  switch (operation.kind) {
    case 'submit':
      return book.submit(operation.order);
    case 'cancel':
      return book.cancel(operation.order, operation.cause);
    case 'cancelAll':
      return book.cancelAll(operation.owner, operation.side, operation.cause);
    case 'massCancel':
      return book.massCancel(operation.owner, operation.cause);
    case 'expireUntil':
      return book.expireUntil(operation.second, operation.cause);
    case 'amend':
      return book.amend(operation.amend);
    case 'quote':
      return book.quote(operation.quote, { next: operation.firstNumber });
    case 'expireAll':
      return book.expireAll(operation.cause);
    case 'halt':
      return book.halt(operation.cause);
    case 'call':
      return book.call(operation.reference, operation.cause);
  }
}

const TYPES: readonly TypeName[] = ['limit', 'market', 'ioc', 'fok', 'postOnly', 'iceberg', 'stop'];
const CHOICES = [
  ...TYPES,
  'cancel',
  'cancelUnknown',
  'cancelAll',
  'massCancel',
  'expireUntil',
  'amend',
  'quote',
  'expireAll',
  'halt',
] as const;
type Choice = (typeof CHOICES)[number];

const CROWDED = 80;
const OWNER_MAX = 3;

export class OperationSource {
  private readonly draws: SeededDraws;
  private readonly wheel: Choice[];
  /** What the book of this run does between orders of one owner: half of all runs keep the default. */
  readonly selfTrade: SelfTradeRule;
  /** Half of all runs have daily limits inside the window, and half take no stops. */
  readonly limits: readonly [number, number] | undefined;
  readonly takesStops: boolean;
  private number = 1;
  private cause = 1;

  /** `halts`: now and then trading stops, and a call auction ends that. */
  constructor(seed: number, halts: 'withHalts' | 'withoutHalts' = 'withoutHalts') {
    this.draws = seededDraws(seed);
    this.takesStops = this.draws.whole(0, 1) === 0;
    const choices = CHOICES.filter((choice) =>
      choice === 'stop' ? this.takesStops : choice !== 'halt' || halts === 'withHalts',
    );
    this.wheel = choices.flatMap((choice) =>
      Array<Choice>(choice === 'limit' ? 8 : this.draws.pick([0, 1, 4, 16])).fill(choice),
    );
    this.selfTrade = this.draws.whole(0, 1) === 0 ? 'cancelResting' : this.draws.pick(SELF_TRADE_RULES);
    this.limits = this.draws.whole(0, 1) === 0 ? undefined : [this.draws.whole(98, 110), this.draws.whole(113, 125)];
  }

  /** The next operation, given a book to pick live orders from. */
  next(book: BookModel): Operation {
    this.cause++;
    const crowded = book.count() > CROWDED || book.waiting().length > CROWDED;
    const cause = this.cause;
    const choice = crowded
      ? this.draws.pick(['cancelAll', 'massCancel', 'expireAll', 'market'] as const)
      : this.draws.pick(this.wheel);
    switch (choice) {
      case 'cancel':
        return { kind: 'cancel', order: this.someStop(book) ?? this.someOrder(book)?.order ?? 1, cause };
      case 'cancelUnknown':
        return { kind: 'cancel', order: this.draws.whole(1, this.number + 5), cause };
      case 'cancelAll':
        return { kind: 'cancelAll', owner: this.draws.whole(-1, OWNER_MAX), side: this.side(), cause };
      case 'massCancel':
        return { kind: 'massCancel', owner: this.draws.whole(-1, OWNER_MAX), cause };
      case 'expireUntil':
        return { kind: 'expireUntil', second: this.second(-20), cause };
      case 'amend':
        return { kind: 'amend', amend: this.amend(this.someOrder(book)) };
      case 'quote':
        return this.quote();
      case 'expireAll':
        return this.draws.whole(1, 20) === 1 || crowded ? { kind: 'expireAll', cause } : this.submit('limit');
      case 'halt':
        return this.haltOrCall(book);
      default:
        return this.submit(choice);
    }
  }

  private haltOrCall({ isCollecting }: BookModel): Operation {
    const [cause, reference] = [this.cause, this.draws.whole(0, 3) === 0 ? 0 : this.draws.whole(104, 119)];
    return isCollecting ? { kind: 'call', reference, cause } : { kind: 'halt', cause };
  }

  private submit(type: TypeName): Operation {
    const order = this.number++;
    const [owner, side, ticks] = [this.draws.whole(-1, OWNER_MAX), this.side(), this.ticks()];
    const [lots, cause] = [this.lots(), this.cause];
    const hides = type === 'iceberg' || (type === 'postOnly' && this.draws.whole(0, 1) === 1);
    const display = hides ? this.draws.whole(1, 4) : 0;
    const goodTill = this.draws.whole(0, 3) === 0 ? this.second(30) : 0;
    const shape = { order, owner, side, type, ticks, lots, cause, display, goodTill };
    if (type !== 'stop') return { kind: 'submit', order: shape };
    const limit = this.draws.whole(0, 1) === 0 ? 0 : ticks;
    return { kind: 'submit', order: { ...shape, ticks: limit, trigger: this.draws.whole(104, 119) } };
  }

  /** Time goes on with the operations; `most` seconds from now at most. */
  private second(most: number): number {
    return Math.max(1, 100 + this.cause + this.draws.whole(Math.min(0, most), Math.max(0, most)));
  }

  private someStop(book: BookModel): number | undefined {
    const waiting = book.waiting();
    return waiting.length > 0 && this.draws.whole(0, 3) === 0 ? this.draws.pick(waiting) : undefined;
  }

  private someOrder(book: BookModel): RestingOrder | undefined {
    const [bids, offers] = [book.queue(BUY), book.queue(SELL)];
    const at = this.draws.whole(0, Math.max(0, bids.length + offers.length - 1));
    return bids[at] ?? offers[at - bids.length];
  }

  private amend(old: RestingOrder | undefined): Amend {
    const ticks = old !== undefined && this.draws.whole(0, 1) === 1 ? old.priceTicks : this.ticks();
    const lots = old !== undefined && this.draws.whole(0, 3) === 1 ? old.lots : this.lots();
    return { order: old?.order ?? 1, ticks, lots, cause: this.cause };
  }

  private quote(): Operation {
    const levels = Array.from({ length: this.draws.whole(0, 5) }, () => [this.ticks(), this.lots()] as const);
    const firstNumber = this.number;
    this.number += levels.length;
    const [owner, side] = [this.draws.whole(0, OWNER_MAX), this.side()];
    return { kind: 'quote', quote: { owner, side, levels, cause: this.cause }, firstNumber };
  }

  private side(): SideBit {
    return this.draws.whole(0, 1) as SideBit;
  }

  /** Mostly near the middle of the window 96 … 127, now and then just outside it. */
  private ticks(): number {
    return this.draws.whole(0, 9) === 0 ? this.draws.whole(94, 129) : this.draws.whole(106, 117);
  }

  private lots(): number {
    return this.draws.whole(0, 9) === 0 ? this.draws.whole(1, 60) : this.draws.whole(1, 6);
  }
}
