/** The question of the experiment, answered first: a sentence with a number and its interval. */

import { LOOP_NAMES, LOOPS } from '../../agents/loops.ts';
import type { Answer, ArmStatistic, LevelInterval } from '../../experiments/results/arm-statistics.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { type DataTable, numbers, tableMarkup, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed, plain, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type {
  ExperimentDocument,
  ExperimentInput,
  MorrisResults,
  Outcome,
  PolicyResults,
  SobolResults,
} from './experiment-input.ts';
import { hueOfOutcome, inUnit, placesIn, placesOf } from './outcome-words.ts';

export function answerBlock({ document }: ExperimentInput): Block {
  const told = answersOf(document);
  const sentences = told.sentences.map((text) => markup`<p class="answer">${text}</p>`);
  return { id: 'answer', title: 'The answer', parts: [...sentences, ...told.parts] };
}

interface Told {
  readonly sentences: readonly string[];
  readonly parts: readonly (Markup | Figure)[];
}

function answersOf(document: ExperimentDocument): Told {
  switch (document.kind) {
    case 'ablation':
      return {
        sentences: document.answers.map((answer) => effectSentence(document, answer)),
        parts: answerFigure(document),
      };
    case 'policy':
      return {
        sentences: policySentences(document, document.results),
        parts: [statisticsTable(document)],
      };
    case 'ensemble':
      return { sentences: ensembleSentences(document), parts: [statisticsTable(document)] };
    case 'morris':
      return {
        sentences: document.outcomes.flatMap((outcome) => morrisSentence(outcome, document.results)),
        parts: [],
      };
    case 'sobol':
      return { sentences: document.outcomes.flatMap((outcome) => sobolSentence(outcome, document.results)), parts: [] };
    case 'grid':
      return { sentences: gridSentences(document), parts: [] };
    case 'calibrate':
      return { sentences: calibrationSentences(document), parts: [] };
  }
}

// ── Ablation ────────────────────────────────────────────────────────────────────────────────────────────────────────

export function effectSentence(
  { arms, effects }: Pick<ExperimentDocument, 'arms' | 'effects'>,
  { outcome, what, unit, base_mean, largest, ranking }: Answer,
): string {
  if (largest === null || largest.mean === null)
    return `${sentenceCase(what)}: no arm has a run that can be paired with the base.`;
  const { arm, mean, interval, pairs, is_clear } = largest;
  const about = arms.find(({ name }) => name === arm)?.what ?? '';
  const places = placesOf([mean]);
  const size = `${signed(mean, places)} ${unit}${intervalText(interval, places)}`;
  const from = base_mean === null ? '' : `, from ${fixed(base_mean, placesIn(unit, [base_mean]))} ${unit} in the base`;
  const second = effects.find((each) => each.outcome === outcome && each.arm === ranking[1])?.mean ?? null;
  const next = second === null ? '' : ` Next ${ranking[1]}, ${signed(second, places)} ${unit}.`;
  const unclear = is_clear ? '' : ' The interval holds zero: no arm stands out.';
  const luck = pairs === null ? 'independent luck' : `${pairs} pairs`;
  const named = namedArm({ name: arm, what: about });
  return `${sentenceCase(what)}: the largest effect is that of ${named}, ${size}${from}; ${luck}.${next}${unclear}`;
}

/** A loop that is left out by its name and its words, any other arm by what it says of itself. */
function namedArm({ name, what }: { readonly name: string; readonly what: string }): string {
  const loop = loopOf(name);
  if (loop !== undefined && what === `${loop.name} switched off`) return `switching off ${loop.name} (${loop.what})`;
  const words = [what === name ? '' : what, loop?.what ?? ''].filter((text) => text !== '').join(': ');
  return words === '' ? name : `${name} (${words})`;
}

/** What an arm that is named for a loop leaves out: `L6-off` → liquidity. */
function loopOf(arm: string): { readonly name: string; readonly what: string } | undefined {
  const name = LOOP_NAMES.find((each) => arm.split(/[^\w]/)[0] === each);
  return name === undefined ? undefined : { name, what: LOOPS[name].split(':')[0] as string };
}

const intervalText = (interval: LevelInterval | null, places: number): string =>
  interval === null ? '' : ` [${signed(interval.from, places)}, ${signed(interval.to, places)}]`;

