/**
 * The event stream: what has been committed, published with RxJS to agents and observers.
 *
 * One Subject per kind, ticks and closes routed by instrument, records once per batch: an emission reaches those who
 * asked for it and runs through nobody's filter. Only the engine holds the publisher; everyone else sees Observables.
 * Order of delivery of one event: `events$`, then its kind, then its instrument; within each by subscription. What is
 * published during a delivery waits its turn, so every subscriber sees the same order.
 *
 * A subscriber's exception stops the run. RxJS 7 would throw it later from a timer; its synchronous error handling
 * (config.useDeprecatedSynchronousErrorHandling, Subscriber.ts and util/errorContext.ts of 7.8.2) is therefore on
 * during delivery, and only then. What RxJS itself drops stays dropped: the exception of a `finalize` that runs because
 * an operator above it completed, and whatever an error handler or `catchError` has taken.
 */
import { config, type Observable, Subject } from 'rxjs';
import { assert } from '../units/assert.ts';
import type { RecordBatch } from './records.ts';
import { SubscriberFault } from './subscriber-fault.ts';
import type { CloseMarked, EventOf, EventType, MarketEvent, PriceTicked } from './vocabulary.ts';

/** The reading side. Batches hand out the engine's own arrays: read them during the call, never keep them. */
export class EventStream {
  readonly events$: Observable<MarketEvent>;
  readonly batches$: Observable<RecordBatch>;
  readonly #routes: Routes;

  constructor(routes: Routes) {
    this.#routes = routes;
    this.events$ = routes.events.asObservable();
    this.batches$ = routes.batches.asObservable();
  }

  /** All events of one type. */
  of<Type extends EventType>(type: Type): Observable<EventOf<Type>> {
    return this.#routes.opened(this.#routes.kinds, type).asObservable() as Observable<unknown> as Observable<
      EventOf<Type>
    >;
  }

  /** The price ticks of one instrument. */
  ticks(instrument: string): Observable<PriceTicked> {
    return this.#routes.opened(this.#routes.ticks, instrument).asObservable();
  }

  /** The official closes of one instrument. */
  closes(instrument: string): Observable<CloseMarked> {
    return this.#routes.opened(this.#routes.closes, instrument).asObservable();
  }
}

/** The writing side, for the engine alone. */
export class Publisher {
  readonly #routes: Routes;
  /**
   * Every delivery runs inside this Subject's `next`: being outermost, it collects what any subscriber below throws,
   * unsubscription included, and throws it when the delivery is over. Without it an exception that escapes an inner
   * Subject would leave RxJS's error context open for the rest of the process.
   */
  readonly #door = new Subject<() => void>();
  #queue: (MarketEvent | RecordBatch)[] = [];
  #delivering = false;
  #fault: SubscriberFault | undefined;

  constructor(routes: Routes) {
    this.#routes = routes;
    this.#door.subscribe((work) => work());
  }

  /** What stopped the run, if anything did. */
  get fault(): SubscriberFault | undefined {
    return this.#fault;
  }

  /** Delivers a committed event, or queues it when a delivery is under way. Throws `SubscriberFault`. */
  publish(event: MarketEvent): void {
    this.#enqueue(event);
  }

  publishBatch(batch: RecordBatch): void {
    this.#enqueue(batch);
  }

  /** Runs work that subscribes, so that an operator that emits and throws at once throws here and not from a timer. */
  attach(work: () => void): void {
    assert(!this.#delivering, 'observers are attached between deliveries');
    synchronously(() => this.#door.next(work));
  }

  /** The run is over: completes every stream, also those that are first asked for afterwards. */
  complete(): void {
    assert(!this.#delivering, 'a run does not end in the middle of a delivery');
    synchronously(() => this.#door.next(() => this.#routes.complete()));
  }

  #enqueue(item: MarketEvent | RecordBatch): void {
    assert(this.#fault === undefined, 'nothing is published after a subscriber’s fault');
    this.#queue.push(item);
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      synchronously(() => this.#drain());
    } finally {
      this.#delivering = false;
      this.#queue.length = 0;
    }
  }

  #drain(): void {
    const queue = this.#queue;
    for (let i = 0; i < queue.length; i++) {
      const item = queue[i] as MarketEvent | RecordBatch;
      try {
        this.#door.next(() => this.#routes.deliver(item));
      } catch (cause) {
        this.#fault = new SubscriberFault(item, cause);
        throw this.#fault;
      }
    }
  }
}

export function createStream(): { readonly stream: EventStream; readonly publisher: Publisher } {
  const routes = new Routes();
  return { stream: new EventStream(routes), publisher: new Publisher(routes) };
}

/** The Subjects behind both sides, each opened when it is first asked for. */
class Routes {
  readonly events = new Subject<MarketEvent>();
  readonly batches = new Subject<RecordBatch>();
  readonly kinds = new Map<EventType, Subject<MarketEvent>>();
  readonly ticks = new Map<string, Subject<PriceTicked>>();
  readonly closes = new Map<string, Subject<CloseMarked>>();
  private completed = false;

  opened<Key, Event>(subjects: Map<Key, Subject<Event>>, key: Key): Subject<Event> {
    let subject = subjects.get(key);
    if (subject === undefined) {
      subject = new Subject();
      subjects.set(key, subject);
      if (this.completed) subject.complete();
    }
    return subject;
  }

  deliver(item: MarketEvent | RecordBatch): void {
    if ('words' in item) {
      this.batches.next(item);
      return;
    }
    if (this.events.observed) this.events.next(item);
    this.kinds.get(item.type)?.next(item);
    if (item.type === 'PriceTicked') this.ticks.get(item.instrument)?.next(item);
    else if (item.type === 'CloseMarked') this.closes.get(item.instrument)?.next(item);
  }

  complete(): void {
    this.completed = true;
    for (const subject of [this.events, this.batches, ...this.kinds.values()]) subject.complete();
    for (const subject of [...this.ticks.values(), ...this.closes.values()]) subject.complete();
  }
}

/** RxJS throws at once what subscribers throw, for the length of `work` only: the setting is the whole process's. */
function synchronously(work: () => void): void {
  assert(
    !config.useDeprecatedSynchronousErrorHandling,
    'another stream is delivering; one run at a time in a call stack',
  );
  config.useDeprecatedSynchronousErrorHandling = true;
  try {
    work();
  } finally {
    config.useDeprecatedSynchronousErrorHandling = false;
  }
}
