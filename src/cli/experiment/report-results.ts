/** What a finished experiment says on stdout, and which of its runs failed. */
import { ExitCode } from '../exit-codes.ts';
import { plural } from '../own-input/number-text.ts';
import { complain, print, printWidth } from '../terminal.ts';
import { experimentLines } from './experiment-text.ts';

export interface Finished {
  readonly document: Readonly<Record<string, unknown>>;
  readonly digest: string;
  readonly folder: string;
  readonly json: boolean;
}

interface Failure {
  readonly arm: string;
  readonly seed: number;
  readonly message: string;
  readonly replay: string;
}

export function reportResults({ document, digest, folder, json }: Finished): ExitCode {
  const failures = document.failures as readonly Failure[];
  for (const { arm, seed, message, replay } of failures)
    complain(`a run of ${arm} failed, seed ${seed}: ${message}\nto repeat it, in ${folder}: ${replay}`);
  const runs = (document.arms as readonly { readonly runs: number }[]).reduce((sum, arm) => sum + arm.runs, 0);
  if (json) {
    const { id, kind, statistics, effects, answers, results } = document;
    const head = { schema: 'spillover/experiment@1', id, kind, folder, runs, failed: failures.length };
    print(JSON.stringify({ ...head, statistics, effects, answers, results, failures, digest }));
  } else {
    for (const line of experimentLines(document, printWidth())) print(line);
    print('');
    print(`${plural(runs, 'run')}${failures.length === 0 ? '' : `, ${failures.length} failed`}, kept in ${folder}`);
    print(`digest ${digest}`);
  }
  return failures.length === 0 ? ExitCode.done : ExitCode.checkFailed;
}
