/** Where the lines of many seeds went: the median, where the middle half and nine tenths lie, and some single paths. */
import { quantile } from '../../experiments/statistics.ts';
import { benchmarksOf, secondTenorsOf, tenorText } from '../benchmarks.ts';
import { type Line, linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { MARKET_NAMES } from '../draw/look.ts';
import { dayMarks } from '../draw/time-axis.ts';
import { type DataCell, numbers, words } from '../page/data-table.ts';
import { signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { baseArm, bondsOf, type LinePaths, linePaths } from './arm-days.ts';
import type { ExperimentInput } from './experiment-input.ts';

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const TRAILS = 20;
/** Fewer runs have no quantiles worth drawing. */
const RUNS_LEAST = 4;
const WIDTH = 256;
const HEIGHT = 190;

interface Fan {
  readonly bond: string;
  readonly market: string;
  readonly dates: readonly string[];
  /** By level, then date. */
  readonly quantiles: readonly (readonly number[])[];
  readonly paths: LinePaths;
}

export function fansBlock(input: ExperimentInput): Block | undefined {
  const bonds = bondsOf(input);
  const arm = baseArm(input);
  const first = benchmarksOf(bonds);
  const second = secondTenorsOf(bonds);
  const fans = [...first, ...second].flatMap(({ bond, market }) => fanOf(bond, market, linePaths(input, arm, bond)));
  if (fans.length === 0) return undefined;
  const runs = Math.max(...fans.map(({ paths }) => paths.paths.length));
  const yRange = rangeOf(
    fans.flatMap(({ quantiles }) => quantiles.map((row) => row.map((value, at): Point => [at, value]))),
  );
  return {
    id: 'fans',
    title: 'Where yields went, over all seeds',
    parts: [
      {
        id: 'fans',
        title: `Change of yield since the opening at official closes, basis points, ${runs} runs of ${arm}`,
        caption: `Line: median. Darker band: the middle half of the runs (25 to 75 %); lighter: nine tenths (5 to 95 %). Thin lines: the first ${Math.min(TRAILS, runs)} runs. One axis for all.`,
        panels: fans.map((fan) => fanPanel(fan, yRange)),
        data: {
          columns: [
            words('bond', 'bond'),
            words('date', 'date'),
            numbers('runs', 'runs', (value) => String(value)),
            ...LEVELS.map((level) =>
              numbers(
                `p${String(Math.round(100 * level)).padStart(2, '0')}_bp`,
                `${Math.round(100 * level)} %, bp`,
                (value) => signed(value, 1),
              ),
            ),
          ],
          rows: fans.flatMap(({ bond, dates, quantiles, paths }) =>
            dates.map((date, at): DataCell[] => [
              bond,
              date,
              paths.paths.filter(({ changes }) => changes[at] !== null).length,
              ...quantiles.map((row) => Number((row[at] as number).toFixed(2))),
            ]),
          ),
        },
      },
    ],
  };
}

function fanOf(bond: string, market: string, paths: LinePaths): Fan[] {
  if (paths.paths.length < RUNS_LEAST || paths.dates.length === 0) return [];
  const columns = paths.dates.map((_, at) => paths.paths.flatMap(({ changes }) => changes[at] ?? []));
  const quantiles = LEVELS.map((level) => columns.map((values) => quantile(values, level)));
  return [{ bond, market, dates: paths.dates, quantiles, paths }];
}

function fanPanel({ bond, market, dates, quantiles, paths }: Fan, yRange: Point) {
  const withOpening = (values: readonly (number | null)[]): Point[] => [
    [0, 0],
    ...values.flatMap((value, at): Point[] => (value === null ? [] : [[at + 1, value]])),
  ];
  const [p05, p25, p50, p75, p95] = quantiles.map(withOpening) as [Point[], Point[], Point[], Point[], Point[]];
  const trails = paths.paths
    .slice(0, TRAILS)
    .map(({ changes }): Line => ({ label: '', hue: market, weight: 'trail', points: withOpening(changes) }));
  const name = `${MARKET_NAMES[market as keyof typeof MARKET_NAMES]} ${tenorText(bond)}`;
  return linePanel({
    title: `${name}, bp`,
    label: `${bond}: median and bands of the change of yield since the opening by date.`,
    bands: [
      { hue: market, depth: 1, low: p05, high: p95 },
      { hue: market, depth: 2, low: p25, high: p75 },
    ],
    lines: [...trails, { label: '', hue: market, weight: 'main', points: p50 }],
    x: { range: [0, dates.length], marks: dayMarks(dates, 1) },
    yRange,
    width: WIDTH,
    height: HEIGHT,
  });
}
