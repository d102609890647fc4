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
import { digestBytes } from './digest-bytes.ts';
import { longCalm } from './long-calm.ts';
import { wideWorld } from './wide-world.ts';

export type HugeWorld = 'calm' | 'wide';

export interface HugeStep {
  readonly world: HugeWorld;
  readonly at: string;
  readonly seq: number;
  /** What the process has of the machine: lags behind what it holds, and seldom shrinks. For information. */
  readonly rssMb: number;
  /** Heap and all buffers after a collection, touched or not: growth is judged by this. */
  readonly heldMb: number;
  /** Of it what the digests of run and log keep, by design (`digestBytes`). */
  readonly digestsMb: number;
  readonly isFinished: boolean;
}

const MB = 1e6;
/** The run's and the log's. */
const DIGESTS = 2;
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
  let [controlEvents, lastControlSeq] = [0, 0];
  const run = new Simulation({
    scenario,
    seed: seed(1),
    observe: (stream) => {
      stream.events$.subscribe(({ seq }) => {
        controlEvents += 1;
        lastControlSeq = seq;
      });
      writeLog(stream);
    },
  });
  for (let at = scenario.opensAt; !run.isFinished; at = (at + stepMs) as SimTime) {
    run.advance((at + stepMs) as SimTime);
    const digestsMb = (DIGESTS * digestBytes(controlEvents, lastControlSeq)) / MB;
    const memory = { heldMb: heldMb(), rssMb: process.memoryUsage.rss() / MB, digestsMb };
    yield { world, at: isoTime(run.now), seq: run.lastSeq, ...memory, isFinished: run.isFinished };
  }
}

/** The first collection leaves the memory of dead buffers to be counted off later; the second finds that done. */
function heldMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
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
    console.log(
      `${step.at} seq ${step.seq} ${step.heldMb.toFixed(1)} MB, ${step.digestsMb.toFixed(1)} of them digests`,
    );
}
process.disconnect?.();
