/**
 * The recorded opening: a stretch of a real run as numbers that travel in the page, rounded to what can be seen, and back
 * to frames.
 *
 * A number of all frames is one column of differences, since most stay as they are from frame to frame: a third of the room
 * that frames one by one would take.
 */
import type { Flows, Frame, Ladder, Limits, Manifest, Mark, RecordedColumn, RecordedOpening } from '../protocol.ts';

/** Limits that a recorded frame keeps. */
const LIMITS_KEPT = 16;

export interface Recording {
  readonly manifest: Manifest;
  readonly frames: readonly Frame[];
  readonly marks: readonly Mark[];
}

// ── How a number is rounded ───────────────────────────────────────────────────────────────────────────────────────

/** Number → whole number and back. */
interface Scale {
  readonly whole: (value: number) => number;
  readonly value: (whole: number) => number;
}

const steps = (perUnit: number): Scale => ({
  whole: (value) => Math.round(value * perUnit),
  value: (whole) => whole / perUnit,
});
const WHOLE = steps(1);
const TENTHS = steps(10);
/** Sizes, to a few per cent: nobody sees more of a ribbon or a shade. */
const sizes = (perFold: number): Scale => ({
  whole: (value) => Math.sign(value) * Math.round(Math.log1p(Math.abs(value)) * perFold),
  value: (whole) => Math.sign(whole) * Math.expm1(Math.abs(whole) / perFold),
});
const FINE = sizes(50);
const COARSE = sizes(20);

type Bulk = Float64Array | Uint16Array | Uint8Array;
interface Field {
  readonly scale: Scale;
  readonly of: (frame: Frame) => Bulk;
}

const FIELDS: Readonly<Record<string, Field>> = {
  change: { scale: TENTHS, of: ({ changeBp }) => changeBp },
  noShock: { scale: TENTHS, of: ({ noShockBp }) => noShockBp },
  spread: { scale: steps(20), of: ({ spreadBp }) => spreadBp },
  depth: { scale: FINE, of: ({ depthFace }) => depthFace },
  isOpen: { scale: WHOLE, of: ({ isOpen }) => isOpen },
  forced: { scale: FINE, of: ({ flows }) => flows.forced },
  policy: { scale: FINE, of: ({ flows }) => flows.policy },
  all: { scale: COARSE, of: ({ flows }) => flows.all },
  because: { scale: WHOLE, of: ({ flows }) => flows.because },
  flowSeq: { scale: WHOLE, of: ({ flows }) => flows.seq.map((seq, cell) => (isSeen(flows, cell) ? seq : 0)) },
  institution: { scale: WHOLE, of: ({ limits }) => kept(limits.institution) },
  limit: { scale: WHOLE, of: ({ limits }) => kept(limits.limit) },
  limitLine: { scale: WHOLE, of: ({ limits }) => kept(limits.line) },
  distance: { scale: TENTHS, of: ({ limits }) => kept(limits.distanceBp) },
  used: { scale: steps(100), of: ({ limits }) => kept(limits.used) },
  isActing: { scale: WHOLE, of: ({ limits }) => kept(limits.isActing) },
  bidLevel: { scale: TENTHS, of: ({ ladder }) => ladder.bidLevelBp },
  bidFace: { scale: COARSE, of: ({ ladder }) => ladder.bidFace },
  offerLevel: { scale: TENTHS, of: ({ ladder }) => ladder.offerLevelBp },
  offerFace: { scale: COARSE, of: ({ ladder }) => ladder.offerFace },
};

const kept = (values: Bulk): Bulk => values.slice(0, LIMITS_KEPT);
/** Whether a cell of the flow map has a ribbon to ask about. */
const isSeen = ({ forced, policy }: Flows, cell: number): boolean => forced[cell] !== 0 || policy[cell] !== 0;

// ── Recording ─────────────────────────────────────────────────────────────────────────────────────────────────────

