/** A run as the command line makes it, with log and summary, for whoever measures it. */
import { join } from 'node:path';
import { extraHolidaysOf } from '../../src/analysis/quote-board.ts';
import { RunSummary } from '../../src/analysis/run-summary.ts';
import { DISK } from '../../src/cli/file-port.ts';
import { LogFile } from '../../src/cli/log/log-file.ts';
import { LogObserver } from '../../src/cli/run/log-observer.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { LogVisitor } from '../../src/events/log-reader.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Seed, SimTime } from '../../src/units/quantity.ts';
import type { PhaseTimers } from './phase-timers.ts';

export interface ProfiledRun {
  readonly scenario: Scenario;
  readonly seed: Seed;
  readonly until: SimTime | undefined;
  /** Where its log is written. */
  readonly folder: string;
  readonly timers?: PhaseTimers | undefined;
}

export interface RunFigures {
  readonly digest: string;
  readonly events: number;
  readonly cpuSeconds: number;
}

export function runProfiled({ scenario, seed, until, folder, timers }: ProfiledRun): RunFigures {
  const before = process.cpuUsage();
  const header = { engineVersion: 'profile', scenarioDigest: 'profile', seed };
  const log = new LogObserver(new LogFile(DISK, join(folder, 'events.log')), header);
  // The opening is published while the simulation is being made.
  const live: { run?: Simulation } = {};
  const summary = new RunSummary({
    extraHolidays: extraHolidaysOf(scenario),
    books: () => live.run?.world.parts.books,
  });
  const simulation = new Simulation({
    scenario,
    seed,
    ...(timers === undefined ? {} : { probe: timers }),
    observe: ({ events$, batches$ }, digest) => {
      log.share(digest);
      const follow = (visitor: LogVisitor, phase: 'log' | 'measure'): void => {
        events$.subscribe((event) => {
          timers?.begin(phase);
          visitor.control(event);
          timers?.end();
        });
        batches$.subscribe((batch) => {
          timers?.begin(phase);
          visitor.batch(batch);
          timers?.end();
        });
      };
      follow(log, 'log');
      follow(summary, 'measure');
    },
  });
  live.run = simulation;
  simulation.advance(until ?? scenario.endsAt);
  timers?.begin('log');
  log.flush();
  log.close();
  timers?.end();
  const { user, system } = process.cpuUsage(before);
  return { digest: simulation.digest, events: simulation.lastSeq, cpuSeconds: (user + system) / 1e6 };
}
