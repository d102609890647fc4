/**
 * `npm run soak`: the fault rows at length. Runs them in rounds until the time is over; prints what was done and, on a failure,
 * the command that repeats that one case. Exit code 1 if anything failed, else 0.
 *
 * Everything but the clock follows from `--seed`: the same seed gives the same cases, more or fewer of them.
 */
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { HugeWorlds } from './huge-worlds.ts';
import { RareCounts } from './rare-things.ts';
import { readOptions, type SoakOptions } from './soak-options.ts';
import { runRounds } from './soak-rounds.ts';
import type { SoakCompanion, SoakRow } from './soak-row.ts';
import { soakRows } from './soak-rows.ts';
import { failureText, idleRows, progressText, rareText } from './soak-text.ts';

/** A soak shorter than this need not have seen everything. */
const CERTAIN_AFTER_S = 60;
const ROUNDS = 5;
const LONGEST_ROUND_MS = 60_000;
const IDLE_MS = 50;

async function repeatCase(row: SoakRow, number: number): Promise<number> {
  try {
    await row.prepare?.();
    await row.check(number);
    process.stdout.write(`${row.id} case ${number}: nothing wrong\n`);
    return 0;
  } catch (error) {
    process.stdout.write(failureText({ row: row.id, case: number, error }));
    return 1;
  }
}

const unreachedBy = (companion: SoakCompanion) =>
  companion.unreached().map((what) => ({
    text: `${companion.id}: not reached: ${what}`,
    certainAfterS: companion.certainAfterS,
  }));

async function soak(rows: readonly SoakRow[], rare: RareCounts, { seconds, seed, rows: chosen }: SoakOptions) {
  const totalMs = 1000 * seconds;
  const isWhole = chosen.length === 0;
  const companions: SoakCompanion[] = isWhole || chosen.includes('R22') ? [new HugeWorlds(totalMs)] : [];
  const roundMs = Math.min(LONGEST_ROUND_MS, totalMs / ROUNDS);
  const say = (text: string): void => void process.stdout.write(text);
  say(`soak of ${seconds} s, seed ${seed}, rows ${[...rows, ...companions].map(({ id }) => id).join(' ')}\n`);
  for (const companion of companions) companion.begin();
  const progress = await runRounds({
    rows,
    seed,
    totalMs,
    roundMs,
    staysToTheEnd: companions.length > 0,
    now: () => performance.now(),
    pause: (isIdle) => (isIdle ? sleep(IDLE_MS) : setImmediate()),
    afterRound: (done, ms) => say(progressText(done, companions, ms)),
    onFailure: (failure) => say(failureText(failure)),
  });
  const faults: string[] = [];
  for (const companion of companions)
    faults.push(...(await companion.end()).map((fault) => `${companion.id}: ${fault}`));
  if (isWhole) say(rareText(rare));
  if (isWhole && seconds >= CERTAIN_AFTER_S && rare.missing.length > 0)
    faults.push(`R27: a soak of ${seconds} s has not seen: ${rare.missing.join(', ')}`);
  const idle = idleRows(progress).map((text) => ({ text, certainAfterS: CERTAIN_AFTER_S }));
  const unreached = [...idle, ...companions.flatMap(unreachedBy)];
  for (const { text, certainAfterS } of unreached) {
    if (isWhole && seconds >= certainAfterS) faults.push(text);
    else say(`${text}\n`);
  }
  for (const fault of faults) say(`${fault}\n`);
  const failures = progress.filter(({ failure }) => failure !== undefined).length + faults.length;
  const cases = progress.reduce((sum, row) => sum + row.cases, 0);
  const notReached = unreached.length === 0 ? '' : `, ${unreached.length} not reached`;
  say(`${cases} cases, ${failures === 0 ? 'no failure' : `${failures} FAILED`}${notReached}\n`);
  return failures === 0 ? 0 : 1;
}

const rare = new RareCounts();
const all = soakRows(rare);
const options = readOptions(process.argv.slice(2), [...all.map(({ id }) => id), 'R22']);
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exitCode = 2;
} else {
  const { rows: chosen, case: single } = options;
  const rows = chosen.length === 0 ? all : all.filter(({ id }) => chosen.includes(id));
  const [only] = rows;
  try {
    process.exitCode =
      single !== undefined && only !== undefined ? await repeatCase(only, single) : await soak(rows, rare, options);
  } finally {
    for (const row of rows) row.close?.();
  }
}
