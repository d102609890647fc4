/** What a patch changes after the end of the run is told, not taken for nothing. */
import { expect, test } from 'vitest';
import { yetToCome } from '../../src/cli/fork/yet-to-come.ts';
import { patched, tokyo } from '../engine/patched-world.ts';

test('an operation that is announced after the end, and nothing that has been seen', () => {
  const scenario = patched(
    { at: tokyo('20T09:10') },
    '{ id: emergency, bonds: [JGB-30Y], format: boj_purchase, amount: ¥500bn }',
    '{ set: { loops.L6: off } }',
  );
  const [hold] = scenario.interventions ?? [];
  const announcedAt = hold?.deed.kind === 'hold' ? hold.deed.auction.announcedAt : undefined;
  expect(announcedAt).toBeGreaterThan(tokyo('20T09:10'));
  expect(yetToCome(scenario, tokyo('20T09:10'))).toEqual([
    expect.stringMatching(/^emergency is announced at 2026-01-/),
  ]);
  expect(yetToCome(scenario, scenario.endsAt)).toEqual([]);
});
