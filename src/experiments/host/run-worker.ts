/** A thread that runs one job after another. It reads no file: the scenario's text comes with the job. */
import { parentPort } from 'node:worker_threads';
import type { Arm } from '../arm.ts';
import { measuredRun, type ReadArm, readArm } from '../measured-run.ts';
import type { WorkerReply, WorkerTask } from './worker-messages.ts';

const read = new Map<string, ReadArm>();

function armOf(arm: Arm, text: string): ReadArm {
  const known = read.get(arm.name);
  if (known !== undefined) return known;
  const fresh = readArm(arm, text);
  // Arms come one after the other: the one before is not needed again.
  read.clear();
  read.set(arm.name, fresh);
  return fresh;
}

parentPort?.on('message', ({ arm, text, seed }: WorkerTask) => {
  const reply = (what: WorkerReply): void => parentPort?.postMessage(what);
  try {
    reply({ ok: true, extract: measuredRun(armOf(arm, text), seed, arm.until) });
  } catch (error) {
    reply({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
