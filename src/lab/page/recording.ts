/** The recorded stretch that the file carries, asked by moment. */
import type { Frame, RecordedOpening } from '../protocol.ts';
import { framesOf } from '../worker/opening-record.ts';

export class Recording {
  readonly opening: RecordedOpening;
  readonly #frames: readonly Frame[];

  constructor(opening: RecordedOpening) {
    this.opening = opening;
    this.#frames = framesOf(opening);
  }

  get first(): Frame {
    return this.#frames[0] as Frame;
  }

  get last(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  /** The last frame not after a moment; undefined where that lies outside. */
  frameAt(at: number): Frame | undefined {
    if (at > this.last.at) return undefined;
    let found: Frame | undefined;
    for (let low = 0, high = this.#frames.length - 1; low <= high; ) {
      const middle = (low + high) >> 1;
      const frame = this.#frames[middle] as Frame;
      if (frame.at <= at) {
        found = frame;
        low = middle + 1;
      } else high = middle - 1;
    }
    return found;
  }
}
