/**
 * The program's entry: hands the arguments over and turns whatever happens into an exit code.
 *
 * What no command expects is the machine's refusal (4) or our bug, which is told with its place (3).
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { environmentFaultIn } from './environment-fault.ts';
import { ExitCode } from './exit-codes.ts';
import { printFailure } from './failure-document.ts';
import { ROOT } from './program.ts';
import { wantsJson } from './scan-arguments.ts';
import { complain, watchOutput } from './terminal.ts';

watchOutput();
// Halves the start; beside the dependencies, where nobody else writes. Where it cannot be written there is none.
enableCompileCache(join(ROOT, 'node_modules/.cache/spillover'));
const args = process.argv.slice(2);
try {
  const { carryOut } = await import('./command-line.ts');
  process.exitCode = await carryOut(args);
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): ExitCode {
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
