/**
 * The observer that keeps a run's log: follows the digest, and hands events and batches to the writer.
 *
 * The digest is the run's own, which has folded each event by the time that it is published: it is folded once, and a
 * delivery that is not of the very last event folded is our bug. What comes from elsewhere, before there is a run, is
 * folded here.
 * Where snapshots are due the log is cut, whether or not one can be taken, so that a full disk changes no frame.
 * Going on with a log, it folds what the log holds already and writes nothing until the run has come to its end; there the
 * digests must agree, or the world that is being repeated is not the one in the log: a `LogMismatch`.
 */
import { type DigestSoFar, RunDigest, type RunDigestState } from '../../events/content-digest.ts';
import { type LogHeader, sameWords } from '../../events/log-format.ts';
import { type LogTail, LogWriter } from '../../events/log-writer.ts';
import { RECORD_WORDS, type RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { hexOf } from '../../math/digest.ts';
import { assert } from '../../units/assert.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { later } from '../../units/time.ts';
import type { LogFile } from '../log/log-file.ts';
import { LogMismatch } from '../log/log-mismatch.ts';
import type { Cadence } from '../snapshots/cadence.ts';
import type { LogPlace } from '../snapshots/snapshot-header.ts';

/** Where an unfinished log ends, with the run's digest there. */
export interface LogSoFar {
  readonly tail: LogTail;
  readonly digest: string;
}

export interface Kept {
  readonly bytes: number;
  readonly frames: number;
  readonly lastSeq: number;
  /** Time of its last event; undefined where this process has written none. */
  readonly at: SimTime | undefined;
  /** Of everything in it; undefined before its first frame. */
  readonly digest: string | undefined;
}

export interface LogObserverOptions {
  /** The unfinished log to go on with. */
  readonly soFar?: LogSoFar | undefined;
  /** When snapshots are due. */
  readonly cadence?: Cadence | undefined;
}

export class LogObserver implements DigestSoFar {
  /** Until there is a run with a digest of its own. */
  #folding: RunDigest | undefined = new RunDigest();
  #digest: DigestSoFar = this.#folding as RunDigest;
  /** The digest after the last event that was handed over, and the seq of that event. */
  readonly #after = new Int32Array(4);
  #seen = 0;
  readonly #writer: LogWriter;
  readonly #file: LogFile;
  readonly #soFar: LogSoFar | undefined;
  readonly #skipTo: number;
  readonly #cadence: Cadence | undefined;
  #lastFrameAt: number | undefined;
  #kept: Kept;
  #lastAt = 0 as SimTime;

  /** Throws `EnvironmentFault` where the header cannot be written. */
  constructor(file: LogFile, header: Omit<LogHeader, 'formatVersion'>, { soFar, cadence }: LogObserverOptions = {}) {
    this.#digest.finishInto(this.#after, 0);
    this.#file = file;
    this.#cadence = cadence;
    this.#soFar = soFar;
    this.#skipTo = soFar?.tail.lastSeq ?? 0;
    this.#kept = {
      bytes: file.bytes,
      frames: soFar?.tail.frames ?? -1,
      lastSeq: this.#skipTo,
      at: undefined,
      digest: soFar?.digest,
    };
    const sink = (bytes: Uint8Array): void => {
      const start = file.bytes;
      file.append(bytes);
      if (this.#kept.frames >= 0) this.#lastFrameAt = start;
      const [frames, lastSeq] = [this.#kept.frames + 1, this.#seen];
      const news = frames === 0 ? {} : { at: this.#lastAt, digest: this.digest };
      this.#kept = { ...this.#kept, bytes: file.bytes, frames, lastSeq, ...news };
    };
    this.#writer = new LogWriter({ sink, digest: this, start: soFar?.tail ?? header });
  }

  /** What of the log is on the disk for certain. */
  get kept(): Kept {
    return { ...this.#kept, frames: Math.max(0, this.#kept.frames) };
  }

  /** From here on a run folds what it hands over. */
  share(digest: DigestSoFar): void {
    const begins = new Int32Array(4);
    digest.finishInto(begins, 0);
    assert(
      digest.count === this.#seen && sameWords(begins, 0, this.#after, 0),
      `the run begins after seq ${digest.count}, its log after ${this.#seen}, or with another digest`,
    );
    this.#digest = digest;
    this.#folding = undefined;
  }

  control(event: MarketEvent): void {
    this.#cutWhereDue(event.at);
    this.#folding?.control(event);
    this.#see(event.seq, event.at);
    if (event.seq > this.#skipTo) this.#writer.control(event);
    else if (event.seq === this.#skipTo) this.#compare();
  }

  batch(batch: RecordBatch): void {
    this.#cutWhereDue(batch.at);
    this.#folding?.batch(batch);
    const lastSeq = batch.firstSeq + (batch.to - batch.from) / RECORD_WORDS - 1;
    this.#see(lastSeq, batch.at);
    if (batch.firstSeq <= this.#skipTo && lastSeq > this.#skipTo) {
      throw this.#mismatch(`, which ends inside the records ${batch.firstSeq} to ${lastSeq} that are written together`);
    }
    if (batch.firstSeq > this.#skipTo) this.#writer.batch(batch);
    else if (lastSeq === this.#skipTo) this.#compare();
  }

  /** Cuts the last frame. Throws `EnvironmentFault`. */
  flush(): void {
    if (this.#seen > this.#skipTo) this.#writer.flush();
  }

  /** Of what was handed over so far, as `count` and `finishInto`: 32 hex digits. */
  get digest(): string {
    return hexOf(this.#after);
  }

  get count(): number {
    return this.#seen;
  }

  finishInto(out: Int32Array, at: number): void {
    out.set(this.#after, at);
  }

  /** What a run needs to go on with the digest. */
  digestState(): RunDigestState {
    assert(this.#folding !== undefined, 'the digest is the run’s, which saves its own');
    return this.#folding.save();
  }

  /**
   * Where everything up to `reached` has been seen and a snapshot is due: the end of the frame that has been cut for it.
   * Undefined: none is due, or it lies in a log that was there already. Throws `EnvironmentFault`.
   */
  placeFor(reached: SimTime): LogPlace | undefined {
    if (!this.#cutWhereDue(later(reached, 1)) || this.#lastFrameAt === undefined) return undefined;
    return { tail: this.#writer.tail, lastFrameAt: this.#lastFrameAt, lastAt: this.#lastAt };
  }

  close(): void {
    this.#file.close();
  }

  /** Where the run has come to its end. Throws `LogMismatch` where the log is longer. */
  checkLength(): void {
    if (this.#seen < this.#skipTo) throw this.#mismatch(`; the run ends at seq ${this.#seen}`);
  }

  /** False while the log's own part is still being repeated. */
  get hasCaughtUp(): boolean {
    return this.#seen >= this.#skipTo;
  }

  /** True where the log was cut before what happens at `at`. */
  #cutWhereDue(at: SimTime): boolean {
    if (this.#cadence?.isDue(at, this.#seen) !== true || this.#seen <= this.#skipTo) return false;
    this.#writer.flush();
    return true;
  }

  #see(lastSeq: number, at: SimTime): void {
    const { count } = this.#digest;
    assert(count === lastSeq, `the log is handed seq ${lastSeq} when the run’s digest has folded ${count}`);
    this.#digest.finishInto(this.#after, 0);
    this.#seen = lastSeq;
    this.#lastAt = at;
  }

  #compare(): void {
    if (this.digest !== this.#soFar?.digest) throw this.#mismatch();
  }

  #mismatch(what = ''): LogMismatch {
    const digests = { repeated: this.digest, logged: this.#soFar?.digest ?? '' };
    return new LogMismatch(this.#skipTo as Seq, digests, what);
  }
}
