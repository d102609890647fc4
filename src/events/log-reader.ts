/**
 * Reads a log frame by frame: verifies checksums, seqs and the digest, and only then delivers what a frame holds.
 *
 * Bytes by strangers give events, a torn tail or a located refusal, never an exception, and never memory beyond what
 * the source holds. A frame is delivered whole or not at all. Where the source ends inside a frame whose header is
 * right, or inside a header, the tail is torn; everything else is damage.
 */
import type { Seq, SimTime } from '../units/quantity.ts';
import type { StoredEvent } from './codec.ts';
import { RunDigest } from './content-digest.ts';
import { deliver, type EntryContext, readEntries, Scratch } from './log-entries.ts';
import {
  type Chain,
  type FormatFlaw,
  FRAME_HEADER_BYTES,
  type FrameHeader,
  firstChain,
  HEADER_BYTES,
  type LogHeader,
  MAGIC,
  payloadChecksumInto,
  readFrameHeader,
  readHeader,
  sameWords,
} from './log-format.ts';
import type { LogTail } from './log-writer.ts';
import type { RecordBatch } from './records.ts';
import { CATALOGUE, type Catalogue } from './upcast.ts';
import type { MarketEvent } from './vocabulary.ts';

/** A log's bytes, wherever they are. `read` gives exactly `length` bytes within `size`. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** Receives a log in order. The words of a batch are valid during the call. */
export interface LogVisitor {
  /** `former`: how the log holds it, where that is another form than today's; digests are of that form. */
  control(event: MarketEvent, former?: StoredEvent): void;
  batch(batch: RecordBatch): void;
}

export interface LogReaderOptions {
  /** This program's version: named where a log is newer than the program. */
  readonly engineVersion: string;
  readonly catalogue?: Catalogue;
  /** Goes on with this digest, which must be that of everything before; for observers. `unchecked`: digests are not checked. */
  readonly digest?: RunDigest | 'unchecked';
  /** Where to begin; the first frame without. Checksums tell whether what follows is what followed there. */
  readonly from?: LogPosition;
}

/** The end of a frame that has been verified before. */
export interface LogPosition {
  readonly tail: LogTail;
  /** Time of the last event before it. */
  readonly lastAt: SimTime;
}

export interface LogFlaw {
  readonly problem: string;
  /** In bytes from the start of the log. */
  readonly offset: number;
  /** The frame's number from 1; 0 for the header. */
  readonly frame: number;
  readonly lastGoodSeq: Seq;
  /** Not damaged, as far as can be told: in a form that only newer programs know. */
  readonly isNewer: boolean;
}

/** How a log ended: whole, torn in its last frame, or refused with the place of the damage. */
export type LogEnd =
  | { readonly ending: 'whole' }
  | { readonly ending: 'torn'; readonly droppedBytes: number }
  | { readonly ending: 'refused'; readonly flaw: LogFlaw };

export class LogReader {
  /** Undefined while the log is shorter than its header, or refused. */
  readonly header: LogHeader | undefined;
  /** Set once there is no further frame. */
  end: LogEnd | undefined;
  private readonly source: ByteSource;
  private readonly options: LogReaderOptions;
  private readonly catalogue: Catalogue;
  private running: RunDigest | undefined;
  private readonly scratch = new Scratch();
  private chain: Chain = new Int32Array(4);
  private offset = 0;
  private frames = 0;
  private lastSeq = 0;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(source: ByteSource, options: LogReaderOptions) {
    this.source = source;
    this.options = options;
    this.catalogue = options.catalogue ?? CATALOGUE;
    const { digest = new RunDigest({ catalogue: this.catalogue }), from } = options;
    this.running = digest === 'unchecked' ? undefined : digest;
    this.header = this.open();
    if (from !== undefined && this.header !== undefined) this.goTo(from);
  }

  /** The end of the good part so far: with the digest, all that a writer needs to go on. */
  get tail(): LogTail {
    return { bytes: this.offset, frames: this.frames, lastSeq: this.lastSeq as Seq, chain: this.chain };
  }

  /** The run's digest up to the last delivered frame; undefined where digests are not checked, as once a frame has been skipped. */
  get digest(): RunDigest | undefined {
    return this.running;
  }

