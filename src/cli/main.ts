/**
 * The program's entry: hands the arguments over and turns whatever happens into an exit code.
 *
 * What no command expects is the machine's refusal (4) or our bug, which is told with its place (3).
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { environmentFaultIn } from './environment-fault.ts';
import { ExitCode } from './exit-codes.ts';
import { ROOT } from './program.ts';
import { complain, watchOutput } from './terminal.ts';

watchOutput();
// Halves the start; beside the dependencies, where nobody else writes. Where it cannot be written there is none.
enableCompileCache(join(ROOT, 'node_modules/.cache/spillover'));
try {
  const { carryOut } = await import('./command-line.ts');
  process.exitCode = await carryOut(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): ExitCode {
  const fault = environmentFaultIn(error);
  if (fault !== undefined) {
    complain(fault.message);
    return ExitCode.environment;
  }
  complain(`our bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return ExitCode.ourBug;
}
