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

export interface ThreadOptions<Task, Answer> {
  readonly workers: number;
  /** The program of a thread: it answers each message with a `Reply`. */
  readonly program: URL;
  /** A task that takes longer is ended and counts as failed. */
  readonly limitMs: number;
  readonly onDone: (task: Task, outcome: Outcome<Answer>) => void;
  /** Once it is aborted nothing more is begun, and what is under way is given up without a word. */
  readonly signal?: AbortSignal | undefined;
}

const ATTEMPTS = 2;

export async function onThreads<Task, Answer>(
  tasks: Iterable<Task>,
  options: ThreadOptions<Task, Answer>,
): Promise<void> {
  const waiting = tasks[Symbol.iterator]();
  const { signal, onDone, workers } = options;
  const isOver = (): boolean => signal?.aborted === true;
  const work = async (): Promise<void> => {
    let thread: Thread<Task, Answer> | undefined;
    const abort = (): void => thread?.giveUp();
    signal?.addEventListener('abort', abort);
    try {
      for (let next = waiting.next(); next.done !== true && !isOver(); next = waiting.next()) {
        thread ??= new Thread(options);
        const outcome = await attempt(thread, next.value, isOver);
        if (!isOver()) onDone(next.value, outcome);
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      await thread?.end();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function attempt<Task, Answer>(
  thread: Thread<Task, Answer>,
  task: Task,
  isOver: () => boolean,
): Promise<Outcome<Answer>> {
  let message = '';
  for (let attempts = 1; attempts <= ATTEMPTS && !isOver(); attempts++) {
    const reply = await thread.run(task);
    if (reply.ok) return reply;
    message = reply.message;
  }
  return { ok: false, message, attempts: ATTEMPTS };
}

/** A worker thread that is replaced when it dies. */
class Thread<Task, Answer> {
  readonly #program: URL;
  readonly #limitMs: number;
  #worker: Worker | undefined;
  #settle: ((reply: Reply<Answer>) => void) | undefined;

  constructor({ program, limitMs }: Pick<ThreadOptions<Task, Answer>, 'program' | 'limitMs'>) {
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
