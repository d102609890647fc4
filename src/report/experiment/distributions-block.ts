/** How outcomes scatter over seeds, beside what the articles and the press say of the episode; the outermost runs can be replayed. */
import { median } from '../../experiments/statistics.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { type Line, linePanel, type Point, type Reference } from '../draw/line-panel.ts';
import { DASHES } from '../draw/look.ts';
import type { Panel } from '../draw/panel.ts';
import { roundMarks, roundRange } from '../draw/scale.ts';
import { type DataColumn, type DataTable, numbers } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { code } from '../page/manifest.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { baseArm, bondsOf, linePaths, peakOf, type RunPath } from './arm-days.ts';
import { claimsOf } from './claims.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { hueOfOutcome, inUnit } from './outcome-words.ts';

/** Fewer values make no distribution. */
const LEAST = 4;
const OUTERMOST = 6;
/** More runs are told by so many quantiles: ten thousand would be a file that no browser opens. */
const VALUES_MOST = 250;

interface Distribution {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly hue: string;
  readonly dash?: string | undefined;
  readonly values: readonly { readonly run: number; readonly value: number }[];
  readonly claims: readonly Reference[];
}

export function distributionsBlock(input: ExperimentInput): Block | undefined {
  const known = [...measured(input), ...outcomes(input)].filter(({ values }) => values.length >= LEAST);
  const all = known.filter(hasScatter);
  if (all.length === 0) return undefined;
  const arm = baseArm(input);
  const isThinned = all.some(({ values }) => values.length > VALUES_MOST);
  const figure: Figure = {
    id: 'distributions',
    title: `How outcomes scatter over seeds, ${arm}`,
    caption: `Share of runs at or below each value; small strokes on the foot are the runs, the dotted line at one half leads to the median. Upright dashed lines are numbers that were stated of the real episode, with their source.${isThinned ? ` Of more than ${VALUES_MOST} runs evenly spaced order statistics are drawn and listed; all stand in the table runs.` : ''}`,
    panels: all.map(panelOf),
    data: isThinned ? orderStatistics(all) : valuesByRun(all),
  };
  const still = known.filter((each) => !hasScatter(each));
  return {
    id: 'distributions',
    title: 'Distributions over seeds',
    parts: [figure, ...withoutScatter(still), ...outermost(input, all)],
  };
}

const columnsOf = (all: readonly Distribution[]): DataColumn[] =>
  all.map(({ id, what, unit }) => numbers(id, `${what}, ${unit}`, (value) => inUnit(unit, value)));

/** A row a run, a column a measure. */
function valuesByRun(all: readonly Distribution[]): DataTable {
  const byRun = new Map<number, (number | null)[]>();
  for (const [at, { values }] of all.entries()) {
    for (const { run, value } of values) {
      const row = byRun.get(run) ?? all.map(() => null);
      row[at] = value;
      byRun.set(run, row);
    }
  }
  const rows = [...byRun].sort(([a], [b]) => a - b).map(([run, row]) => [run, ...row]);
  return { columns: [numbers('run', 'run', (value) => fixed(value, 0)), ...columnsOf(all)], rows };
}

/** A row an evenly spaced share of the runs, a column a measure. */
function orderStatistics(all: readonly Distribution[]): DataTable {
  const sorted = all.map(({ values }) =>
    thinned(values)
      .map(({ value }) => value)
      .sort((a, b) => a - b),
  );
  const most = Math.max(...sorted.map(({ length }) => length));
  const rows = Array.from({ length: most }, (_, at) => [
    Number(((100 * at) / (most - 1)).toFixed(2)),
    ...sorted.map((values) => values[Math.round((at * (values.length - 1)) / (most - 1))] ?? null),
  ]);
  return { columns: [numbers('share_pct', 'share of runs, %', (value) => fixed(value, 1)), ...columnsOf(all)], rows };
}

