/** What no command expects, as an exit code: the machine's refusal (4), or our bug, which is told with its place (3). */
import { environmentFaultIn } from './environment-fault.ts';
import { ExitCode } from './exit-codes.ts';
import { printFailure } from './failure-document.ts';
import { wantsJson } from './scan-arguments.ts';
import { complain } from './terminal.ts';

export function explainUnexpected(error: unknown, args: readonly string[]): ExitCode {
  const fault = environmentFaultIn(error);
  const json = wantsJson(args);
  if (fault !== undefined) {
    complain(fault.message);
    if (json) printFailure({ message: fault.message, file: fault.path, found: fault.code });
    return ExitCode.environment;
  }
  const [message, place] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined];
  complain(`our bug: ${place ?? message}`);
  if (json) printFailure({ message: `our bug: ${message}` });
  return ExitCode.ourBug;
}
