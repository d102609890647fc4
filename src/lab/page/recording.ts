/** The recorded stretch that the file carries: lists of numbers become arrays, null becomes "not known". */
import type { Frame, RecordedFrame, RecordedOpening } from '../protocol.ts';

type Recorded = readonly (number | null)[];

const floats = (list: Recorded): Float64Array => Float64Array.from(list, (value) => value ?? Number.NaN);
const bytes = (list: Recorded): Uint8Array => Uint8Array.from(list, (value) => value ?? 0);
const shorts = (list: Recorded): Uint16Array => Uint16Array.from(list, (value) => value ?? 0);

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
    const frame = revived(this.#frames[index] as RecordedFrame);
    this.#revived.set(index, frame);
    return frame;
  }
}

function revived(frame: RecordedFrame): Frame {
  const { limits, flows, ladder } = frame;
  return {
    ...frame,
    levelBp: floats(frame.levelBp),
    changeBp: floats(frame.changeBp),
    noShockBp: floats(frame.noShockBp),
    spreadBp: floats(frame.spreadBp),
    depthFace: floats(frame.depthFace),
    isOpen: bytes(frame.isOpen),
    limits: {
      institution: shorts(limits.institution),
      limit: bytes(limits.limit),
      line: shorts(limits.line),
      distanceBp: floats(limits.distanceBp),
      used: floats(limits.used),
      isActing: bytes(limits.isActing),
    },
    flows: {
      forced: floats(flows.forced),
      policy: floats(flows.policy),
      all: floats(flows.all),
      because: bytes(flows.because),
      seq: floats(flows.seq),
    },
    ladder: {
      line: ladder.line,
      bidLevelBp: floats(ladder.bidLevelBp),
      bidFace: floats(ladder.bidFace),
      offerLevelBp: floats(ladder.offerLevelBp),
      offerFace: floats(ladder.offerFace),
    },
  };
}
