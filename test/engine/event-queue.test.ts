/** The queue: earliest first, then by priority, then by turn, then by the order in which things were queued. */
import { describe, expect, test } from 'vitest';
import { type Entry, EventQueue, Priority } from '../../src/engine/event-queue.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { seededDraws } from '../market/seeded-draws.ts';

const at = (time: number): SimTime => time as SimTime;
const drained = <Work>(queue: EventQueue<Work>): Entry<Work>[] => {
  const out: Entry<Work>[] = [];
  while (queue.size > 0) out.push(queue.pop());
  return out;
};
const PRIORITIES = Object.values(Priority);

/** The order written out plainly, not as the heap compares. */
const inOrder = (entries: readonly Entry<number>[]): Entry<number>[] =>
  [...entries].sort((a, b) => a.at - b.at || a.priority - b.priority || a.turn - b.turn || a.number - b.number);

describe('what is next', () => {
  test('time goes before everything', () => {
    const queue = new EventQueue<string>();
    queue.push(at(2), Priority.announcement, 0, 'tomorrow’s news');
    queue.push(at(1), Priority.priceTick, 9, 'today’s tick');
    expect(drained(queue).map(({ work }) => work)).toEqual(['today’s tick', 'tomorrow’s news']);
  });

  test('at one instant: news, closes marked, sessions that end, settlement, sessions that begin, auctions, the clock, institutions, calls, prices, interventions', () => {
    const queue = new EventQueue<string>();
    const names = Object.keys(Priority) as (keyof typeof Priority)[];
    for (const name of [...names].reverse()) queue.push(at(1), Priority[name], 0, name);
    expect(drained(queue).map(({ work }) => work)).toEqual(names);
    expect(names).toEqual([
      'announcement',
      'mark',
      'sessionEnd',
      'settlement',
      'sessionStart',
      'auction',
      'clock',
      'agent',
      'call',
      'priceTick',
      'intervention',
    ]);
  });

  test('among institutions the smaller turn, and of equal turns whoever was queued first', () => {
    const queue = new EventQueue<string>();
    queue.push(at(1), Priority.agent, 0.9, 'late turn');
    queue.push(at(1), Priority.agent, 0.1, 'first wish');
    queue.push(at(1), Priority.agent, 0.1, 'second wish');
    expect(drained(queue).map(({ work }) => work)).toEqual(['first wish', 'second wish', 'late turn']);
  });

  test('an empty queue has nothing to look at, and taking from it is our bug', () => {
    const queue = new EventQueue<string>();
    expect(queue.peek()).toBeUndefined();
    expect(() => queue.pop()).toThrow(/nothing is queued/);
  });
});

describe('against a sort', () => {
  test.each([1, 2, 3])('thousands of entries with many ties come out as a sort would have them, seed %i', (seed) => {
    const draws = seededDraws(seed);
    const queue = new EventQueue<number>();
    for (let n = 0; n < 4000; n++) queue.push(at(draws.whole(0, 40)), draws.pick(PRIORITIES), draws.whole(0, 3), n);
    const out = drained(queue);
    expect(out).toHaveLength(4000);
    expect(out.map(({ work }) => work)).toEqual(inOrder(out).map(({ work }) => work));
    expect(new Set(out.map(({ number }) => number)).size).toBe(4000);
  });

  test.each([4, 5, 6])('pushed and popped in turns it never gives what is not the smallest, seed %i', (seed) => {
    const draws = seededDraws(seed);
    const queue = new EventQueue<number>();
    let waiting: Entry<number>[] = [];
    let pushes = 0;
    for (let n = 0; n < 3000; n++) {
      if (waiting.length > 0 && draws.whole(0, 9) < 4) {
        const smallest = inOrder(waiting)[0] as Entry<number>;
        expect(queue.peek()).toEqual(smallest);
        expect(queue.pop()).toEqual(smallest);
        waiting = waiting.filter((entry) => entry !== smallest);
      } else if (waiting.length < 60) {
        const entry = { at: at(draws.whole(0, 20)), priority: draws.pick(PRIORITIES), turn: draws.whole(0, 2) };
        queue.push(entry.at, entry.priority, entry.turn, n);
        waiting.push({ ...entry, number: pushes, work: n });
        pushes += 1;
      }
      expect(queue.size).toBe(waiting.length);
    }
  });
});
