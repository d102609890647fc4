/** One topic in a process of its own, started by `run.ts`: what one topic has taught the compiler does not slow the next. */
import type { Scale, Topic } from './benchmark.ts';
import { measure } from './measure.ts';
import { tableOf } from './table.ts';

const [name, scale] = process.argv.slice(2);
const { topic } = (await import(`./${name}.bench.ts`)) as { topic: Topic };
for (const benchmark of topic(scale as Scale)) {
  const measured = await measure(benchmark);
  console.log(`${tableOf(measured)}\n`);
  process.send?.(measured);
}
