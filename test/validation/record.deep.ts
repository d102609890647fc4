/**
 * A few of the record's numbers, drawn by date, from the first event again: digests and values must be those that are committed.
 *
 * `SPILLOVER_RECORD_DAY` draws as on another day (days since 1970).
 */
import { expect, test } from 'vitest';
import type { RunExtract } from '../../src/analysis/episodes/run-extract.ts';
import type { MeasuredTarget } from '../../src/analysis/episodes/target.ts';
import { EVERY_TARGET } from '../../src/analysis/episodes/targets/every-target.ts';
import { codeIdentity } from '../../src/cli/code-identity.ts';
import type { Arm } from '../../src/experiments/arm.ts';
import { measuredRun, readArm } from '../../src/experiments/measured-run.ts';
import { VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';
import { measuredOf, type RecordedTarget, valueOn } from '../../src/experiments/validation/record.ts';
import { committedRecord, RENEW, scenarioText } from './committed-record.ts';

const DAY_MS = 86_400_000;
const TARGETS = 3;
/** Steps that share no factor with the number of targets or seeds, so that days go through them all. */
const TARGET_STEP = 37;
const SEED_STEP = 7;

const record = committedRecord();
const day = Number(process.env.SPILLOVER_RECORD_DAY ?? Math.floor(Date.now() / DAY_MS));
const seed = record.seeds[(day * SEED_STEP) % record.seeds.length] as number;
const drawn = Array.from({ length: TARGETS }, (_, at) => {
  const measured = measuredOf(EVERY_TARGET);
  return measured[((day + at) * TARGET_STEP) % measured.length] as MeasuredTarget;
});

const armNamed = (name: string): Arm => VALIDATION_ARMS.find((arm) => arm.name === name) as Arm;

const extracts = new Map<string, RunExtract>();
function runOf(name: string): RunExtract {
  const arm = armNamed(name);
  const extract = extracts.get(name) ?? measuredRun(readArm(arm, scenarioText(arm.scenario)), seed, arm.until);
  extracts.set(name, extract);
  return extract;
}

test.each(drawn.map((target) => [target.id, target] as const))(
  `target %s on seed ${seed} (day ${day}) is what the record says`,
  (id, target) => {
    const at = record.seeds.indexOf(seed);
    const runs = target.arms.map(runOf);
    const recordedRuns = target.arms.map((name) => record.arms.find((arm) => arm.name === name)?.digests[at]);
    const digests = target.arms.map(
      (name, index) => `${name}: ${runs[index]?.digest}, recorded ${recordedRuns[index]}`,
    );
    const code = codeIdentity();
    const whose = code === record.engine.code ? 'the same code' : `code ${record.engine.code}, this is ${code}`;
    const message = `the record was made by ${whose}\n${digests.join('\n')}\nto renew it:  ${RENEW}`;
    expect(
      runs.map(({ digest }) => digest),
      message,
    ).toEqual(recordedRuns);
    const recorded = record.targets.find((each) => each.id === id) as RecordedTarget;
    expect(valueOn(target.measure, runs), message).toBe(recorded.values[at]);
  },
  600_000,
);
