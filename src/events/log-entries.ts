/**
 * The payload of one frame → events and batches in order, or the first thing that is wrong with it.
 *
 * The frame's checksum has been verified, so whatever is refused here was written so: by a newer program, by a bug or
 * by a forger. It never throws and holds no more than the frame.
 */
import { assert } from '../units/assert.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import { ByteReader } from './byte-reader.ts';
import { BATCH_TAG, CONTROL_TAG, decodeEvent, ENTRY_HEADER_BYTES, type StoredEvent } from './codec.ts';
import type { RunDigest } from './content-digest.ts';
import { type FormatFlaw, type FrameHeader, sameWords } from './log-format.ts';
import { KEPT_PAYLOAD_BYTES } from './log-limits.ts';
import { packedRecords, unpack } from './record-columns.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from './records.ts';
import type { Catalogue } from './upcast.ts';
import type { MarketEvent } from './vocabulary.ts';

export interface EntryContext {
  readonly frame: FrameHeader;
  readonly catalogue: Catalogue;
  /** Folds what is read and is compared with the frame's; undefined: not checked. */
  readonly digest: RunDigest | undefined;
  /** Time of the last entry before this frame. */
  readonly notBefore: number;
  readonly writtenBy: string;
  readonly readBy: string;
  readonly scratch: Scratch;
}

/** Takes the entries in order; `former` is an event as the log holds it, where that is another form than today's. */
export type EntryVisitor = (entry: MarketEvent | RecordBatch, former?: StoredEvent) => void;

/** Entries that were found good. */
export interface Entries {
  readonly lastAt: number;
  /** Undefined where the payload is too large to be kept. */
  readonly list: readonly (MarketEvent | PackedBatch)[] | undefined;
  readonly former: ReadonlyMap<MarketEvent, StoredEvent>;
}

export function readEntries(payload: Uint8Array, context: EntryContext): Entries | FormatFlaw {
  const { frame, digest } = context;
  const from = new ByteReader(payload);
  const list: (MarketEvent | PackedBatch)[] = [];
  const former = new Map<MarketEvent, StoredEvent>();
  const reading: Reading = { ...context, former };
  const isKept = payload.length <= KEPT_PAYLOAD_BYTES;
  const endSeq = frame.firstSeq + frame.count;
  let nextSeq: number = frame.firstSeq;
  let lastAt = context.notBefore;
  while (from.left > 0 && from.flaw === undefined) {
    const start = from.offset;
    const entry = readEntry(from, nextSeq, reading);
    from.limit(payload.length);
    if (entry === undefined) break;
    const count = seqsOf(entry);
    if (entry.at < lastAt) from.refuse(`time runs backwards: ${entry.at} after ${lastAt}`, start);
    if (nextSeq + count > endSeq)
      from.refuse(`more than the ${frame.count} events that the frame's header states`, start);
    nextSeq += count;
    lastAt = entry.at;
    if (isKept) list.push(entry);
    else former.clear();
  }
  if (from.flaw !== undefined) {
    const { offset, problem, unknown } = from.flaw;
    const versions = `the log was written by engine ${context.writtenBy}, this is engine ${context.readBy}`;
    return { offset, problem: unknown ? `${problem}: ${versions}` : problem, isNewer: unknown };
  }
  if (nextSeq !== endSeq)
    return { offset: 0, problem: `the frame holds ${nextSeq - frame.firstSeq} of ${frame.count} events` };
  if (digest !== undefined) {
    const computed = new Int32Array(4);
    digest.finishInto(computed, 0);
    if (!sameWords(computed, 0, frame.digest, 0)) {
      return { offset: 0, problem: 'the events do not give the digest that the frame states' };
    }
  }
  return { lastAt, list: isKept ? list : undefined, former };
}

/** Delivers what was found good in a payload. */
export function deliver({ list, former }: Entries, payload: Uint8Array, context: EntryContext, to: EntryVisitor): void {
  if (list === undefined) readAgain(payload, context, to);
  else for (const entry of list) deliverOne(entry, former, context.scratch, to);
}

/** The entries of a payload too large to be kept, once more and one at a time. */
function readAgain(payload: Uint8Array, context: EntryContext, visit: EntryVisitor): void {
  const from = new ByteReader(payload);
  const former = new Map<MarketEvent, StoredEvent>();
  const reading: Reading = { ...context, digest: undefined, former };
  for (let seq: number = context.frame.firstSeq; from.left > 0; ) {
    const entry = readEntry(from, seq, reading);
    from.limit(payload.length);
    assert(entry !== undefined, `what was good is not good when read again: ${from.flaw?.problem}`);
    deliverOne(entry, former, context.scratch, visit);
    former.clear();
    seq += seqsOf(entry);
  }
}

