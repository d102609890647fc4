/** What a soak prints: a line a row after each round, the rare things, and each failure with the command that repeats it. */
import type { RareCounts } from './rare-things.ts';
import type { RowProgress, SoakFailure } from './soak-rounds.ts';
import type { SoakCompanion } from './soak-row.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;

export function progressText(
  progress: readonly RowProgress[],
  companions: readonly SoakCompanion[],
  ms: number,
): string {
  const rows = progress.map(({ row, cases, spentMs, failure }) => {
    const failed = (failure !== undefined ? '1 FAILURE' : cases === 0 ? 'not reached' : '0 failures').padEnd(11);
    const figures = row.figures();
    return `  ${row.id.padEnd(4)}${`${cases} cases`.padStart(14)}  ${failed}  ${seconds(spentMs).padStart(6)}  ${row.title}${figures === '' ? '' : ` (${figures})`}`;
  });
  const beside = companions.map(
    (each) => `  ${each.id.padEnd(4)}${'beside'.padStart(14)}  ${each.title}: ${each.figures()}`,
  );
  return [`after ${seconds(ms)}`, ...rows, ...beside, ''].join('\n');
}

/** Rows that passed only because they never ran. */
export function idleRows(progress: readonly RowProgress[]): string[] {
  const idle = progress.filter(({ cases, failure }) => cases === 0 && failure === undefined);
  return idle.map(({ row, isPrepared }) => `${row.id}: not reached: no case${isPrepared ? '' : ', never prepared'}`);
}

export function rareText({ counts }: RareCounts): string {
  const told = Object.entries(counts).map(([thing, count]) => `${thing} ${count}`);
  return `  R27 seen: ${told.join(', ')}\n`;
}

export function failureText({ row, case: number, error }: SoakFailure): string {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const indented = message.split('\n').map((line) => `  ${line}`);
  if (number === undefined) return [`${row} FAILED before its first case`, ...indented, ''].join('\n');
  return [
    `${row} FAILED at case ${number}`,
    ...indented,
    `again:      npm run soak -- --row ${row} --case ${number}`,
    `for ever:   { "row": "${row}", "case": ${number}, "found": "…" } in test/soak/regressions.json`,
    '',
  ].join('\n');
}
