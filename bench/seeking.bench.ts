/** Snapshots: taken, gone on from, and an hour of a run reached from one, against running it from its beginning. */
import { Simulation } from '../src/engine/simulation.ts';
import type { Seed, SimTime } from '../src/units/quantity.ts';
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';
import { HOUR_MS, shippedScenario, tokyo } from './scenario-runs.ts';

const SEED = 7 as Seed;

export function* topic(scale: Scale): Generator<Benchmark> {
  const scenario = shippedScenario('japan-2026');
  const at = tokyo(scale === 'short' ? '2026-01-20T09:00' : '2026-01-20T12:00');
  const target = (at + HOUR_MS / 4) as SimTime;
  const run = new Simulation({ scenario, seed: SEED });
  run.advance(at);
  const snapshot = run.save();
  const digestThere = run.digest;
  const through = new Simulation({ scenario, seed: SEED });
  through.advance(target);
  const expected = through.digest;
  const contender = (name: string, work: () => string, digest: string, isReference = false): Contender => ({
    name,
    operations: 1,
    isReference,
    sample: () => {
      let found = '';
      return {
        run: () => {
          found = work();
        },
        check: () => expectEqual(`${name}: digest`, found, digest),
      };
    },
  });
  const reached = (from: Simulation): string => {
    from.advance(target);
    return from.digest;
  };
  yield {
    name: 'snapshots of japan-2026',
    unit: 'snapshot or seek',
    rounds: scale === 'short' ? 5 : 9,
    warmUps: 2,
    contenders: [
      contender(
        'a quarter of an hour from a snapshot',
        () => reached(new Simulation({ scenario, seed: SEED, from: snapshot })),
        expected,
      ),
      contender(
        'the snapshot alone',
        () => new Simulation({ scenario, seed: SEED, from: snapshot }).digest,
        digestThere,
      ),
      contender('taking one', () => (run.save().at === at ? digestThere : ''), digestThere),
      contender(
        'the same moment from the beginning',
        () => reached(new Simulation({ scenario, seed: SEED })),
        expected,
        true,
      ),
    ],
  };
}
