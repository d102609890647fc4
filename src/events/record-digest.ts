/**
 * Content digests of records: the loop of `content-digest.ts` that runs for every order and fill.
 *
 * A record's content is the batch's instant, its twelve words with instrument and owners by the hash of their names,
 * and causes as content digests. A field that a kind does not define is folded as it stands, so it must not hold an
 * index or a seq. Hot: typed arrays are read without checks of undefined, the lanes of `math/digest.ts` stay in
 * registers, nothing is allocated per record.
 */
import { type Hash128, hexOf, highWord, lane, lowWord } from '../math/digest.ts';
import type { Seq } from '../units/quantity.ts';
import type { NameHashes } from './name-hashes.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from './records.ts';
import type { SeqIndex } from './seq-index.ts';

export interface FoldedRecords {
  readonly run: Hash128;
  /** Two words of content digest for each control event by rank. */
  readonly contents: Int32Array;
  readonly observe: ((seq: Seq, content: string) => void) | undefined;
}

const CHUNK_RECORDS = 256;

export class RecordFold {
  private readonly index: SeqIndex;
  private readonly instruments: NameHashes;
  private readonly agents: NameHashes;
  /** Content digests of a chunk, four words each, on their way into the run's digest. */
  private readonly chunk = new Int32Array(CHUNK_RECORDS * 4);

  constructor(index: SeqIndex, instruments: NameHashes, agents: NameHashes) {
    this.index = index;
    this.instruments = instruments;
    this.agents = agents;
  }

  /** Folds the records in order; stops at the first wrong one and says what is wrong with it. */
  fold(batch: RecordBatch, into: FoldedRecords): string | undefined {
    const step = CHUNK_RECORDS * RECORD_WORDS;
    for (let from = batch.from; from < batch.to; from += step) {
      const to = Math.min(from + step, batch.to);
      const end = this.digestChunk(batch, from, to, into.contents);
      if (end < to) return this.flawOf(batch, end);
      const length = ((to - from) / RECORD_WORDS) * 4;
      into.run.words(this.chunk, 0, length);
      if (into.observe === undefined) continue;
      for (let i = 0; i < length; i += 4) {
        const seq = batch.firstSeq + (from - batch.from) / RECORD_WORDS + i / 4;
        into.observe(seq as Seq, hexOf(this.chunk.subarray(i, i + 4)));
      }
    }
    return undefined;
  }

  /** Content of the records in words `[from, to)` into the chunk; returns the word of the first wrong record, else `to`. */
  private digestChunk(batch: RecordBatch, from: number, to: number, contents: Int32Array): number {
    const { words } = batch;
    const { chunk, index } = this;
    const [instruments, agents] = [this.instruments.count, this.agents.count];
    const [instrumentHash, agentHash] = [this.instruments.words, this.agents.words];
    const [lowAt, highAt] = [lowWord(batch.at), highWord(batch.at)];
    // Records of one command follow each other and have one cause.
    let causeSeq = 0;
    let cause = 0;
    for (let p = from, out = 0; p < to; p += RECORD_WORDS, out += 4) {
      const kind = words[p]!;
      const instrument = words[p + Field.instrument]!;
      if (words[p + Field.cause]! !== causeSeq) {
        causeSeq = words[p + Field.cause]!;
        cause = index.rankOf(causeSeq);
      }
      if (kind < RecordKind.accepted || kind > RecordKind.resumed || cause < 0) return p;
      if (instrument < 0 || instrument >= instruments) return p;

      let owner0 = words[p + Field.owner]!;
      let owner1 = 0;
      if (kind < RecordKind.halted) {
        if (owner0 < 0 || owner0 >= agents) return p;
        const slot = 2 * owner0 + 2;
        owner0 = agentHash[slot]!;
        owner1 = agentHash[slot + 1]!;
      }
      let counterOwner0 = words[p + Field.counterOwner]!;
      let counterOwner1 = 0;
      let counterCause0 = words[p + Field.counterCause]!;
      let counterCause1 = 0;
      if (kind === RecordKind.filled) {
        const counterCause = index.rankOf(counterCause0);
        if (counterOwner0 < 0 || counterOwner0 >= agents || counterCause < 0) return p;
        const slot = 2 * counterOwner0 + 2;
        counterOwner0 = agentHash[slot]!;
        counterOwner1 = agentHash[slot + 1]!;
        counterCause0 = contents[2 * counterCause]!;
        counterCause1 = contents[2 * counterCause + 1]!;
      }

      let a = lane(lowAt ^ instrumentHash[2 * instrument + 2]!, words[p + Field.order]!);
      let b = lane(highAt ^ instrumentHash[2 * instrument + 3]!, words[p + Field.terms]!);
      let c = lane(owner0, words[p + Field.priceTicks]!);
      let d = lane(owner1 ^ kind, words[p + Field.quantity]!);
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = (d + a) | 0;
      a = lane(a, words[p + Field.resting]!);
      b = lane(b, words[p + Field.counterOrder]!);
      c = lane(c, contents[2 * cause]!);
      d = lane(d, contents[2 * cause + 1]!);
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = (d + a) | 0;
      a = lane(a, counterOwner0);
      b = lane(b, counterOwner1);
      c = lane(c, counterCause0);
      d = lane(d, counterCause1);
      a = (a + b) | 0;
      chunk[out] = a;
      chunk[out + 1] = b + c;
      chunk[out + 2] = c + d;
      chunk[out + 3] = d + a;
    }
    return to;
  }

  private flawOf(batch: RecordBatch, p: number): string {
    const word = (field: number): number => batch.words[p + field]!;
    const what = `record ${batch.firstSeq + (p - batch.from) / RECORD_WORDS}`;
    const kind = word(Field.kind);
    if (kind < RecordKind.accepted || kind > RecordKind.resumed) return `${what} is of unknown kind ${kind}`;
    const instrument = word(Field.instrument);
    if (instrument < 0 || instrument >= this.instruments.count) {
      return `${what} names instrument ${instrument} of ${this.instruments.count} listed`;
    }
    const owners = kind === RecordKind.filled ? [Field.owner, Field.counterOwner] : [Field.owner];
    const stranger = owners.map(word).find((owner) => owner < 0 || owner >= this.agents.count);
    if (stranger !== undefined && kind < RecordKind.halted) {
      return `${what} names agent ${stranger} of ${this.agents.count} joined`;
    }
    const causes = kind === RecordKind.filled ? [Field.cause, Field.counterCause] : [Field.cause];
    const cause = causes.map(word).find((seq) => this.index.rankOf(seq) < 0);
    return `${what} follows from ${cause}, which is no control event before it`;
  }
}