function deliverOne(
  entry: MarketEvent | PackedBatch,
  former: Entries['former'],
  scratch: Scratch,
  visit: EntryVisitor,
): void {
  if ('packed' in entry) visit(unpacked(entry, scratch) as RecordBatch);
  else visit(entry, former.get(entry));
}

/** Records as the log holds them, which takes less than half the room. */
interface PackedBatch extends Pick<RecordBatch, 'at' | 'firstSeq'> {
  readonly packed: Int32Array;
  readonly records: number;
}

const seqsOf = (entry: MarketEvent | PackedBatch): number => ('packed' in entry ? entry.records : 1);

/** Room for the records of one batch, used again for the next. */
export class Scratch {
  private words = new Int32Array(1_024 * RECORD_WORDS);

  wordsFor(records: number): Int32Array {
    if (records * RECORD_WORDS > this.words.length) this.words = new Int32Array(records * RECORD_WORDS);
    return this.words;
  }
}

/** Valid until the next one is unpacked; undefined where a batch is not in the one form of its records. */
function unpacked({ at, firstSeq, packed, records }: PackedBatch, scratch: Scratch): RecordBatch | undefined {
  const words = scratch.wordsFor(records);
  if (!unpack(packed, words)) return undefined;
  return { at, firstSeq, words, from: 0, to: records * RECORD_WORDS };
}

interface Reading extends EntryContext {
  readonly former: Map<MarketEvent, StoredEvent>;
}

/** Undefined: see the reader's flaw. */
function readEntry(from: ByteReader, seq: number, context: Reading): MarketEvent | PackedBatch | undefined {
  const start = from.offset;
  if (from.left < ENTRY_HEADER_BYTES) from.refuse('ends in the middle of an entry');
  const tag = from.unsigned();
  const length = from.unsigned();
  const at = from.integer();
  if (from.flaw !== undefined) return undefined;
  if (length % 4 !== 0 || length > from.left)
    from.refuse(`an entry of ${length} bytes where ${from.left} are left`, start);
  else if (tag === CONTROL_TAG) {
    from.limit(from.offset + length);
    return readControl(from, { seq, at, start }, context);
  } else if (tag === BATCH_TAG) return readBatch(from, { seq, at, start, length }, context);
  else from.refuseUnknown(`an entry of kind ${tag}`, start);
  return undefined;
}

function readControl(
  from: ByteReader,
  { seq, at, start }: { seq: number; at: number; start: number },
  context: Reading,
): MarketEvent | undefined {
  const stored = decodeEvent(at, from, context.catalogue);
  if (stored === undefined) return undefined;
  const { layout, event } = stored;
  const flaw =
    event.seq === seq ? context.digest?.foldEvent(layout, event) : `seq ${event.seq} does not follow ${seq - 1}`;
  if (flaw !== undefined) {
    from.refuse(flaw, start);
    return undefined;
  }
  const today = context.catalogue.upcast(layout, event);
  if ((today as unknown) !== event) context.former.set(today, stored);
  return today;
}

function readBatch(
  from: ByteReader,
  { seq, at, start, length }: { seq: number; at: number; start: number; length: number },
  context: Reading,
): PackedBatch | undefined {
  const packed = from.take(length);
  const records = packedRecords(packed);
  if (records === undefined) {
    from.refuse(`a batch of ${length} bytes that are no blocks of records`, start);
    return undefined;
  }
  const entry: PackedBatch = { at: at as SimTime, firstSeq: seq as Seq, packed, records };
  const batch = unpacked(entry, context.scratch);
  if (batch === undefined) {
    from.refuse('a batch that is not in the one form of its records', start);
    return undefined;
  }
  const flaw = context.digest?.foldBatch(batch);
  if (flaw === undefined) return entry;
  const unknown = unknownKind(batch);
  if (unknown === undefined) from.refuse(flaw, start);
  else from.refuseUnknown(`record ${seq + unknown.index} of kind ${unknown.kind}`, start);
  return undefined;
}

/** A newer program's, or a stranger's. */
function unknownKind({ words, to }: RecordBatch): { readonly index: number; readonly kind: number } | undefined {
  for (let at = 0; at < to; at += RECORD_WORDS) {
    const kind = words[at + Field.kind]!;
    if (kind < RecordKind.accepted || kind > RecordKind.resumed) return { index: at / RECORD_WORDS, kind };
  }
  return undefined;
}
