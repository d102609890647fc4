import { describe, expect, test } from 'vitest';
import { RunDigest } from '../../src/events/content-digest.ts';
import { Field, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import { SeqIndex } from '../../src/events/seq-index.ts';
import { Hash128 } from '../../src/math/digest.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { dice, layOut, type PlanItem, planRun, randomRun } from './random-run.ts';
import { type Entry, feed, recordLog } from './recorded-log.ts';

interface Digested {
  readonly digest: RunDigest;
  /** Content digest by the name that the plan gives to an event or record. */
  readonly contents: ReadonlyMap<string, string>;
}

function digestPlan(plan: readonly PlanItem[]): Digested {
  const { entries, idOf } = layOut(plan);
  const contents = new Map<string, string>();
  const digest = new RunDigest({ observe: (seq, content) => contents.set(idOf.get(seq) as string, content) });
  for (const entry of entries) feed(digest, entry);
  expect(contents.size).toBe(digest.count);
  return { digest, contents };
}

const digestOf = (entries: readonly Entry[]): RunDigest => {
  const digest = new RunDigest();
  for (const entry of entries) feed(digest, entry);
  return digest;
};

describe('content digests', () => {
  test('an agent that joins and does nothing leaves every other event and record as it was, in the same order', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const plan = planRun(seed, 120);
      const inert: PlanItem[] = [
        {
          id: 'inert joins',
          at: plan[0]!.at,
          type: 'AgentJoined',
          causes: [],
          fields: { agent: 'aaa', kind: 'noise' },
        },
        {
          id: 'inert cash',
          at: plan[0]!.at,
          type: 'CashOpened',
          causes: ['inert joins'],
          fields: { agent: 'aaa', from: 'boj', currency: 'JPY', amount: 1 },
        },
      ];
      const before = digestPlan(plan);
      const after = digestPlan([...inert, ...plan]);
      const kept = [...after.contents].filter(([id]) => !id.startsWith('inert'));
      expect(kept, `seed ${seed}`).toEqual([...before.contents]);
      expect(after.digest.hex).not.toBe(before.digest.hex);
    }
  });

  test('the order in which instruments are listed and agents join changes no content', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const plan = planRun(seed, 120);
      const opening = plan.filter((item) => /^(list|join) /.test(item.id));
      const rest = plan.slice(opening.length);
      const before = digestPlan(plan).contents;
      const after = digestPlan([...opening.reverse(), ...rest]).contents;
      expect([...after].sort(), `seed ${seed}`).toEqual([...before].sort());
    }
  });

  test('a change of any field, cause or name of an event changes its content and that of everything that follows from it', () => {
    const plan = planRun(3, 400);
    const at = plan.findIndex((item) => 'type' in item && item.type === 'MarginCalled');
    const called = plan[at] as PlanItem & { fields: object };
    const follower: PlanItem = { id: 'follower', at: 2e12, type: 'ClockTicked', causes: [called.id], fields: {} };
    const before = digestPlan([...plan, follower]).contents;
    const changed = plan.slice();
    changed[at] = { ...called, fields: { ...called.fields, amount: 12_345 } } as PlanItem;
    const after = digestPlan([...changed, follower]).contents;
    expect(after.get(called.id)).not.toBe(before.get(called.id));
    expect(after.get('follower')).not.toBe(before.get('follower'));
    expect(after.get(plan[0]!.id)).toBe(before.get(plan[0]!.id));
  });

  test('a change of any word of a record changes its content, and no other record’s', () => {
    const { entries } = layOut(planRun(9, 80));
    const at = entries.findIndex((entry) => 'words' in entry && entry.words[Field.kind] === RecordKind.filled);
    const batch = entries[at] as RecordBatch;
    const contentsOf = (words: Int32Array): string[] => {
      const seen: string[] = [];
      const digest = new RunDigest({ observe: (_, content) => seen.push(content) });
      for (const [i, entry] of entries.entries()) feed(digest, i === at ? { ...batch, words } : entry);
      return seen;
    };
    const before = contentsOf(batch.words);
    const others = { [Field.kind]: [RecordKind.amended], [Field.cause]: [0, 1, 2], [Field.counterCause]: [0, 1, 2] };
    for (const field of Object.values(Field)) {
      const values = others[field as keyof typeof others] ?? [0, 1, 2, 3];
      for (const value of values.filter((value) => value !== batch.words[field])) {
        const words = batch.words.slice();
        words[field] = value;
        const changed = contentsOf(words).flatMap((content, i) => (content === before[i] ? [] : [i]));
        expect(changed, `word ${field} = ${value}`).toEqual([batch.firstSeq - 1]);
      }
    }
  });

  test('the run’s digest is the hash of all content digests in order', () => {
    const contents: number[] = [];
    const digest = new RunDigest({
      observe: (_, content) => {
        for (let i = 0; i < 32; i += 8) contents.push(Number.parseInt(content.slice(i, i + 8), 16) | 0);
      },
    });
    for (const entry of randomRun(4, 900)) feed(digest, entry);
    const hash = new Hash128();
    for (const word of contents) hash.word(word);
    expect(digest.hex).toBe(hash.hex);
    expect(digest.hex).toMatch(/^[0-9a-f]{32}$/);
  });

  test('how records are cut into batches does not matter', () => {
    const whole = randomRun(5, 400);
    const single = whole.flatMap((entry): Entry[] => {
      if (!('words' in entry)) return [entry];
      const records = (entry.to - entry.from) / 12;
      return Array.from({ length: records }, (_, i) => {
        const firstSeq = (entry.firstSeq + i) as Seq;
        return { ...entry, firstSeq, from: entry.from + 12 * i, to: entry.from + 12 * (i + 1) };
      });
    });
    expect(single.length).toBeGreaterThan(whole.length);
    expect(digestOf(single).hex).toBe(digestOf(whole).hex);
    expect(recordLog(single).digest).toBe(recordLog(whole, 900).digest);
  });

  test('a batch longer than a chunk gives the same as its records one by one', () => {
    const opening = randomRun(6, 0);
    const roll = dice(6);
    const words = new Int32Array(700 * 12);
    for (let p = 0; p < words.length; p += 12) {
      const fill = roll(2) === 0;
      words.set([fill ? 5 : 1, roll(4), 1 + roll(99), roll(5), roll(300), 9_000 + roll(99), 1 + roll(9), roll(9)], p);
      words.set([fill ? 7 : 0, fill ? roll(5) : 0, 1 + roll(9), fill ? 1 + roll(9) : 0], p + 8);
    }
    const batch = { at: opening[0]!.at, firstSeq: 10 as Seq, words, from: 0, to: words.length };
    const whole = digestOf([...opening, batch]);
    const single = digestOf(opening);
    for (let i = 0; i < 700; i++) {
      single.batch({ ...batch, firstSeq: (10 + i) as Seq, from: 12 * i, to: 12 * i + 12 });
    }
    expect(whole.count).toBe(709);
    expect(single.hex).toBe(whole.hex);
  });

  test('a digest that is saved and restored goes on as if nothing had been', () => {
    const entries = randomRun(7, 500);
    const straight = digestOf(entries);
    const half = digestOf(entries.slice(0, 250));
    const state = JSON.parse(JSON.stringify(half.save(), (_, v) => (v instanceof Int32Array ? Array.from(v) : v)));
    const restored = RunDigest.restore({
      ...state,
      seqs: Int32Array.from(state.seqs),
      contents: Int32Array.from(state.contents),
    });
    for (const entry of entries.slice(250)) feed(restored, entry);
    expect(restored.hex).toBe(straight.hex);
    expect(restored.count).toBe(straight.count);
  });

  test('cites a control event by 64 bits of its content, and nothing else', () => {
    const seen = new Map<number, string>();
    const digest = new RunDigest({ observe: (seq, content) => seen.set(seq, content) });
    const entries = randomRun(8, 200);
    for (const entry of entries) feed(digest, entry);
    for (const entry of entries) {
      if ('words' in entry) expect(digest.digestOf(entry.firstSeq)).toBeUndefined();
      else expect(digest.digestOf(entry.seq)).toBe(seen.get(entry.seq)?.slice(0, 16));
    }
    expect(digest.digestOf((digest.count + 1) as Seq)).toBeUndefined();
    expect(digest.digestOf(0 as Seq)).toBeUndefined();
  });
});

