/** `experiment --queue URL --join`: makes runs for whoever collects them, and keeps nothing here. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Experiment } from '../../experiments/experiment.ts';
import { workThroughQueue } from '../../experiments/host/queue/queue-worker.ts';
import type { RunQueue } from '../../experiments/host/queue/run-queue.ts';
import { PROGRAM, taskOf } from '../../experiments/host/run-experiment.ts';
import { reportBadInput } from '../bad-input.ts';
import { ExitCode } from '../exit-codes.ts';
import { identityOf } from '../experiment/experiment-folder.ts';
import { atQueue, openQueue } from '../experiment/open-queue.ts';
import { plannedRuns } from '../experiment/planned-runs.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { complain, print, tell } from '../terminal.ts';

export interface JoinArguments {
  readonly queue: string;
  readonly workers: number;
  readonly json: boolean;
}

const LOOK_MS = 1_000;

/** Throws `EnvironmentFault`. */
export async function experimentJoin(
  of: Experiment,
  { queue: address, workers, json }: JoinArguments,
): Promise<ExitCode> {
  const interruption = new Interruption(json);
  const opened = await openQueue(of, { address, identity: identityOf(of), signal: interruption.signal });
  if (!opened.ok) return reportBadInput(opened, json);
  const { queue, shown } = opened;
  tell(`${of.title}: making runs of ${shown} on ${plural(workers, 'thread')}`);
  const progress = startProgress('runs', 'min');
  const over = new AbortController();
  interruption.signal.addEventListener('abort', () => over.abort());
  let made = 0;
  const planned = plannedRuns(of);
  const onDone = (): void => {
    made += 1;
    progress.update(made / planned, '', made);
  };
  const { timeLimitMs: limitMs } = of;
  const { signal } = over;
  try {
    await atQueue(shown, async () => {
      const working = workThroughQueue({
        queue,
        workers,
        program: PROGRAM,
        limitMs,
        taskOf: (run) => taskOf(of, run),
        onDone,
        signal,
      });
      await Promise.race([working, untilFinished(of, queue, signal)]);
      over.abort();
      await working;
    });
  } finally {
    progress.end();
    await queue.close();
    interruption.end();
  }
  return report({ made, shown, json, isInterrupted: interruption.isAsked });
}

/** A search is over when whoever collects says so; of all other kinds it is known how many runs there are. */
async function untilFinished(of: Experiment, queue: RunQueue, signal: AbortSignal): Promise<void> {
  const planned = plannedRuns(of);
  while (!signal.aborted) {
    const isOver = await queue.ask(
      async (store) => (await store.isFinished()) || (of.kind !== 'calibrate' && (await store.count()) >= planned),
    );
    if (isOver) return;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Made {
  readonly made: number;
  readonly shown: string;
  readonly json: boolean;
  readonly isInterrupted: boolean;
}

function report({ made, shown, json, isInterrupted }: Made): ExitCode {
  if (isInterrupted) {
    const message = `interrupted; ${plural(made, 'run')} made here are kept in ${shown}`;
    complain(message);
    if (json) printFailure({ message });
    return ExitCode.interrupted;
  }
  print(json ? JSON.stringify({ schema: 'spillover/queue-worker@1', made }) : `${plural(made, 'run')} made here`);
  return ExitCode.done;
}
