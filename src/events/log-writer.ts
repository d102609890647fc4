/**
 * Writes a run's log: observes every event and batch, and hands whole frames of bytes to a sink.
 *
 * Frames are cut by size and on `flush`, never by a clock, so that the same run gives the same bytes. It writes no file
 * and computes no digest: the sink writes, and the run's digest must have seen an event before the writer does.
 */
import { assert, Bug } from '../units/assert.ts';
import type { Seq, SimTime } from '../units/quantity.ts';
import { ByteWriter } from './byte-writer.ts';
import { BATCH_TAG, encodeEvent } from './codec.ts';
import { recordPacker } from './column-program.ts';
import type { DigestSoFar } from './content-digest.ts';
import { type Chain, FRAME_HEADER_BYTES, firstChain, headerBytes, type LogHeader, sealFrame } from './log-format.ts';
import { BATCH_RECORDS_MAX, BLOCK_RECORDS } from './record-columns.ts';
import { RECORD_WORDS, type RecordBatch } from './records.ts';
import { CATALOGUE, type Catalogue } from './upcast.ts';
import type { MarketEvent } from './vocabulary.ts';

/** Where a log ends: what a reader hands to a writer that goes on. */
export interface LogTail {
  /** Length of the good part in bytes: the file is cut here before it is gone on with. */
  readonly bytes: number;
  readonly frames: number;
  readonly lastSeq: Seq;
  readonly chain: Chain;
}

export interface LogWriterOptions {
  /** Takes a header or a whole frame. The bytes are valid during the call only. */
  readonly sink: (bytes: Uint8Array) => void;
  readonly digest: DigestSoFar;
  /** The header of a new log, or the tail of the log to go on with. */
  readonly start: Omit<LogHeader, 'formatVersion'> | LogTail;
  /** A frame is cut as soon as its payload is at least this long; 1 MiB by default. */
  readonly frameBytes?: number;
  readonly catalogue?: Catalogue;
}

/** The more, the fewer waits for the disk: each costs as much as matching some thousand orders. */
const FRAME_BYTES = 1 << 20;
/** No run writes more at once. */
const ENTRY_WORDS = BATCH_RECORDS_MAX * RECORD_WORDS;
const BLOCK_WORDS = BLOCK_RECORDS * RECORD_WORDS;

/** Gives the log of a run as bytes, frame by frame, to its `sink`; what the sink throws ends the run. */
export class LogWriter {
  private readonly sink: (bytes: Uint8Array) => void;
  private readonly digest: DigestSoFar;
  private readonly frameBytes: number;
  private readonly catalogue: Catalogue;
  private readonly out: ByteWriter;
  private readonly packer = recordPacker();
  private chain: Chain;
  private written: number;
  private cut: number;
  private lastSeq: number;
  private firstSeq: number;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: LogWriterOptions) {
    this.sink = options.sink;
    this.digest = options.digest;
    this.frameBytes = options.frameBytes ?? FRAME_BYTES;
    this.catalogue = options.catalogue ?? CATALOGUE;
    this.out = new ByteWriter(this.frameBytes + FRAME_HEADER_BYTES);
    const { start } = options;
    if ('chain' in start) {
      this.chain = start.chain;
      this.written = start.bytes;
      this.cut = start.frames;
      this.lastSeq = start.lastSeq;
    } else {
      const header = headerBytes(start);
      this.chain = firstChain(header);
      this.written = header.length;
      this.cut = 0;
      this.lastSeq = 0;
      this.sink(header);
    }
    this.firstSeq = this.lastSeq + 1;
    this.beginFrame();
  }

  control(event: MarketEvent): void {
    this.follow(event.seq, 1, event.at);
    encodeEvent(event, this.out, this.catalogue);
    this.cutIfFull();
  }

  batch(batch: RecordBatch): void {
    const words = batch.to - batch.from;
    if (words <= 0 || words % RECORD_WORDS !== 0)
      throw new Bug(`a batch of ${words} words is no whole number of records`);
    this.follow(batch.firstSeq, words / RECORD_WORDS, batch.at);
    for (let from = batch.from; from < batch.to; from += ENTRY_WORDS) {
      this.entry(batch, from, Math.min(from + ENTRY_WORDS, batch.to));
    }
    this.cutIfFull();
  }

  /** Cuts the frame, however short; nothing happens where nothing has been written since the last. */
  flush(): void {
    if (this.lastSeq < this.firstSeq) return;
    const { digest, firstSeq } = this;
    const count = this.lastSeq - firstSeq + 1;
    assert(digest.count === this.lastSeq, `the digest has seen ${digest.count} events, the log ${this.lastSeq}`);
    const after = new Int32Array(4);
    digest.finishInto(after, 0);
    this.chain = sealFrame(this.out.wordView(), { firstSeq: firstSeq as Seq, count, digest: after }, this.chain);
    const bytes = this.out.view();
    this.written += bytes.length;
    this.cut++;
    this.firstSeq = this.lastSeq + 1;
    this.sink(bytes);
    this.beginFrame();
  }

  /** The end of what the sink has been given. */
  get tail(): LogTail {
    return { bytes: this.written, frames: this.cut, lastSeq: (this.firstSeq - 1) as Seq, chain: this.chain };
  }

  private beginFrame(): void {
    this.out.clear();
    for (let i = 0; i < FRAME_HEADER_BYTES; i += 4) this.out.word(0);
  }

  private entry({ at, words }: RecordBatch, from: number, to: number): void {
    const { out, packer } = this;
    out.word(BATCH_TAG);
    const lengthAt = out.length;
    out.word(0);
    out.integer(at);
    const bodyAt = out.length;
    for (let p = from; p < to; p += BLOCK_WORDS) {
      const packed = packer.pack(words, p, Math.min(p + BLOCK_WORDS, to));
      out.copy(packed, 0, packed.length);
    }
    out.patch(lengthAt, out.length - bodyAt);
  }

  private follow(seq: Seq, count: number, at: SimTime): void {
    if (seq !== this.lastSeq + 1) throw new Bug(`seq ${seq} does not follow ${this.lastSeq}`);
    if (at < this.lastAt) throw new Bug(`time runs backwards at seq ${seq}: ${at} after ${this.lastAt}`);
    this.lastSeq += count;
    this.lastAt = at;
  }

  private cutIfFull(): void {
    if (this.out.length >= this.frameBytes + FRAME_HEADER_BYTES) this.flush();
  }
}
