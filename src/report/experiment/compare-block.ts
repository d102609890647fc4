/** Two experiments side by side: outcomes that both have, paired by seed where they share seeds, and the effects of arms in both. */
import type { LevelInterval } from '../../experiments/results/arm-statistics.ts';
import { bootstrapDifference, bootstrapInterval, mean } from '../../experiments/statistics.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { type Line, linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { DASHES } from '../draw/look.ts';
import { type EstimateRow, rowPanel } from '../draw/row-panel.ts';
import { dayMarks } from '../draw/time-axis.ts';
import { numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { sentenceCase } from './answer-block.ts';
import { baseArm, bondsOf, linePaths } from './arm-days.ts';
import type { ExperimentInput, Outcome } from './experiment-input.ts';
import { hueOfOutcome, inUnit, placesOf } from './outcome-words.ts';
import { isClear } from './responses-block.ts';

const LEVEL = 0.95;
const LEAST = 2;

export function compareBlock(a: ExperimentInput, b: ExperimentInput): Block {
  const differences = outcomeDifferences(a, b);
  const intro = markup`<p>A is <b>${a.document.title}</b> (<code>${a.name}</code>), B is <b>${b.document.title}</b> (<code>${b.name}</code>). Differences are B less A, between their base arms.</p>`;
  const [first] = differences;
  const told =
    first === undefined
      ? [markup`<p class="answer">They have no outcome of one name with values in both.</p>`]
      : [...sentences(differences), differenceFigure(differences)];
  return {
    id: 'compare',
    title: 'What is different in B',
    parts: [intro, ...told, ...meanFigure(a, b), ...effectFigure(a, b)],
  };
}

interface OutcomeDifference {
  readonly outcome: Outcome;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly interval: Pick<LevelInterval, 'from' | 'to'>;
  /** Seeds that both have; 0: groups of different seeds. */
  readonly pairs: number;
}

/** Outcomes of one name and unit, of base arms with one point. */
export function outcomeDifferences(a: ExperimentInput, b: ExperimentInput): OutcomeDifference[] {
  return a.document.outcomes.flatMap((outcome): OutcomeDifference[] => {
    const other = b.document.outcomes.find(({ name, unit }) => name === outcome.name && unit === outcome.unit);
    if (other === undefined) return [];
    const [ofA, ofB] = [bySeed(a, outcome.name), bySeed(b, outcome.name)];
    if (ofA.size < LEAST || ofB.size < LEAST) return [];
    const paired = [...ofA].flatMap(([seed, value]) => {
      const its = ofB.get(seed);
      return its === undefined ? [] : [its - value];
    });
    const [valuesA, valuesB] = [[...ofA.values()], [...ofB.values()]];
    const isPaired = paired.length >= LEAST && paired.length === Math.min(ofA.size, ofB.size);
    const name = `compare ${outcome.name}`;
    return [
      {
        outcome,
        a: mean(valuesA),
        b: mean(valuesB),
        difference: isPaired ? mean(paired) : mean(valuesB) - mean(valuesA),
        interval: isPaired
          ? bootstrapInterval(paired, mean, name, LEVEL)
          : bootstrapDifference([valuesB, valuesA], mean, name, LEVEL),
        pairs: isPaired ? paired.length : 0,
      },
    ];
  });
}

function bySeed(input: ExperimentInput, outcome: string): Map<number, number> {
  const own = input.runs.filter(({ arm }) => arm === baseArm(input));
  if (new Set(own.map(({ point }) => point)).size > 1) return new Map();
  return new Map(
    own.flatMap(({ seed, outcomes }) => {
      const value = outcomes[outcome];
      return value === null || value === undefined ? [] : [[seed, value] as const];
    }),
  );
}

const clear = (interval: Pick<LevelInterval, 'from' | 'to'>): boolean => isClear({ ...interval, level: LEVEL });

function sentences(differences: readonly OutcomeDifference[]): Markup[] {
  const known = differences.filter(({ interval }) => clear(interval));
  const [largest] = [...known].sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
  if (largest === undefined)
    return [
      markup`<p class="answer">No outcome is different beyond chance: every interval of the difference holds zero.</p>`,
    ];
  const { outcome, a, b, difference, interval, pairs } = largest;
  const places = placesOf([difference]);
  const luck = pairs > 0 ? `${pairs} pairs on the same seeds` : 'on different seeds';
  const text = `${sentenceCase(outcome.what)}: ${signed(difference, places)} ${outcome.unit} [${signed(interval.from, places)}, ${signed(interval.to, places)}] in B, from ${inUnit(outcome.unit, a)} to ${inUnit(outcome.unit, b)}; ${luck}.`;
  const count = `${known.length} of ${differences.length} outcomes are different beyond chance (95 %).`;
  return [markup`<p class="answer">${text}</p>`, markup`<p>${count}</p>`];
}

function differenceFigure(differences: readonly OutcomeDifference[]): Figure {
  const units = [...new Set(differences.map(({ outcome }) => outcome.unit))];
  return {
    id: 'compare',
    title: 'Outcomes in B less those in A',
    caption:
      'Mean difference between the base arms and its 95 % interval; paired where both ran on the same seeds. A hollow dot: the interval holds zero.',
    panels: units.map((unit) => {
      const own = differences.filter(({ outcome }) => outcome.unit === unit);
      const places = placesOf(own.map(({ difference }) => difference));
      return rowPanel({
        title: `B less A, ${unit}`,
        label: `Outcomes in ${unit}: mean difference of B from A with its interval.`,
        rows: own.map(({ outcome, difference, interval }) => ({
          label: outcome.name,
          hue: hueOfOutcome(outcome),
          value: difference,
          interval,
          isClear: clear(interval),
          text: signed(difference, places),
        })),
        as: 'estimates',
        axisTitle: unit,
      });
    }),
    data: {
      columns: [
        words('outcome', 'outcome'),
        words('unit', 'unit'),
        numbers('a', 'mean in A'),
        numbers('b', 'mean in B'),
        numbers('difference', 'difference'),
        numbers('from', 'from'),
        numbers('to', 'to'),
        numbers('pairs', 'pairs', (value) => fixed(value, 0)),
      ],
      rows: differences.map(({ outcome, a, b, difference, interval, pairs }) => [
        outcome.name,
        outcome.unit,
        a,
        b,
        difference,
        interval.from,
        interval.to,
        pairs,
      ]),
    },
  };
}

interface MeanPath {
  readonly bond: string;
  readonly market: keyof typeof DASHES;
  readonly dates: readonly string[];
  readonly a: readonly (number | null)[];
  readonly b: readonly (number | null)[];
}

/** Mean path of each benchmark in both. */
function meanFigure(a: ExperimentInput, b: ExperimentInput): Figure[] {
  const theirs = bondsOf(b);
  const shared = benchmarksOf(new Set([...bondsOf(a)].filter((bond) => theirs.has(bond))));
  const paths = shared.flatMap(({ bond, market }): MeanPath[] => {
    const [ofA, ofB] = [linePaths(a, baseArm(a), bond), linePaths(b, baseArm(b), bond)];
    const dates = ofA.dates.filter((date) => ofB.dates.includes(date));
    if (dates.length === 0) return [];
    const meanAt = ({ dates: all, paths: runs }: typeof ofA, date: string): number | null => {
      const values = runs.flatMap(({ changes }) => changes[all.indexOf(date)] ?? []);
      return values.length === 0 ? null : Number(mean(values).toFixed(2));
    };
    return [
      { bond, market, dates, a: dates.map((date) => meanAt(ofA, date)), b: dates.map((date) => meanAt(ofB, date)) },
    ];
  });
  if (paths.length === 0) return [];
  const pointsOf = (values: readonly (number | null)[]): Point[] => [
    [0, 0],
    ...values.flatMap((value, at): Point[] => (value === null ? [] : [[at + 1, value]])),
  ];
  const yRange = rangeOf(paths.flatMap((path) => [pointsOf(path.a), pointsOf(path.b)]));
  return [
    {
      id: 'compare-paths',
      title: 'Mean change of yield since the opening, A and B, basis points',
      caption: 'Mean over the runs of the base arm at each official close. Coloured: A; grey: B.',
      panels: paths.map(({ bond, market, dates, a: ofA, b: ofB }) => {
        const lines: Line[] = [
          { label: 'B', hue: 'base', weight: 'main', points: pointsOf(ofB) },
          { label: 'A', hue: market, dash: DASHES[market], weight: 'main', points: pointsOf(ofA) },
        ];
        return linePanel({
          title: `${bond}, bp`,
          label: `${bond}: mean change since the opening in A and in B by date.`,
          lines,
          x: { range: [0, dates.length], marks: dayMarks(dates, 1) },
          yRange,
          width: 256,
          height: 190,
        });
      }),
      data: {
        columns: [
          words('bond', 'bond'),
          words('date', 'date'),
          numbers('a_bp', 'A, bp', (value) => signed(value, 1)),
          numbers('b_bp', 'B, bp', (value) => signed(value, 1)),
        ],
        rows: paths.flatMap(({ bond, dates, a: ofA, b: ofB }) =>
          dates.map((date, at) => [bond, date, ofA[at] ?? null, ofB[at] ?? null] as const),
        ),
      },
    },
  ];
}

/** Arms of one name in both: their effects on outcomes that both have. */
function effectFigure(a: ExperimentInput, b: ExperimentInput): Figure[] {
  const rows = a.document.effects.flatMap((effect) => {
    const other = b.document.effects.find(({ arm, outcome }) => arm === effect.arm && outcome === effect.outcome);
    return other === undefined || effect.mean === null || other.mean === null
      ? []
      : [
          {
            arm: effect.arm,
            outcome: effect.outcome,
            a: { ...effect, mean: effect.mean },
            b: { ...other, mean: other.mean },
          },
        ];
  });
  if (rows.length === 0) return [];
  const outcomes = a.document.outcomes.filter(({ name }) => rows.some(({ outcome }) => outcome === name));
  return [
    {
      id: 'compare-effects',
      title: 'Effects of arms in A and in B',
      caption: 'Mean of arm less base in each experiment and its 95 % interval. Coloured: A; grey: B.',
      panels: outcomes.map((outcome) => {
        const own = rows.filter((row) => row.outcome === outcome.name);
        const places = placesOf(own.flatMap((row) => [row.a.mean, row.b.mean]));
        const rowOf = (label: string, hue: string, effect: (typeof own)[number]['a']): EstimateRow => ({
          label,
          hue,
          value: effect.mean,
          interval: effect.interval ?? undefined,
          isClear: isClear(effect.interval),
          text: signed(effect.mean, places),
        });
        return rowPanel({
          title: outcome.what,
          label: `${outcome.what}: effect of each arm in A and in B, ${outcome.unit}.`,
          rows: own.flatMap((row) => [rowOf(`${row.arm}, A`, hueOfOutcome(outcome), row.a), rowOf('B', 'base', row.b)]),
          as: 'estimates',
          axisTitle: `arm less base, ${outcome.unit}`,
        });
      }),
      data: {
        columns: [
          words('arm', 'arm'),
          words('outcome', 'outcome'),
          numbers('a', 'effect in A'),
          numbers('b', 'effect in B'),
          numbers('difference', 'B less A'),
        ],
        rows: rows.map((row) => [row.arm, row.outcome, row.a.mean, row.b.mean, row.b.mean - row.a.mean]),
      },
    },
  ];
}
