/**
 * Where a run first differs from the log of another: content digests are compared one by one as the run goes.
 *
 * Before it the two are the same event by event, which is also the check that this code repeats what the log holds.
 */
import { RunDigest, type RunDigestState } from '../../events/content-digest.ts';
import { type LogPosition, LogReader } from '../../events/log-reader.ts';
import type { Seq } from '../../units/quantity.ts';
import { ENGINE_VERSION } from '../program.ts';
import { FileSource } from './file-source.ts';

/** Where the comparison begins, everything before being the same: a place in the log, and the digest there. */
export interface SameUpTo {
  readonly position: LogPosition;
  readonly digest: RunDigestState;
}

export class FirstDifference {
  readonly #source: FileSource;
  readonly #reader: LogReader;
  /** Contents of the log that the run has not come to yet. */
  #ahead: string[] = [];
  #next = 0;
  #seq: Seq | undefined;
  #compared = 0;

  /** Throws `EnvironmentFault`. */
  constructor(path: string, from?: SameUpTo) {
    this.#source = new FileSource(path);
    const options = { observe: (_seq: Seq, content: string) => void this.#ahead.push(content) };
    const digest = from === undefined ? new RunDigest(options) : RunDigest.restore(from.digest, options);
    const start = from === undefined ? {} : { from: from.position };
    this.#reader = new LogReader(this.#source, { engineVersion: ENGINE_VERSION, digest, ...start });
  }

  /** Seq at which they part; undefined while they have not. A log that ends first differs at nothing. */
  get seq(): Seq | undefined {
    return this.#seq;
  }

  /** Events and records found the same. */
  get compared(): number {
    return this.#compared;
  }

  /** The run's next event or record. */
  see(seq: Seq, content: string): void {
    if (this.#seq !== undefined) return;
    const logged = this.#nextLogged();
    if (logged === undefined) return;
    if (logged === content) this.#compared += 1;
    else this.#seq = seq;
  }

  close(): void {
    this.#source.close();
  }

  #nextLogged(): string | undefined {
    while (this.#next === this.#ahead.length) {
      this.#ahead = [];
      this.#next = 0;
      if (!this.#reader.next(NOBODY)) return undefined;
    }
    return this.#ahead[this.#next++];
  }
}

const NOBODY = { control: () => undefined, batch: () => undefined };
