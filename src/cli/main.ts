/** The program's entry: hands the arguments over and turns whatever happens into an exit code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './program.ts';
import { watchOutput } from './terminal.ts';
import { explainUnexpected } from './unexpected-failure.ts';

watchOutput();
// Halves the start; beside the dependencies, where nobody else writes. Where it cannot be written there is none.
enableCompileCache(join(ROOT, 'node_modules/.cache/spillover'));
const args = process.argv.slice(2);
try {
  const { carryOut } = await import('./command-line.ts');
  process.exitCode = await carryOut(args);
} catch (error) {
  process.exitCode = explainUnexpected(error, args);
}
