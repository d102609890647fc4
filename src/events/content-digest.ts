/**
 * The content digest of every event and record, and the run's digest that folds them all.
 *
 * Content is an event's fields without its seq, with causes as the causes' content digests and names by the hash of
 * their text. Hence an added agent that does nothing leaves the content digest of everything else as it was, although
 * it shifts every seq and every index. The run's digest is the hash of all content digests in order; it knows nothing
 * of frames, batches or machines, so that a run and a reader of its log agree. Layout of the words: `docs/log-format.md`.
 */
import { Hash128, type HashState, hexOf } from '../math/digest.ts';
import { assert, Bug } from '../units/assert.ts';
import type { Seq } from '../units/quantity.ts';
import type { EventLayout, FieldKind, FieldValue, PlainEvent } from './field-kinds.ts';
import { NameHashes } from './name-hashes.ts';
import { type FoldedRecords, RecordFold } from './record-digest.ts';
import { RECORD_WORDS, type RecordBatch } from './records.ts';
import { SeqIndex } from './seq-index.ts';
import { CATALOGUE, type Catalogue } from './upcast.ts';
import type { MarketEvent } from './vocabulary.ts';

/** Sees each content digest (32 hex digits) as it is folded. Slow: for tests and for the comparison of two runs. */
export type ContentObserver = (seq: Seq, content: string) => void;

export interface RunDigestOptions {
  readonly observe?: ContentObserver;
  readonly catalogue?: Catalogue;
}

/** What a digest has come to, for those who only look at it. */
export interface DigestSoFar {
  /** Events and records folded, which is the seq of the last. */
  readonly count: number;
  /** Four words of `out`. */
  finishInto(out: Int32Array, at: number): void;
}

/** Plain data from which `RunDigest.restore` goes on. */
export interface RunDigestState {
  readonly count: number;
  readonly run: HashState;
  /** Control events before those of `seqs`: 0 in a state that is whole. */
  readonly known: number;
  /** Seqs of the control events, and two words of content digest for each. */
  readonly seqs: Int32Array;
  readonly contents: Int32Array;
  readonly instruments: readonly string[];
  readonly agents: readonly string[];
}

/** The digest of everything that happened, 128 bits as `hex`: the same whoever folds the same events and batches. */
export class RunDigest implements DigestSoFar {
  private readonly run: Hash128;
  private readonly content = new Hash128();
  private readonly finished = new Int32Array(4);
  private readonly index = new SeqIndex();
  /** Two words for each control event by its rank; rank 0 stands for "no cause". */
  private contents = new Int32Array(1024);
  private readonly names = new NameHashes();
  private readonly instruments = new NameHashes();
  private readonly agents = new NameHashes();
  private readonly catalogue: Catalogue;
  private readonly observe: ContentObserver | undefined;
  private readonly records: RecordFold;
  private folded = 0;

  constructor(options: RunDigestOptions = {}, run = new Hash128()) {
    this.run = run;
    this.catalogue = options.catalogue ?? CATALOGUE;
    this.observe = options.observe;
    this.records = new RecordFold({ index: this.index, instruments: this.instruments, agents: this.agents });
  }

  static restore(state: RunDigestState, options: RunDigestOptions = {}): RunDigest {
    assert(state.known === 0, `the content digests of ${state.known} events are missing`);
    assert(state.contents.length === 2 * state.seqs.length, 'every control event has two words of content digest');
    const digest = new RunDigest(options, new Hash128(state.run));
    for (const name of state.instruments) digest.instruments.append(name);
    for (const name of state.agents) digest.agents.append(name);
    for (const seq of state.seqs) digest.index.add(seq);
    digest.contents = new Int32Array(state.contents.length + 1024);
    digest.contents.set(state.contents, 2);
    digest.folded = state.count;
    return digest;
  }

  /** Events and records folded so far, which is the seq of the last. */
  get count(): number {
    return this.folded;
  }

  /** The run's digest: 32 lower-case hex digits. */
  get hex(): string {
    return this.run.hex;
  }

  /** The run's digest as four words of `out`. */
  finishInto(out: Int32Array, at: number): void {
    this.run.finishInto(out, at);
  }

  /** Content digest of a control event as its followers cite it (16 hex digits); undefined for a record or the future. */
  digestOf(seq: Seq): string | undefined {
    const rank = this.index.rankOf(seq);
    return rank > 0 ? hexOf(this.contents.subarray(2 * rank, 2 * rank + 2)) : undefined;
  }

