/**
 * A run that keeps its log in memory and the hash of the live world at the end of every frame, and what must then hold: the
 * log is whole, a replay of it has the live world's hash at every frame, and nothing was made or lost on the way.
 */
import { expect } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { bytesSource, LogReader } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { join } from '../events/recorded-log.ts';

export interface LoggedRun {
  readonly run: Simulation;
  readonly log: Uint8Array;
  /** Of the live world, after each frame. */
  readonly hashes: readonly string[];
}

export interface LoggedRunOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly until?: SimTime;
  readonly frameBytes?: number;
  readonly kinds?: NonNullable<SimulationOptions['kinds']>;
  readonly observe?: NonNullable<SimulationOptions['observe']>;
  /** Told of the run once its opening is done. */
  readonly begun?: (run: Simulation) => void;
}

export function loggedRun(options: LoggedRunOptions): LoggedRun {
  const { scenario, seed: number, until, frameBytes, kinds } = options;
  const chunks: Uint8Array[] = [];
  const hashes: string[] = [];
  const digest = new RunDigest();
  let run: Simulation | undefined;
  // The opening is published while the simulation is being built: nothing is to be seen of it yet.
  const worldHash = (): string => (run?.world.isOpened ? run.world.stateHash() : 'opening');
  const writer = new LogWriter({
    digest,
    start: { engineVersion: '0', scenarioDigest: 'logged', seed: seed(number) },
    sink: (bytes) => {
      if (chunks.push(bytes.slice()) > 1) hashes.push(worldHash());
    },
    ...(frameBytes === undefined ? {} : { frameBytes }),
  });
  run = new Simulation({
    scenario,
    seed: seed(number),
    ...(kinds === undefined ? {} : { kinds }),
    observe: (stream, runDigest, world) => {
      const { events$, batches$ } = stream;
      events$.subscribe((event) => {
        digest.control(event);
        writer.control(event);
      });
      batches$.subscribe((batch) => {
        digest.batch(batch);
        writer.batch(batch);
      });
      options.observe?.(stream, runDigest, world);
    },
  });
  options.begun?.(run);
  run.advance(until ?? scenario.endsAt);
  writer.flush();
  return { run, log: join(chunks), hashes };
}

/** Returns how many frames were compared. `replay` is new. */
export function checkReplay({ run, log, hashes }: LoggedRun, said: string, replay = new Replay()): number {
  const reader = new LogReader(bytesSource(log), { engineVersion: '0' });
  let frames = 0;
  let compared = 0;
  while (reader.next(replay)) {
    const live = hashes[frames];
    frames += 1;
    if (live === 'opening') continue;
    if (replay.world.stateHash() !== live)
      expect.fail(
        `${said}: after frame ${frames}, seq ${replay.lastSeq}, the world of the replay is another than the live one`,
      );
    compared += 1;
  }
  expect(reader.end, said).toEqual({ ending: 'whole' });
  expect(frames, said).toBe(hashes.length);
  expect(replay.lastSeq, said).toBe(run.lastSeq);
  expect(reader.digest?.hex, said).toBe(run.digest);
  replay.finish();
  run.world.checkInvariants();
  expect(run.world.parts.ledger.imbalances(), said).toEqual([]);
  return compared;
}
