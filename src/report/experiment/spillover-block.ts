/** Two matrices over many runs: with whose shocks yields move, and what happens in each market when an arm changes one thing. */
import { type VarianceShares, varianceShares } from '../../analysis/spillover/variance-shares.ts';
import { mean } from '../../experiments/statistics.ts';
import { type Benchmark, benchmarksOf } from '../benchmarks.ts';
import { heatPanel } from '../draw/heat-panel.ts';
import { numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { varianceCaption, varianceData, varianceHeat, varianceNet } from '../spillover-panels.ts';
import { baseArm, bondsOf, type DatedRow, dailyRows, linePaths, peakOf, runsOfArm } from './arm-days.ts';
import type { ExperimentInput } from './experiment-input.ts';

const LAGS = 1;
/** A trading week. */
const HORIZON = 5;

export function spilloverBlock(input: ExperimentInput): Block | undefined {
  const benchmarks = benchmarksOf(bondsOf(input));
  const parts = [...connectedness(input, benchmarks), ...responseMatrix(input, benchmarks)];
  if (parts.length === 0) return undefined;
  const intro =
    parts.length === 2
      ? [
          markup`<p>Two answers to two questions. The first asks how much of each market’s movement comes together with another’s shocks; it does not know why. The second is an experiment: the same luck, one thing changed, and what is different in each market.</p>`,
        ]
      : [];
  return { id: 'spillover', title: 'Spill-over between markets', parts: [...intro, ...parts] };
}

export function experimentVariance(
  input: ExperimentInput,
  benchmarks: readonly Benchmark[],
): VarianceShares | undefined {
  const bonds = benchmarks.map(({ bond }) => bond);
  const runs = runsOfArm(input, baseArm(input)).map((run) => dailyRows(run, bonds));
  return varianceShares(surprises(runs), { lags: LAGS, horizon: HORIZON });
}

/** Less the mean of all runs on the date: what the calendar brings to every run is no shock. */
function surprises(runs: readonly DatedRow[][]): number[][][] {
  const byDate = new Map<string, number[][]>();
  for (const { date, changes } of runs.flat()) byDate.set(date, [...(byDate.get(date) ?? []), changes]);
  const means = new Map(
    [...byDate].map(([date, rows]) => [
      date,
      (rows[0] ?? []).map((_, at) => mean(rows.map((row) => row[at] as number))),
    ]),
  );
  return runs.map((rows) =>
    rows.map(({ date, changes }) => changes.map((change, at) => change - (means.get(date)?.[at] as number))),
  );
}

function connectedness(input: ExperimentInput, benchmarks: readonly Benchmark[]): Figure[] {
  const shares = experimentVariance(input, benchmarks);
  if (shares === undefined) return [];
  return [
    {
      id: 'connectedness',
      title: 'Statistical spill-over, from yields',
      caption: `${varianceCaption(shares, 'trading days')} Changes from close to close of all runs of ${baseArm(input)}, less the mean of all runs on that date, since what the calendar brings to every run is no shock; one set of coefficients for all. A closed market does not move on that date.`,
      panels: [varianceHeat('Variance shares, %', benchmarks, shares), varianceNet(benchmarks, shares)],
      data: varianceData(benchmarks, shares),
    },
  ];
}

/** Highest close since the opening: arm less base, on the same luck. */
function responseMatrix(input: ExperimentInput, benchmarks: readonly Benchmark[]): Figure[] {
  const { document } = input;
  if (document.luck !== 'common' || document.arms.length < 2 || benchmarks.length < 2) return [];
  const base = baseArm(input);
  const peaks = (arm: string, bond: string): Map<number, number> =>
    new Map(
      linePaths(input, arm, bond).paths.flatMap((path) => {
        const peak = peakOf(path);
        return peak === null ? [] : [[path.replicate, peak] as const];
      }),
    );
  const bases = benchmarks.map(({ bond }) => peaks(base, bond));
  const rows = document.arms.slice(1).map(({ name }) =>
    benchmarks.map(({ bond }, at) => {
      const differences = [...peaks(name, bond)].flatMap(([replicate, peak]) => {
        const other = bases[at]?.get(replicate);
        return other === undefined ? [] : [peak - other];
      });
      return differences.length === 0 ? null : mean(differences);
    }),
  );
  const known = rows.flat().filter((value) => value !== null);
  if (known.length === 0) return [];
  return [
    {
      id: 'response-matrix',
      title: 'Experimental spill-over: highest close, arm less base, basis points',
      caption:
        'Mean paired difference of the highest close since the opening in each market. Negative: without what the arm leaves out yields rise less. Intervals stand beside the effects above.',
      panels: [
        heatPanel({
          title: 'Paired response, bp',
          label: 'For each arm the mean paired difference of the highest close in each market, basis points.',
          across: 'in the market of',
          down: 'arm',
          columns: benchmarks.map(({ bond }) => bond),
          rows: document.arms.slice(1).map(({ name }) => name),
          cells: rows,
          print: (value) => signed(value, 1),
          ground: 'diverging',
          most: Math.max(...known.map(Math.abs), 0.1),
        }),
      ],
      data: {
        columns: [
          words('arm', 'arm'),
          ...benchmarks.map(({ bond }) => numbers(`${bond}_bp`, `${bond}, bp`, (value) => signed(value, 2))),
        ],
        rows: document.arms
          .slice(1)
          .map(({ name }, at) => [
            name,
            ...(rows[at] ?? []).map((value) => (value === null ? null : Number(value.toFixed(3)))),
          ]),
      },
    },
  ];
}
