/**
 * Made-up scenarios and every shipped one, interrupted at random moments and gone on with from snapshots: each is
 * the straight run. SPILLOVER_SCENARIOS says how many, SPILLOVER_SEED from which seed on.
 */
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { randomScenario, scenarioOfText } from './random-scenario.ts';
import { checkStretches, momentsOf, switchMoments, withSwitches } from './run-in-stretches.ts';
import { shippedScenario } from './shipped-run.ts';

const SHIPPED = readdirSync(new URL('../../sims/', import.meta.url)).flatMap((file) =>
  file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
);
const COUNT = Number(process.env.SPILLOVER_SCENARIOS ?? 60);
const FIRST = Number(process.env.SPILLOVER_SEED ?? 1);
const PER_TEST = 20;
const MOMENTS = 6;
/** A patch is put beside one in so many. */
const PATCHED_EVERY = 3;
const done = { scenarios: 0, patched: 0, snapshots: 0, events: 0 };

function check(scenario: Scenario, seed: number, said: string, moments = momentsOf(scenario, MOMENTS, seed)): void {
  done.events += checkStretches({ scenario, seed, moments }, said);
  done.snapshots += moments.length;
}

describe('a run that goes on from snapshots is the straight run', () => {
  const firsts = Array.from({ length: Math.ceil(COUNT / PER_TEST) }, (_, at) => FIRST + at * PER_TEST);

  test.each(firsts)('made-up scenarios from seed %i on', (first) => {
    for (let seed = first; seed < Math.min(first + PER_TEST, FIRST + COUNT); seed++) {
      const said = `scenario of seed ${seed}`;
      const scenario = scenarioOfText(randomScenario(seed), said);
      check(scenario, seed, said);
      done.scenarios += 1;
      if (seed % PATCHED_EVERY !== 0) continue;
      const patched = withSwitches(scenario, seed);
      check(patched, seed, `${said}, patched`, switchMoments(patched, seed));
      done.patched += 1;
    }
  });

  test.each(SHIPPED)('%s', (name) => {
    check(shippedScenario(name), 7, name);
    done.scenarios += 1;
  });

  afterAll(() => {
    console.log(`gone on from snapshots: ${JSON.stringify(done)}`);
    expect(done.scenarios).toBe(COUNT + SHIPPED.length);
  });
});
