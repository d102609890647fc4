/** What is different in each arm, on the same luck: effects on every outcome asked for, and how they build up day by day. */
import type { Effect, LevelInterval } from '../../experiments/results/arm-statistics.ts';
import { bootstrapInterval, mean } from '../../experiments/statistics.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { type LinePanel, linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { CITY_NAMES } from '../draw/look.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { roundRange } from '../draw/scale.ts';
import { dayMarks } from '../draw/time-axis.ts';
import { type DataCell, numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { fixed, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { baseArm, bondsOf, linePaths, pairedPaths } from './arm-days.ts';
import type { ExperimentInput, Outcome } from './experiment-input.ts';
import { hueOfOutcome, placesOf } from './outcome-words.ts';

const PAIRS_LEAST = 4;
const ARMS_SHOWN = 4;
const WIDTH = 256;
const HEIGHT = 170;

export function responsesBlock(input: ExperimentInput): Block | undefined {
  const { document } = input;
  if (document.effects.length === 0) return undefined;
  const outcomes = shownOutcomes(input);
  const isPaired = document.luck === 'common';
  const title = document.kind === 'ablation' ? 'What each loop does' : 'What is different in each arm';
  return {
    id: 'responses',
    title,
    parts: [
      markup`<p>${isPaired ? 'Every arm runs on the same seeds as the base, so a difference is that of one change on the same luck.' : 'Arms run on luck of their own: differences are between groups.'} Effects of several arms need not add up: loops work on each other.</p>`,
      effectsFigure(input, outcomes),
      ...dailyFigure(input),
    ],
  };
}

/** Those that the file lists as answers; without a list all. */
const shownOutcomes = ({ document: { outcomes, answers } }: ExperimentInput): readonly Outcome[] =>
  answers.length === 0 ? outcomes : outcomes.filter(({ name }) => answers.some(({ outcome }) => outcome === name));

type Known = Effect & { readonly mean: number };
const isKnown = (effect: Effect): effect is Known => effect.mean !== null;

function effectsFigure({ document }: ExperimentInput, outcomes: readonly Outcome[]): Figure {
  const { effects } = document;
  const panels = outcomes.flatMap((outcome) => {
    const sameUnit = outcomes.filter(({ unit }) => unit === outcome.unit).map(({ name }) => name);
    const range = effectRange(effects.filter((effect) => sameUnit.includes(effect.outcome)));
    const own = effects
      .filter(isKnown)
      .filter((effect) => effect.outcome === outcome.name)
      .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean));
    if (own.length === 0) return [];
    const places = placesOf(own.map(({ mean: value }) => value));
    const rows = own.map((effect) => ({
      label: effect.arm,
      hue: hueOfOutcome(outcome),
      value: effect.mean,
      interval: effect.interval ?? undefined,
      isClear: isClear(effect.interval),
      text: signed(effect.mean, places),
    }));
    return [
      rowPanel({
        title: outcome.what,
        label: `${outcome.what}: mean difference of each arm from the base with its interval, ${outcome.unit}.`,
        rows,
        as: 'estimates',
        range,
        axisTitle: `arm less base, ${outcome.unit}`,
      }),
    ];
  });
  const pairs = [...new Set(effects.flatMap(({ pairs: count }) => count ?? []))].sort((a, b) => a - b);
  const range =
    pairs.length === 0
      ? ''
      : pairs.length === 1
        ? ` ${pairs[0]} pairs of runs.`
        : ` ${pairs[0]} to ${pairs.at(-1)} pairs of runs.`;
  return {
    id: 'effects',
    title: 'Effect of each arm, paired with the base',
    caption: `Mean of arm less base and its 95 % interval (bootstrap over seeds). A full dot: the interval does not hold zero.${range}`,
    panels,
    data: {
      columns: [
        words('outcome', 'outcome'),
        words('arm', 'arm'),
        numbers('pairs', 'pairs', (value) => fixed(value, 0)),
        numbers('mean', 'mean difference'),
        numbers('from', 'from'),
        numbers('to', 'to'),
        numbers('median', 'median difference'),
        numbers('share_positive', 'share above zero', (value) => `${fixed(100 * value, 0)} %`),
        numbers('relative', 'over the mean of the base', (value) => `${signed(100 * value, 0)} %`),
        words('unit', 'unit'),
      ],
      rows: effects.map((effect) => [
        effect.outcome,
        effect.arm,
        effect.pairs,
        effect.mean,
        effect.interval?.from ?? null,
        effect.interval?.to ?? null,
        effect.median,
        effect.share_positive,
        effect.relative,
        document.outcomes.find(({ name }) => name === effect.outcome)?.unit ?? '',
      ]),
    },
  };
}

/** Outcomes in one unit stand on one axis. */
const effectRange = (effects: readonly Effect[]): Point =>
  roundRange(
    [0, ...effects.flatMap(({ mean: value, interval }) => [value ?? 0, interval?.from ?? 0, interval?.to ?? 0])],
    4,
  );

