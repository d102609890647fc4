/** The recorded stretch that the file carries, as frames. */
import type { Frame, RecordedOpening } from '../protocol.ts';
import { framesOf } from '../worker/opening-record.ts';

export class Recording {
  readonly opening: RecordedOpening;
  readonly #frames: readonly Frame[];

  constructor(opening: RecordedOpening) {
    this.opening = opening;
    this.#frames = framesOf(opening);
  }

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  get first(): Frame {
    return this.#frames[0] as Frame;
  }

  get last(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  /** The last frame not after a moment; undefined where that lies outside. */
  frameAt(at: number): Frame | undefined {
    return at > this.last.at ? undefined : this.#frames.findLast((frame) => frame.at <= at);
  }
}
