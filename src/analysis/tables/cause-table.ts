/**
 * The table `causes`: which event follows from which, one row for each pair, as the engine recorded it.
 *
 * A fill follows from the causes of both its orders. Causes are older than what follows from them, always.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';

export interface CauseRow {
  readonly seq: number;
  readonly cause_seq: number;
}

export class CauseTable {
  readonly #emit: (row: CauseRow) => void;

  constructor(emit: (row: CauseRow) => void) {
    this.#emit = emit;
  }

  control({ seq, causes }: MarketEvent): void {
    for (const cause of causes) this.#emit({ seq, cause_seq: cause });
  }

  batch({ words, from, to, firstSeq }: RecordBatch): void {
    let seq: number = firstSeq;
    for (let at = from; at < to; at += RECORD_WORDS, seq++) {
      const cause = words[at + Field.cause] as number;
      if (cause !== 0) this.#emit({ seq, cause_seq: cause });
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const makers = words[at + Field.counterCause] as number;
      if (makers !== 0 && makers !== cause) this.#emit({ seq, cause_seq: makers });
    }
  }
}