export const isClear = (interval: LevelInterval | null): boolean =>
  interval !== null && (interval.from > 0 || interval.to < 0);

interface Response {
  readonly arm: string;
  readonly bond: string;
  readonly market: string;
  readonly dates: readonly string[];
  readonly means: readonly (number | null)[];
  readonly intervals: readonly (Pick<LevelInterval, 'from' | 'to'> | null)[];
  readonly pairs: number;
}

function dailyFigure(input: ExperimentInput): Figure[] {
  if (input.document.luck !== 'common') return [];
  const responses = allResponses(input);
  if (responses.length === 0) return [];
  const arms = largestArms(responses);
  const shown = arms.flatMap((arm) => responses.filter((response) => response.arm === arm));
  const yRange = rangeOf(
    shown.flatMap(({ means, intervals }) => [
      means.map((value, at): Point => [at, value ?? 0]),
      intervals.map((each, at): Point => [at, each?.from ?? 0]),
      intervals.map((each, at): Point => [at, each?.to ?? 0]),
    ]),
  );
  const whole = new Set(responses.map(({ arm }) => arm)).size;
  const which =
    whole > arms.length ? ` The ${arms.length} arms of ${whole} with the largest differences; the data has all.` : '';
  return [
    {
      id: 'responses',
      title: 'Impulse responses: yield in the arm less yield in the base, basis points',
      caption: `Mean over pairs of runs on the same luck at each official close, and its 95 % interval. A row is an arm.${which}`,
      panels: shown.map((response) => linePanel(responsePanel(response, yRange))),
      data: {
        columns: [
          words('arm', 'arm'),
          words('bond', 'bond'),
          words('date', 'date'),
          numbers('pairs', 'pairs', (value) => fixed(value, 0)),
          numbers('mean_bp', 'mean, bp', (value) => signed(value, 2)),
          numbers('from_bp', 'from, bp', (value) => signed(value, 2)),
          numbers('to_bp', 'to, bp', (value) => signed(value, 2)),
        ],
        rows: responses.flatMap(({ arm, bond, dates, means, intervals, pairs }) =>
          dates.map((date, at): DataCell[] => [
            arm,
            bond,
            date,
            pairs,
            rounded(means[at]),
            rounded(intervals[at]?.from),
            rounded(intervals[at]?.to),
          ]),
        ),
      },
    },
  ];
}

const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toFixed(3));

function allResponses(input: ExperimentInput): Response[] {
  const base = baseArm(input);
  const benchmarks = benchmarksOf(bondsOf(input));
  const bases = new Map(benchmarks.map(({ bond }) => [bond, linePaths(input, base, bond)]));
  return input.document.arms.slice(1).flatMap(({ name: arm }) =>
    benchmarks.flatMap(({ bond, market }): Response[] => {
      const basePaths = bases.get(bond);
      if (basePaths === undefined) return [];
      const { dates, differences } = pairedPaths(linePaths(input, arm, bond), basePaths);
      if (differences.length < PAIRS_LEAST || dates.length === 0) return [];
      const columns = dates.map((_, at) => differences.flatMap((row) => row[at] ?? []));
      return [
        {
          arm,
          bond,
          market,
          dates,
          means: columns.map((values) => (values.length === 0 ? null : mean(values))),
          intervals: columns.map((values, at) =>
            values.length < 2 ? null : bootstrapInterval(values, mean, `response ${arm} ${bond} ${dates[at]}`, LEVEL),
          ),
          pairs: differences.length,
        },
      ];
    }),
  );
}

const LEVEL = 0.95;

/** By the largest mean difference in any market on any date. */
function largestArms(responses: readonly Response[]): string[] {
  const sizes = new Map<string, number>();
  for (const { arm, means } of responses) {
    const size = Math.max(0, ...means.map((value) => Math.abs(value ?? 0)));
    sizes.set(arm, Math.max(sizes.get(arm) ?? 0, size));
  }
  return [...sizes]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, ARMS_SHOWN)
    .map(([arm]) => arm);
}

function responsePanel({ arm, bond, market, dates, means, intervals }: Response, yRange: Point): LinePanel {
  const pointsOf = (values: readonly (number | null | undefined)[]): Point[] => [
    [0, 0],
    ...values.flatMap((value, at): Point[] => (value === null || value === undefined ? [] : [[at + 1, value]])),
  ];
  return {
    title: `${arm}: ${bond}, bp`,
    label: `${arm}, ${CITY_NAMES[market as keyof typeof CITY_NAMES] ?? market}: mean difference of ${bond} from the base by date.`,
    bands: [
      {
        hue: market,
        depth: 2,
        low: pointsOf(intervals.map((each) => each?.from)),
        high: pointsOf(intervals.map((each) => each?.to)),
      },
    ],
    lines: [{ label: '', hue: market, weight: 'main', points: pointsOf(means) }],
    x: { range: [0, dates.length], marks: dayMarks(dates, 1) },
    yRange,
    width: WIDTH,
    height: HEIGHT,
  };
}
