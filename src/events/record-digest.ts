/**
 * Folds records into a run's digest, by chunks: their content digests first, then the run's over those.
 */
import { hexOf } from '../math/digest.ts';
import type { Seq } from '../units/quantity.ts';
import { type FoldedInto, PlainContents, type RecordContents, type Referred } from './record-contents.ts';
import { CHUNK_RECORDS } from './record-program.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from './records.ts';
import { vectorContents } from './vector-contents.ts';

export interface FoldedRecords extends FoldedInto {
  readonly observe: ((seq: Seq, content: string) => void) | undefined;
}

export class RecordFold {
  private readonly referred: Referred;
  private readonly contents: RecordContents;

  constructor(referred: Referred) {
    this.referred = referred;
    this.contents = vectorContents(referred) ?? new PlainContents(referred);
  }

  /** Folds the records in order; stops at the first wrong one and says what is wrong with it. */
  fold(batch: RecordBatch, into: FoldedRecords): string | undefined {
    const step = CHUNK_RECORDS * RECORD_WORDS;
    for (let from = batch.from; from < batch.to; from += step) {
      const to = Math.min(from + step, batch.to);
      const reached = this.contents.digest(batch, from, to, into);
      if (reached < to) return this.flawOf(batch, reached);
      if (into.observe === undefined) continue;
      const { words, start } = this.contents;
      const end = start + ((to - from) / RECORD_WORDS) * 4;
      const firstSeq = batch.firstSeq + (from - batch.from) / RECORD_WORDS;
      // Copied: whoever sees them may fold another digest meanwhile.
      const seen = words.slice(start, end);
      for (let i = 0; i < seen.length; i += 4) {
        into.observe((firstSeq + i / 4) as Seq, hexOf(seen.subarray(i, i + 4)));
      }
    }
    return undefined;
  }

  private flawOf(batch: RecordBatch, p: number): string {
    const { index, instruments, agents } = this.referred;
    const word = (field: number): number => batch.words[p + field]!;
    const what = `record ${batch.firstSeq + (p - batch.from) / RECORD_WORDS}`;
    const kind = word(Field.kind);
    if (kind < RecordKind.accepted || kind > RecordKind.resumed) return `${what} is of unknown kind ${kind}`;
    const instrument = word(Field.instrument);
    if (instrument < 0 || instrument >= instruments.count) {
      return `${what} names instrument ${instrument} of ${instruments.count} listed`;
    }
    const owners = kind === RecordKind.filled ? [Field.owner, Field.counterOwner] : [Field.owner];
    const stranger = owners.map(word).find((owner) => owner < 0 || owner >= agents.count);
    if (stranger !== undefined && kind < RecordKind.halted) {
      return `${what} names agent ${stranger} of ${agents.count} joined`;
    }
    const causes = kind === RecordKind.filled ? [Field.cause, Field.counterCause] : [Field.cause];
    const cause = causes.map(word).find((seq) => index.rankOf(seq) < 0);
    return `${what} follows from ${cause}, which is no control event before it`;
  }
}
