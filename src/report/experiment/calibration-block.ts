/** Where the search ended: parameters between their bounds, moments beside their targets, those held out marked as such. */
import { linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { fixed, plain, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { CalibrateResults, ExperimentInput } from './experiment-input.ts';

export function calibrationBlock({ document }: ExperimentInput): Block | undefined {
  if (document.kind !== 'calibrate') return undefined;
  const { results } = document;
  const stopped = results.stopped === null ? '' : `; it stopped because ${results.stopped}`;
  return {
    id: 'calibration',
    title: 'Where the search ended',
    parts: [
      markup`<p>${results.method}, ${results.evaluations} evaluations${stopped}. Moments that were held out took no part in the fit: they say whether it means anything.</p>`,
      momentsFigure(results),
      parametersFigure(results),
      traceFigure(results),
    ],
  };
}

/** In tolerances, so that moments of all units stand on one axis. */
function momentsFigure({ moments }: CalibrateResults): Figure {
  const known = moments.flatMap((moment) => {
    const { value, target, tolerance } = moment;
    return value === null || tolerance === 0 ? [] : [{ ...moment, value, miss: (value - target) / tolerance }];
  });
  return {
    id: 'moments',
    title: 'Moments: the model less the target, in tolerances',
    caption: 'Between −1 and 1 the target is met within its tolerance. A hollow dot was held out.',
    panels: [
      rowPanel({
        title: 'Model less target, tolerances',
        label: 'For each moment its distance from the target in tolerances.',
        rows: known.map(({ name, miss, held_out }) => ({
          label: held_out ? `${name} (held out)` : name,
          hue: 'ink',
          value: miss,
          isClear: !held_out,
          text: signed(miss, 2),
        })),
        as: 'estimates',
        axisTitle: 'tolerances',
      }),
    ],
    data: {
      columns: [
        words('moment', 'moment'),
        words('outcome', 'outcome'),
        words('statistic', 'statistic'),
        numbers('target', 'target'),
        numbers('tolerance', 'tolerance'),
        numbers('value', 'model'),
        numbers('loss', 'loss'),
        words('held_out', 'held out'),
      ],
      rows: moments.map(({ name, outcome, statistic, target, tolerance, value, loss, held_out }) => [
        name,
        outcome,
        statistic,
        target,
        tolerance,
        value,
        loss,
        held_out ? 'yes' : 'no',
      ]),
    },
  };
}

function parametersFigure({ parameters }: CalibrateResults): Figure {
  const rows = parameters.flatMap(({ name, low, high, value, at_bound, unit }) =>
    value === null || high === low
      ? []
      : [
          {
            label: name,
            hue: 'ink',
            value: (value - low) / (high - low),
            isClear: !at_bound,
            text: `${plain(value)}${unit === null || unit === '' ? '' : ` ${unit}`}`,
          },
        ],
  );
  return {
    id: 'parameters',
    title: 'Parameters between their bounds',
    caption:
      'From 0, the lower bound, to 1, the upper. A hollow dot lies at a bound: the search would have gone beyond it.',
    panels: [
      rowPanel({
        title: 'Place between the bounds',
        label: 'For each parameter where its value lies between its bounds.',
        rows,
        as: 'estimates',
        range: [0, 1],
        axisTitle: 'lower bound 0, upper bound 1',
      }),
    ],
    data: {
      columns: [
        words('parameter', 'parameter'),
        words('path', 'setting'),
        words('unit', 'unit'),
        numbers('low', 'low'),
        numbers('high', 'high'),
        numbers('start', 'start'),
        numbers('value', 'value'),
        words('at_bound', 'at a bound'),
      ],
      rows: parameters.map(({ name, path, unit, low, high, start, value, at_bound }) => [
        name,
        path,
        unit ?? '',
        low,
        high,
        start,
        value,
        at_bound ? 'yes' : 'no',
      ]),
    },
  };
}

function traceFigure({ trace }: CalibrateResults): Figure {
  const best = trace.flatMap(({ evaluation, best: value }): Point[] => (value === null ? [] : [[evaluation, value]]));
  const last = Math.max(1, ...trace.map(({ evaluation }) => evaluation));
  const marks = [0, Math.round(last / 2), last].map((at) => ({ at, label: fixed(at, 0) }));
  return {
    id: 'trace',
    title: 'How the search went',
    caption: 'Smallest loss so far by evaluation.',
    panels: [
      linePanel({
        title: 'Smallest loss so far',
        label: 'Smallest loss found so far by number of evaluations.',
        lines: [{ label: '', hue: 'ink', weight: 'main', points: best }],
        x: { range: [0, last], marks, title: 'evaluations' },
        yRange: rangeOf([best]),
      }),
    ],
    data: {
      columns: [
        numbers('evaluation', 'evaluation', (value) => fixed(value, 0)),
        numbers('loss', 'loss'),
        numbers('best', 'best so far'),
      ],
      rows: trace.map(({ evaluation, loss, best: value }) => [evaluation, loss, value]),
    },
  };
}
