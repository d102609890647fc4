/**
 * The observer that keeps a run's log: folds the digest, then hands events and batches to the writer.
 *
 * Going on with a log, it folds what the log holds already and writes nothing until the run has come to its end; there the
 * digests must agree, or the world that is being repeated is not the one in the log.
 */
import { RunDigest } from '../events/content-digest.ts';
import type { LogHeader } from '../events/log-format.ts';
import { type LogTail, LogWriter } from '../events/log-writer.ts';
import { RECORD_WORDS, type RecordBatch } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { assert } from '../units/assert.ts';
import type { SimTime } from '../units/quantity.ts';
import type { LogFile } from './log-file.ts';

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
    this.#kept = { bytes: file.bytes, frames: soFar?.tail.frames ?? -1, lastSeq: this.#skipTo, at: undefined };
    const sink = (bytes: Uint8Array): void => {
      file.append(bytes);
      this.#kept = { bytes: file.bytes, frames: this.#kept.frames + 1, lastSeq: this.#digest.count, at: this.#lastAt };
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
    assert(
      batch.firstSeq > this.#skipTo || lastSeq <= this.#skipTo,
      `the log ends inside the records ${batch.firstSeq} to ${lastSeq}, which are written together`,
    );
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

  #compare(): void {
    const found = this.#digest.hex;
    assert(
      found === this.#soFar?.digest,
      `repeating the run up to seq ${this.#skipTo} gives the digest ${found}, the log has ${this.#soFar?.digest}`,
    );
  }
}
