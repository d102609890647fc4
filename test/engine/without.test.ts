/** A run without one thing: the same up to there, event by event, and different from there on. */
import { describe, expect, test } from 'vitest';
import type { Without } from '../../src/engine/without.ts';
import { Field, RECORD_WORDS } from '../../src/events/records.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { RecordedRun } from '../analysis/recorded-run.ts';
import { smallWorld } from './small-world.ts';

const { opensAt } = smallWorld();

function firstDifference(base: RecordedRun, other: RecordedRun): number {
  return 1 + base.contents.findIndex((content, at) => other.contents[at] !== content);
}

describe('an institution’s decision issues no commands', () => {
  /** The next morning, when the announcement of the evening has been thought about. */
  const until = later(opensAt, 17.8 * HOUR_MS);
  const base = new RecordedRun({}, until);
  const decision = base.of('DecisionTaken').at(-1);
  const { agent = '', at = until, seq = 0 } = decision ?? {};
  const without = (wokenBy: Seq | undefined): RecordedRun => {
    const left: Without = { kind: 'decision', agent, at, wokenBy };
    return new RecordedRun({ without: left }, until);
  };

  test('everything before it is the same, and it is not taken', () => {
    expect(decision).toBeDefined();
    const other = without(decision?.causes.at(-1));
    expect(firstDifference(base, other)).toBe(seq);
    expect(other.of('DecisionTaken').some((event) => event.agent === agent && event.at === at)).toBe(false);
  });

  test('without saying what woke it, everything that it decides at that instant is left out', () => {
    const all = without(undefined);
    expect(firstDifference(base, all)).toBeLessThanOrEqual(seq);
    expect(all.events().some((event) => 'agent' in event && event.agent === agent && event.at === at)).toBe(false);
  });
});

describe('a draw is replaced by its mean', () => {
  const until = later(opensAt, HOUR_MS / 2) as SimTime;
  const base = new RecordedRun({}, until);

  test('clients want nothing, and no order follows from the draw', () => {
    const draw = base.of('NoiseDrawn').find(({ lots }) => lots !== 0);
    const seq = draw?.seq as Seq;
    expect(ordersFrom(base, seq)).toBeGreaterThan(0);
    const other = new RecordedRun({ without: { kind: 'draw', seq } }, until);
    expect(firstDifference(base, other)).toBe(seq);
    expect(other.events().find((event) => event.seq === seq)).toEqual({ ...draw, lots: 0 });
    expect(ordersFrom(other, seq)).toBe(0);
  });

  test('news arrives and says nothing', () => {
    const news = base.of('NewsArrived').find(({ levelMilliSigma }) => levelMilliSigma !== 0);
    const seq = news?.seq as Seq;
    const other = new RecordedRun({ without: { kind: 'draw', seq } }, until);
    expect(firstDifference(base, other)).toBe(seq);
    const said = other.events().find((event) => event.seq === seq);
    expect(said).toEqual({ ...news, levelMilliSigma: 0, slopeMilliSigma: 0 });
  });

  test('what is no draw has no mean, and nobody else’s decision is touched', () => {
    const seq = base.of('PriceTicked')[0]?.seq as Seq;
    const nobody: Without = { kind: 'decision', agent: 'nobody', at: until, wokenBy: undefined };
    for (const without of [{ kind: 'draw', seq } as const, nobody]) {
      expect(new RecordedRun({ without }, until).digest).toBe(base.digest);
    }
  });
});

function ordersFrom(run: RecordedRun, seq: Seq): number {
  let count = 0;
  for (const { words } of run.batches()) {
    for (let at = 0; at < words.length; at += RECORD_WORDS) if (words[at + Field.cause] === seq) count += 1;
  }
  return count;
}
