/** What a command costs against how many orders rest. */
import type { Benchmark, Contender, Scale } from './benchmark.ts';
import { commandsFor, ladderContender, orderCapacityFor } from './matching-contenders.ts';
import { generateWorkload } from './workload.ts';

const SEED = 42;

export function* topic(scale: Scale): Generator<Benchmark> {
  const depths = scale === 'short' ? [100, 100_000] : [100, 1_000, 10_000, 100_000, 1_000_000];
  const [warmUps, rounds, slice] = scale === 'short' ? [4, 13, 20_480] : [4, 15, 20_480];
  const contenders = depths.map((resting): Contender => {
    const workload = generateWorkload({ seed: SEED, commands: commandsFor(slice, warmUps + rounds), resting });
    const options = { workload, slice, stretches: warmUps + rounds, orderCapacity: orderCapacityFor(resting) };
    return ladderContender(options, `${resting} resting orders`);
  });
  yield { name: 'cost against depth', unit: 'command', rounds, warmUps, contenders };
}
