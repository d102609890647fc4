/**
 * The one queue of the simulation, a binary heap keyed (time, priority, turn, running number).
 *
 * The running number makes the order total, as in SimPy's kernel; the turn decides among agents woken at one instant and
 * is a keyed hash, never a place in a list. Nothing else decides who is next.
 */

import { assert } from '../units/assert.ts';
import type { SimTime } from '../units/quantity.ts';

/** What goes first at one instant. */
export const Priority = {
  /** What the scenario announces. */
  announcement: 0,
  /** Official closes come before sessions end. */
  mark: 1,
  sessionEnd: 2,
  /** What is due changes hands before trading begins. */
  settlement: 3,
  sessionStart: 4,
  auction: 5,
  clock: 6,
  agent: 7,
  /** Calls price what institutions have queued. */
  call: 8,
  priceTick: 9,
  /** What a fork changes leaves everything before it in its instant as it was. */
  intervention: 10,
} as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

export interface Entry<Work> {
  readonly at: SimTime;
  readonly priority: Priority;
  readonly turn: number;
  readonly number: number;
  readonly work: Work;
}

export class EventQueue<Work> {
  private readonly heap: Entry<Work>[] = [];
  private next = 0;

  get size(): number {
    return this.heap.length;
  }

  /** What is queued of a kind, in its order. */
  entries(isWanted: (work: Work) => boolean): Entry<Work>[] {
    return this.heap.filter(({ work }) => isWanted(work)).sort((a, b) => (before(a, b) ? -1 : 1));
  }

  peek(): Entry<Work> | undefined {
    return this.heap[0];
  }

  push(at: SimTime, priority: Priority, turn: number, work: Work): void {
    const entry = { at, priority, turn, number: this.next++, work };
    const heap = this.heap;
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(entry, heap[parent] as Entry<Work>)) break;
      heap[place] = heap[parent] as Entry<Work>;
      place = parent;
    }
    heap[place] = entry;
  }

  pop(): Entry<Work> {
    const heap = this.heap;
    const first = heap[0];
    assert(first !== undefined, 'nothing is queued');
    const last = heap.pop() as Entry<Work>;
    if (heap.length > 0) this.sink(last);
    return first;
  }

  private sink(entry: Entry<Work>): void {
    const heap = this.heap;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry<Work>, heap[child] as Entry<Work>)) child++;
      if (!before(heap[child] as Entry<Work>, entry)) break;
      heap[place] = heap[child] as Entry<Work>;
      place = child;
    }
    heap[place] = entry;
  }
}

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.turn !== b.turn) return a.turn < b.turn;
  return a.number < b.number;
}
