/** What the pool and its threads say to each other. */
import type { RunExtract } from '../../analysis/episodes/run-extract.ts';
import type { Arm } from '../arm.ts';

export interface WorkerTask {
  readonly arm: Arm;
  readonly text: string;
  readonly seed: number;
}

export type WorkerReply =
  | { readonly ok: true; readonly extract: RunExtract }
  | { readonly ok: false; readonly message: string };
