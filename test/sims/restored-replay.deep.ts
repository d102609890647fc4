/** Every shipped scenario, two seeds each: a replay goes on from any saved state with the live world's hash at every frame. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simTime } from '../../src/units/quantity.ts';
import { loggedRun } from './logged-run.ts';
import { SYNTHETIC, scenarioOfText, syntheticText } from './random-scenario.ts';
import { checkRestored } from './restored-replay.ts';
import { shippedScenario } from './shipped-run.ts';

const NAMES = readdirSync(new URL('../../sims', import.meta.url))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));
/** Settlements, closes and auctions have been by then. */
const FIVE_DAYS = 5 * 86_400_000;

test.each(NAMES.flatMap((name) => [1, 2].map((seed) => ({ name, seed }))))('$name, seed $seed', ({ name, seed }) => {
  const scenario = shippedScenario(name);
  const until = seed === 1 ? scenario.endsAt : simTime(scenario.opensAt + FIVE_DAYS);
  const logged = loggedRun({ scenario, seed, until, frameBytes: 64 * 1024 });
  expect(checkRestored(logged, `${name}, seed ${seed}`, 12)).toBeGreaterThan(20);
});

test.each(SYNTHETIC)('$name', (synthetic) => {
  const said = `${synthetic.name}, seed ${synthetic.seed}`;
  const scenario = scenarioOfText(syntheticText(synthetic), said);
  const logged = loggedRun({ scenario, seed: synthetic.seed, frameBytes: 6 * 1024 });
  expect(checkRestored(logged, said, 20)).toBeGreaterThan(20);
});
