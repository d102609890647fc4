/** A log passed on up to a moment: wherever it is cut, the world left behind is one that was. */
import { beforeAll, expect, test } from 'vitest';
import { CutVisitor } from '../../src/cli/log/cut-visitor.ts';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { LogVisitor } from '../../src/events/log-reader.ts';
import { Field, RECORD_WORDS, Reason, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { HaltCause } from '../../src/market/book/halts.ts';
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

/** What every log begins with: digests name instruments and causes by it. */
const opening = (): MarketEvent[] => entries.slice(0, 12).filter((entry): entry is MarketEvent => !('words' in entry));

/** A batch of records as one instant's commands write them. */
function batchOf(
  ...records: readonly (readonly [kind: number, order: number, more?: Partial<Record<keyof typeof Field, number>>])[]
): RecordBatch {
  const words = new Int32Array(records.length * RECORD_WORDS);
  for (const [row, [kind, order, more = {}]] of records.entries()) {
    const facts = { kind, order, instrument: 2, cause: 9, ...more };
    for (const [name, value] of Object.entries(facts))
      words[row * RECORD_WORDS + Field[name as keyof typeof Field]] = value;
  }
  return { at: simTime(0), firstSeq: (opening().length + 1) as Seq, words, from: 0, to: words.length };
}

/** Last seq that is passed on when a batch is cut at each of its seqs. */
function endsOf(batch: RecordBatch): number[] {
  return Array.from({ length: batch.to / RECORD_WORDS }, (_, at) => {
    let passed = 0;
    const inner = {
      control: () => undefined,
      batch: (part: RecordBatch) => {
        passed = (part.to - part.from) / RECORD_WORDS;
      },
    };
    const cut = new CutVisitor(inner, { kind: 'seq', seq: (batch.firstSeq + at) as Seq });
    for (const event of opening()) cut.control(event);
    cut.batch(batch);
    return passed;
  });
}

const { accepted, amended, expired, filled, halted, replenished, resumed } = RecordKind;

test('the halt that an order trips belongs to it, and so does what then vanishes of it', () => {
  const tripped = batchOf(
    [accepted, 1],
    [filled, 1],
    [halted, 0, { counterOrder: HaltCause.dynamicBand }],
    [expired, 1],
    [accepted, 2],
  );
  expect(endsOf(tripped)).toEqual([4, 4, 4, 4, 5]);
  // Without a trade before it, too.
  expect(endsOf(batchOf([accepted, 1], [halted, 0, { counterOrder: HaltCause.dynamicBand }], [expired, 1]))).toEqual([
    3, 3, 3,
  ]);
});

test('a halt at the limit or at an opening stands for itself', () => {
  for (const why of [HaltCause.asked, HaltCause.staticLimit]) {
    expect(endsOf(batchOf([accepted, 1], [halted, 0, { counterOrder: why }], [accepted, 2]))).toEqual([1, 2, 3]);
  }
});

test('a call goes from its first trade to the resumption, and one in which nothing trades is the resumption', () => {
  const drawn = { quantity: 2, counterOrder: Reason.callAuction };
  const call = batchOf(
    [accepted, 4],
    [amended, 5, drawn],
    [filled, 5],
    [replenished, 6],
    [amended, 7, drawn],
    [filled, 7],
    [resumed, 0],
    [accepted, 8],
  );
  expect(endsOf(call)).toEqual([1, 7, 7, 7, 7, 7, 7, 8]);
  expect(endsOf(batchOf([accepted, 4], [resumed, 0], [accepted, 5]))).toEqual([1, 2, 3]);
  // A trade in another book is no part of it.
  expect(
    endsOf(
      batchOf(
        [accepted, 4, { instrument: 1 }],
        [filled, 4, { instrument: 1 }],
        [amended, 5, drawn],
        [filled, 5],
        [resumed, 0],
      ),
    ),
  ).toEqual([2, 2, 5, 5, 5]);
});

test('stops that trades let loose belong to those trades, in a call after the resumption', () => {
  const loose = { quantity: 0 };
  expect(
    endsOf(batchOf([accepted, 1], [filled, 1], [amended, 11, loose], [filled, 11], [expired, 11], [accepted, 2])),
  ).toEqual([5, 5, 5, 5, 5, 6]);
  const call = batchOf(
    [amended, 5, { quantity: 2, counterOrder: Reason.callAuction }],
    [filled, 5],
    [resumed, 0],
    [amended, 11, loose],
    [filled, 11],
  );
  expect(endsOf(call)).toEqual([5, 5, 5, 5, 5]);
  // Somebody's own change of mind is a command of its own.
  expect(endsOf(batchOf([accepted, 1], [amended, 2, { quantity: 0, cause: 10 }]))).toEqual([1, 2]);
});
