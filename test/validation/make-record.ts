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
import { codeIdentity } from '../../src/cli/code-identity.ts';
import { ENGINE_VERSION, ROOT, SIMS } from '../../src/cli/program.ts';
import type { Arm } from '../../src/experiments/arm.ts';
import { JobCache } from '../../src/experiments/host/job-cache.ts';
import { runJobs } from '../../src/experiments/host/run-pool.ts';
import { type Job, type JobResult, jobsOf } from '../../src/experiments/job.ts';
import { type ReadArm, readArm } from '../../src/experiments/measured-run.ts';
import { VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';
import { pagesOf } from '../../src/experiments/validation/pages.ts';
import { recordOf, type ValidationRecord } from '../../src/experiments/validation/record.ts';
import { type RecordOptions, readOptions } from './record-options.ts';

const CACHE = join(ROOT, '.cache/validation');

const TELL_EVERY_MS = 10_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const texts = new Map<string, string>();
/** Read once: what is edited while runs go on shall not come into half of them. */
function textOf(scenario: string): string {
  const text = texts.get(scenario) ?? readFileSync(join(SIMS, `${scenario}.yaml`), 'utf8');
  texts.set(scenario, text);
  return text;
}

const read = (arm: Arm): readonly [Arm, ReadArm] => [arm, readArm(arm, textOf(arm.scenario))];
const secondsOf = (jobs: readonly Job[]): number => jobs.reduce((sum, { arm }) => sum + arm.seconds, 0);

function writePages(made: ValidationRecord, out: string): void {
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(pagesOf(made, EVERY_TARGET))) writeFileSync(join(out, name), text);
}

async function record({ seeds, only, workers, out }: RecordOptions): Promise<number> {
  const engine = { version: ENGINE_VERSION, code: codeIdentity() };
  const arms = VALIDATION_ARMS.map(read);
  const cache = new JobCache(join(CACHE, `${engine.code}.jsonl`));
  const all = jobsOf(arms, seeds, `${engine.version} ${engine.code}`);
  const isAsked = ({ arm }: Job): boolean => only.length === 0 || only.some((name) => arm.name.startsWith(name));
  const jobs = all.filter((job) => isAsked(job) || cache.get(job.key) !== undefined);
  const results = await runAll(jobs, { cache, workers });
  const run = new Set(results.map(({ job }) => `${job.arm.name} ${job.seed}`));
  const whole = arms.filter(([arm]) => seeds.every((seed) => run.has(`${arm.name} ${seed}`)));
  const made = recordOf({
    engine,
    seeds,
    arms: whole.map(([arm, { digest }]) => ({ arm, digest })),
    results,
    targets: EVERY_TARGET,
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'record.json'), `${JSON.stringify(made)}\n`);
  writePages(made, out);
  for (const { arm, seed, message, replay } of made.failures)
    say(`FAILED ${arm}, seed ${seed}: ${message}\n  ${replay}`);
  say(`written: ${out}/README.md, ${made.targets.length} targets over ${seeds.length} seeds`);
  return made.failures.length === 0 ? 0 : 1;
}

async function runAll(
  jobs: readonly Job[],
  { cache, workers }: { cache: JobCache; workers: number },
): Promise<JobResult[]> {
  const todo = jobs.filter(({ key }) => cache.get(key) === undefined);
  const seconds = secondsOf(todo);
  const known = jobs.length - todo.length;
  const minutes = Math.ceil(seconds / workers / 60);
  say(`${todo.length} runs on ${workers} threads, about ${minutes} min (${known} more are known already)`);
  if (todo.length === 0) return runJobs({ jobs, workers, textOf, cache });
  const began = performance.now();
  let [done, spent, told] = [0, 0, began];
  const onDone = ({ job }: JobResult): void => {
    done += 1;
    spent += job.arm.seconds;
    const now = performance.now();
    if (now - told < TELL_EVERY_MS && done < todo.length) return;
    told = now;
    const passed = (now - began) / 60_000;
    const left = Math.ceil((passed * (seconds - spent)) / spent);
    say(
      `${done} of ${todo.length} runs, ${(done / passed).toFixed(1)} a minute, ${left} min left: ${job.arm.name} ${job.seed}`,
    );
  };
  return runJobs({ jobs, workers, textOf, cache, onDone });
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
