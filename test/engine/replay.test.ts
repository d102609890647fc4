/** The log is enough: a fold of what was published gives the world of the live run, at every tick. */
import { expect, test } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { SEED, smallWorld } from './small-world.ts';

test('a world built from events alone equals the live one at every tick of the clock', () => {
  const scenario = smallWorld();
  const replay = new Replay();
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => replay.control(event));
      stream.batches$.subscribe((batch) => replay.batch(batch));
    },
  });
  let compared = 0;
  for (let at = scenario.opensAt; at <= scenario.endsAt; at = (at + 5 * 60_000) as typeof at) {
    run.advance(at);
    expect(replay.lastSeq).toBe(run.lastSeq);
    expect(replay.world.stateHash()).toBe(run.world.stateHash());
    compared += 1;
  }
  replay.finish();
  expect(compared).toBeGreaterThan(300);
  expect(replay.records).toBeGreaterThan(5000);
});
