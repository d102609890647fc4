/**
 * A log whose bytes are sound and whose events cannot have happened: our bug where this very code wrote it, bad input where
 * anybody else did, by other code or by hand.
 */
import { badArgument, reportBadInput } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { complain } from '../terminal.ts';
import type { FoundRun } from './find-run.ts';
import type { ReplayFault } from './replay-log.ts';

/** `advice` is what else can be done with the log. Throws `EnvironmentFault`. */
export function reportImpossible(found: FoundRun, fault: ReplayFault, advice: string, json: boolean): ExitCode {
  const { folder, logPath, record } = found;
  if (record?.code !== codeIdentity()) {
    const message = `${fault.message}: the bytes are sound, but what they tell cannot have happened; this code did not write them`;
    const problem = {
      argument: 'RUN',
      found: `seq ${fault.seq}`,
      message,
      expected: 'a log as a run of this program wrote it',
    };
    return reportBadInput(badArgument(problem), json);
  }
  const message = `our bug: ${fault.message}`;
  complain(`${message}\n${advice}`);
  const reached = { seq: fault.seq, at: null, digest: null };
  const repeat = commandText('replay', logPath);
  if (json) printFailure({ message, file: logPath }, { run: folder, ...reached, repeat, resume: null });
  return ExitCode.ourBug;
}
