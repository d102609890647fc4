/** Tries again while the database is away, longer and longer apart, up to a limit. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, QueueFault } from './queue-fault.ts';

const FIRST_MS = 250;
const LONGEST_MS = 5_000;

export interface PatienceOptions {
  /** From the first refusal of one piece of work. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Once for each piece of work that has to wait. */
  readonly onWait?: ((message: string) => void) | undefined;
}

export class Patience {
  readonly #options: PatienceOptions;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** @param work May be done twice: it must not matter. Throws `QueueFault`. */
  async with<T>(action: string, work: () => Promise<T>): Promise<T> {
    const { limitMs, signal, onWait } = this.#options;
    const until = performance.now() + limitMs;
    for (let waitMs = FIRST_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_MS)) {
      try {
        return await work();
      } catch (cause) {
        if (!isPassing(cause) || performance.now() > until || signal?.aborted === true)
          throw new QueueFault(action, cause);
        if (waitMs === FIRST_MS) onWait?.(new QueueFault(action, cause).message);
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