  control(event: MarketEvent): void {
    const flaw = this.foldEvent(this.catalogue.layoutOf(event.type), event as unknown as PlainEvent);
    assert(flaw === undefined, flaw ?? '');
  }

  batch(batch: RecordBatch): void {
    const flaw = this.foldBatch(batch);
    assert(flaw === undefined, flaw ?? '');
  }

  /** Folds an event in the form in which a log holds it; says what is wrong with it where it cannot be folded. */
  foldEvent(layout: EventLayout, event: PlainEvent): string | undefined {
    const seq = event.seq as number;
    if (seq !== this.folded + 1) return `seq ${seq} does not follow ${this.folded}`;
    const { content, finished } = this;
    content.reset();
    this.foldName(layout.type);
    content.integer(event.at as number);
    const flaw = this.foldCauses(event.causes as readonly number[]);
    if (flaw !== undefined) return flaw;
    for (const field of layout.fields) this.foldField(field.kind, event[field.name] as FieldValue);
    content.finishInto(finished);
    this.keep(this.index.add(seq));
    this.run.words(finished);
    this.folded = seq;
    if (layout.type === 'InstrumentListed') this.instruments.append(event.instrument as string);
    if (layout.type === 'AgentJoined') this.agents.append(event.agent as string);
    this.observe?.(seq as Seq, hexOf(finished));
    return undefined;
  }

  /** The same for records. After a refusal the digest is of no more use. */
  foldBatch(batch: RecordBatch): string | undefined {
    if (batch.firstSeq !== this.folded + 1) return `seq ${batch.firstSeq} does not follow ${this.folded}`;
    const words = batch.to - batch.from;
    if (words <= 0 || words % RECORD_WORDS !== 0) return `a batch of ${words} words is no whole number of records`;
    const into: FoldedRecords = { run: this.run, contents: this.contents, observe: this.observe };
    const flaw = this.records.fold(batch, into);
    if (flaw === undefined) this.folded += words / RECORD_WORDS;
    return flaw;
  }

  /** Whole, or without the first `known` control events: whoever has those from an earlier state puts them in front. */
  save(known = 0): RunDigestState {
    return {
      count: this.folded,
      run: this.run.save(),
      known,
      seqs: this.index.seqs(known),
      contents: this.contents.slice(2 * known + 2, 2 * this.index.size + 2),
      instruments: this.instruments.texts(),
      agents: this.agents.texts(),
    };
  }

  /** Causes are a set: summed, because their order is that of their seqs, which content must not know. */
  private foldCauses(causes: readonly number[]): string | undefined {
    const { content } = this;
    content.word(causes.length);
    let previous = 0;
    let sum0 = 0;
    let sum1 = 0;
    for (const cause of causes) {
      const rank = this.index.rankOf(cause);
      if (rank <= 0) return `cause ${cause} is no control event before ${this.folded + 1}`;
      if (cause <= previous) return `causes are listed oldest first, each once; ${cause} follows ${previous}`;
      previous = cause;
      sum0 = (sum0 + (this.contents[2 * rank] as number)) | 0;
      sum1 = (sum1 + (this.contents[2 * rank + 1] as number)) | 0;
    }
    content.word(sum0);
    content.word(sum1);
    return undefined;
  }

  private foldField(kind: FieldKind, value: FieldValue): void {
    if (kind === 'names') {
      this.content.word((value as readonly string[]).length);
      for (const name of value as readonly string[]) this.foldName(name);
    } else if (kind === 'ints') {
      this.content.word((value as readonly number[]).length);
      for (const number of value as readonly number[]) this.content.integer(number);
    } else if (typeof kind === 'object') {
      if (kind.codeOf(value) === undefined) throw new Bug(`one of ${kind.words.join(', ')} is expected, got ${value}`);
      this.foldName(value as string);
    } else if (kind === 'name') this.foldName(value as string);
    else this.content.integer(value as number);
  }

  private foldName(name: string): void {
    if (typeof name !== 'string') throw new Bug(`a name must be a text, got ${String(name)}`);
    const at = 2 * this.names.slotOf(name);
    this.content.word(this.names.words[at] as number);
    this.content.word(this.names.words[at + 1] as number);
  }

  private keep(rank: number): void {
    if (2 * rank + 2 > this.contents.length) {
      const wider = new Int32Array(this.contents.length * 2);
      wider.set(this.contents);
      this.contents = wider;
    }
    this.contents[2 * rank] = this.finished[0] as number;
    this.contents[2 * rank + 1] = this.finished[1] as number;
  }
}
