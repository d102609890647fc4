/** A log passed on up to a moment: wherever it is cut, the world left behind is one that was. */
import { beforeAll, expect, test } from 'vitest';
import { CutVisitor } from '../../src/cli/cut-visitor.ts';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { LogVisitor } from '../../src/events/log-reader.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { type Seq, type SimTime, simTime } from '../../src/units/quantity.ts';
import { later, MINUTE_MS } from '../../src/units/time.ts';
import { SEED, smallWorld } from '../engine/small-world.ts';

const entries: (MarketEvent | RecordBatch)[] = [];
/** Digest of the run itself at the end of each five minutes, by time. */
const digests = new Map<SimTime, string>();
let lastSeq = 0;

beforeAll(() => {
  const scenario = smallWorld();
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => entries.push(event));
      stream.batches$.subscribe((batch) => {
        entries.push({ ...batch, words: batch.words.slice(batch.from, batch.to), from: 0, to: batch.to - batch.from });
      });
    },
  });
  for (let at = scenario.opensAt; at < scenario.opensAt + 30 * MINUTE_MS; at = later(at, 5 * MINUTE_MS)) {
    run.advance(at);
    digests.set(at, run.digest);
  }
  lastSeq = run.lastSeq;
});

function pass(visitor: LogVisitor): void {
  for (const entry of entries) {
    if ('words' in entry) visitor.batch(entry);
    else visitor.control(entry);
  }
}

test('cut at a time, the digest is what the run had then', () => {
  expect(digests.size).toBe(6);
  for (const [at, digest] of digests) {
    const cut = new CutVisitor(new Replay(), { kind: 'time', at: simTime(at) });
    pass(cut);
    expect(cut.digest.hex).toBe(digest);
  }
});

/** Seqs of records that the next one completes, and of as many that stand for themselves. */
function seqsToTry(count: number): number[] {
  const completed: number[] = [];
  for (const entry of entries) {
    if (!('words' in entry)) continue;
    for (let at = RECORD_WORDS; at < entry.to; at += RECORD_WORDS) {
      const isFill = entry.words[at + Field.kind] === RecordKind.filled;
      if (isFill) completed.push(entry.firstSeq + at / RECORD_WORDS - 1);
    }
  }
  const step = Math.ceil(completed.length / count);
  const picked = completed.filter((_, index) => index % step === 0);
  return [...picked, ...picked.map((_, index) => Math.max(1, Math.floor((lastSeq * index) / picked.length)))];
}

test('cut at any seq, books and accounts are sound, and no more is passed on than what belongs together', () => {
  let moved = 0;
  for (const seq of seqsToTry(12)) {
    const replay = new Replay();
    pass(new CutVisitor(replay, { kind: 'seq', seq: seq as Seq }));
    expect(() => replay.finish(), `seq ${seq}`).not.toThrow();
    expect(replay.lastSeq).toBeGreaterThanOrEqual(seq);
    expect(replay.lastSeq - seq).toBeLessThan(60);
    if (replay.lastSeq > seq) moved++;
  }
  expect(moved).toBeGreaterThanOrEqual(10);
});
