/**
 * `validate`: whether the model is accepted. Out of the committed record, or of seeds that are run now; digests of some runs can be checked.
 *
 * Exit code 1 where a test or too few facts hold, a control misbehaves, a run failed, or a digest is not the recorded one.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EVERY_TARGET } from '../../analysis/episodes/targets/every-target.ts';
import { seedsOf } from '../../experiments/arm.ts';
import { type Acceptance, acceptanceOf } from '../../experiments/validation/acceptance.ts';
import { acceptanceArms } from '../../experiments/validation/acceptance-arms.ts';
import { VALIDATION_ARMS } from '../../experiments/validation/arms.ts';
import { pagesOf } from '../../experiments/validation/pages.ts';
import { RECORD_SCHEMA, type ValidationRecord } from '../../experiments/validation/record.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { DISK } from '../file-port.ts';
import { ROOT } from '../program.ts';
import { complain, print, printWidth, tell } from '../terminal.ts';
import { readText } from '../text-file.ts';
import { recordRuns } from '../validate/record-runs.ts';
import { type Rerun, rerun } from '../validate/rerun.ts';
import { validateLines } from '../validate/validate-text.ts';
import { writeWhole } from '../whole-file.ts';

export interface ValidateArguments {
  readonly seeds: string | undefined;
  readonly record: string | undefined;
  readonly rerun: string | undefined;
  readonly workers: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

const COMMITTED = join(ROOT, 'docs/validation/record.json');
const OUT = 'validation';
const DAY_MS = 86_400_000;
const WORKERS_MOST = 256;
const RERUNS_MOST = 1000;

/** Throws `EnvironmentFault`. */
export async function validate(args: ValidateArguments): Promise<ExitCode> {
  const { json, out = OUT } = args;
  const workers = count('--workers', args.workers ?? `${availableParallelism()}`, WORKERS_MOST);
  if (typeof workers !== 'number') return reportBadInput(workers, json);
  const reruns = count('--rerun', args.rerun ?? '0', RERUNS_MOST);
  if (typeof reruns !== 'number') return reportBadInput(reruns, json);
  const read = args.seeds === undefined ? readRecord(args.record) : await run(args, args.seeds, workers);
  if ('ok' in read) return reportBadInput(read, json);
  const checked: Rerun[] = [];
  for (const each of rerun(read, reruns, Math.floor(Date.now() / DAY_MS))) {
    checked.push(each);
    tell(`${each.agrees ? 'as recorded' : 'NOT AS RECORDED'}: ${each.arm}, seed ${each.seed}, ${each.found}`);
  }
  const acceptance = acceptanceOf(read, EVERY_TARGET);
  write(out, read, acceptance);
  return report({ record: read, acceptance, checked, out, json });
}

function count(argument: string, text: string, most: number): number | BadInput {
  const least = argument === '--rerun' ? 0 : 1;
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value >= least && value <= most) return value;
  const message = `"${text}" is no number from ${least} to ${most}`;
  return badArgument({ argument, found: text, message, expected: `${least} … ${most}` });
}

function readRecord(named: string | undefined): ValidationRecord | BadInput {
  const path = named ?? COMMITTED;
  if (named === undefined && !existsSync(path)) {
    const message = 'no record came with this program; run some seeds, or name a record';
    return badArgument({
      argument: 'validate',
      found: 'nothing',
      message,
      expected: '--seeds 201-204, or --record FILE',
    });
  }
  const read = readText(path, '--record');
  if (!read.ok) return read;
  try {
    const record = JSON.parse(read.text) as Partial<ValidationRecord>;
    if (record.schema === RECORD_SCHEMA) return record as ValidationRecord;
  } catch {
    // Said below: what is no JSON is no record either.
  }
  const message = `${path} is no record of a validation`;
  return badArgument({ argument: '--record', found: path, message, expected: `the record.json of \`npm run record\`` });
}

async function run(
  { record, out = OUT }: ValidateArguments,
  seedsText: string,
  workers: number,
): Promise<ValidationRecord | BadInput> {
  const seeds = seedsOf(seedsText);
  if (record !== undefined || seeds === undefined) {
    const message = record === undefined ? `"${seedsText}" names no seeds` : 'a record has its own seeds';
    return badArgument({
      argument: '--seeds',
      found: seedsText,
      message,
      expected: 'such as 201-204 or 1,2,3, each once',
    });
  }
  const arms = acceptanceArms(VALIDATION_ARMS, EVERY_TARGET);
  return recordRuns({ arms, targets: EVERY_TARGET, seeds, workers, cache: join(out, 'runs'), say: tell });
}

function write(out: string, record: ValidationRecord, acceptance: Acceptance): void {
  attempt('make', out, () => mkdirSync(out, { recursive: true }));
  writeWhole(DISK, join(out, 'record.json'), `${JSON.stringify(record)}\n`);
  writeWhole(DISK, join(out, 'acceptance.json'), `${JSON.stringify(acceptance)}\n`);
  writeWhole(DISK, join(out, 'acceptance.md'), pagesOf(record, EVERY_TARGET)['acceptance.md'] as string);
}

interface Finished {
  readonly record: ValidationRecord;
  readonly acceptance: Acceptance;
  readonly checked: readonly Rerun[];
  readonly out: string;
  readonly json: boolean;
}

function report({ record, acceptance, checked, out, json }: Finished): ExitCode {
  for (const { arm, seed, message, replay } of record.failures)
    complain(`a run of ${arm} failed, seed ${seed}: ${message}\nto repeat it: ${replay}`);
  const wrong = checked.filter(({ agrees }) => !agrees);
  for (const { arm, seed, recorded, found } of wrong)
    complain(`${arm}, seed ${seed}, gives ${found} and not ${recorded}: the record was made by another engine`);
  if (json) {
    const { engine, seeds, failures } = record;
    print(
      JSON.stringify({ schema: 'spillover/validate@1', engine, seeds, ...acceptance, reruns: checked, failures, out }),
    );
  } else {
    for (const line of validateLines(acceptance, record.seeds, printWidth())) print(line);
    print(`\nwritten: ${join(out, 'acceptance.md')}`);
  }
  return acceptance.accepted && wrong.length === 0 && record.failures.length === 0
    ? ExitCode.done
    : ExitCode.checkFailed;
}
