/** Which parameters matter: Morris, Sobol, or the cells of a grid. */
import { heatPanel } from '../draw/heat-panel.ts';
import { linePanel, type Point } from '../draw/line-panel.ts';
import type { Panel } from '../draw/panel.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { type DataCell, numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed, plain, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type {
  ExperimentDocument,
  ExperimentInput,
  GridResults,
  MorrisResults,
  Outcome,
  SobolResults,
} from './experiment-input.ts';
import { hueOfOutcome, placesIn, placesOf } from './outcome-words.ts';

export function sensitivityBlock({ document }: ExperimentInput): Block | undefined {
  const parts = partsOf(document);
  if (parts.length === 0) return undefined;
  return { id: 'sensitivity', title: 'Which parameters matter', parts: [...parts, ...rangesTable(document)] };
}

function partsOf(document: ExperimentDocument): readonly (Markup | Figure)[] {
  switch (document.kind) {
    case 'morris':
      return [morrisFigure(document, document.results)];
    case 'sobol':
      return [sobolFigure(document, document.results), ...sobolNotes(document.results)];
    case 'grid':
      return gridFigures(document, document.results);
    default:
      return [];
  }
}

type Asked = Pick<ExperimentDocument, 'outcomes'>;
const panelsByOutcome = (document: Asked, draw: (outcome: Outcome) => Panel | undefined): Panel[] =>
  document.outcomes.flatMap((outcome) => draw(outcome) ?? []);

function morrisFigure(document: Asked, { effects, trajectories, levels }: MorrisResults): Figure {
  const panels = panelsByOutcome(document, (outcome) => {
    const own = effects.filter((effect) => effect.outcome === outcome.name).sort((a, b) => b.mu_star - a.mu_star);
    if (own.length === 0) return undefined;
    const places = placesOf(own.map(({ mu_star }) => mu_star));
    return rowPanel({
      title: outcome.what,
      label: `${outcome.what}: mean absolute elementary effect of each parameter with its interval, ${outcome.unit}.`,
      rows: own.map(({ parameter, mu_star, mu_star_interval, sigma }) => ({
        label: parameter,
        hue: hueOfOutcome(outcome),
        value: mu_star,
        interval: mu_star_interval ?? undefined,
        text: `${fixed(mu_star, places)} · σ ${fixed(sigma, places)}`,
      })),
      as: 'estimates',
      axisTitle: `μ*, ${outcome.unit}`,
    });
  });
  return {
    id: 'morris',
    title: 'Morris screening: mean absolute elementary effects',
    caption: `μ* says how far the outcome moves for a step over the whole range of the parameter, whatever its sign; a spread σ as large as μ* says that it depends on the others, or is bent. ${trajectories} trajectories on ${levels} levels; 95 % intervals over trajectories.`,
    panels,
    data: {
      columns: [
        words('outcome', 'outcome'),
        words('parameter', 'parameter'),
        numbers('mu', 'μ'),
        numbers('mu_star', 'μ*'),
        numbers('from', 'μ* from'),
        numbers('to', 'μ* to'),
        numbers('sigma', 'σ'),
      ],
      rows: effects.map(({ outcome, parameter, mu, mu_star, mu_star_interval, sigma }) => [
        outcome,
        parameter,
        mu,
        mu_star,
        mu_star_interval?.from ?? null,
        mu_star_interval?.to ?? null,
        sigma,
      ]),
    },
  };
}

function sobolFigure(document: Asked, { indices, base_samples }: SobolResults): Figure {
  const panels = panelsByOutcome(document, (outcome) => {
    const own = indices
      .filter((index) => index.outcome === outcome.name)
      .sort((a, b) => (b.total ?? 0) - (a.total ?? 0));
    if (own.length === 0) return undefined;
    const rows = own.flatMap(({ parameter, first, first_interval, total, total_interval }) => [
      ...(first === null
        ? []
        : [
            {
              label: `${parameter}, first`,
              hue: hueOfOutcome(outcome),
              value: first,
              interval: first_interval ?? undefined,
              text: fixed(first, 2),
            },
          ]),
      ...(total === null
        ? []
        : [
            {
              label: 'total',
              hue: hueOfOutcome(outcome),
              value: total,
              interval: total_interval ?? undefined,
              isClear: false,
              text: fixed(total, 2),
            },
          ]),
    ]);
    return rowPanel({
      title: outcome.what,
      label: `${outcome.what}: first-order and total Sobol indices of each parameter with intervals.`,
      rows,
      as: 'estimates',
      axisTitle: 'share of variance',
    });
  });
  return {
    id: 'sobol',
    title: 'Sobol indices: shares of the outcome’s variance',
    caption: `Full dot: first order, what the parameter does alone. Hollow dot: total, with all its interactions. ${base_samples} base samples; 95 % intervals by bootstrap. An estimate may lie below zero or above one by chance of sampling.`,
    panels,
    data: {
      columns: [
        words('outcome', 'outcome'),
        words('parameter', 'parameter'),
        numbers('first', 'first'),
        numbers('first_from', 'first from'),
        numbers('first_to', 'first to'),
        numbers('total', 'total'),
        numbers('total_from', 'total from'),
        numbers('total_to', 'total to'),
      ],
      rows: indices.map(({ outcome, parameter, first, first_interval, total, total_interval }) => [
        outcome,
        parameter,
        first,
        first_interval?.from ?? null,
        first_interval?.to ?? null,
        total,
        total_interval?.from ?? null,
        total_interval?.to ?? null,
      ]),
    },
  };
}

