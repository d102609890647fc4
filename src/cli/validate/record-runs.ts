/**
 * Runs arms of the validation on seeds and makes the record of them. Killed and started again it goes on where it was: extracts are kept in
 * a cache of one line a run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../analysis/episodes/target.ts';
import type { Arm } from '../../experiments/arm.ts';
import { JobCache } from '../../experiments/host/job-cache.ts';
import { runJobs } from '../../experiments/host/run-pool.ts';
import { type Job, type JobResult, jobsOf } from '../../experiments/job.ts';
import { type ReadArm, readArm } from '../../experiments/measured-run.ts';
import { recordOf, type ValidationRecord } from '../../experiments/validation/record.ts';
import { codeIdentity } from '../code-identity.ts';
import { attempt } from '../environment-fault.ts';
import { ENGINE_VERSION, SIMS } from '../program.ts';

export interface RecordAsked {
  readonly arms: readonly Arm[];
  readonly targets: readonly Target[];
  readonly seeds: readonly number[];
  readonly workers: number;
  /** Folder of the cache. */
  readonly cache: string;
  /** Which of the arms are run now; the record also has what was run before. All where absent. */
  readonly isAsked?: (arm: Arm) => boolean;
  /** Progress, for people. */
  readonly say: (text: string) => void;
}

const TELL_EVERY_MS = 10_000;

/** Throws `EnvironmentFault`, `ArmFault`. */
export async function recordRuns(asked: RecordAsked): Promise<ValidationRecord> {
  const { seeds, workers, targets, isAsked = () => true } = asked;
  const textOf = scenarioTexts();
  const engine = { version: ENGINE_VERSION, code: codeIdentity() };
  const arms = asked.arms.map((arm): readonly [Arm, ReadArm] => [arm, readArm(arm, textOf(arm.scenario))]);
  const cache = new JobCache(join(asked.cache, `${engine.code}.jsonl`));
  // A sheet of facts is made while a run goes on: other code for it, other runs. All else is taken of what a run leaves.
  const codeOfFacts = codeIdentity(['analysis/facts']);
  const all = jobsOf(
    arms,
    seeds,
    ({ withFacts }) => `${engine.version} ${withFacts === true ? codeOfFacts : engine.code}`,
  );
  const jobs = all.filter((job) => isAsked(job.arm) || cache.get(job.key) !== undefined);
  const results = await runAll(jobs, { cache, workers, textOf, say: asked.say });
  const run = new Set(results.map(({ job }) => `${job.arm.name} ${job.seed}`));
  const whole = arms.filter(([arm]) => seeds.every((seed) => run.has(`${arm.name} ${seed}`)));
  return recordOf({
    engine,
    seeds,
    arms: whole.map(([arm, { digest }]) => ({ arm, digest })),
    results,
    targets,
  });
}

/** Of a shipped scenario. Each is read once: what is edited while runs go on shall not come into half of them. */
export function scenarioTexts(): (scenario: string) => string {
  const texts = new Map<string, string>();
  return (scenario) => {
    const path = join(SIMS, `${scenario}.yaml`);
    const text = texts.get(scenario) ?? attempt('read', path, () => readFileSync(path, 'utf8'));
    texts.set(scenario, text);
    return text;
  };
}

interface Work extends Pick<RecordAsked, 'workers' | 'say'> {
  readonly cache: JobCache;
  readonly textOf: (scenario: string) => string;
}

const secondsOf = (jobs: readonly Job[]): number => jobs.reduce((sum, { arm }) => sum + arm.seconds, 0);

async function runAll(jobs: readonly Job[], { cache, workers, textOf, say }: Work): Promise<JobResult[]> {
  const todo = jobs.filter(({ key }) => cache.get(key) === undefined);
  const seconds = secondsOf(todo);
  const minutes = Math.ceil(seconds / workers / 60);
  say(
    `${todo.length} runs on ${workers} threads, about ${minutes} min (${jobs.length - todo.length} more are known already)`,
  );
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
