/**
 * Content digests of records: the loop of `content-digest.ts` that runs for every order and fill, in plain TypeScript.
 *
 * A record's content is the batch's instant, its twelve words with instrument and owners by the hash of their names,
 * and causes as content digests. A field that a kind does not define is folded as it stands, so it must not hold an
 * index or a seq. Where the engine has vectors `vector-contents.ts` does the same. Hot: typed arrays are read without checks of
 * undefined, the lanes of `math/digest.ts` stay in registers, nothing is allocated per record.
 */
import { type Hash128, highWord, lane, lowWord } from '../math/digest.ts';
import type { NameHashes } from './name-hashes.ts';
import { CHUNK_RECORDS } from './record-program.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from './records.ts';
import type { SeqIndex } from './seq-index.ts';

// Constants of this file: see the last sentences of decision 34.
const round = lane;
const WORDS = RECORD_WORDS;
const { kind: KIND, instrument: INSTRUMENT, order: ORDER, owner: OWNER, terms: TERMS, priceTicks: PRICE_TICKS } = Field;
const { quantity: QUANTITY, resting: RESTING, cause: CAUSE } = Field;
const { counterOrder: COUNTER_ORDER, counterOwner: COUNTER_OWNER, counterCause: COUNTER_CAUSE } = Field;
const { accepted: ACCEPTED, filled: FILLED, halted: HALTED, resumed: RESUMED } = RecordKind;

/** What records refer to: control events by seq, instruments and agents by order of arrival. */
export interface Referred {
  readonly index: SeqIndex;
  readonly instruments: NameHashes;
  readonly agents: NameHashes;
}

export interface RecordContents {
  /** The contents of the chunk digested last, four words each, from `start`; the next one, of whatever digest, overwrites them. */
  readonly words: Int32Array;
  readonly start: number;
  /**
   * Digests the records in words `[from, to)` of a batch, at most `CHUNK_RECORDS`, and folds them into the run's hash, which is
   * of no more use where one is wrong. Returns the word of the first wrong record, else `to`.
   */
  digest(batch: RecordBatch, from: number, to: number, into: FoldedInto): number;
}

export interface FoldedInto {
  readonly run: Hash128;
  /** Two words of content digest for each control event by rank. */
  readonly contents: Int32Array;
}

export class PlainContents implements RecordContents {
  readonly words = new Int32Array(CHUNK_RECORDS * 4);
  readonly start = 0;
  private readonly index: SeqIndex;
  private readonly instruments: NameHashes;
  private readonly agents: NameHashes;

  constructor({ index, instruments, agents }: Referred) {
    this.index = index;
    this.instruments = instruments;
    this.agents = agents;
  }

  digest(batch: RecordBatch, from: number, to: number, { run, contents }: FoldedInto): number {
    const { words } = batch;
    const { words: chunk, index } = this;
    const instruments = this.instruments.count;
    const agents = this.agents.count;
    const instrumentHash = this.instruments.words;
    const agentHash = this.agents.words;
    const lowAt = lowWord(batch.at);
    const highAt = highWord(batch.at);
    // Records of one command follow each other and have one cause.
    let causeSeq = 0;
    let cause = 0;
    for (let p = from, out = 0; p < to; p += WORDS, out += 4) {
      const kind = words[p + KIND]!;
      const instrument = words[p + INSTRUMENT]!;
      if (words[p + CAUSE]! !== causeSeq) {
        causeSeq = words[p + CAUSE]!;
        cause = index.rankOf(causeSeq);
      }
      if (kind < ACCEPTED || kind > RESUMED || cause < 0) return p;
      if (instrument < 0 || instrument >= instruments) return p;

      let owner0 = words[p + OWNER]!;
      let owner1 = 0;
      if (kind < HALTED) {
        if (owner0 < 0 || owner0 >= agents) return p;
        const slot = 2 * owner0 + 2;
        owner0 = agentHash[slot]!;
        owner1 = agentHash[slot + 1]!;
      }
      let counterOwner0 = words[p + COUNTER_OWNER]!;
      let counterOwner1 = 0;
      let counterCause0 = words[p + COUNTER_CAUSE]!;
      let counterCause1 = 0;
      if (kind === FILLED) {
        const counterCause = index.rankOf(counterCause0);
        if (counterOwner0 < 0 || counterOwner0 >= agents || counterCause < 0) return p;
        const slot = 2 * counterOwner0 + 2;
        counterOwner0 = agentHash[slot]!;
        counterOwner1 = agentHash[slot + 1]!;
        counterCause0 = contents[2 * counterCause]!;
        counterCause1 = contents[2 * counterCause + 1]!;
      }

      let a = round(lowAt ^ instrumentHash[2 * instrument + 2]!, words[p + ORDER]!);
      let b = round(highAt ^ instrumentHash[2 * instrument + 3]!, words[p + TERMS]!);
      let c = round(owner0, words[p + PRICE_TICKS]!);
      let d = round(owner1 ^ kind, words[p + QUANTITY]!);
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = (d + a) | 0;
      a = round(a, words[p + RESTING]!);
      b = round(b, words[p + COUNTER_ORDER]!);
      c = round(c, contents[2 * cause]!);
      d = round(d, contents[2 * cause + 1]!);
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = (d + a) | 0;
      a = round(a, counterOwner0);
      b = round(b, counterOwner1);
      c = round(c, counterCause0);
      d = round(d, counterCause1);
      a = (a + b) | 0;
      chunk[out] = a;
      chunk[out + 1] = b + c;
      chunk[out + 2] = c + d;
      chunk[out + 3] = d + a;
    }
    run.words(chunk, 0, ((to - from) / WORDS) * 4);
    return to;
  }
}