function sobolNotes({ indices, hint }: SobolResults): Markup[] {
  const notes = indices.flatMap(({ outcome, parameter, notes: own }) =>
    own.map((note) => markup`<li>${parameter} on ${outcome}: ${note}</li>`),
  );
  const list = notes.length === 0 ? [] : [markup`<ul>${notes}</ul>`];
  return hint === null ? list : [...list, markup`<p>${hint}</p>`];
}

/** One axis: a line with intervals; two: a map; more: a map of the first two, averaged over the others. */
function gridFigures(document: ExperimentDocument, results: GridResults): Figure[] {
  const panels = panelsByOutcome(document, (outcome) =>
    results.axes.length === 1 ? gridLine(document, results, outcome) : gridMap(document, results, outcome),
  );
  if (panels.length === 0) return [];
  const names = results.axes.map(({ parameter }) => parameter);
  const averaged = names.length > 2 ? ` Averaged over ${names.slice(2).join(', ')}.` : '';
  const points = new Map(document.points.map(({ point, values }) => [point, values]));
  return [
    {
      id: 'grid',
      title: `Outcomes over ${names.join(' and ')}`,
      caption: `Mean over the seeds of each point${names.length === 1 ? ', with its 95 % interval' : ''}.${averaged}`,
      panels,
      data: {
        columns: [
          words('outcome', 'outcome'),
          ...names.map((name) => words(name, name)),
          numbers('runs', 'runs', (value) => fixed(value, 0)),
          numbers('mean', 'mean'),
          numbers('p05', '5 %'),
          numbers('p95', '95 %'),
        ],
        rows: results.cells.map(({ outcome, point, runs, mean, p05, p95 }): DataCell[] => [
          outcome,
          ...names.map((name) => String(points.get(point)?.[name] ?? '')),
          runs,
          mean,
          p05,
          p95,
        ]),
      },
    },
  ];
}

interface Cell {
  readonly at: readonly number[];
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

/** Cells of an outcome by their places on the axes. */
function cellsOf({ points }: ExperimentDocument, { axes, cells }: GridResults, outcome: Outcome): Cell[] {
  const values = new Map(points.map((point) => [point.point, point.values]));
  return cells
    .filter((cell) => cell.outcome === outcome.name)
    .flatMap(({ point, mean, mean_interval }) => {
      if (mean === null) return [];
      const at = axes.map(({ parameter, values: all }) =>
        all.map(String).indexOf(String(values.get(point)?.[parameter])),
      );
      return at.some((index) => index < 0)
        ? []
        : [{ at, mean, from: mean_interval?.from ?? mean, to: mean_interval?.to ?? mean }];
    });
}

function gridLine(document: ExperimentDocument, results: GridResults, outcome: Outcome): Panel | undefined {
  const [axis] = results.axes;
  const cells = cellsOf(document, results, outcome).sort((a, b) => (a.at[0] as number) - (b.at[0] as number));
  if (axis === undefined || cells.length === 0) return undefined;
  const pointsOf = (of: (cell: Cell) => number): Point[] => cells.map((cell) => [cell.at[0] as number, of(cell)]);
  const hue = hueOfOutcome(outcome);
  return linePanel({
    title: `${outcome.what}, ${outcome.unit}`,
    label: `${outcome.what} by ${axis.parameter}: mean with its interval, ${outcome.unit}.`,
    bands: [{ hue, depth: 2, low: pointsOf(({ from }) => from), high: pointsOf(({ to }) => to) }],
    lines: [{ label: '', hue, weight: 'main', points: pointsOf(({ mean }) => mean) }],
    x: {
      range: [0, Math.max(1, axis.values.length - 1)],
      marks: axis.values.map((value, at) => ({ at, label: String(value) })),
      title: axis.parameter,
    },
  });
}

function gridMap(document: ExperimentDocument, results: GridResults, outcome: Outcome): Panel | undefined {
  const [down, across] = results.axes;
  const cells = cellsOf(document, results, outcome);
  if (down === undefined || across === undefined || cells.length === 0) return undefined;
  const table = down.values.map((_, row) =>
    across.values.map((__, column) => {
      const own = cells.filter(({ at }) => at[0] === row && at[1] === column);
      return own.length === 0 ? null : own.reduce((sum, { mean }) => sum + mean, 0) / own.length;
    }),
  );
  const known = table.flat().filter((value) => value !== null);
  const places = placesIn(outcome.unit, known);
  const isSigned = known.some((value) => value < 0);
  return heatPanel({
    title: `${outcome.what}, ${outcome.unit}`,
    label: `${outcome.what} by ${down.parameter} and ${across.parameter}: mean, ${outcome.unit}.`,
    across: across.parameter,
    down: down.parameter,
    columns: across.values.map(String),
    rows: down.values.map(String),
    cells: table,
    print: (value) => (isSigned ? signed(value, places) : fixed(value, places)),
    ground: isSigned ? 'diverging' : 'depth',
    most: Math.max(...known.map(Math.abs), 1e-9),
  });
}

function rangesTable({ parameters }: ExperimentDocument): Markup[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map(({ name, path, unit, low, high, values }) => {
    const range =
      values === null
        ? `${low === null ? '–' : plain(low)} to ${high === null ? '–' : plain(high)}`
        : values.join(', ');
    return markup`<tr><th scope="row">${name}</th><td data-label="setting"><code>${path}</code></td><td data-label="range">${range}</td><td data-label="unit">${unit ?? ''}</td></tr>`;
  });
  return [
    markup`<table class="stack"><caption>Parameters and their ranges</caption><thead><tr><th scope="col">parameter</th><th scope="col">setting</th><th scope="col">range</th><th scope="col">unit</th></tr></thead><tbody>
${rows}
</tbody></table>`,
  ];
}
