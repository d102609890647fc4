/** One workload under all engines: ours, plain objects, `nodejs-order-book`, C++. */
import type { Benchmark, Contender, Scale } from './benchmark.ts';
import {
  commandsFor,
  expectPlainRight,
  ladderContender,
  orderCapacityFor,
  packageContender,
  plainContender,
} from './matching-contenders.ts';
import { NO_COMPILER, nativeContender } from './native-ladder.ts';
import { generateWorkload } from './workload.ts';
import type { Shape } from './workload-shapes.ts';

export function oneBook(shape: Shape, seed: number, scale: Scale): Benchmark {
  // Stretches so long that each holds a collection of what the plain book leaves behind.
  const [warmUps, rounds, slice] = scale === 'short' ? [3, 11, 65_536] : [4, 15, 65_536];
  const stretches = warmUps + rounds;
  const workload = generateWorkload({ seed, commands: commandsFor(slice, stretches), shape });
  expectPlainRight(workload);
  const options = { workload, slice, stretches, orderCapacity: orderCapacityFor(shape.resting) };
  const contenders: Contender[] = [ladderContender(options), plainContender(options)];
  const name = `matching, ${shape.name}, ${shape.resting} resting orders, seed ${seed}`;
  const benchmark = { name, unit: 'command', rounds, warmUps, contenders };
  if (scale === 'short') return benchmark;
  if (shape.amends === 0) contenders.push(packageContender(options));
  const native = nativeContender(options);
  if (native === undefined) return { ...benchmark, note: () => NO_COMPILER };
  contenders.push(native);
  return benchmark;
}