export function recordOf({ manifest, frames, marks }: Recording): RecordedOpening {
  const last = frames.at(-1);
  if (last === undefined) throw new Error('an opening has frames');
  const columns = Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, columnsOf(frames, field)]));
  return {
    manifest: { ...manifest, institutions: manifest.institutions.map((facts) => ({ ...facts, mandate: [] })) },
    marks,
    seq: last.seq,
    digest: last.digest,
    at: differences(frames.map(({ at }) => at)),
    captions: differences(frames.map(({ caption }) => caption?.seq ?? 0)),
    watched: last.ladder.line,
    columns,
  };
}

function columnsOf(frames: readonly Frame[], { scale, of }: Field): RecordedColumn[] {
  const lists = frames.map(of);
  const width = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: width }, (_, place) => {
    let before = 0;
    return lists.map((list) => {
      const value = list[place];
      if (value === undefined || !Number.isFinite(value)) return null;
      const whole = scale.whole(value);
      const difference = whole - before;
      before = whole;
      return difference === 0 ? 0 : difference;
    });
  });
}

const differences = (values: readonly number[]): number[] =>
  values.map((value, index) => value - (index === 0 ? 0 : (values[index - 1] as number)));

// ── Back to frames ────────────────────────────────────────────────────────────────────────────────────────────────

/** As the worker would have sent them, but for rounding; only the last one has seq and digest. */
export function framesOf(opening: RecordedOpening): Frame[] {
  const { manifest, marks, at, captions, watched, seq, digest } = opening;
  const lists = new Map(Object.entries(FIELDS).map(([name, field]) => [name, listsOf(opening, name, field)]));
  const times = sums(at);
  const mentioned = sums(captions);
  return times.map((time, index): Frame => {
    const numbers = (name: string): Float64Array => lists.get(name)?.[index] ?? new Float64Array();
    const isLast = index === times.length - 1;
    const changeBp = numbers('change');
    const caption = marks.find((mark) => mark.seq === mentioned[index]);
    return {
      branch: 0,
      at: time,
      seq: isLast ? seq : 0,
      digest: isLast ? digest : '',
      levelBp: changeBp.map((change, line) => change + (manifest.lines[line]?.openLevelBp ?? Number.NaN)),
      changeBp,
      noShockBp: numbers('noShock'),
      spreadBp: numbers('spread'),
      depthFace: numbers('depth'),
      isOpen: Uint8Array.from(numbers('isOpen')),
      limits: limitsOf(numbers),
      flows: flowsOf(numbers),
      ladder: ladderOf(numbers, watched),
      ...(caption === undefined ? {} : { caption }),
    };
  });
}

type Numbers = (name: string) => Float64Array;
/** Lists of one frame end where its numbers do. */
const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));

const limitsOf = (numbers: Numbers): Limits => ({
  institution: Uint16Array.from(known(numbers('institution'))),
  limit: Uint8Array.from(known(numbers('limit'))),
  line: Uint16Array.from(known(numbers('limitLine'))),
  distanceBp: known(numbers('distance')),
  used: known(numbers('used')),
  isActing: Uint8Array.from(known(numbers('isActing'))),
});

const flowsOf = (numbers: Numbers): Flows => ({
  forced: numbers('forced'),
  policy: numbers('policy'),
  all: numbers('all'),
  because: Uint8Array.from(numbers('because')),
  seq: numbers('flowSeq'),
});

const ladderOf = (numbers: Numbers, line: number): Ladder => ({
  line,
  bidLevelBp: known(numbers('bidLevel')),
  bidFace: known(numbers('bidFace')),
  offerLevelBp: known(numbers('offerLevel')),
  offerFace: known(numbers('offerFace')),
});

/** One list of numbers for each frame. */
function listsOf({ at, columns }: RecordedOpening, name: string, { scale }: Field): Float64Array[] {
  const stacked = columns[name] ?? [];
  const before = new Float64Array(stacked.length);
  return at.map((_, index) =>
    Float64Array.from(stacked, (column, place) => {
      const difference = column[index];
      if (difference === null || difference === undefined) return Number.NaN;
      const whole = (before[place] ?? 0) + difference;
      before[place] = whole;
      return scale.value(whole);
    }),
  );
}

function sums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
