import { config, finalize, map, merge, mergeMap, Observable, scan, share, startWith, take, tap, toArray } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { createStream, type EventStream, type Publisher } from '../../src/events/stream.ts';
import { SubscriberFault } from '../../src/events/subscriber-fault.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';

const AT = 1_768_863_600_000;
const tick = (seq: number): MarketEvent => ({ seq, at: AT, type: 'ClockTicked', causes: [] }) as never;
const price = (seq: number, instrument: string): MarketEvent =>
  ({
    seq,
    at: AT,
    type: 'PriceTicked',
    causes: [],
    instrument,
    bidTicks: 1,
    offerTicks: 2,
    lastTicks: 1,
    level: 0,
  }) as never;
const close = (seq: number, instrument: string): MarketEvent =>
  ({
    seq,
    at: AT,
    type: 'CloseMarked',
    causes: [],
    instrument,
    date: 1,
    closeHalfTicks: 3,
    level: 0,
    change: 0,
  }) as never;
const batch = { at: AT, firstSeq: 7, words: new Int32Array(12), from: 0, to: 12 } as never;

function observed(): {
  stream: EventStream;
  publisher: Publisher;
  seen: string[];
  note: (name: string) => (e: MarketEvent) => void;
} {
  const seen: string[] = [];
  return { ...createStream(), seen, note: (name) => (event) => seen.push(`${name}${event.seq}`) };
}

describe('routing', () => {
  test('an event reaches those who asked for everything, for its type, for its instrument, in this order, and nobody else', () => {
    const { stream, publisher, seen, note } = observed();
    stream.ticks('JGB-30Y').subscribe(note('tick30.'));
    stream.closes('JGB-30Y').subscribe(note('close30.'));
    stream.of('PriceTicked').subscribe(note('price.'));
    stream.ticks('JGB-10Y').subscribe(note('tick10.'));
    stream.of('ClockTicked').subscribe(note('clock.'));
    stream.events$.subscribe(note('all.'));
    publisher.publish(tick(1));
    publisher.publish(price(2, 'JGB-30Y'));
    publisher.publish(price(3, 'JGB-10Y'));
    publisher.publish(close(4, 'JGB-30Y'));
    publisher.publish(close(5, 'UST-10Y'));
    expect(seen.join(' ')).toBe('all.1 clock.1 all.2 price.2 tick30.2 all.3 price.3 tick10.3 all.4 close30.4 all.5');
  });

  test('records arrive once a batch', () => {
    const { stream, publisher, seen } = observed();
    stream.batches$.subscribe((records) => seen.push(`batch ${records.firstSeq}`));
    stream.events$.subscribe(() => seen.push('event'));
    publisher.publishBatch(batch);
    expect(seen).toEqual(['batch 7']);
  });

  test('nobody can publish through what they subscribe to', () => {
    const { stream } = createStream();
    for (const seen of [
      stream.events$,
      stream.batches$,
      stream.of('ClockTicked'),
      stream.ticks('a'),
      stream.closes('a'),
    ]) {
      expect(seen).toBeInstanceOf(Observable);
      expect('next' in seen).toBe(false);
    }
    expect(Object.keys(stream)).toEqual(['events$', 'batches$']);
  });

  test('the end of the run completes every stream, also one that is asked for later', () => {
    const { stream, publisher, seen } = observed();
    stream
      .of('ClockTicked')
      .pipe(toArray())
      .subscribe((all) => seen.push(`${all.length} ticks`));
    merge(stream.events$, stream.batches$, stream.ticks('a'), stream.closes('a')).subscribe({
      complete: () => seen.push('completed'),
    });
    publisher.publish(tick(1));
    publisher.publish(tick(2));
    publisher.complete();
    stream.of('MarginCalled').subscribe({ complete: () => seen.push('late') });
    expect(seen.sort()).toEqual(['2 ticks', 'completed', 'late']);
  });
});