export const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function answerFigure({ answers }: ExperimentDocument): (Markup | Figure)[] {
  const known = answers.flatMap((answer) => {
    const { largest } = answer;
    return largest === null || largest.mean === null ? [] : [{ answer, arm: largest.arm, mean: largest.mean, largest }];
  });
  const [first] = known;
  if (first === undefined) return [];
  const oneUnit = known.filter(({ answer }) => answer.unit === first.answer.unit);
  const places = placesOf(oneUnit.map(({ mean }) => mean));
  const figure: Figure = {
    id: 'answer',
    title: 'The largest effect on each outcome',
    caption:
      'Mean of arm less base over pairs on the same luck, and its 95 % interval. A hollow dot: the interval holds zero.',
    panels: [
      rowPanel({
        title: `Largest effects, ${first.answer.unit}`,
        label: `For each outcome the arm with the largest mean difference from the base: ${known.map(({ answer, arm, mean }) => `${answer.what}: ${arm} ${signed(mean, 1)} ${answer.unit}`).join('; ')}.`,
        rows: oneUnit.map(({ answer, arm, mean, largest }) => ({
          label: `${placeOf(answer)}: ${arm}`,
          hue: hueOfOutcome({ name: answer.outcome, what: answer.what }),
          value: mean,
          interval: largest.interval ?? undefined,
          isClear: largest.is_clear,
          text: signed(mean, places),
        })),
        as: 'estimates',
        axisTitle: `arm less base, ${first.answer.unit}`,
      }),
    ],
    data: {
      columns: [
        words('outcome', 'outcome'),
        words('arm', 'arm'),
        numbers('mean', 'mean difference'),
        numbers('from', 'from'),
        numbers('to', 'to'),
        numbers('pairs', 'pairs', (value) => fixed(value, 0)),
        words('unit', 'unit'),
      ],
      rows: known.map(({ answer, arm, mean, largest }) => [
        answer.outcome,
        arm,
        mean,
        largest.interval?.from ?? null,
        largest.interval?.to ?? null,
        largest.pairs,
        answer.unit,
      ]),
    },
  };
  return [figure];
}

const PLACES = ['New York', 'London', 'Seoul', 'Tokyo'];
const placeOf = ({ what, outcome }: Answer): string => PLACES.find((place) => what.includes(place)) ?? outcome;

// ── Arms by themselves ──────────────────────────────────────────────────────────────────────────────────────────────

/** Listed as answers, or all. */
function asked({ outcomes, answers }: ExperimentDocument): readonly Outcome[] {
  const named = outcomes.filter(({ name }) => answers.some(({ outcome }) => outcome === name));
  return named.length === 0 ? outcomes : named;
}

const SENTENCES_MOST = 4;

const ensembleSentences = (document: ExperimentDocument): string[] =>
  asked(document)
    .slice(0, SENTENCES_MOST)
    .flatMap((outcome) => {
      const own = document.statistics.find((each) => each.outcome === outcome.name);
      if (own?.median === null || own === undefined || own.p05 === null || own.p95 === null) return [];
      const places = placesIn(outcome.unit, [own.p05, own.p95]);
      return [
        `${sentenceCase(outcome.what)}: median ${fixed(own.median, places)} ${outcome.unit}; nine tenths of ${own.runs} runs lie between ${fixed(own.p05, places)} and ${fixed(own.p95, places)}.`,
      ];
    });

function statisticsTable({ statistics, outcomes }: ExperimentDocument): Markup {
  const data: DataTable = {
    columns: [
      words('outcome', 'outcome'),
      words('arm', 'arm'),
      numbers('runs', 'runs', (value) => fixed(value, 0)),
      numbers('median', 'median'),
      words('range', '5 to 95 %'),
      words('mean', 'mean and 95 % interval'),
      words('unit', 'unit'),
    ],
    rows: statistics.map((each) => {
      const outcome = outcomes.find(({ name }) => name === each.outcome);
      const { what, unit } = outcome ?? { what: each.outcome, unit: '' };
      const range =
        each.p05 === null || each.p95 === null ? '–' : `${inUnit(unit, each.p05)} to ${inUnit(unit, each.p95)}`;
      const middle = each.median === null ? null : inUnit(unit, each.median);
      return [what, each.arm, each.runs, middle, range, meanText(each, unit), unit];
    }),
  };
  return tableMarkup(data, { caption: 'All outcomes', isStacked: true });
}

function meanText({ mean, mean_interval: interval }: ArmStatistic, unit: string): string {
  if (mean === null) return '–';
  const range = interval === null ? '' : ` [${inUnit(unit, interval.from)}, ${inUnit(unit, interval.to)}]`;
  return `${inUnit(unit, mean)}${range}`;
}

