import { expect, test } from 'vitest';
import { plantNasty } from './nasty-numbers.ts';
import { SMALL } from './small-scenario.ts';

test('twelve nasty numbers in every ninth number of a scenario give a scenario without one, or located errors', () => {
  const count = plantNasty(SMALL, 9);
  expect(count.fields).toBeGreaterThan(2);
  expect(count.errors).toBeGreaterThan(count.scenario);
});