/** Whole numbers without decimals. */
const exactly = (unit: string, value: number): string =>
  Number.isInteger(value) ? fixed(value, 0) : inUnit(unit, value);

const hasScatter = ({ values }: Distribution): boolean => values.some(({ value }) => value !== values[0]?.value);

function withoutScatter(still: readonly Distribution[]): Markup[] {
  if (still.length === 0) return [];
  const told = still.map(({ what, unit, values }) => `${what} ${exactly(unit, values[0]?.value ?? 0)} ${unit}`);
  return [markup`<p class="aside">The same in every run: ${told.join('; ')}.</p>`];
}

/** What follows from the closes of every run, the same for every experiment. */
function measured(input: ExperimentInput): Distribution[] {
  const arm = baseArm(input);
  const lines = benchmarksOf(bondsOf(input)).map(({ bond, market }) => ({
    bond,
    market,
    paths: linePaths(input, arm, bond),
  }));
  const { published, document } = input;
  /** Days are told of the market that comes first. */
  const first = lines.slice(0, 1);
  const of = (
    kind: string,
    { title, unit, which = lines }: { readonly title: string; readonly unit: string; readonly which?: typeof lines },
    measure: (path: RunPath) => number | null,
  ): Distribution[] =>
    which.map(({ bond, market, paths }) => ({
      id: `${kind}-${bond}`,
      what: `${bond}: ${title}`,
      unit,
      hue: market,
      dash: DASHES[market],
      values: paths.paths.flatMap((path) => {
        const value = measure(path);
        return value === null ? [] : [{ run: path.run, value }];
      }),
      claims: claimsOf(document.scenarios[0]?.name ?? '', kind, bond, published),
    }));
  return [
    ...of('largest-day', { title: 'largest rise in a day', unit: 'bp' }, largestRise),
    ...of('peak', { title: 'highest close since the opening', unit: 'bp' }, peakOf),
    ...of('days-to-peak', { title: 'trading days to the highest close', unit: 'days', which: first }, daysToPeak),
    ...of('half-life', { title: 'trading days until half is given back', unit: 'days', which: first }, halfLife),
    ...riskParitySales(input, arm),
  ];
}

function largestRise({ changes }: RunPath): number | null {
  const known = changes.filter((change) => change !== null);
  return known.length === 0
    ? null
    : Math.max(...known.map((change, at) => change - (at === 0 ? 0 : (known[at - 1] as number))));
}

function daysToPeak(path: RunPath): number | null {
  const peak = peakOf(path);
  return peak === null ? null : path.changes.filter((change) => change !== null).indexOf(peak) + 1;
}

/** A peak this low has nothing to give back. */
const LEAST_PEAK_BP = 5;

/** Trading days after the highest close until the line is back at half of it; null: not within the run. */
function halfLife(path: RunPath): number | null {
  const known = path.changes.filter((change) => change !== null);
  const peak = peakOf(path);
  if (peak === null || peak < LEAST_PEAK_BP) return null;
  const from = known.indexOf(peak);
  const at = known.findIndex((change, index) => index > from && change <= peak / 2);
  return at < 0 ? null : at - from;
}

const BILLION = 1e9;

function riskParitySales({ flows, document, published }: ExperimentInput, arm: string): Distribution[] {
  const values = flows
    .filter((flow) => flow.arm === arm)
    .map(({ run, net_sold_face }) => ({ run, value: net_sold_face / BILLION }));
  if (values.length === 0) return [];
  const claims = claimsOf(document.scenarios[0]?.name ?? '', 'risk-parity-sales', 'UST', published);
  return [
    {
      id: 'risk-parity-sales',
      what: 'Risk-parity funds: net sales of Treasuries',
      unit: '$bn of face',
      hue: 'ust',
      values,
      claims,
    },
  ];
}