describe('what the digest does not let pass', () => {
  const opening = randomRun(1, 0);
  const next = (opening.length + 1) as Seq;
  const record = (changes: Record<number, number>): RecordBatch => {
    const words = Int32Array.from([RecordKind.filled, 0, 1, 0, 0, 9_900, 1, 0, 2, 1, 1, 2]);
    for (const [field, value] of Object.entries(changes)) words[Number(field)] = value;
    return { at: opening[0]!.at, firstSeq: next, words, from: 0, to: 12 };
  };
  const refusal = (batch: RecordBatch): string | undefined => digestOf(opening).foldBatch(batch);

  test('a record of an unknown kind, instrument, owner or cause', () => {
    expect(refusal(record({}))).toBeUndefined();
    expect(refusal(record({ [Field.kind]: 10 }))).toBe('record 10 is of unknown kind 10');
    expect(refusal(record({ [Field.kind]: 0 }))).toMatch(/unknown kind 0/);
    expect(refusal(record({ [Field.instrument]: 4 }))).toBe('record 10 names instrument 4 of 4 listed');
    expect(refusal(record({ [Field.instrument]: -1 }))).toMatch(/instrument -1/);
    expect(refusal(record({ [Field.owner]: 5 }))).toBe('record 10 names agent 5 of 5 joined');
    expect(refusal(record({ [Field.counterOwner]: -1 }))).toMatch(/agent -1/);
    expect(refusal(record({ [Field.cause]: 10 }))).toMatch(/follows from 10, which is no control event before it/);
    expect(refusal(record({ [Field.counterCause]: -5 }))).toMatch(/follows from -5/);
    expect(() => digestOf(opening).batch(record({ [Field.kind]: 10 }))).toThrow(/unknown kind/);
  });

  test('a seq that leaves a gap, causes that do not exist or are not in order, half a record', () => {
    const tick = { seq: next, at: opening[0]!.at, type: 'ClockTicked', causes: [] as number[] };
    const control =
      (changes: object): (() => void) =>
      () =>
        digestOf(opening).control({ ...tick, ...changes } as never);
    expect(control({})).not.toThrow();
    expect(control({ seq: next + 1 })).toThrow(/seq 11 does not follow 9/);
    expect(control({ causes: [next] })).toThrow(/cause 10 is no control event/);
    expect(control({ causes: [0] })).toThrow(/cause 0 is no control event/);
    expect(control({ causes: [2, 1] })).toThrow(/oldest first/);
    expect(refusal({ ...record({}), to: 11 })).toMatch(/no whole number of records/);
    expect(refusal({ ...record({}), to: 0 })).toMatch(/no whole number of records/);
    expect(refusal({ ...record({}), firstSeq: 12 as Seq })).toMatch(/seq 12 does not follow 9/);
  });
});

test('the index of seqs agrees with a plain map', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const roll = dice(seed);
    const index = new SeqIndex();
    const ranks = new Map<number, number>();
    let seq = 0;
    for (let n = 1; n <= 3_000; n++) {
      seq += 1 + (roll(4) === 0 ? roll(400) : 0);
      expect(index.add(seq)).toBe(n);
      ranks.set(seq, n);
    }
    for (let probe = 1; probe < seq + 100; probe++) {
      const expected = ranks.get(probe) ?? -1;
      if (index.rankOf(probe) !== expected) expect(index.rankOf(probe), `seed ${seed}, seq ${probe}`).toBe(expected);
    }
    expect(Array.from(index.seqs())).toEqual([...ranks.keys()]);
    expect(index.rankOf(0)).toBe(0);
    expect(index.rankOf(-1)).toBe(-1);
    expect(() => index.add(seq)).toThrow(/ascend/);
  }
});
