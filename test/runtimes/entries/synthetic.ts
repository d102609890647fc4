/** Six made-up scenarios to their ends, as in `test/sims/random-scenario.ts`: the text itself is made in each place. */
import { Simulation } from '../../../src/engine/simulation.ts';
import { seed } from '../../../src/units/quantity.ts';
import { SYNTHETIC, scenarioOfText, syntheticText } from '../../sims/random-scenario.ts';

export const lines = (): [string, string][] =>
  SYNTHETIC.map((synthetic) => {
    const scenario = scenarioOfText(syntheticText(synthetic), `${synthetic.name}.yaml`);
    const run = new Simulation({ scenario, seed: seed(synthetic.seed) });
    run.advance(scenario.endsAt);
    return [synthetic.name, run.digest];
  });
