/** Policies on two dials: what each does to both at once, and how far it lies from the best of each. */
import { type Cloud, scatterPanel } from '../draw/scatter-panel.ts';
import { type DataColumn, numbers, tableMarkup, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import { sentenceCase } from './answer-block.ts';
import type { ExperimentInput, Outcome } from './experiment-input.ts';
import { inUnit, placesIn } from './outcome-words.ts';

/** By place of the arm: hues that also differ in lightness; the label says which it is. */
const HUES = ['base', 'jgb', 'ust', 'gilt', 'ktb', 'ink'] as const;

/** Of each arm; the mean and the ellipse are of all. */
const POINTS_MOST = 250;

interface Dials {
  readonly x: Outcome;
  readonly y: Outcome;
}

export function policyBlock(input: ExperimentInput): Block | undefined {
  const { document } = input;
  if (document.kind !== 'policy' || document.results.dials === null) return undefined;
  const [xName, yName] = document.results.dials;
  const [x, y] = [xName, yName].map((name) => document.outcomes.find((outcome) => outcome.name === name));
  if (x === undefined || y === undefined) return undefined;
  const clouds = cloudsOf(input, { x, y });
  if (clouds.length === 0) return undefined;
  return {
    id: 'policy',
    title: 'Policies on two dials',
    parts: [dialsFigure(clouds, { x, y }), regrets(clouds, { x, y })],
  };
}

function cloudsOf({ document, runs }: ExperimentInput, { x, y }: Dials): Cloud[] {
  if (document.kind !== 'policy') return [];
  return document.results.arms.flatMap((arm, at): Cloud[] => {
    const { x_mean, y_mean, x_sd, y_sd, correlation } = arm;
    if (x_mean === null || y_mean === null || x_sd === null || y_sd === null) return [];
    const points = runs
      .filter((run) => run.arm === arm.arm)
      .slice(0, POINTS_MOST)
      .flatMap(({ outcomes }) => {
        const [a, b] = [outcomes[x.name], outcomes[y.name]];
        return typeof a === 'number' && typeof b === 'number' ? [[a, b] as const] : [];
      });
    const hue = HUES[at % HUES.length] as string;
    return [
      { label: arm.arm, hue, points, mean: [x_mean, y_mean], deviation: [x_sd, y_sd], correlation: correlation ?? 0 },
    ];
  });
}

function dialsFigure(clouds: readonly Cloud[], { x, y }: Dials): Figure {
  return {
    id: 'policy',
    title: `${sentenceCase(y.what)} against ${x.what}`,
    caption: `A dot a run, at most ${POINTS_MOST} an arm; the large dot is the mean of an arm, the ellipse holds nine tenths of a normal cloud of its spread.`,
    panels: [
      scatterPanel({
        title: `${y.what}, ${y.unit}`,
        label: `Each policy on two dials, ${x.what} and ${y.what}: ${clouds.map(({ label, mean }) => `${label} ${inUnit(x.unit, mean[0])}, ${inUnit(y.unit, mean[1])}`).join('; ')}.`,
        clouds,
        xTitle: `${x.what}, ${x.unit}`,
      }),
    ],
    data: {
      columns: [words('arm', 'arm'), dialColumn('x', x), dialColumn('y', y)],
      rows: clouds.flatMap(({ label, points }) => points.map(([a, b]) => [label, a, b] as const)),
    },
  };
}

const dialColumn = (name: string, { what, unit }: Outcome): DataColumn =>
  numbers(name, `${what}, ${unit}`, (value) => inUnit(unit, value));

/** Lower is taken as better on both: a reader who wants the other reads the sign the other way. */
function regrets(clouds: readonly Cloud[], { x, y }: Dials): Markup {
  const best = [0, 1].map((dial) => Math.min(...clouds.map(({ mean }) => mean[dial] as number)));
  const places = [x, y].map(({ unit }, dial) =>
    placesIn(
      unit,
      clouds.map(({ mean }) => mean[dial] as number),
    ),
  );
  const cell = (mean: readonly [number, number], dial: 0 | 1): string => {
    const value = mean[dial];
    const more = value - (best[dial] as number);
    return `${fixed(value, places[dial] as number)}${more === 0 ? ', the lowest' : ` (${signed(more, places[dial] as number)})`}`;
  };
  const table = tableMarkup(
    {
      columns: [words('arm', 'policy'), words('x', `${x.what}, ${x.unit}`), words('y', `${y.what}, ${y.unit}`)],
      rows: clouds.map(({ label, mean }) => [label, cell(mean, 0), cell(mean, 1)]),
    },
    {
      caption:
        'Mean of each dial; in brackets how far above the lowest of all policies (regret, where lower is better)',
      isStacked: true,
    },
  );
  return markup`${table}`;
}
