/** A thread that answers slowly, fails, dies or hangs, by the seed that it is given. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { WorkerTask } from '../../src/experiments/host/worker-messages.ts';

parentPort?.on('message', async ({ seed }: WorkerTask) => {
  if (seed === 667) process.exit(9);
  if (seed === 668) return;
  await sleep(seed === 90 ? 1500 : 1);
  parentPort?.postMessage(
    seed === 666 ? { ok: false, message: 'no luck' } : { ok: true, answer: { digest: `seed ${seed}` } },
  );
});
