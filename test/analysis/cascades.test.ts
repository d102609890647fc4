/** Chains of a small world: back to a root, counted by kind, with what was traded at their ends. */
import { expect, test } from 'vitest';
import { Cascades } from '../../src/analysis/cascades/cascades.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

const run = new RecordedRun({}, later(smallWorld().opensAt, 18 * HOUR_MS));
const cascades = new Cascades();
run.show(cascades);
const counts = cascades.counts(1000);

test('every chain is counted once, by length and by kind', () => {
  const ends = run.of('DecisionTaken').length + run.of('RiskLimitBreached').length + run.of('LeverageAdjusted').length;
  expect(counts.chains).toBeGreaterThanOrEqual(ends);
  expect(ends).toBeGreaterThan(0);
  expect(counts.lengths.reduce((sum, count) => sum + count, 0)).toBe(counts.chains);
  expect(counts.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(counts.chains);
  expect(counts.trades).toHaveLength(counts.chains);
  expect(counts.kinds.reduce((sum, { trades }) => sum + trades, 0)).toBe(
    counts.trades.reduce((sum, count) => sum + count, 0),
  );
});

test('the most frequent come first, and each has an example that stands in the log', () => {
  const sizes = counts.kinds.map(({ count }) => count);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  const bySeq = new Map(run.events().map((event) => [event.seq, event]));
  for (const { steps, example } of counts.kinds) {
    expect(example.told).toHaveLength(steps.length);
    expect(bySeq.get(example.seq)?.type).toMatch(
      /Taken|Breached|Triggered|Called|Adjusted|Withdrawn|Requested|Announced|Failed/,
    );
  }
});

test('a chain that begins with an announcement names it', () => {
  const announced = counts.kinds.filter(({ steps }) => steps[0]?.startsWith('announced: '));
  expect(announced.length).toBeGreaterThan(0);
});

test('only as many kinds are told as are asked for, the counts stay whole', () => {
  const few = cascades.counts(1);
  expect(few.kinds).toHaveLength(1);
  expect(few.chains).toBe(counts.chains);
});