  /** Reads, verifies and delivers the next frame. False: there is none, see `end`. */
  next(visitor: LogVisitor): boolean {
    const head = this.readFrameHead();
    if (head === undefined) return false;
    const { frame, link } = head;
    const payload = this.read(this.offset + FRAME_HEADER_BYTES, frame.payloadBytes);
    const checksum = new Int32Array(4);
    payloadChecksumInto(wordsOf(payload), checksum, 0);
    if (!sameWords(checksum, 0, frame.checksum, 0)) {
      return this.refuse({ offset: FRAME_HEADER_BYTES, problem: 'the frame is damaged: its checksum differs' });
    }
    const context: EntryContext = {
      frame,
      catalogue: this.catalogue,
      digest: this.running,
      notBefore: this.lastAt,
      writtenBy: this.header?.engineVersion ?? '',
      readBy: this.options.engineVersion,
      scratch: this.scratch,
    };
    const entries = readEntries(payload, context);
    if ('problem' in entries) {
      return this.refuse({ ...entries, offset: FRAME_HEADER_BYTES + entries.offset });
    }
    this.lastAt = entries.lastAt;
    this.advance(frame, link);
    deliver(entries, payload, context, (entry, former) => {
      if ('words' in entry) visitor.batch(entry);
      else visitor.control(entry, former);
    });
    return true;
  }

  /** Passes over a frame without reading its payload; from then on digests are not checked. False: see `end`. */
  skip(): FrameHeader | false {
    const head = this.readFrameHead();
    if (head === undefined) return false;
    this.running = undefined;
    this.advance(head.frame, head.link);
    return head.frame;
  }

  private open(): LogHeader | undefined {
    const { size } = this.source;
    const bytes = this.read(0, Math.min(size, HEADER_BYTES));
    if (size < HEADER_BYTES) {
      const foreign = bytes.findIndex((byte, i) => i < MAGIC.length && byte !== MAGIC[i]);
      if (foreign >= 0)
        this.refuse({ offset: foreign, problem: 'not an event log: its first bytes are not those of one' });
      else this.end = { ending: 'torn', droppedBytes: size };
      return undefined;
    }
    const header = readHeader(bytes, this.options.engineVersion);
    if ('problem' in header) {
      this.refuse(header);
      return undefined;
    }
    this.chain = firstChain(bytes);
    this.offset = HEADER_BYTES;
    return header;
  }

  private goTo({ tail, lastAt }: LogPosition): void {
    this.chain = tail.chain;
    this.offset = tail.bytes;
    this.frames = tail.frames;
    this.lastSeq = tail.lastSeq;
    this.lastAt = lastAt;
  }

  private readFrameHead(): { frame: FrameHeader; link: Chain } | undefined {
    if (this.end !== undefined) return undefined;
    const left = this.source.size - this.offset;
    if (left === 0) this.end = { ending: 'whole' };
    else if (left < FRAME_HEADER_BYTES) this.end = { ending: 'torn', droppedBytes: left };
    if (this.end !== undefined) return undefined;
    const head = readFrameHeader(wordsOf(this.read(this.offset, FRAME_HEADER_BYTES)), this.chain);
    if ('problem' in head) this.refuse(head);
    else if (head.frame.firstSeq !== this.lastSeq + 1) {
      this.refuse({ offset: 8, problem: `seq ${head.frame.firstSeq} does not follow ${this.lastSeq}` });
    } else if (FRAME_HEADER_BYTES + head.frame.payloadBytes > left) this.end = { ending: 'torn', droppedBytes: left };
    else return head;
    return undefined;
  }

  private advance(frame: FrameHeader, link: Chain): void {
    this.chain = link;
    this.offset += FRAME_HEADER_BYTES + frame.payloadBytes;
    this.frames++;
    this.lastSeq += frame.count;
  }

  /** On a four-byte boundary, whatever the source's buffer. */
  private read(offset: number, length: number): Uint8Array {
    const bytes = this.source.read(offset, length);
    // Not `slice`: of a Buffer that is no copy.
    return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  }

  private refuse({ offset, problem, isNewer = false }: FormatFlaw): false {
    const frame = this.offset === 0 ? 0 : this.frames + 1;
    const flaw = { problem, offset: this.offset + offset, frame, lastGoodSeq: this.lastSeq as Seq, isNewer };
    this.end = { ending: 'refused', flaw };
    this.running = undefined;
    return false;
  }
}

/** Reads a log to its end and delivers all that is good. */
export function readLog(source: ByteSource | Uint8Array, visitor: LogVisitor, options: LogReaderOptions): LogEnd {
  const reader = new LogReader(source instanceof Uint8Array ? bytesSource(source) : source, options);
  while (reader.next(visitor)) {
    // Everything happens in the visitor.
  }
  return reader.end as LogEnd;
}

const wordsOf = (bytes: Uint8Array): Int32Array => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
