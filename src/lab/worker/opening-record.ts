/**
 * The recorded opening: a stretch of a real run as numbers that travel in the page, rounded to what can be seen, and back
 * to frames.
 */
import type { Frame, Manifest, Mark, RecordedFrame, RecordedOpening } from '../protocol.ts';

/** Limits that a recorded frame keeps. */
const LIMITS_KEPT = 20;

interface Recording {
  readonly manifest: Manifest;
  readonly frames: readonly Frame[];
  readonly marks: readonly Mark[];
  readonly digest: string;
}

export const recordOf = ({ manifest, frames, marks, digest }: Recording): RecordedOpening => ({
  manifest,
  frames: frames.map(recordFrame),
  marks,
  digest,
});

type Bulk = Float64Array | Uint16Array | Uint8Array;
type Listing = readonly (number | null)[];

/** Decimals, or significant digits where a size says more. */
const listed =
  (round: (value: number) => number) =>
  (values: Bulk): Listing =>
    Array.from(values, (value) => (Number.isFinite(value) ? round(value) : null));
const tenths = listed((value) => Math.round(value * 10) / 10);
const hundredths = listed((value) => Math.round(value * 100) / 100);
const sizes = listed((value) => Number(value.toPrecision(3)));
const wholes = listed((value) => value);

function recordFrame({ levelBp, caption, limits, flows, ladder, ...rest }: Frame): RecordedFrame {
  const kept = <List extends Bulk>(values: List): List => values.slice(0, LIMITS_KEPT) as List;
  return {
    ...rest,
    changeBp: tenths(rest.changeBp),
    noShockBp: tenths(rest.noShockBp),
    spreadBp: hundredths(rest.spreadBp),
    depthFace: sizes(rest.depthFace),
    isOpen: wholes(rest.isOpen),
    limits: {
      institution: wholes(kept(limits.institution)),
      limit: wholes(kept(limits.limit)),
      line: wholes(kept(limits.line)),
      distanceBp: tenths(kept(limits.distanceBp)),
      used: hundredths(kept(limits.used)),
      isActing: wholes(kept(limits.isActing)),
    },
    flows: {
      forced: sizes(flows.forced),
      policy: sizes(flows.policy),
      all: sizes(flows.all),
      because: wholes(flows.because),
      seq: wholes(flows.seq),
    },
    ladder: {
      line: ladder.line,
      bidLevelBp: tenths(ladder.bidLevelBp),
      bidFace: sizes(ladder.bidFace),
      offerLevelBp: tenths(ladder.offerLevelBp),
      offerFace: sizes(ladder.offerFace),
    },
    ...(caption === undefined ? {} : { caption: caption.seq }),
  };
}

const floats = (values: Listing): Float64Array => Float64Array.from(values, (value) => value ?? Number.NaN);
const bytes = (values: Listing): Uint8Array => Uint8Array.from(values, (value) => value ?? 0);
const words = (values: Listing): Uint16Array => Uint16Array.from(values, (value) => value ?? 0);

/** As the worker would have sent it, but for rounding. */
export function frameOfRecord(recorded: RecordedFrame, { lines }: Manifest, marks: readonly Mark[]): Frame {
  const { limits, flows, ladder, caption, ...rest } = recorded;
  const changeBp = floats(recorded.changeBp);
  const mark = caption === undefined ? undefined : marks.find(({ seq }) => seq === caption);
  return {
    ...rest,
    levelBp: changeBp.map((change, line) => change + (lines[line]?.openLevelBp ?? Number.NaN)),
    changeBp,
    noShockBp: floats(recorded.noShockBp),
    spreadBp: floats(recorded.spreadBp),
    depthFace: floats(recorded.depthFace),
    isOpen: bytes(recorded.isOpen),
    limits: {
      institution: words(limits.institution),
      limit: bytes(limits.limit),
      line: words(limits.line),
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
    ...(mark === undefined ? {} : { caption: mark }),
  };
}
