/** How a decomposition of variance is drawn and told, for a run and for an experiment alike. */
import type { VarianceShares } from '../analysis/spillover/variance-shares.ts';
import type { Benchmark } from './benchmarks.ts';
import { heatPanel } from './draw/heat-panel.ts';
import type { Panel } from './draw/panel.ts';
import { rowPanel } from './draw/row-panel.ts';
import { type DataTable, numbers, words } from './page/data-table.ts';
import { fixed, signed } from './page/numbers.ts';

export function varianceHeat(title: string, benchmarks: readonly Benchmark[], shares: VarianceShares): Panel {
  const names = benchmarks.map(({ bond }) => bond);
  const cells = shares.shares.map((row, at) => [...row, shares.from[at] as number]);
  return heatPanel({
    title,
    label: `Share of each benchmark’s forecast error variance by whose shocks it comes with; total connectedness ${fixed(shares.total, 1)} percent.`,
    across: 'with shocks of',
    down: 'variance of',
    columns: [...names.map(short), 'others'],
    rows: names,
    cells,
    print: (value) => fixed(value, 0),
    ground: 'depth',
    most: 100,
  });
}

/** Who gives more than it receives. */
export const varianceNet = (benchmarks: readonly Benchmark[], shares: VarianceShares): Panel =>
  rowPanel({
    title: 'Net: given less received, points',
    label: 'For each benchmark, what it gives to the others less what it receives from them, percentage points.',
    rows: benchmarks.map(({ bond, market }, at) => ({
      label: bond,
      hue: market,
      value: shares.net[at] as number,
      text: signed(shares.net[at] as number, 0),
    })),
    as: 'bars',
    axisTitle: `total connectedness ${fixed(shares.total, 1)} %`,
  });

export const varianceCaption = ({ lags, horizon, observations }: VarianceShares, step: string): string =>
  `Diebold and Yılmaz: percent of each row’s forecast error variance that comes with shocks of each column, generalised decomposition of a vector autoregression with ${lags} lag${lags === 1 ? '' : 's'}, ${horizon} ${step} ahead, ${observations} observations. Rows add up to 100; the last column is what comes with others. Co-movement and not cause: shocks that strike together are counted on both sides.`;

export function varianceData(benchmarks: readonly Benchmark[], shares: VarianceShares): DataTable {
  const percent = (value: number): string => fixed(value, 1);
  return {
    columns: [
      words('variance_of', 'variance of'),
      ...benchmarks.map(({ bond }) => numbers(`with_${bond}`, `with ${bond}, %`, percent)),
      numbers('from_others', 'from others, %', percent),
      numbers('to_others', 'to others, %', percent),
      numbers('net', 'net, points', (value) => signed(value, 1)),
    ],
    rows: benchmarks.map(({ bond }, at) => [
      bond,
      ...(shares.shares[at] ?? []).map((share) => Number(share.toFixed(3))),
      ...[shares.from, shares.to, shares.net].map((each) => Number((each[at] as number).toFixed(3))),
    ]),
  };
}

/** `GILT-30Y` → `Gilt 30y`: fits above a column. */
const short = (bond: string): string => bond.replace(/^GILT/, 'Gilt').replace('-', ' ').replace(/Y$/, 'y');
