/** A thread that answers one task after another: what it throws is an answer too. */
import { parentPort } from 'node:worker_threads';
import type { Reply } from './thread-pool.ts';

export function answerTasks<Task, Answer>(answer: (task: Task) => Answer): void {
  parentPort?.on('message', (task: Task) => {
    const reply = (what: Reply<Answer>): void => parentPort?.postMessage(what);
    try {
      reply({ ok: true, answer: answer(task) });
    } catch (error) {
      reply({ ok: false, message: error instanceof Error ? error.message : String(error) });
    }
  });
}
