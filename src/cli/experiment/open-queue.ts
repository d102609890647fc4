/** Opens the queue of an experiment, or says why not. */
import type { Experiment } from '../../experiments/experiment.ts';
import { QueueFault } from '../../experiments/host/queue/queue-fault.ts';
import { RunQueue } from '../../experiments/host/queue/run-queue.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { EnvironmentFault } from '../environment-fault.ts';
import { tell } from '../terminal.ts';
import type { Identity } from './experiment-folder.ts';
import { readQueueAddress } from './queue-address.ts';

const PATIENCE_MS = 10 * 60_000;

export type OpenedHere = { readonly ok: true; readonly queue: RunQueue; readonly shown: string } | BadInput;

export interface QueueAsked {
  readonly address: string;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

/** Throws `EnvironmentFault`. */
export async function openQueue(
  { id, title }: Experiment,
  { address, identity, signal }: QueueAsked,
): Promise<OpenedHere> {
  const read = readQueueAddress(address);
  if (!read.ok) return read;
  const { connection, shown } = read;
  const { experiment: digest, engine, code, measuring } = identity;
  const onWait = (message: string): void => tell(`${message}; trying again`);
  const patience = { limitMs: PATIENCE_MS, signal, onWait };
  const opened = await atQueue(shown, () =>
    RunQueue.open({ digest, id, title, engine, code, measuring }, { connection, patience }),
  );
  if (opened.ok) return { ...opened, shown };
  const message =
    `${shown} holds this experiment of another program: engine ${opened.engine} (code ${opened.code.slice(0, 8)}), ` +
    `this is ${engine} (${code.slice(0, 8)})`;
  const expected = `that program, another database, or: delete from spillover.experiment where digest = '${digest}'`;
  return badArgument({ argument: '--queue', found: shown, message, expected });
}

/** What the database refuses is a failed environment. */
export async function atQueue<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof QueueFault ? new EnvironmentFault('use the queue', shown, error) : error;
  }
}
