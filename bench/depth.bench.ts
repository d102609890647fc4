/** What a command costs against how many orders rest. */
import type { Benchmark, Contender, Scale } from './benchmark.ts';
import { commandsFor, type EngineOptions, ladderContender, orderCapacityFor } from './matching-contenders.ts';
import { nativeContender } from './native-ladder.ts';
import { generateWorkload } from './workload.ts';

const SEED = 42;

export function* topic(scale: Scale): Generator<Benchmark> {
  const depths = scale === 'short' ? [100, 100_000] : [100, 1_000, 10_000, 100_000, 1_000_000];
  const [warmUps, rounds, slice] = scale === 'short' ? [4, 13, 20_480] : [4, 15, 20_480];
  const stretches = warmUps + rounds;
  const optionsFor = (resting: number): EngineOptions => {
    const workload = generateWorkload({ seed: SEED, commands: commandsFor(slice, stretches), resting });
    return { workload, slice, stretches, orderCapacity: orderCapacityFor(resting) };
  };
  const contenders = depths.map(
    (resting): Contender => ladderContender(optionsFor(resting), `${resting} resting orders`),
  );
  if (scale === 'full') {
    for (const resting of [100, 100_000]) {
      const native = nativeContender(optionsFor(resting), `C++ -O3, ${resting} resting orders`);
      if (native !== undefined) contenders.push(native);
    }
  }
  yield { name: 'cost against depth', unit: 'command', rounds, warmUps, contenders };
}
