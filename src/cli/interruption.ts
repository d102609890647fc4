/**
 * Ctrl-C and its like: noticed between two stretches of work, so that what is being written becomes whole first.
 *
 * The second one means at once: what is on the disk is whole at every moment anyway.
 */
import { ExitCode } from './exit-codes.ts';
import { printFailure } from './failure-document.ts';
import { complain } from './terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Interruption {
  #signal: NodeJS.Signals | undefined;
  readonly #json: boolean;
  readonly #asked = new AbortController();
  readonly #hear = (signal: NodeJS.Signals): void => {
    if (this.#signal !== undefined) {
      complain('stopped at once');
      if (this.#json) printFailure({ message: 'stopped at once' });
      process.exit(ExitCode.interrupted);
    }
    this.#signal = signal;
    this.#asked.abort();
  };

  constructor(json: boolean) {
    this.#json = json;
    for (const signal of SIGNALS) process.on(signal, this.#hear);
  }

  get isAsked(): boolean {
    return this.#signal !== undefined;
  }

  /** For work that waits: tells at once. */
  get signal(): AbortSignal {
    return this.#asked.signal;
  }

  /** Lets a signal that has arrived be heard. */
  async listen(): Promise<boolean> {
    await new Promise((resume) => setImmediate(resume));
    return this.isAsked;
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#hear);
  }
}
