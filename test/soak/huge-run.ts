/**
 * A child process that runs one huge world step by step and writes its log to nowhere; tells its parent after each step how far it
 * is and how much memory it holds.
 *
 * Run with `--expose-gc`: what is garbage says nothing about growth. Started as `huge-run.ts calm DAYS
 * DAYS_A_STEP` or `huge-run.ts wide INSTITUTIONS BONDS`.
 */
import { setImmediate } from 'node:timers/promises';
import { Simulation } from '../../src/engine/simulation.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { DAY_MS, HOUR_MS, isoTime } from '../../src/units/time.ts';
import { scenarioOfText } from '../sims/random-scenario.ts';
import { longCalm } from './long-calm.ts';
import { wideWorld } from './wide-world.ts';

export type HugeWorld = 'calm' | 'wide';

export interface HugeStep {
  readonly world: HugeWorld;
  readonly at: string;
  readonly seq: number;
  readonly rssMb: number;
  /**
   * What the digests of run and log keep, by design: eight bytes of content for every control event and two bits a seq that say
   * which are some, in arrays that double.
   */
  readonly digestsMb: number;
  readonly isFinished: boolean;
}

const MB = 1e6;
const DIGESTS = 2;
const DOUBLED = 2;
const WORLDS: Readonly<
  Record<
    HugeWorld,
    { readonly text: (size: number, more: number) => string; readonly stepMs: (more: number) => number }
  >
> = {
  calm: { text: (days) => longCalm(days), stepMs: (days) => days * DAY_MS },
  wide: { text: (agents, bonds) => wideWorld({ agents, bonds }), stepMs: () => HOUR_MS / 12 },
};

function* steps(world: HugeWorld, size: number, more: number): Generator<HugeStep> {
  const { text } = WORLDS[world];
  const stepMs = WORLDS[world].stepMs(more);
  const scenario = scenarioOfText(text(size, more), `${world}.yaml`);
  let controlEvents = 0;
  const run = new Simulation({
    scenario,
    seed: seed(1),
    observe: (stream) => {
      stream.events$.subscribe(() => {
        controlEvents += 1;
      });
      writeLog(stream);
    },
  });
  for (let at = scenario.opensAt; !run.isFinished; at = (at + stepMs) as SimTime) {
    run.advance((at + stepMs) as SimTime);
    globalThis.gc?.();
    const rssMb = process.memoryUsage.rss() / MB;
    const digestsMb = (DIGESTS * DOUBLED * (8 * controlEvents + run.lastSeq / 4)) / MB;
    yield { world, at: isoTime(run.now), seq: run.lastSeq, rssMb, digestsMb, isFinished: run.isFinished };
  }
}

function writeLog({ events$, batches$ }: Simulation['stream']): void {
  const digest = new RunDigest();
  const start = { engineVersion: '0', scenarioDigest: 'huge', seed: seed(1) };
  const writer = new LogWriter({ digest, start, sink: () => undefined });
  for (const visitor of [digest, writer]) {
    events$.subscribe((event) => visitor.control(event));
    batches$.subscribe((batch) => visitor.batch(batch));
  }
}

process.on('disconnect', () => process.exit());
const [world, size, more] = process.argv.slice(2) as [HugeWorld, string, string];
for (const step of steps(world, Number(size), Number(more))) {
  process.send?.(step);
  // Hears whether the parent is still there.
  await setImmediate();
  if (process.send === undefined)
    console.log(`${step.at} seq ${step.seq} ${step.rssMb.toFixed(1)} MB, ${step.digestsMb.toFixed(1)} of them digests`);
}
process.disconnect?.();
