/**
 * Shares the time of a soak among its rows, in rounds: whoever has used least so far comes next, for a short stretch. A row that
 * has failed is left in peace, the others go on.
 *
 * Knows no clock of its own: a test gives it one that it moves by hand.
 */
import { caseNumber, type SoakRow } from './soak-row.ts';

export interface SoakFailure {
  readonly row: string;
  /** Undefined: it could not even be prepared. */
  readonly case: number | undefined;
  readonly error: unknown;
}

export interface RowProgress {
  readonly row: SoakRow;
  cases: number;
  spentMs: number;
  isPrepared: boolean;
  failure: SoakFailure | undefined;
}

export interface Rounds {
  readonly rows: readonly SoakRow[];
  readonly seed: number;
  readonly totalMs: number;
  readonly roundMs: number;
  /** Whether to stay to the end where no row has anything left to do. */
  readonly staysToTheEnd: boolean;
  readonly now: () => number;
  /** Lets others have the thread: for as short as may be, or for a while. */
  readonly pause: (isIdle: boolean) => Promise<void>;
  readonly afterRound: (progress: readonly RowProgress[], elapsedMs: number) => void;
  readonly onFailure: (failure: SoakFailure) => void;
}

/** Cases of one row in a stretch, before another row has its turn. */
const STRETCH_MS = 200;

export async function runRounds(rounds: Rounds): Promise<readonly RowProgress[]> {
  const { rows, totalMs, roundMs, now, pause } = rounds;
  const began = now();
  const elapsed = (): number => now() - began;
  const progress = rows.map(
    (row): RowProgress => ({ row, cases: 0, spentMs: 0, isPrepared: row.prepare === undefined, failure: undefined }),
  );
  for (const each of progress) prepare(each, progress, rounds);
  while (elapsed() < totalMs && (rounds.staysToTheEnd || progress.some(isFit))) {
    const until = Math.min(totalMs, elapsed() + roundMs);
    while (elapsed() < until && (rounds.staysToTheEnd || progress.some(isFit))) {
      const next = leastServed(progress);
      if (next !== undefined) await serve(next, rounds, elapsed);
      await pause(next === undefined);
    }
    rounds.afterRound(progress, elapsed());
  }
  return progress;
}

const isFit = ({ failure }: RowProgress): boolean => failure === undefined;

/** Goes on beside the rounds. Who comes late is served as much as the others from then on. */
function prepare(each: RowProgress, all: readonly RowProgress[], { onFailure }: Rounds): void {
  each.row.prepare?.().then(
    () => {
      const others = all.filter((other) => other.isPrepared && isFit(other)).map(({ spentMs }) => spentMs);
      each.spentMs = others.length === 0 ? 0 : Math.min(...others);
      each.isPrepared = true;
    },
    (error: unknown) => {
      each.failure = { row: each.row.id, case: undefined, error };
      onFailure(each.failure);
    },
  );
}

function leastServed(progress: readonly RowProgress[]): RowProgress | undefined {
  return progress
    .filter((each) => each.isPrepared && isFit(each))
    .reduce<RowProgress | undefined>(
      (least, each) => (least === undefined || each.spentMs < least.spentMs ? each : least),
      undefined,
    );
}

/** A stretch of cases: one at least, and none that would begin after the end. */
async function serve(served: RowProgress, { seed, totalMs, onFailure }: Rounds, elapsed: () => number): Promise<void> {
  const began = elapsed();
  do {
    const number = caseNumber(seed, served.cases);
    try {
      await served.row.check(number);
      served.cases += 1;
    } catch (error) {
      served.failure = { row: served.row.id, case: number, error };
      onFailure(served.failure);
    }
  } while (isFit(served) && elapsed() < Math.min(totalMs, began + STRETCH_MS));
  served.spentMs += elapsed() - began;
}
