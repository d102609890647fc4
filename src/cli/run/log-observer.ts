/**
 * The observer that keeps a run's log: folds the digest, then hands events and batches to the writer.
 *
 * Going on with a log, it folds what the log holds already and writes nothing until the run has come to its end; there the
 * digests must agree, or the world that is being repeated is not the one in the log: a `LogMismatch`.
 */
import { RunDigest } from '../../events/content-digest.ts';
import type { LogHeader } from '../../events/log-format.ts';
import { type LogTail, LogWriter } from '../../events/log-writer.ts';
import { RECORD_WORDS, type RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import type { LogFile } from '../log/log-file.ts';
import { LogMismatch } from '../log/log-mismatch.ts';

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

export class LogObserver {
  readonly #digest = new RunDigest();
  readonly #writer: LogWriter;
  readonly #file: LogFile;
  readonly #soFar: LogSoFar | undefined;
  readonly #skipTo: number;
  #kept: Kept;
  #lastAt = 0 as SimTime;

  /** Throws `EnvironmentFault` where the header cannot be written. */
  constructor(file: LogFile, header: Omit<LogHeader, 'formatVersion'>, soFar?: LogSoFar) {
    this.#file = file;
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
      file.append(bytes);
      const [frames, lastSeq] = [this.#kept.frames + 1, this.#digest.count];
      const news = frames === 0 ? {} : { at: this.#lastAt, digest: this.#digest.hex };
      this.#kept = { ...this.#kept, bytes: file.bytes, frames, lastSeq, ...news };
    };
    this.#writer = new LogWriter({ sink, digest: this.#digest, start: soFar?.tail ?? header });
  }

  /** What of the log is on the disk for certain. */
  get kept(): Kept {
    return { ...this.#kept, frames: Math.max(0, this.#kept.frames) };
  }

  control(event: MarketEvent): void {
    this.#digest.control(event);
    this.#lastAt = event.at;
    if (event.seq > this.#skipTo) this.#writer.control(event);
    else if (event.seq === this.#skipTo) this.#compare();
  }

  batch(batch: RecordBatch): void {
    this.#digest.batch(batch);
    this.#lastAt = batch.at;
    const lastSeq = batch.firstSeq + (batch.to - batch.from) / RECORD_WORDS - 1;
    if (batch.firstSeq <= this.#skipTo && lastSeq > this.#skipTo) {
      throw this.#mismatch(`, which ends inside the records ${batch.firstSeq} to ${lastSeq} that are written together`);
    }
    if (batch.firstSeq > this.#skipTo) this.#writer.batch(batch);
    else if (lastSeq === this.#skipTo) this.#compare();
  }

  /** Cuts the last frame. Throws `EnvironmentFault`. */
  flush(): void {
    if (this.#digest.count > this.#skipTo) this.#writer.flush();
  }

  get digest(): string {
    return this.#digest.hex;
  }

  close(): void {
    this.#file.close();
  }

  /** Where the run has come to its end. Throws `LogMismatch` where the log is longer. */
  checkLength(): void {
    if (this.#digest.count < this.#skipTo) throw this.#mismatch(`; the run ends at seq ${this.#digest.count}`);
  }

  /** False while the log's own part is still being repeated. */
  get hasCaughtUp(): boolean {
    return this.#digest.count >= this.#skipTo;
  }

  #compare(): void {
    if (this.#digest.hex !== this.#soFar?.digest) throw this.#mismatch();
  }

  #mismatch(what = ''): LogMismatch {
    const digests = { repeated: this.#digest.hex, logged: this.#soFar?.digest ?? '' };
    return new LogMismatch(this.#skipTo as Seq, digests, what);
  }
}
