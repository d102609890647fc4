/** What an experiment came to, for people: the answers it was made for, then its method's own table. */
import { left, right, textTable } from '../text-table.ts';

type Row = Readonly<Record<string, unknown>>;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** @param document As in `experiment.json`. */
export function experimentLines(document: Row, width: number): string[] {
  const answers = rowsOf(document, 'answers');
  const lines = answers.flatMap((answer) => answerLines(answer));
  const table = tableOf(document, width);
  return [...lines, ...(lines.length > 0 && table.length > 0 ? [''] : []), ...table];
}

const rowsOf = (of: unknown, key: string): Row[] => ((of as Row | null)?.[key] ?? []) as Row[];

function answerLines({ what, unit, base_mean, largest }: Row): string[] {
  const base = base_mean === null ? '' : `, ${numberText(base_mean)} ${unit} as it is`;
  if (largest === null || largest === undefined) return [`${what}${base}`];
  const { what: arm, mean, interval, pairs, is_clear } = largest as Row;
  const of = pairs === null ? '' : ` over ${pairs} pairs`;
  const clear = is_clear === true ? '' : '; the interval holds zero';
  return [`${what}${base}: most with ${arm}: ${signedNumber(mean)} ${unit} ${intervalText(interval)}${of}${clear}`];
}

function tableOf(document: Row, width: number): string[] {
  const { results } = document;
  switch (document.kind) {
    case 'morris':
      return textTable(
        [left('outcome'), left('parameter'), right('μ*'), left('95 %'), right('σ', { dispensable: 1 })],
        rowsOf(results, 'effects').map((row) => [
          text(row.outcome),
          text(row.parameter),
          numberText(row.mu_star),
          intervalText(row.mu_star_interval),
          numberText(row.sigma),
        ]),
        width,
      );
    case 'sobol':
      return [...sobolTable(results as Row, width), '', text((results as Row).hint)];
    case 'calibrate':
      return calibrationTable(results as Row, width);
    case 'grid':
      return gridTable(document, width);
    default:
      return effectTable(document, width);
  }
}

function effectTable(document: Row, width: number): string[] {
  const effects = rowsOf(document, 'effects');
  if (effects.length === 0)
    return textTable(
      [left('outcome'), right('mean'), left('95 %'), right('5 %'), right('median'), right('95 %'), right('runs')],
      rowsOf(document, 'statistics').map((row) => [
        text(row.outcome),
        numberText(row.mean),
        intervalText(row.mean_interval),
        numberText(row.p05),
        numberText(row.median),
        numberText(row.p95),
        text(row.runs),
      ]),
      width,
    );
  return textTable(
    [left('arm'), left('outcome'), right('effect'), left('95 %'), right('median'), right('pairs')],
    effects.map((row) => [
      text(row.arm),
      text(row.outcome),
      signedNumber(row.mean),
      intervalText(row.interval),
      signedNumber(row.median),
      row.pairs === null ? '–' : text(row.pairs),
    ]),
    width,
  );
}

function sobolTable(results: Row, width: number): string[] {
  return textTable(
    [
      left('outcome'),
      left('parameter'),
      right('first'),
      left('95 %'),
      right('total'),
      left('95 %'),
      left('', { dispensable: 1 }),
    ],
    rowsOf(results, 'indices').map((row) => [
      text(row.outcome),
      text(row.parameter),
      numberText(row.first),
      intervalText(row.first_interval),
      numberText(row.total),
      intervalText(row.total_interval),
      (row.notes as readonly string[]).join('; '),
    ]),
    width,
  );
}

function calibrationTable(results: Row, width: number): string[] {
  const parameters = textTable(
    [left('parameter'), right('value'), left('bounds'), right('start'), left('')],
    rowsOf(results, 'parameters').map((row) => [
      text(row.name),
      `${numberText(row.value)} ${text(row.unit)}`.trim(),
      `${numberText(row.low)} … ${numberText(row.high)}`,
      numberText(row.start),
      row.at_bound === true ? 'at its bound' : '',
    ]),
    width,
  );
  const moments = textTable(
    [left('moment'), right('target'), right('value'), right('loss'), left('')],
    rowsOf(results, 'moments').map((row) => [
      text(row.name),
      numberText(row.target),
      numberText(row.value),
      numberText(row.loss),
      row.held_out === true ? 'held out' : '',
    ]),
    width,
  );
  const { loss, evaluations, stopped } = results;
  const end = `loss ${numberText(loss)} after ${text(evaluations)} evaluations (${text(stopped)})`;
  return [...parameters, '', ...moments, '', end];
}

function gridTable(document: Row, width: number): string[] {
  const points = new Map(
    rowsOf(document, 'points').map((row) => [row.point, row.values as Readonly<Record<string, string>>]),
  );
  return textTable(
    [left('at'), left('outcome'), right('mean'), left('95 %'), right('runs')],
    rowsOf(document.results, 'cells').map((row) => [
      Object.entries(points.get(row.point) ?? {})
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      text(row.outcome),
      numberText(row.mean),
      intervalText(row.mean_interval),
      text(row.runs),
    ]),
    width,
  );
}

const text = (value: unknown): string => (value === null || value === undefined ? '–' : String(value));

function numberText(value: unknown): string {
  if (typeof value !== 'number') return '–';
  const size = Math.abs(value);
  const places = size >= 1000 ? 0 : size >= 1 ? 2 : 3;
  return value.toFixed(places).replace(/^-(?=0\.?0*$)/, '');
}

const signedNumber = (value: unknown): string =>
  typeof value === 'number' && Number(numberText(value)) > 0 ? `+${numberText(value)}` : numberText(value);

function intervalText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const { from, to } = value as Interval;
  return `[${signedNumber(from)}, ${signedNumber(to)}]`;
}
