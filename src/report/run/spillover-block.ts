/** Two matrices of one run: what trading is recorded to follow from, and with whose shocks yields move. They need not agree. */
import { blockChanges } from '../../analysis/spillover/block-changes.ts';
import { ORIGINS, type Origin, type ProvenanceRow } from '../../analysis/spillover/provenance-shares.ts';
import { type VarianceShares, varianceShares } from '../../analysis/spillover/variance-shares.ts';
import { type Benchmark, benchmarksOf } from '../benchmarks.ts';
import { heatPanel } from '../draw/heat-panel.ts';
import { MARKET_NAMES } from '../draw/look.ts';
import { numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { varianceCaption, varianceData, varianceHeat, varianceNet } from '../spillover-panels.ts';
import type { RunInput } from './run-input.ts';
import { lineOf } from './run-paths.ts';

/** A third of a Tokyo day, and half of London's: shorter blocks find most markets shut. */
const BLOCK_HOURS = 3;
const LAGS = 1;
const HORIZON = 8;

export function spilloverBlock(input: RunInput): Block | undefined {
  const { study } = input;
  const parts = [...provenanceFigure(study.provenance), ...varianceFigure(input)];
  if (parts.length === 0) return undefined;
  const both =
    parts.length === 2
      ? 'Two answers to two questions. The first counts what the log records: after which market’s events somebody traded. The second looks at yields alone and asks how much of their movement comes together with another’s shocks. '
      : '';
  const intro = markup`<p>${both}Neither says what would have been without: that takes a run without the cause (<code>spillover why RUN SEQ --prove</code>) or an ablation.</p>`;
  return { id: 'spillover', title: 'Spill-over between markets', parts: [intro, ...parts] };
}

const ORIGIN_NAMES: Readonly<Record<Origin, string>> = {
  jgb: 'Japan',
  ust: 'US',
  gilt: 'UK',
  ktb: 'Korea',
  elsewhere: 'other',
  clock: 'clock',
  clients: 'clients',
};

function provenanceFigure(rows: readonly ProvenanceRow[]): Figure[] {
  if (rows.length < 2) return [];
  const shown = ORIGINS.filter(
    (origin, at) =>
      rows.some(({ market }) => market === origin) || rows.some(({ shares }) => (shares[at] as number) >= 0.05),
  );
  const indices = shown.map((origin) => ORIGINS.indexOf(origin));
  const panel = heatPanel({
    title: 'What trading follows from, %',
    label: 'Share of trading in each market by the market in which what it follows from happened.',
    across: 'follows from what happened in',
    down: 'trading in',
    columns: shown.map((origin) => ORIGIN_NAMES[origin]),
    rows: rows.map(({ market }) => ORIGIN_NAMES[market]),
    cells: rows.map(({ shares }) => indices.map((at) => shares[at] as number)),
    print: (value) => (value > 0 && value < 0.5 ? '<1' : fixed(value, 0)),
    ground: 'depth',
    most: 100,
  });
  return [
    {
      id: 'provenance',
      title: 'Mechanical spill-over, from the event log',
      caption:
        'Percent of what was taken from each market’s books (by value of a basis point, market making left out), by where the nearest recorded cause happened: a price, a close, an auction, an announcement. “Clients” are orders drawn by chance; “clock” are decisions at a tick of the decision clock, at which an institution looks at all prices at once and the log names none of them. Rows add up to 100.',
      panels: [panel],
      data: {
        columns: [
          words('trading_in', 'trading in'),
          ...ORIGINS.map((origin) =>
            numbers(`from_${origin}`, `from ${ORIGIN_NAMES[origin]}, %`, (value) => fixed(value, 2)),
          ),
          numbers('from_other_markets', 'from other markets, %', (value) => fixed(value, 2)),
          numbers('taken_dv01', 'taken, local currency per bp'),
        ],
        rows: rows.map(({ market, shares, taken_dv01, from_others }) => [
          MARKET_NAMES[market],
          ...shares.map((share) => Number(share.toFixed(4))),
          Number(from_others.toFixed(4)),
          Math.round(taken_dv01),
        ]),
      },
    },
  ];
}

export interface RunVariance {
  readonly benchmarks: readonly Benchmark[];
  readonly shares: VarianceShares;
}

/** Undefined: fewer than two markets, or too short a run. */
export function runVariance({ study }: RunInput): RunVariance | undefined {
  const benchmarks = benchmarksOf(new Set(study.grid.map(({ listing }) => listing.instrument))).filter(
    (benchmark) => (lineOf(study, benchmark)?.sessions.length ?? 0) > 0,
  );
  const lines = benchmarks.flatMap((benchmark) => lineOf(study, benchmark) ?? []);
  const shares = varianceShares([blockChanges(lines, BLOCK_HOURS)], { lags: LAGS, horizon: HORIZON });
  return shares === undefined ? undefined : { benchmarks, shares };
}

function varianceFigure(input: RunInput): Figure[] {
  const measured = runVariance(input);
  if (measured === undefined) return [];
  const { benchmarks, shares } = measured;
  return [
    {
      id: 'connectedness',
      title: 'Statistical spill-over, from yields',
      caption: `${varianceCaption(shares, 'blocks')} Changes over blocks of ${BLOCK_HOURS} hours; a closed market does not move, and its first open block carries the night.`,
      panels: [varianceHeat('Variance shares, %', benchmarks, shares), varianceNet(benchmarks, shares)],
      data: varianceData(benchmarks, shares),
    },
  ];
}