describe('order', () => {
  test('an event published during a delivery waits: A1 B1 A2 B2, not A1 A2 B2 B1', () => {
    const { stream, publisher, seen, note } = observed();
    stream.of('ClockTicked').subscribe((event) => {
      note('A')(event);
      if (event.seq < 3) publisher.publish(tick(event.seq + 1));
    });
    stream.of('ClockTicked').subscribe(note('B'));
    publisher.publish(tick(1));
    expect(seen).toEqual(['A1', 'B1', 'A2', 'B2', 'A3', 'B3']);
  });

  test('every subscriber sees events and batches in one order, however they are nested', () => {
    const { stream, publisher, seen } = observed();
    stream.of('ClockTicked').subscribe(({ seq }) => {
      if (seq > 3) return;
      publisher.publish(price(10 * seq, 'JGB-10Y'));
      publisher.publishBatch(batch);
      publisher.publish(tick(seq + 1));
    });
    const a: number[] = [];
    const b: number[] = [];
    for (const list of [a, b]) {
      merge(
        stream.events$.pipe(map((event) => event.seq)),
        stream.batches$.pipe(map((records) => -records.firstSeq)),
      ).subscribe((value) => list.push(value));
    }
    publisher.publish(tick(1));
    expect(a).toEqual([1, 10, -7, 2, 20, -7, 3, 30, -7, 4]);
    expect(b).toEqual(a);
    expect(seen).toEqual([]);
  });
});

const boom = (): never => {
  throw new RangeError('no such limit');
};

/** Ways in which a subscriber can fail at the tick with seq 2. */
const FAILURES: Record<string, (stream: EventStream) => void> = {
  'a plain subscriber': (stream) => stream.of('ClockTicked').subscribe(({ seq }) => seq === 2 && boom()),
  'a subscriber to everything': (stream) => stream.events$.subscribe(({ seq }) => seq === 2 && boom()),
  'an observer object': (stream) => stream.of('ClockTicked').subscribe({ next: ({ seq }) => seq === 2 && boom() }),
  'an operator': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(map(({ seq }) => (seq === 2 ? boom() : seq)))
      .subscribe(),
  'an operator before others': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(
        tap(({ seq }) => seq === 2 && boom()),
        scan((n) => n + 1, 0),
        map(String),
      )
      .subscribe(),
  'a merge of several kinds': (stream) =>
    merge(stream.ticks('a'), stream.of('ClockTicked'), stream.of('MarginCalled')).subscribe(
      ({ seq }) => seq === 2 && boom(),
    ),
  'an operator inside a merge': (stream) =>
    merge(stream.ticks('a'), stream.of('ClockTicked').pipe(tap(({ seq }) => seq === 2 && boom()))).subscribe(),
  'a subscription made by a subscriber': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(take(1))
      .subscribe(() => stream.of('ClockTicked').subscribe(boom)),
  'an operator that subscribes for each event': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(mergeMap(() => stream.of('ClockTicked').pipe(map(boom))))
      .subscribe(),
  'an inner observable that throws when subscribed': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(mergeMap(({ seq }) => (seq === 2 ? new Observable(boom) : [])))
      .subscribe(),
  'a shared stream': (stream) => {
    const shared = stream.of('ClockTicked').pipe(share());
    shared.subscribe();
    shared.pipe(map(({ seq }) => seq === 2 && boom())).subscribe();
  },
  'a teardown': (stream) => {
    const ticks = stream
      .of('ClockTicked')
      .pipe(finalize(boom))
      .subscribe(({ seq }) => seq === 2 && ticks.unsubscribe());
  },
  'an operator whose teardown fails as well': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(
        map(({ seq }) => (seq === 2 ? boom() : seq)),
        finalize(boom),
      )
      .subscribe(),
  'an error handler': (stream) =>
    stream
      .of('ClockTicked')
      .pipe(map(({ seq }) => (seq === 2 ? boom() : seq)))
      .subscribe({ error: boom }),
};

