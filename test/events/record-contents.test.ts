/** Content digests of records come out the same in plain TypeScript and in WebAssembly, right records and wrong ones. */
import { describe, expect, test } from 'vitest';
import { RunDigest } from '../../src/events/content-digest.ts';
import { NameHashes } from '../../src/events/name-hashes.ts';
import { PlainContents, type RecordContents, type Referred } from '../../src/events/record-contents.ts';
import { CHUNK_RECORDS } from '../../src/events/record-program.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import { SeqIndex } from '../../src/events/seq-index.ts';
import { vectorContents } from '../../src/events/vector-contents.ts';
import { Hash128 } from '../../src/math/digest.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import { type Dice, dice, randomRun } from './random-run.ts';
import { feed } from './recorded-log.ts';

interface World extends Referred {
  readonly contents: Int32Array;
  /** Seqs of the control events. */
  readonly causes: readonly number[];
}

function madeUpWorld(roll: Dice, names = 1 + roll(40)): World {
  const [index, instruments, agents] = [new SeqIndex(), new NameHashes(), new NameHashes()];
  for (let i = 0; i < 1 + roll(5); i++) instruments.append(`bond-${i}`);
  for (let i = 0; i < names; i++) agents.append(`agent-${roll(1000)}`);
  const causes: number[] = [];
  for (let seq = 1 + roll(3); causes.length < 50; seq += 1 + roll(100)) {
    index.add(seq);
    causes.push(seq);
  }
  const contents = Int32Array.from({ length: 2 * causes.length + 2 }, (_, i) => (i < 2 ? 0 : roll(2 ** 32)));
  return { index, instruments, agents, contents, causes };
}

/** Right records of every kind; a field that a kind does not define holds anything. */
function madeUpRecords(roll: Dice, { instruments, agents, causes }: World, records: number): Int32Array {
  const words = Int32Array.from({ length: records * RECORD_WORDS }, () => roll(2 ** 32));
  const cause = (): number => (roll(8) === 0 ? 0 : causes[roll(causes.length)]!);
  for (let p = 0; p < words.length; p += RECORD_WORDS) {
    const kind = RecordKind.accepted + roll(RecordKind.resumed);
    words[p + Field.kind] = kind;
    words[p + Field.instrument] = roll(instruments.count);
    words[p + Field.cause] = cause();
    if (kind < RecordKind.halted) words[p + Field.owner] = roll(agents.count);
    if (kind !== RecordKind.filled) continue;
    words[p + Field.counterOwner] = roll(agents.count);
    words[p + Field.counterCause] = cause();
  }
  return words;
}

/** Breaks one record: a kind, a name or a cause that there is none of. */
function breakOne(roll: Dice, words: Int32Array): void {
  const fields = [Field.kind, Field.instrument, Field.owner, Field.counterOwner, Field.cause, Field.counterCause];
  const p = roll(words.length / RECORD_WORDS) * RECORD_WORDS;
  const values = [-1, 0, 10, 2 ** 31 - 1, -(2 ** 31), roll(2 ** 32)];
  words[p + fields[roll(fields.length)]!] = values[roll(values.length)]!;
}

const batchOf = (words: Int32Array, at: number): RecordBatch => ({
  at: at as SimTime,
  firstSeq: 1 as Seq,
  words,
  from: 0,
  to: words.length,
});

/** The word that was reached, the contents up to there, and the run's hash where all were right. */
function digested(by: RecordContents, batch: RecordBatch, { contents }: World): readonly [number, Int32Array, string] {
  const run = new Hash128();
  run.words(Int32Array.of(1, 2, 3, 4));
  const reached = by.digest(batch, batch.from, batch.to, { run, contents });
  const records = (reached - batch.from) / RECORD_WORDS;
  return [reached, by.words.slice(by.start, by.start + 4 * records), reached === batch.to ? run.hex : ''];
}

function vectorsOf(world: World): RecordContents {
  const vectors = vectorContents(world);
  if (vectors === undefined) throw new Error('this engine has no vectors');
  return vectors;
}

describe('content digests of records', () => {
  test('are the same in WebAssembly, and the same record is the first wrong one', () => {
    let [refused, records] = [0, 0];
    for (let seed = 1; seed <= 400; seed++) {
      const roll = dice(seed);
      const world = madeUpWorld(roll);
      const words = madeUpRecords(roll, world, 1 + roll(CHUNK_RECORDS));
      for (let broken = roll(3); broken > 0; broken--) breakOne(roll, words);
      const batch = batchOf(words, roll(2) === 0 ? -roll(2 ** 32) * 997 : roll(2 ** 32) * 997);
      const [plain, vectors] = [new PlainContents(world), vectorsOf(world)];
      const expected = digested(plain, batch, world);
      expect(digested(vectors, batch, world), `seed ${seed}`).toEqual(expected);
      if (expected[0] < batch.to) refused++;
      records += expected[1].length / 4;
    }
    expect(refused).toBeGreaterThan(50);
    expect(records).toBeGreaterThan(20_000);
  });

  test('are the same where more agents have joined than the memory had room for, and where digests take turns', () => {
    const roll = dice(5);
    const worlds = [3, 70_000, 12].map((names) => madeUpWorld(roll, names));
    const both = worlds.map((world) => ({ world, plain: new PlainContents(world), vectors: vectorsOf(world) }));
    for (let turn = 0; turn < 12; turn++) {
      const { world, plain, vectors } = both[turn % both.length]!;
      world.agents.append(`late-${turn}`);
      const batch = batchOf(madeUpRecords(roll, world, 40), turn);
      expect(digested(vectors, batch, world), `turn ${turn}`).toEqual(digested(plain, batch, world));
    }
  });

  test('are told as they were when whoever sees one folds another digest', () => {
    const entries = randomRun(8, 300);
    const alone: string[] = [];
    const disturbed: string[] = [];
    const quiet = new RunDigest({ observe: (_, content) => alone.push(content) });
    const noisy = new RunDigest({
      observe: (_, content) => {
        disturbed.push(content);
        const other = new RunDigest();
        for (const entry of randomRun(9, 20)) feed(other, entry);
      },
    });
    for (const entry of entries) feed(quiet, entry);
    for (const entry of entries.slice(0, 60)) feed(noisy, entry);
    expect(disturbed.length).toBeGreaterThan(60);
    expect(disturbed).toEqual(alone.slice(0, disturbed.length));
  });
});
