/** A huge world in a process of its own (`huge-run.ts`): what it has told so far, and how it ended. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HugeStep, HugeWorld } from './huge-run.ts';

const PROGRAM = fileURLToPath(new URL('huge-run.ts', import.meta.url));

export class HugeChild {
  readonly steps: HugeStep[] = [];
  /** What went wrong; being stopped is nothing wrong. */
  fault: string | undefined;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isStopped = false;

  /** `sizes`: days in all and in a step for the quiet world; institutions and bonds for the wide one. `enough` steps, and it ends by itself. */
  constructor(world: HugeWorld, sizes: readonly number[], enough = Number.POSITIVE_INFINITY) {
    const stdio: ['ignore', 'ignore', 'pipe', 'ipc'] = ['ignore', 'ignore', 'pipe', 'ipc'];
    this.#child = fork(PROGRAM, [world, ...sizes.map(String)], { execArgv: ['--expose-gc'], stdio });
    let said = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    this.#child.on('message', (step) => {
      this.steps.push(step as HugeStep);
      if (this.steps.length >= enough) void this.stop();
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (code) => {
        if (!this.#isStopped && code !== 0) this.fault = `the ${world} world ended with code ${code}: ${said}`;
        resolve();
      });
    });
  }

  ended(): Promise<void> {
    return this.#ended;
  }

  stop(): Promise<void> {
    this.#isStopped = true;
    this.#child.kill('SIGKILL');
    return this.#ended;
  }
}
