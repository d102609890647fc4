/**
 * What the runs of all arms say about all targets, as data: the committed record, from which the pages are written.
 *
 * Per arm and seed the digest, per target and seed the value: whoever doubts a number reruns that arm on that seed.
 */
import type { RunExtract } from '../../analysis/episodes/run-extract.ts';
import type { MeasuredTarget, Target } from '../../analysis/episodes/target.ts';
import { type Arm, frozenName } from '../arm.ts';
import type { JobResult } from '../job.ts';
import { amplification, statisticOf, type Verdict, verdictOf } from '../verdict.ts';

export const RECORD_SCHEMA = 'spillover/validation@1';

export interface ValidationRecord {
  readonly schema: typeof RECORD_SCHEMA;
  readonly engine: { readonly version: string; readonly code: string };
  readonly seeds: readonly number[];
  readonly arms: readonly RecordedArm[];
  readonly targets: readonly RecordedTarget[];
  /** Runs that failed twice, with the command that repeats each. */
  readonly failures: readonly {
    readonly arm: string;
    readonly seed: number;
    readonly message: string;
    readonly replay: string;
  }[];
}

export interface RecordedArm extends Pick<Arm, 'name' | 'scenario' | 'settings' | 'what'> {
  readonly until: string | null;
  /** Other behaviour for kinds of institution, as `--agents` takes it. */
  readonly agents?: string;
  /** Of the scenario with its settings. */
  readonly scenario_digest: string;
  /** Of the runs, in the order of the seeds; null where a run failed. */
  readonly digests: readonly (string | null)[];
}

export interface RecordedTarget extends Verdict {
  readonly id: string;
  /** In the order of the seeds. */
  readonly values: readonly (number | null)[];
  /** Of a level: the same with every feedback frozen, and the median over seeds of full over frozen. */
  readonly frozen: {
    readonly values: readonly (number | null)[];
    readonly value: number | null;
    readonly ratio: number | null;
  } | null;
}

export interface RecordInput {
  readonly engine: ValidationRecord['engine'];
  readonly seeds: readonly number[];
  readonly arms: readonly { readonly arm: Arm; readonly digest: string }[];
  readonly results: readonly JobResult[];
  readonly targets: readonly Target[];
}

export function recordOf({ engine, seeds, arms, results, targets }: RecordInput): ValidationRecord {
  const runs = new RunsByArm(results);
  const names = new Set(arms.map(({ arm }) => arm.name));
  return {
    schema: RECORD_SCHEMA,
    engine,
    seeds,
    arms: arms.map(({ arm, digest }) => ({
      name: arm.name,
      scenario: arm.scenario,
      settings: arm.settings,
      what: arm.what,
      until: arm.until ?? null,
      ...(arm.agents === undefined ? {} : { agents: arm.agents }),
      scenario_digest: digest,
      digests: seeds.map((seed) => runs.get(arm.name, seed)?.digest ?? null),
    })),
    targets: measuredOf(targets)
      .filter((target) => target.arms.every((name) => names.has(name)))
      .map((target) => recordedTarget(target, seeds, runs)),
    failures: results.flatMap((result) =>
      result.ok
        ? []
        : [{ arm: result.job.arm.name, seed: result.job.seed, message: result.message, replay: result.replay }],
    ),
  };
}

export const measuredOf = (targets: readonly Target[]): MeasuredTarget[] =>
  targets.filter((target) => target.kind === 'measured');

class RunsByArm {
  readonly #runs = new Map<string, RunExtract>();

  constructor(results: readonly JobResult[]) {
    for (const result of results) {
      if (result.ok) this.#runs.set(`${result.job.arm.name} ${result.job.seed}`, result.extract);
    }
  }

  get(arm: string, seed: number): RunExtract | undefined {
    return this.#runs.get(`${arm} ${seed}`);
  }
}

function recordedTarget(target: MeasuredTarget, seeds: readonly number[], runs: RunsByArm): RecordedTarget {
  const values = valuesOf(target, target.arms, seeds, runs);
  const [first, ...others] = target.arms;
  const still = target.isLevel === true ? valuesOf(target, [frozenName(first), ...others], seeds, runs) : [];
  const numbers = still.filter((each) => each !== null);
  const frozen =
    numbers.length === 0
      ? null
      : {
          values: still,
          value: toRecorded(statisticOf(target.statistic, numbers)),
          ratio: toRecordedOrNull(amplification(values, still)),
        };
  return { id: target.id, ...recordedVerdict(verdictOf(target, values)), values, frozen };
}

function valuesOf(
  { measure }: MeasuredTarget,
  arms: readonly string[],
  seeds: readonly number[],
  runs: RunsByArm,
): (number | null)[] {
  return seeds.map((seed) =>
    valueOn(
      measure,
      arms.map((name) => runs.get(name, seed)),
    ),
  );
}

/** Null where a run failed or the measure has no answer. */
export function valueOn(measure: MeasuredTarget['measure'], runs: readonly (RunExtract | undefined)[]): number | null {
  const whole = runs.filter((run) => run !== undefined);
  return whole.length < runs.length ? null : toRecordedOrNull(measure(...whole));
}

const PLACES = 4;
const toRecorded = (value: number): number => {
  const rounded = Number(value.toFixed(PLACES));
  return rounded === 0 ? 0 : rounded;
};
const toRecordedOrNull = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : toRecorded(value);

const recordedVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  value: toRecordedOrNull(verdict.value),
  low: toRecordedOrNull(verdict.low),
  high: toRecordedOrNull(verdict.high),
  interval:
    verdict.interval === null ? null : { from: toRecorded(verdict.interval.from), to: toRecorded(verdict.interval.to) },
  sign: toRecordedOrNull(verdict.sign),
  miss: toRecorded(verdict.miss),
});
