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
import type { Seq, SimTime } from '../units/quantity.ts';
import type { LogFile } from './log-file.ts';

/** Where an unfinished log ends, with the run's digest there. */
export interface LogSoFar {
  readonly tail: LogTail;
  readonly digest: string;
}

export class LogObserver {
  readonly #digest = new RunDigest();
  readonly #writer: LogWriter;
  readonly #file: LogFile;
  readonly #soFar: LogSoFar | undefined;
  readonly #skipTo: number;
  #lastAt = 0 as SimTime;
  #goodAt = 0 as SimTime;

  /** Throws `EnvironmentFault` where the header cannot be written. */
  constructor(file: LogFile, header: Omit<LogHeader, 'formatVersion'>, soFar?: LogSoFar) {
    this.#file = file;
    this.#soFar = soFar;
    this.#skipTo = soFar?.tail.lastSeq ?? 0;
    const sink = (bytes: Uint8Array): void => {
      file.append(bytes);
      this.#goodAt = this.#lastAt;
    };
    this.#writer = new LogWriter({ sink, digest: this.#digest, start: soFar?.tail ?? header });
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

  /** What is on the disk for certain. */
  get kept(): { bytes: number; frames: number; last_seq: number } {
    const { frames, lastSeq } = this.#writer.tail;
    // The writer counts a frame as cut before the sink has taken it.
    const isTaken = this.#writer.tail.bytes === this.#file.bytes;
    return { bytes: this.#file.bytes, frames: isTaken ? frames : frames - 1, last_seq: isTaken ? lastSeq : this.#goodSeq };
  }

  #goodSeq = 0 as Seq;

  /** Time of the last event that is on the disk for certain. */
  get goodAt(): SimTime {
    return this.#goodAt;
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
