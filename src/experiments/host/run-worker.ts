/** A thread that runs one job after another. It reads no file: the scenario's text comes with the job. */
import type { Arm } from '../arm.ts';
import { measuredRun, type ReadArm, readArm } from '../measured-run.ts';
import { answerTasks } from './reply.ts';
import type { WorkerTask } from './worker-messages.ts';

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

answerTasks(({ arm, text, seed }: WorkerTask) => measuredRun(armOf(arm, text), seed, arm.until));
