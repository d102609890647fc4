/**
 * Tasks on threads, each told of as it is over, in no particular order. A task that fails, hangs or takes its thread with it is
 * tried once more, then given up with the reason; the others go on.
 */
import { Worker } from 'node:worker_threads';

/** What a thread answers to a task. */
export type Reply<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly message: string };

export type Outcome<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly message: string; readonly attempts: number };

export interface ThreadOptions {
  readonly workers: number;
  /** The program of a thread: it answers each message with a `Reply`. */
  readonly program: URL;
  /** A task that takes longer is ended and counts as failed. */
  readonly limitMs: number;
  /** Once it is aborted nothing more is begun, and what is under way is given up without a word. */
  readonly signal?: AbortSignal | undefined;
}

const ATTEMPTS = 2;

export class ThreadPool<Task, Answer> {
  readonly #threads: readonly Thread<Task, Answer>[];
  readonly #signal: AbortSignal | undefined;
  readonly #abort = (): void => {
    for (const thread of this.#threads) thread.giveUp();
  };

  constructor(options: ThreadOptions) {
    this.#threads = Array.from({ length: options.workers }, () => new Thread(options));
    this.#signal = options.signal;
    options.signal?.addEventListener('abort', this.#abort);
  }

  /** Threads that are idle wait for the next call. */
  async each(tasks: Iterable<Task>, onDone: (task: Task, outcome: Outcome<Answer>) => void): Promise<void> {
    const waiting = tasks[Symbol.iterator]();
    const work = async (thread: Thread<Task, Answer>): Promise<void> => {
      for (let next = waiting.next(); next.done !== true && !this.#isOver; next = waiting.next()) {
        const outcome = await this.#attempt(thread, next.value);
        if (!this.#isOver) onDone(next.value, outcome);
      }
    };
    await Promise.all(this.#threads.map(work));
  }

  async end(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#abort);
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  get #isOver(): boolean {
    return this.#signal?.aborted === true;
  }

  async #attempt(thread: Thread<Task, Answer>, task: Task): Promise<Outcome<Answer>> {
    let message = '';
    for (let attempts = 1; attempts <= ATTEMPTS && !this.#isOver; attempts++) {
      const reply = await thread.run(task);
      if (reply.ok) return reply;
      message = reply.message;
    }
    return { ok: false, message, attempts: ATTEMPTS };
  }
}

/** A worker thread that is replaced when it dies. */
class Thread<Task, Answer> {
  readonly #program: URL;
  readonly #limitMs: number;
  #worker: Worker | undefined;
  #settle: ((reply: Reply<Answer>) => void) | undefined;

  constructor({ program, limitMs }: Pick<ThreadOptions, 'program' | 'limitMs'>) {
    this.#program = program;
    this.#limitMs = limitMs;
  }

  run(task: Task): Promise<Reply<Answer>> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const limit = setTimeout(() => this.#lose(worker, `took longer than ${this.#limitMs / 1000} s`), this.#limitMs);
      this.#settle = (reply) => {
        clearTimeout(limit);
        this.#settle = undefined;
        resolve(reply);
      };
      worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Whatever it is at. */
  giveUp(): void {
    if (this.#worker !== undefined) this.#lose(this.#worker, 'given up');
  }

  #start(): Worker {
    const worker = new Worker(this.#program);
    worker.on('message', (reply: Reply<Answer>) => this.#settle?.(reply));
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.#lose(worker, `its thread ended with code ${code}`));
    return worker;
  }

  /** Of a worker that was replaced already nothing more is heard. */
  #lose(worker: Worker, message: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#settle?.({ ok: false, message });
    void worker.terminate();
  }
}
