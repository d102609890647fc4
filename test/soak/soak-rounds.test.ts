import { expect, test } from 'vitest';
import { RunDigest } from '../../src/events/content-digest.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { digestBytes } from './digest-bytes.ts';
import { unreachedOf } from './huge-worlds.ts';
import { growthOf } from './memory-growth.ts';
import { readOptions } from './soak-options.ts';
import { type Rounds, runRounds, type SoakFailure } from './soak-rounds.ts';
import { caseNumber, type SoakRow } from './soak-row.ts';
import { failureText, idleRows } from './soak-text.ts';

/** A clock that only work moves. */
class Clock {
  ms = 0;
  readonly failures: SoakFailure[] = [];
  rounds = 0;

  row(id: string, costMs: number, check: (number: number) => void = () => undefined): SoakRow {
    const work = (number: number): void => {
      this.ms += costMs;
      check(number);
    };
    return { id, title: id, check: work, figures: () => '' };
  }

  run(rows: readonly SoakRow[], more: Partial<Rounds> = {}) {
    return runRounds({
      rows,
      seed: 7,
      totalMs: 10_000,
      roundMs: 2_000,
      staysToTheEnd: false,
      now: () => this.ms,
      pause: async (isIdle) => {
        if (isIdle) this.ms += 50;
      },
      afterRound: () => {
        this.rounds += 1;
      },
      onFailure: (failure) => this.failures.push(failure),
      ...more,
    });
  }
}

test('time is shared fairly between rows whose cases are short and long, and is over when it is over', async () => {
  const clock = new Clock();
  const progress = await clock.run([clock.row('short', 1), clock.row('long', 700), clock.row('middling', 40)]);
  for (const { row, spentMs } of progress) expect(Math.abs(spentMs - 10_000 / 3), row.id).toBeLessThan(800);
  expect(clock.ms).toBeGreaterThanOrEqual(10_000);
  expect(clock.ms).toBeLessThan(10_700);
  expect(clock.rounds).toBe(5);
  expect(progress.find(({ row }) => row.id === 'short')?.cases).toBeGreaterThan(2_000);
});

test('cases are numbered from the seed, one after the other', async () => {
  const clock = new Clock();
  const numbers: number[] = [];
  await clock.run([clock.row('one', 2_500, (number) => numbers.push(number))]);
  expect(numbers).toEqual([0, 1, 2, 3].map((at) => caseNumber(7, at)));
});

test('a row that fails is told with its case and left in peace; the others go on', async () => {
  const clock = new Clock();
  const failing = clock.row('failing', 10, (number) => {
    if (number === caseNumber(7, 5)) throw new Error('a cent is missing');
  });
  const [failed, well] = await clock.run([failing, clock.row('well', 10)]);
  expect(failed?.cases).toBe(5);
  expect(well?.spentMs).toBeGreaterThan(9_500);
  expect(clock.failures).toHaveLength(1);
  const text = failureText(clock.failures[0] as SoakFailure);
  expect(text).toContain('a cent is missing');
  expect(text).toContain(`npm run soak -- --row failing --case ${caseNumber(7, 5)}`);
});

test('a soak whose only row has failed is over, unless something goes on beside it', async () => {
  const broken = (clock: Clock): SoakRow =>
    clock.row('broken', 10, () => {
      throw new Error('no');
    });
  const alone = new Clock();
  await alone.run([broken(alone)]);
  expect(alone.ms).toBeLessThan(100);
  const accompanied = new Clock();
  await accompanied.run([broken(accompanied)], { staysToTheEnd: true });
  expect(accompanied.ms).toBeGreaterThanOrEqual(10_000);
});

test('a row that is being prepared holds up nobody; one that cannot be is a failure', async () => {
  const clock = new Clock();
  let ready = (): void => undefined;
  const late: SoakRow = {
    ...clock.row('late', 10),
    prepare: () => new Promise((resolve) => (ready = () => resolve())),
  };
  const never: SoakRow = { ...clock.row('never', 10), prepare: () => Promise.reject(new Error('no disk')) };
  const early = clock.row('early', 10, () => {
    if (clock.ms > 5_000) ready();
  });
  const progress = await clock.run([late, never, early]);
  const [spentLate, , spentEarly] = progress.map(({ spentMs, cases }) => (cases === 0 ? 0 : spentMs));
  expect(spentEarly).toBeGreaterThan(5_000);
  expect(spentLate).toBeGreaterThan(5_000);
  expect(clock.failures.map(({ row, case: number }) => [row, number])).toEqual([['never', undefined]]);
});

test('arguments are whole numbers and known rows; a case wants one row', () => {
  const read = (...args: string[]) => readOptions(args, ['R4', 'R8']);
  expect(read()).toEqual({ seconds: 600, seed: 1, rows: [], case: undefined });
  expect(read('--seconds', '30', '--seed', '20261122', '--row', 'R8')).toMatchObject({ seconds: 30, rows: ['R8'] });
  expect(read('--row', 'R4', '--case', '100000017')).toMatchObject({ case: 100_000_017 });
  for (const wrong of [
    ['--seconds', 'ten'],
    ['--seconds', '0'],
    ['--seed'],
    ['--row', 'R5'],
    ['--case', '3'],
    ['--fast'],
    ['--seed', '9'.repeat(15)],
  ])
    expect(read(...wrong), wrong.join(' ')).toMatch(/npm run soak/);
});

test('growth is the end against the middle, digests left out; a warm-up is not judged', () => {
  const held = (mb: readonly number[]) => mb.map((each, at) => ({ heldMb: each + 10 * at, digestsMb: 10 * at }));
  expect(growthOf(held([100, 200, 210]))).toBeUndefined();
  expect(growthOf(held([50, 100, 150, 200, 200, 201, 202, 204, 206]))).toBeCloseTo(0.03);
});

test('a row that never ran, or a huge world that never got on, is not taken for one without failures', async () => {
  const clock = new Clock();
  const never: SoakRow = { ...clock.row('never', 10), prepare: () => new Promise(() => undefined) };
  const broken: SoakRow = { ...clock.row('broken', 10), prepare: () => Promise.reject(new Error('no disk')) };
  const progress = await clock.run([clock.row('well', 10), never, broken]);
  expect(idleRows(progress)).toEqual(['never: not reached: no case, never prepared']);
  expect(unreachedOf([], [{ seq: 5 }])).toEqual([
    'the quiet world made 0 steps: too few to judge its memory',
    'the wide world made 1 steps and has not got on',
  ]);
  const calm = Array.from({ length: 8 }, () => ({ heldMb: 90, digestsMb: 4 }));
  expect(unreachedOf(calm, [{ seq: 5 }, { seq: 5 }])).toHaveLength(1);
  expect(unreachedOf(calm, [{ seq: 5 }, { seq: 6 }])).toEqual([]);
});

test('what digests keep is taken off to the byte', () => {
  for (const controlEvents of [1, 511, 512, 40_000]) {
    const digest = new RunDigest();
    const event = { type: 'AgentJoined', at: 0, causes: [], agent: 'a', kind: 'noise' };
    for (let seq = 1; seq <= controlEvents; seq++) digest.control({ ...event, seq } as unknown as MarketEvent);
    const { contents, index } = digest as unknown as {
      readonly contents: Int32Array;
      readonly index: Record<'bits' | 'before', Int32Array>;
    };
    const kept = contents.byteLength + index.bits.byteLength + index.before.byteLength;
    expect(digestBytes(controlEvents, controlEvents), `${controlEvents} events`).toBe(kept);
  }
});
