/**
 * Content digests of records by `record-program.ts`: looks up their causes, hands over names, and runs it.
 *
 * One program and one memory serve all digests of a thread, each for the length of a call. The names' hashes stay in the memory
 * for as long as the same digest asks. Hot: typed arrays are read without checks of undefined.
 */
import { highWord, lowWord } from '../math/digest.ts';
import { type Instance, instantiate, WASM_PAGE_BYTES } from '../math/wasm.ts';
import { LITTLE_ENDIAN } from './byte-writer.ts';
import type { NameHashes } from './name-hashes.ts';
import type { FoldedInto, RecordContents, Referred } from './record-contents.ts';
import { CAUSES_AT, CONTENTS_AT, INSTANT_AT, NAMES_AT, RECORDS_AT, RUN_AT, recordProgram } from './record-program.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from './records.ts';
import type { SeqIndex } from './seq-index.ts';

// Constants of this file: an imported binding is loaded and checked at every use.
const WORDS = RECORD_WORDS;
const { kind: KIND, cause: CAUSE, counterCause: COUNTER_CAUSE } = Field;
const FILLED = RecordKind.filled;
const CAUSES = CAUSES_AT;

/** Of this thread; null before it is first asked for. */
let shared: Instance | undefined | null = null;
/** Which of those made so far has its names in the memory. */
let holder = 0;
let made = 0;

/** Undefined where the engine has no vectors. */
export function vectorContents(referred: Referred): VectorContents | undefined {
  if (shared === null) shared = LITTLE_ENDIAN ? instantiate(recordProgram()) : undefined;
  return shared && new VectorContents(referred, shared);
}

class VectorContents implements RecordContents {
  readonly start = CONTENTS_AT;
  private readonly program: Instance;
  private readonly number = ++made;
  /** Instruments and agents whose names were handed over; they only grow. */
  private named = 0;
  private readonly index: SeqIndex;
  private readonly instruments: NameHashes;
  private readonly agents: NameHashes;

  constructor({ index, instruments, agents }: Referred, program: Instance) {
    this.program = program;
    this.index = index;
    this.instruments = instruments;
    this.agents = agents;
  }

  get words(): Int32Array {
    return this.program.words;
  }

  digest(batch: RecordBatch, from: number, to: number, { run, contents }: FoldedInto): number {
    this.handOverNames();
    const { program, instruments, agents } = this;
    const { words } = program;
    const known = this.handOverCauses(batch, from, to, contents);
    if (known === from) return from;
    words[INSTANT_AT] = lowWord(batch.at);
    words[INSTANT_AT + 1] = highWord(batch.at);
    words.set(batch.words.subarray(from, known), RECORDS_AT);
    const end = RECORDS_AT + known - from;
    const agentsAt = NAMES_AT + slotWords(instruments);
    run.lend(words, RUN_AT);
    const reached = program.run(4 * end, instruments.count, agents.count, 4 * agentsAt);
    run.takeBack(((to - from) / WORDS) * 4, words, RUN_AT);
    return from + reached / 4 - RECORDS_AT;
  }

  /** Returns the word of the first record with a cause that is no control event, else `to`. */
  private handOverCauses({ words }: RecordBatch, from: number, to: number, contents: Int32Array): number {
    const { index } = this;
    const out = this.program.words;
    // Records of one command follow each other and have one cause.
    let causeSeq = 0;
    for (let p = from, at = CAUSES; p < to; p += WORDS) {
      if (words[p + CAUSE]! !== causeSeq) {
        causeSeq = words[p + CAUSE]!;
        const cause = index.rankOf(causeSeq);
        if (cause < 0) return p;
        out[at++] = contents[2 * cause]!;
        out[at++] = contents[2 * cause + 1]!;
      }
      if (words[p + KIND]! === FILLED) {
        const cause = index.rankOf(words[p + COUNTER_CAUSE]!);
        if (cause < 0) return p;
        out[at++] = contents[2 * cause]!;
        out[at++] = contents[2 * cause + 1]!;
      }
    }
    return to;
  }

  private handOverNames(): void {
    const { program, instruments, agents } = this;
    const named = instruments.count + agents.count;
    if (holder === this.number && this.named === named) return;
    const agentsAt = NAMES_AT + slotWords(instruments);
    const missing = agentsAt + slotWords(agents) - program.words.length;
    if (missing > 0) program.grow(Math.ceil((4 * missing) / WASM_PAGE_BYTES));
    program.words.set(instruments.words.subarray(0, slotWords(instruments)), NAMES_AT);
    program.words.set(agents.words.subarray(0, slotWords(agents)), agentsAt);
    holder = this.number;
    this.named = named;
  }
}

/** The empty slot and one for each name. */
const slotWords = (names: NameHashes): number => 2 * (names.count + 1);