/** The outcomes that the file names. */
function outcomes(input: ExperimentInput): Distribution[] {
  const arm = baseArm(input);
  const own = input.runs.filter((run) => run.arm === arm);
  const isOnePoint = new Set(own.map(({ point }) => point)).size === 1;
  if (!isOnePoint) return [];
  return input.document.outcomes.map((outcome) => ({
    id: outcome.name,
    what: outcome.what,
    unit: outcome.unit,
    hue: hueOfOutcome(outcome),
    values: own.flatMap(({ run, outcomes: values }) => {
      const value = values[outcome.name];
      return value === null || value === undefined ? [] : [{ run, value }];
    }),
    claims: [],
  }));
}

/** All, or evenly spaced order statistics of many. */
function thinned(values: Distribution['values']): Distribution['values'] {
  if (values.length <= VALUES_MOST) return values;
  const sorted = [...values].sort((a, b) => a.value - b.value || a.run - b.run);
  return Array.from(
    { length: VALUES_MOST },
    (_, at) => sorted[Math.round((at * (sorted.length - 1)) / (VALUES_MOST - 1))] as Distribution['values'][number],
  );
}

function panelOf({ what, unit, hue, dash, values, claims }: Distribution): Panel {
  const sorted = thinned(values)
    .map(({ value }) => value)
    .sort((a, b) => a - b);
  const range = roundRange([...sorted, ...claims.map(({ at }) => at)], 4);
  const steps: Point[] = [[range[0], 0]];
  for (const [at, value] of sorted.entries())
    steps.push([value, (100 * at) / sorted.length], [value, (100 * (at + 1)) / sorted.length]);
  steps.push([range[1], 100]);
  const line: Line = { label: '', hue, dash, weight: 'main', points: steps };
  const marks = roundMarks(range[0], range[1], 4)
    .filter((mark) => unit !== 'days' || Number.isInteger(mark))
    .map((mark) => ({ at: mark, label: fixed(mark, decimals(mark)) }));
  const middle = median(sorted);
  return linePanel({
    title: what,
    label: `${what}, ${unit}: distribution over ${values.length} runs, median ${inUnit(unit, middle)}, from ${inUnit(unit, sorted[0] as number)} to ${inUnit(unit, sorted.at(-1) as number)}.`,
    lines: [line],
    rug: sorted,
    x: {
      range,
      marks,
      title: `${unit} · median ${exactly(unit, middle)} · n ${values.length}`,
    },
    yRange: [0, 100],
    upright: claims,
    level: [{ at: 50, label: '' }],
    height: 210,
  });
}

const decimals = (mark: number): number => Math.min(4, (String(mark).split('.')[1] ?? '').length);

/** Outliers are kept, and can be looked at. */
function outermost(input: ExperimentInput, all: readonly Distribution[]): Markup[] {
  const replays = new Map(input.runs.map(({ run, replay, seed }) => [run, { replay, seed }]));
  const rows = all.slice(0, OUTERMOST).flatMap(({ what, unit, values }) => {
    const sorted = [...values].sort((a, b) => a.value - b.value || a.run - b.run);
    return [
      { what, unit, which: 'lowest', ...(sorted[0] as Distribution['values'][number]) },
      { what, unit, which: 'highest', ...(sorted.at(-1) as Distribution['values'][number]) },
    ];
  });
  const lines = rows.map(({ what, unit, which, value, run }) => {
    const known = replays.get(run);
    return markup`<tr><th scope="row">${what}</th><td data-label="run">${which}</td><td class="n" data-label="value">${inUnit(unit, value)} ${unit}</td><td class="n" data-label="seed">${known?.seed ?? '–'}</td><td data-label="to replay it">${code(known?.replay ?? '')}</td></tr>`;
  });
  if (lines.length === 0) return [];
  return [
    markup`<details><summary>The outermost runs, and the commands that replay them</summary><table class="stack"><thead><tr><th scope="col">measure</th><th scope="col">run</th><th scope="col" class="n">value</th><th scope="col" class="n">seed</th><th scope="col">to replay it, from the folder of results</th></tr></thead><tbody>
${lines}
</tbody></table></details>`,
  ];
}