function policySentences(document: ExperimentDocument, { dials, arms }: PolicyResults): string[] {
  const known = arms.flatMap(({ arm, x_mean, y_mean }) =>
    x_mean === null || y_mean === null ? [] : [{ arm, x_mean, y_mean }],
  );
  const outcomes = dials?.map((name) => document.outcomes.find((outcome) => outcome.name === name));
  const [x, y] = outcomes ?? [];
  if (x === undefined || y === undefined || known.length < 2) return [];
  const lowest = (of: (arm: (typeof known)[number]) => number) =>
    known.reduce((best, each) => (of(each) < of(best) ? each : best));
  const [byX, byY] = [lowest(({ x_mean }) => x_mean), lowest(({ y_mean }) => y_mean)];
  const told = (outcome: Outcome, value: number): string =>
    `${fixed(value, placesIn(outcome.unit, [value]))} ${outcome.unit}`;
  if (byX.arm === byY.arm)
    return [`${byX.arm} is lowest on both dials: ${x.what} ${told(x, byX.x_mean)}, ${y.what} ${told(y, byX.y_mean)}.`];
  return [
    `No policy is lowest on both dials. ${sentenceCase(x.what)} is lowest with ${byX.arm}, ${told(x, byX.x_mean)}, and there ${y.what} is ${told(y, byX.y_mean)}; ${y.what} is lowest with ${byY.arm}, ${told(y, byY.y_mean)}, and there ${x.what} is ${told(x, byY.x_mean)}.`,
  ];
}

// ── Methods ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function morrisSentence({ name, what, unit }: Outcome, { effects }: MorrisResults): string[] {
  const ranked = effects.filter(({ outcome }) => outcome === name).sort((a, b) => b.mu_star - a.mu_star);
  const [first, second] = ranked;
  if (first === undefined) return [];
  const places = placesOf([first.mu_star]);
  const size = `${fixed(first.mu_star, places)} ${unit}${first.mu_star_interval === null ? '' : ` [${fixed(first.mu_star_interval.from, places)}, ${fixed(first.mu_star_interval.to, places)}]`}`;
  const next = second === undefined ? '' : `; next ${second.parameter}, ${fixed(second.mu_star, places)}`;
  return [`${sentenceCase(what)} moves most with ${first.parameter}: μ* ${size}${next}.`];
}

function sobolSentence({ name, what }: Outcome, { indices }: SobolResults): string[] {
  const ranked = indices.filter(({ outcome }) => outcome === name).sort((a, b) => (b.total ?? 0) - (a.total ?? 0));
  const [first] = ranked;
  if (first === undefined || first.total === null) return [];
  const interval = first.total_interval;
  const range = interval === null ? '' : ` [${fixed(interval.from, 2)}, ${fixed(interval.to, 2)}]`;
  const alone = first.first === null ? '' : `, ${fixed(first.first, 2)} by itself`;
  return [
    `${sentenceCase(what)}: most of its variance comes with ${first.parameter}, total index ${fixed(first.total, 2)}${range}${alone}.`,
  ];
}

function gridSentences(document: ExperimentDocument): string[] {
  if (document.kind !== 'grid') return [];
  const points = new Map(document.points.map(({ point, values }) => [point, values]));
  return asked(document)
    .slice(0, SENTENCES_MOST)
    .flatMap(({ name, what, unit }) => {
      const cells = document.results.cells
        .filter((cell) => cell.outcome === name)
        .flatMap(({ mean, point }) => (mean === null ? [] : [{ mean, point }]))
        .sort((a, b) => a.mean - b.mean);
      const [low, high] = [cells[0], cells.at(-1)];
      if (low === undefined || high === undefined) return [];
      const where = (point: number): string =>
        Object.entries(points.get(point) ?? {})
          .map(([parameter, value]) => `${parameter} ${value}`)
          .join(', ');
      const places = placesIn(unit, [low.mean, high.mean]);
      return [
        `${sentenceCase(what)} goes from ${fixed(low.mean, places)} ${unit} (${where(low.point)}) to ${fixed(high.mean, places)} ${unit} (${where(high.point)}).`,
      ];
    });
}

function calibrationSentences(document: ExperimentDocument): string[] {
  if (document.kind !== 'calibrate') return [];
  const { parameters, moments, loss } = document.results;
  const values = parameters.flatMap(({ name, value, unit }) =>
    value === null ? [] : [`${name} ${plain(value)}${unit ? ` ${unit}` : ''}`],
  );
  const within = (heldOut: boolean): string => {
    const own = moments.filter(({ held_out }) => held_out === heldOut);
    const met = own.filter(({ value, target, tolerance }) => value !== null && Math.abs(value - target) <= tolerance);
    return `${met.length} of ${own.length}`;
  };
  const hasHeldOut = moments.some(({ held_out }) => held_out);
  const bound = parameters.filter(({ at_bound }) => at_bound).map(({ name }) => name);
  return [
    `The best fit has a loss of ${loss === null ? '–' : plain(loss)}: ${values.join(', ')}.`,
    `${within(false)} fitted moments are met within their tolerance${hasHeldOut ? `, and ${within(true)} of those held out` : ''}.${bound.length === 0 ? '' : ` At a bound: ${bound.join(', ')}.`}`,
  ];
}
