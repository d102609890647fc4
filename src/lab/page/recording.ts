/** The recorded stretch that the file carries: lists of numbers become arrays, null becomes "not known". */
import type { Frame, RecordedFrame, RecordedOpening } from '../protocol.ts';
import { frameOfRecord } from '../worker/opening-record.ts';

export class Recording {
  readonly opening: RecordedOpening;
  readonly #frames: readonly RecordedFrame[];
  readonly #revived = new Map<number, Frame>();

  constructor(opening: RecordedOpening) {
    this.opening = opening;
    this.#frames = opening.frames;
  }

  get first(): Frame {
    return this.#at(0);
  }

  get last(): Frame {
    return this.#at(this.#frames.length - 1);
  }

  /** The last frame not after a moment; undefined where that lies outside. */
  frameAt(at: number): Frame | undefined {
    const last = this.#frames.at(-1);
    if (last === undefined || at > last.at) return undefined;
    let found = -1;
    for (let low = 0, high = this.#frames.length - 1; low <= high; ) {
      const middle = (low + high) >> 1;
      if ((this.#frames[middle] as RecordedFrame).at <= at) {
        found = middle;
        low = middle + 1;
      } else high = middle - 1;
    }
    return found === -1 ? undefined : this.#at(found);
  }

  #at(index: number): Frame {
    const known = this.#revived.get(index);
    if (known !== undefined) return known;
    const { manifest, marks } = this.opening;
    const frame = frameOfRecord(this.#frames[index] as RecordedFrame, manifest, marks);
    this.#revived.set(index, frame);
    return frame;
  }
}
