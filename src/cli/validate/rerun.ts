/**
 * Some runs of a record from the first event again: their digests must be those that the record has, or it was made by another engine.
 *
 * Which runs are drawn by date, so that days go through all of them; on one day everybody draws the same.
 */
import { measuredRun, readArm } from '../../experiments/measured-run.ts';
import type { RecordedArm, ValidationRecord } from '../../experiments/validation/record.ts';
import { scenarioTexts } from './record-runs.ts';

export interface Rerun {
  readonly arm: string;
  readonly seed: number;
  readonly recorded: string | null;
  readonly found: string;
  readonly agrees: boolean;
}

/** Steps that share no factor with the numbers of arms and seeds, so that days go through them all. */
const ARM_STEP = 37;
const SEED_STEP = 7;

/** @param day Days since 1970. Throws `EnvironmentFault`, `ArmFault`, `SimulationFault`. */
export function* rerun(record: ValidationRecord, count: number, day: number): Generator<Rerun> {
  const textOf = scenarioTexts();
  for (let at = 0; at < Math.min(count, record.arms.length); at++) {
    const arm = record.arms[((day + at) * ARM_STEP) % record.arms.length] as RecordedArm;
    const place = ((day + at) * SEED_STEP) % record.seeds.length;
    const seed = record.seeds[place] as number;
    const { name, scenario, settings, what, until, agents } = arm;
    const rest = { ...(until === null ? {} : { until }), ...(agents === undefined ? {} : { agents }) };
    const read = readArm({ name, scenario, settings, what, seconds: 0, ...rest }, textOf(scenario));
    const { digest: found } = measuredRun(read, seed, until ?? undefined);
    const recorded = arm.digests[place] ?? null;
    yield { arm: name, seed, recorded, found, agrees: recorded === found };
  }
}
