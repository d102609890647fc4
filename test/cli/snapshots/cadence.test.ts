/** When snapshots are due: from the events alone, however a run is driven. */
import { expect, test } from 'vitest';
import { Cadence } from '../../../src/cli/snapshots/cadence.ts';
import { readPlan } from '../../../src/cli/snapshots/snapshot-argument.ts';
import type { SimTime } from '../../../src/units/quantity.ts';
import { MINUTE_MS } from '../../../src/units/time.ts';

const OPENS = 1_768_780_800_000 as SimTime;
const after = (minutes: number): SimTime => (OPENS + minutes * MINUTE_MS) as SimTime;

test('one is due at the end of a span in which enough has happened, once', () => {
  const cadence = new Cadence({ every_minutes: 60, least_events: 10 }, OPENS);
  expect(cadence.isDue(after(59.9), 100)).toBe(false);
  expect(cadence.isDue(after(60), 100)).toBe(true);
  expect(cadence.isDue(after(60), 100)).toBe(false);
  expect(cadence.isDue(after(120), 109)).toBe(false);
  expect(cadence.isDue(after(180), 110)).toBe(true);
  // A weekend passes in one step.
  expect(cadence.isDue(after(60 * 50), 200)).toBe(true);
  expect(cadence.isDue(after(60 * 50 + 59), 300)).toBe(false);
  expect(cadence.isDue(after(60 * 51), 300)).toBe(true);
});

test('asking at every end of a span and asking at events only come to the same', () => {
  const times = [1, 30, 61, 62, 200, 201, 500, 501, 640, 641, 2000].map((minutes, seq) => ({ minutes, seq: 3 * seq }));
  const [byEvents, byClock] = [0, 1].map((pauses) => {
    const cadence = new Cadence({ every_minutes: 60, least_events: 4 }, OPENS);
    const due: number[] = [];
    let minute = 60;
    for (const { minutes, seq } of times) {
      for (; pauses === 1 && minute <= minutes; minute += 60) if (cadence.isDue(after(minute), seq)) due.push(seq);
      if (cadence.isDue(after(minutes), seq)) due.push(seq);
    }
    return due;
  });
  expect(byClock).toEqual(byEvents);
  expect(byEvents?.length).toBeGreaterThan(2);
});

test('--snapshots takes minutes or off, and none without a log', () => {
  const plan = (snapshots: string | undefined, noLog = false): unknown => {
    const read = readPlan({ snapshots, noLog });
    return read.ok ? (read.plan ?? null) : read.errors[0]?.message;
  };
  expect(plan(undefined)).toMatchObject({ every_minutes: 60 });
  expect(plan(undefined, true)).toBe(null);
  expect([plan('off'), plan('0'), plan('off', true)]).toEqual([null, null, null]);
  expect(plan('15')).toEqual({ every_minutes: 15, least_events: 1 });
  for (const bad of ['', '1.5', '-5', '015', '1h', '1e3', '99999999']) expect(plan(bad)).toContain('is no cadence');
  expect(plan('15', true)).toContain('--no-log keeps none');
});
