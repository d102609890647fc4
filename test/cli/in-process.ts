/**
 * The program without a process of its own, since one costs as much as most commands: for whatever is not about processes. Exit
 * codes, both streams and the folder are what a process would have; signals, colours and the start are not tried here.
 */
import { vi } from 'vitest';
import { carryOut } from '../../src/cli/command-line.ts';
import { explainUnexpected } from '../../src/cli/unexpected-failure.ts';
import { type Ended, Workplace } from './program.ts';

export class InProcess extends Workplace {
  /** The folder and the streams are those of the whole process: one command after the other. */
  private last: Promise<unknown> = Promise.resolve();

  override spillover(...args: readonly string[]): Promise<Ended> {
    const ended = this.last.then(() => carriedOut(this.path, args));
    this.last = ended.catch(() => undefined);
    return ended;
  }
}

async function carriedOut(folder: string, args: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const home = process.cwd();
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += text;
      return true;
    }),
  );
  process.chdir(folder);
  try {
    const code = await carryOut(args).catch((error: unknown) => explainUnexpected(error, args));
    return { code, ...said };
  } finally {
    process.chdir(home);
    for (const spy of spies) spy.mockRestore();
  }
}
