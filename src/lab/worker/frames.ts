/** From readings to what the page draws: windows of half an hour, changes since the opening, limits in order. */
import { HOUR_MS } from '../../units/time.ts';
import { type Flows, type Frame, type Ladder, LIMIT_NAMES, type Limits, type Mark } from '../protocol.ts';
import type { Branch } from './branch.ts';
import type { NoShock } from './no-shock.ts';
import { binBpOf } from './tick-reader.ts';
import { BINS_A_SIDE, LIMIT_NUMBERS, lastRowAt, type RowLayout, type TickRow } from './tick-row.ts';

const WINDOW_MS = HOUR_MS / 2;

export interface FrameAsked {
  readonly branch: Branch;
  readonly noShock: NoShock;
  readonly at: number;
  /** Line whose book is shown. */
  readonly watch: number;
  /** State at a moment between two readings: what is exact there. */
  readonly exact?: Pick<Frame, 'seq' | 'digest' | 'levelBp'>;
}

/** Undefined before the first reading. */
export function frameOf({ branch, noShock, at, watch, exact }: FrameAsked): Frame | undefined {
  const { rows, layout, manifest } = branch;
  const index = lastRowAt(rows, at);
  const row = rows[index];
  if (row === undefined) return undefined;
  const { lines } = layout.shape;
  const levelBp = exact?.levelBp ?? row.exact.slice(0, lines);
  const recent = windowOf(rows, index, at);
  const caption = captionOf(branch.marks, at);
  return {
    branch: branch.id,
    at,
    seq: exact?.seq ?? row.seq,
    digest: exact?.digest ?? row.digest,
    levelBp,
    changeBp: levelBp.map((level, line) => level - (manifest.lines[line]?.openLevelBp ?? level)),
    noShockBp: noShock.changeAt(at),
    spreadBp: Float64Array.from(row.parts.subarray(0, lines)),
    depthFace: Float64Array.from(row.parts.subarray(layout.depth, layout.depth + lines)),
    isOpen: Uint8Array.from(row.parts.subarray(layout.isOpen, layout.isOpen + lines)),
    limits: limitsOf(row, recent),
    flows: flowsOf(recent, layout),
    ladder: ladderOf(branch, row, watch),
    ...(caption === undefined ? {} : { caption }),
  };
}

/** Readings of the last half hour, the latest last. */
function windowOf(rows: readonly TickRow[], index: number, at: number): readonly TickRow[] {
  let from = index;
  while (from > 0 && (rows[from - 1] as TickRow).at > at - WINDOW_MS) from--;
  return rows.slice(from, index + 1).filter((row) => row.at > at - WINDOW_MS);
}

function captionOf(marks: readonly Mark[], at: number): Mark | undefined {
  let best: Mark | undefined;
  for (let i = lastRowAt(marks, at); i >= 0; i--) {
    const mark = marks[i] as Mark;
    if (mark.at <= at - WINDOW_MS) break;
    if (best === undefined || mark.weight > best.weight) best = mark;
  }
  return best;
}

const NUMBERS = { institution: 0, limit: 1, line: 2, distance: 3, used: 4 } as const;

/** Limits whose end is a choice and no forced trade: last. */
const CHOICES = new Set((['yield floor', 'disorder'] as const).map((name) => LIMIT_NAMES.indexOf(name)));

/** Those that act first, then the fuller limit first. */
function limitsOf({ limits }: TickRow, recent: readonly TickRow[]): Limits {
  const acting = new Set(recent.flatMap((row) => row.acting));
  const count = limits.length / LIMIT_NUMBERS;
  const at = (row: number, name: keyof typeof NUMBERS): number => limits[row * LIMIT_NUMBERS + NUMBERS[name]] as number;
  const rank = (row: number): number => {
    if (CHOICES.has(at(row, 'limit'))) return -1;
    return (acting.has(at(row, 'institution')) ? 1e6 : 0) + Math.min(1e5, at(row, 'used'));
  };
  const order = Array.from({ length: count }, (_, row) => row).sort((a, b) => rank(b) - rank(a) || a - b);
  return {
    institution: Uint16Array.from(order, (row) => at(row, 'institution')),
    limit: Uint8Array.from(order, (row) => at(row, 'limit')),
    line: Uint16Array.from(order, (row) => at(row, 'line')),
    distanceBp: Float64Array.from(order, (row) => at(row, 'distance')),
    used: Float64Array.from(order, (row) => at(row, 'used')),
    isActing: Uint8Array.from(order, (row) => (acting.has(at(row, 'institution')) ? 1 : 0)),
  };
}

function flowsOf(recent: readonly TickRow[], layout: RowLayout): Flows {
  const { cells, shape } = layout;
  const sum = (from: number): Float64Array => {
    const sums = new Float64Array(cells);
    for (const { parts } of recent) for (let i = 0; i < cells; i++) sums[i] = (sums[i] ?? 0) + (parts[from + i] ?? 0);
    return sums;
  };
  const seq = new Float64Array(cells);
  const because = new Uint8Array(cells);
  const best = new Float64Array(cells);
  for (const { parts, exact } of recent) {
    for (let i = 0; i < cells; i++) {
      // Forced trades are positive, others negative: a forced one goes before any other.
      const found = parts[layout.largest + i] ?? 0;
      const before = best[i] ?? 0;
      if (found === 0 || (found < 0 ? before > 0 || found >= before : found <= before)) continue;
      best[i] = found;
      because[i] = parts[layout.because + i] ?? 0;
      seq[i] = exact[shape.lines + i] ?? 0;
    }
  }
  return { forced: sum(layout.forced), policy: sum(layout.policy), all: sum(layout.all), because, seq };
}

/** Buyers stand at higher levels than the mid, sellers at lower ones. */
function ladderOf({ layout, manifest }: Branch, row: TickRow, watch: number): Ladder {
  const line = manifest.lines[watch];
  const mid = row.exact[watch] ?? Number.NaN;
  const binBp = binBpOf(line?.calmSigmaBp ?? 0);
  const bins = layout.binsOf(watch);
  const side = (from: number, sign: 1 | -1): [Float64Array, Float64Array] => {
    const face = row.parts.subarray(bins + from, bins + from + BINS_A_SIDE);
    const used = Array.from(face.keys()).filter((bin) => (face[bin] ?? 0) > 0);
    return [
      Float64Array.from(used, (bin) => mid + sign * (bin + 0.5) * binBp),
      Float64Array.from(used, (bin) => face[bin] ?? 0),
    ];
  };
  const [bidLevelBp, bidFace] = line === undefined ? [new Float64Array(), new Float64Array()] : side(0, 1);
  const [offerLevelBp, offerFace] =
    line === undefined ? [new Float64Array(), new Float64Array()] : side(BINS_A_SIDE, -1);
  return { line: watch, bidLevelBp, bidFace, offerLevelBp, offerFace };
}

/** Buffers of a message that may change hands. */
export function transfersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (each: unknown): void => {
    if (ArrayBuffer.isView(each)) found.add(each.buffer as ArrayBuffer);
    else if (Array.isArray(each)) for (const item of each) visit(item);
    else if (typeof each === 'object' && each !== null) for (const item of Object.values(each)) visit(item);
  };
  visit(value);
  return [...found];
}
