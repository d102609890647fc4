/**
 * Snapshots of a branch in memory, from which any moment is reached by running on: close together where much happens.
 *
 * Their number is bounded: beyond it every second one of those that lie closest goes, so that a seek costs at most twice as
 * much. Content digests of events are not kept in them, since the run that goes on has them all.
 */
import type { Snapshot } from '../../engine/snapshot.ts';
import type { RunDigestState } from '../../events/content-digest.ts';
import { assert } from '../../units/assert.ts';
import { lastRowAt } from './tick-row.ts';

/** Events and records between two. */
const EVENTS_BETWEEN = 6_000;
const MOST = 260;

export interface Keyframe {
  readonly at: number;
  readonly seq: number;
  readonly snapshot: Omit<Snapshot, 'institutions'>;
  /** What institutions remember, as JSON: a third of the room that objects take. */
  readonly institutions: string;
  /** Control events before it, whose content digests were left out. */
  readonly known: number;
}

export function keyframeOf({ institutions, ...snapshot }: Snapshot, at: number): Keyframe {
  const { seq, digest } = snapshot;
  return { at, seq, snapshot, institutions: JSON.stringify(institutions), known: digest.known };
}

export class Keyframes {
  #frames: Keyframe[];

  /** A fork begins with those of its parent up to where it left. */
  constructor(shared: readonly Keyframe[] = []) {
    this.#frames = [...shared];
  }

  get count(): number {
    return this.#frames.length;
  }

  isDue(seq: number): boolean {
    const last = this.#frames.at(-1);
    return last === undefined || seq - last.seq >= EVENTS_BETWEEN;
  }

  add(frame: Keyframe): void {
    this.#frames.push(frame);
    if (this.#frames.length > MOST) this.#thin();
  }

  /** The last one that is not after a moment. */
  before(at: number): Keyframe | undefined {
    return this.#frames[lastRowAt(this.#frames, at)];
  }

  upTo(at: number): readonly Keyframe[] {
    return this.#frames.slice(0, lastRowAt(this.#frames, at) + 1);
  }

  /** Takes out the one whose neighbours are nearest to each other. */
  #thin(): void {
    let best = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 1; i < this.#frames.length - 1; i++) {
      const gap = this.#seqAt(i + 1) - this.#seqAt(i - 1);
      if (gap < least) [best, least] = [i, gap];
    }
    this.#frames.splice(best, 1);
  }

  #seqAt(index: number): number {
    return (this.#frames[index] as Keyframe).seq;
  }
}

/** A snapshot as the engine takes it back: with the content digests that the run at a later moment still has. */
export function whole({ snapshot, institutions, known }: Keyframe, { seqs, contents }: RunDigestState): Snapshot {
  assert(seqs.length >= known, 'the later state holds what the earlier snapshot left out');
  const digest = { ...snapshot.digest, known: 0, seqs: seqs.slice(0, known), contents: contents.slice(0, 2 * known) };
  return { ...snapshot, digest, institutions: JSON.parse(institutions) as Snapshot['institutions'] };
}
