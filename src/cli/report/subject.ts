/** What a report is of: the folder of an experiment, or that of a run, read whole. */
import type { ExperimentInput } from '../../report/experiment/experiment-input.ts';
import type { RunInput } from '../../report/run/run-input.ts';
import { type BadInput, reportBadInput } from '../bad-input.ts';
import type { ExitCode } from '../exit-codes.ts';
import { DOCUMENT_FILE, finishedFolder } from '../experiment/experiment-folder.ts';
import type { Interruption } from '../interruption.ts';
import { type FoundRun, findLog } from '../log/find-run.ts';
import { reportImpossible } from '../log/impossible-log.ts';
import { reportDamage, tellUnreadable } from '../log/log-ending.ts';
import { ReplayFault } from '../log/replay-log.ts';
import { readExperiment } from './experiment-reading.ts';
import { readRunInput } from './run-reading.ts';

export type Subject =
  | { readonly kind: 'run'; readonly folder: string; readonly input: RunInput }
  | { readonly kind: 'experiment'; readonly folder: string; readonly input: ExperimentInput };

/** An exit code: what is wrong has been said. Undefined: interrupted. Throws `EnvironmentFault`. */
export async function readSubject(
  asked: string,
  interruption: Interruption,
  json: boolean,
): Promise<Subject | ExitCode | undefined> {
  const folder = finishedFolder(asked);
  if (folder !== undefined) {
    const read = await readExperiment(folder);
    return read.ok ? { kind: 'experiment', folder, input: read.input } : reportBadInput(read, json);
  }
  const found = findLog(asked);
  if (!found.ok) return reportBadInput(withExperiments(found), json);
  if (found.recordProblem !== undefined) tellUnreadable(found);
  return readRun(asked, found, interruption, json);
}

const withExperiments = (wrong: BadInput): BadInput => ({
  ...wrong,
  errors: wrong.errors.map((error) => ({
    ...error,
    expected: `${error.expected}, or the folder of a finished experiment with ${DOCUMENT_FILE}`,
  })),
});

async function readRun(
  asked: string,
  found: FoundRun,
  interruption: Interruption,
  json: boolean,
): Promise<Subject | ExitCode | undefined> {
  try {
    const read = await readRunInput(asked, found, interruption);
    if (read.ok === true) return { kind: 'run', folder: found.folder, input: read.input };
    if (read.ok === 'interrupted') return undefined;
    if (read.ok === 'damaged') return reportDamage(found.logPath, read.flaw, json);
    return reportBadInput(read, json);
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    return reportImpossible(found, error, 'no report was written', json);
  }
}
