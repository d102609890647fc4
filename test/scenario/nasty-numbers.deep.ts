import { expect, test } from 'vitest';
import { SYNTHETIC, syntheticText } from '../sims/random-scenario.ts';
import { EVERY_FORMAT, withSections } from './auction-scenario.ts';
import { plantNasty } from './nasty-numbers.ts';
import { SMALL } from './small-scenario.ts';

test('twelve nasty numbers in every number of a scenario give a scenario without one, or located errors', () => {
  const small = plantNasty(SMALL, 1);
  const formats = plantNasty(EVERY_FORMAT, 1, withSections);
  const [first] = SYNTHETIC.slice(-1).map(syntheticText) as [string];
  const madeUp = plantNasty(first, 3);
  console.log(`nasty numbers: ${JSON.stringify({ small, formats, madeUp })}`);
  expect(small.fields + formats.fields + madeUp.fields).toBeGreaterThan(80);
  for (const { scenario, errors } of [small, formats, madeUp]) expect(errors).toBeGreaterThan(scenario);
});
