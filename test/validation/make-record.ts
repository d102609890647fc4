/**
 * `npm run record`: runs every arm of the validation on every seed and writes `docs/validation`: record.json and the pages.
 *
 * Killed and started again it goes on where it was: results are kept in `.cache/validation`, by scenario, settings, seed, end and
 * engine. With `-- --from docs/validation/record.json` only the pages are written again. Exit code 1 if a run failed, 2 if the
 * arguments mean nothing.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERY_TARGET } from '../../src/analysis/episodes/targets/every-target.ts';
import { ROOT } from '../../src/cli/program.ts';
import { recordRuns } from '../../src/cli/validate/record-runs.ts';
import { VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';
import { pagesOf } from '../../src/experiments/validation/pages.ts';
import type { ValidationRecord } from '../../src/experiments/validation/record.ts';
import { type RecordOptions, readOptions } from './record-options.ts';

const CACHE = join(ROOT, '.cache/validation');

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function writePages(made: ValidationRecord, out: string): void {
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(pagesOf(made, EVERY_TARGET))) writeFileSync(join(out, name), text);
}

async function record({ seeds, only, workers, out }: RecordOptions): Promise<number> {
  const made = await recordRuns({
    arms: VALIDATION_ARMS,
    targets: EVERY_TARGET,
    seeds,
    workers,
    cache: CACHE,
    isAsked: ({ name }) => only.length === 0 || only.some((beginning) => name.startsWith(beginning)),
    say,
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'record.json'), `${JSON.stringify(made)}\n`);
  writePages(made, out);
  for (const { arm, seed, message, replay } of made.failures)
    say(`FAILED ${arm}, seed ${seed}: ${message}\n  ${replay}`);
  say(`written: ${out}/README.md, ${made.targets.length} targets over ${seeds.length} seeds`);
  return made.failures.length === 0 ? 0 : 1;
}

const options = readOptions(
  process.argv.slice(2),
  VALIDATION_ARMS.map(({ name }) => name),
);
if (typeof options === 'string') {
  say(options);
  process.exitCode = 2;
} else if (options.from !== undefined) {
  writePages(JSON.parse(readFileSync(options.from, 'utf8')), options.out);
} else {
  process.exitCode = await record(options);
}