function faultOf(publisher: Publisher, event: MarketEvent): SubscriberFault {
  try {
    publisher.publish(event);
  } catch (fault) {
    expect(fault).toBeInstanceOf(SubscriberFault);
    return fault as SubscriberFault;
  }
  throw new Error('no fault');
}

describe('a fault in a subscriber', () => {
  test.each(Object.entries(FAILURES))('%s stops the run at the event', async (_, fail) => {
    const { stream, publisher } = createStream();
    fail(stream);
    publisher.publish(tick(1));
    const fault = faultOf(publisher, tick(2));
    expect(fault).toMatchObject({ name: 'SubscriberFault', seq: 2, type: 'ClockTicked', at: AT });
    expect(fault.message).toContain('at seq 2 (ClockTicked, 2026-01-19T23:00:00Z)');
    const cause = fault.cause as Error & { errors?: Error[] };
    expect(cause.errors?.[0] ?? cause).toBeInstanceOf(RangeError);
    expect(publisher.fault).toBe(fault);
    expect(() => publisher.publish(tick(3))).toThrow(/nothing is published after/);
    expect(() => publisher.publishBatch(batch)).toThrow(/nothing is published after/);
    expect(config.useDeprecatedSynchronousErrorHandling).toBe(false);

    // The next run in this process still hears of its faults, and nothing surfaces later from a timer.
    const next = createStream();
    next.stream.of('ClockTicked').subscribe(boom);
    expect(faultOf(next.publisher, tick(9))).toMatchObject({ seq: 9 });
    await new Promise((resolve) => setTimeout(resolve, 2));
  });

  test('in the delivery of records names the batch', () => {
    const { stream, publisher } = createStream();
    stream.batches$.subscribe(boom);
    expect(() => publisher.publishBatch(batch)).toThrow(/failed at seq 7 \(records/);
  });

  test('names the event that was being delivered, not the one that was published first, and drops the rest', () => {
    const { stream, publisher, seen, note } = observed();
    stream.of('ClockTicked').subscribe(({ seq }) => {
      if (seq !== 1) return;
      publisher.publish(tick(2));
      publisher.publish(tick(3));
    });
    stream.of('ClockTicked').subscribe(({ seq }) => seq === 2 && boom());
    stream.of('ClockTicked').subscribe(note(''));
    expect(faultOf(publisher, tick(1))).toMatchObject({ seq: 2 });
    expect(seen).toEqual(['1', '2']);
  });

  test('that a subscriber handles itself is its own affair', () => {
    const { stream, publisher, seen } = observed();
    stream
      .of('ClockTicked')
      .pipe(map(boom))
      .subscribe({ error: (error) => seen.push(error.message) });
    publisher.publish(tick(1));
    publisher.publish(tick(2));
    expect(seen).toEqual(['no such limit']);
  });

  test('that throws something else than an error is told all the same', () => {
    const { stream, publisher } = createStream();
    stream.of('ClockTicked').subscribe(() => {
      throw 'a text';
    });
    expect(faultOf(publisher, tick(1))).toMatchObject({
      cause: 'a text',
      message: expect.stringContaining(': a text'),
    });
  });

  test('while observers are attached is thrown to whoever attaches them', () => {
    const { stream, publisher } = createStream();
    const attach = (): void =>
      publisher.attach(() => {
        stream
          .of('ClockTicked')
          .pipe(startWith(tick(0)), map(boom))
          .subscribe();
      });
    expect(attach).toThrow(RangeError);
    expect(config.useDeprecatedSynchronousErrorHandling).toBe(false);
  });

  test('one run at a time in a call stack: a second stream inside a delivery is refused rather than left unheard', () => {
    const { stream, publisher } = createStream();
    stream.of('ClockTicked').subscribe(() => createStream().publisher.publish(tick(1)));
    expect(faultOf(publisher, tick(1)).message).toMatch(/another stream is delivering/);
  });
});
