/** Closes of many runs, side by side: changes since the opening by date, of one line in one arm. */
import type { ExperimentInput, RunDays } from './experiment-input.ts';

/** One run's path of a line. */
export interface RunPath {
  readonly run: number;
  readonly replicate: number;
  /** In the order of `dates`; null where its market was closed. */
  readonly changes: readonly (number | null)[];
}

export interface LinePaths {
  readonly dates: readonly string[];
  readonly paths: readonly RunPath[];
}

/** The first arm is the base. */
export const baseArm = ({ document }: ExperimentInput): string => document.arms[0]?.name ?? '';

export const runsOfArm = ({ days }: ExperimentInput, arm: string): RunDays[] => days.filter((each) => each.arm === arm);

export const bondsOf = ({ days }: ExperimentInput): ReadonlySet<string> =>
  new Set(days[0]?.days.map(({ bond }) => bond) ?? []);

/** Changes since the opening at every date on which some run has a close of the line. */
export function linePaths(input: ExperimentInput, arm: string, bond: string): LinePaths {
  const own = runsOfArm(input, arm).map(({ run, replicate, days }) => {
    const closes = days.filter((day) => day.bond === bond && day.change_bp !== null);
    return { run, replicate, closes: [...closes].sort((a, b) => (a.date < b.date ? -1 : 1)) };
  });
  const dates = [...new Set(own.flatMap(({ closes }) => closes.map(({ date }) => date)))].sort();
  const paths = own.map(({ run, replicate, closes }) => {
    let sum = 0;
    const byDate = new Map(
      closes.map(({ date, change_bp }) => {
        sum += change_bp as number;
        return [date, Number(sum.toFixed(1))] as const;
      }),
    );
    return { run, replicate, changes: dates.map((date) => byDate.get(date) ?? null) };
  });
  return { dates, paths };
}

export interface DatedRow {
  readonly date: string;
  readonly changes: number[];
}

/** Changes of the day, by line in the given order, a row a date on which at least one has closed. A closed market does not move. */
export function dailyRows({ days }: RunDays, bonds: readonly string[]): DatedRow[] {
  const byDate = new Map<string, number[]>();
  for (const { date, bond, change_bp } of days) {
    const at = bonds.indexOf(bond);
    if (at < 0 || change_bp === null) continue;
    const row = byDate.get(date) ?? bonds.map(() => 0);
    row[at] = change_bp;
    byDate.set(date, row);
  }
  return [...byDate].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, changes]) => ({ date, changes }));
}

/** Arm less base at each date, a list a pair of runs with the same replicate. */
export function pairedPaths(
  arm: LinePaths,
  base: LinePaths,
): { readonly dates: readonly string[]; readonly differences: (number | null)[][] } {
  const byReplicate = new Map(base.paths.map((path) => [path.replicate, path]));
  const dates = arm.dates.filter((date) => base.dates.includes(date));
  const differences = arm.paths.flatMap(({ replicate, changes }) => {
    const other = byReplicate.get(replicate);
    if (other === undefined) return [];
    return [
      dates.map((date) => {
        const [own, its] = [changes[arm.dates.indexOf(date)], other.changes[base.dates.indexOf(date)]];
        return own === null || own === undefined || its === null || its === undefined ? null : own - its;
      }),
    ];
  });
  return { dates, differences };
}

/** Highest close since the opening. */
export const peakOf = ({ changes }: RunPath): number | null => {
  const known = changes.filter((change) => change !== null);
  return known.length === 0 ? null : Math.max(...known);
};
