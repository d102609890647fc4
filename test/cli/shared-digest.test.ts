/** The log of a run takes over the digest that the run has folded: the same bytes for less, and nothing can be missed. */
import { expect, test } from 'vitest';
import { LogFile } from '../../src/cli/log/log-file.ts';
import { LogObserver } from '../../src/cli/run/log-observer.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { EventStream } from '../../src/events/stream.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { SEED, smallWorld } from '../engine/small-world.ts';
import { MemoryDisk } from './memory-disk.ts';

const NAME = 'events.log';
const HEADER = { engineVersion: '0', scenarioDigest: 'small', seed: SEED };
const UNTIL = parseIsoTime('2026-01-19T06:30:00Z') as SimTime;

interface Logged {
  readonly bytes: Uint8Array;
  readonly log: string;
  readonly run: string;
}

function logged(shares: boolean, follow: (stream: EventStream, log: LogObserver) => void): Logged {
  const disk = new MemoryDisk();
  const log = new LogObserver(new LogFile(disk, NAME), HEADER);
  const run = new Simulation({
    scenario: smallWorld(),
    seed: SEED,
    observe: (stream, digest) => {
      if (shares) log.share(digest);
      follow(stream, log);
    },
  });
  run.advance(UNTIL);
  log.flush();
  return { bytes: disk.bytesOf(NAME), log: log.digest, run: run.digest };
}

function everything(stream: EventStream, log: LogObserver): void {
  stream.events$.subscribe((event) => log.control(event));
  stream.batches$.subscribe((batch) => log.batch(batch));
}

test('a log with the run’s digest is the log that folds its own, byte for byte', () => {
  const [own, shared] = [logged(false, everything), logged(true, everything)];
  expect(shared.log).toBe(shared.run);
  expect(shared.run).toBe(own.log);
  expect(shared.bytes).toEqual(own.bytes);
});

test('a log that misses one event is found out at the next', () => {
  const deaf = (stream: EventStream, log: LogObserver): void => {
    stream.events$.subscribe((event) => {
      if (event.seq !== 5) log.control(event);
    });
  };
  expect(() => logged(true, deaf)).toThrow(/seq 6 does not follow 4/);
});

test('a log that is told of an event twice is found out', () => {
  const twice = (stream: EventStream, log: LogObserver): void => {
    everything(stream, log);
    stream.batches$.subscribe((batch) => log.batch(batch));
  };
  expect(() => logged(true, twice)).toThrow(/does not follow/);
});

test('a log of what came before another run does not take over its digest', () => {
  const log = new LogObserver(new LogFile(new MemoryDisk(), NAME), HEADER);
  const run = new Simulation({ scenario: smallWorld(), seed: SEED, observe: (stream) => everything(stream, log) });
  run.advance(UNTIL);
  const observe = (_: EventStream, digest: Parameters<LogObserver['share']>[0]): void => log.share(digest);
  expect(() => new Simulation({ scenario: smallWorld(), seed: SEED, observe })).toThrow(/its log after \d+/);
});
