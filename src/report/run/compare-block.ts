/** Two runs side by side: what yields and institutions did otherwise in B. Of two runs on the same luck that is what was changed. */

import { kindWords } from '../../analysis/cascades/step-words.ts';
import { closeDifferences, flowDifferences } from '../../analysis/why/paired-differences.ts';
import { benchmarksOf, secondTenorsOf, tenorText } from '../benchmarks.ts';
import { heatPanel } from '../draw/heat-panel.ts';
import { type Line, linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { DASHES, MARKET_NAMES } from '../draw/look.ts';
import { dayMarks } from '../draw/time-axis.ts';
import { type DataCell, numbers, tableMarkup, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { fixed, longDayText, money, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';
import { closesOf } from './run-paths.ts';
import { runVariance } from './spillover-block.ts';

const FLOWS_TOLD = 12;

export function compareBlock(a: RunInput, b: RunInput): Block {
  const isSameLuck = a.facts.seed === b.facts.seed;
  const luck = isSameLuck
    ? 'Both have the same seed: until they part their luck is the same, and so is that of every institution that draws at the same moment.'
    : `They have different seeds (${a.facts.seed} and ${b.facts.seed}): what is different is luck as well as whatever was changed.`;
  const intro = markup`<p>A is <b>${nameOf(a)}</b>, B is <b>${nameOf(b)}</b>. Differences are B less A. ${luck}</p>`;
  const told =
    a.facts.digest === b.facts.digest
      ? [markup`<p class="answer">The two runs are the same: one digest.</p>`]
      : [...sentence(a, b), ...differenceFigure(a, b), ...connectednessFigure(a, b), ...flowTable(a, b)];
  return { id: 'compare', title: 'What is different in B', parts: [intro, ...told] };
}

export const nameOf = ({ facts }: RunInput): string =>
  [facts.scenarioId, `seed ${facts.seed}`, ...facts.settings, ...(facts.fork === null ? [] : ['fork'])].join(', ');

function sentence(a: RunInput, b: RunInput): Markup[] {
  const bonds = new Set(benchmarksOf(new Set(a.study.report.daily.map(({ bond }) => bond))).map(({ bond }) => bond));
  const [largest] = closeDifferences(b.study.report.daily, a.study.report.daily).filter(({ bond }) => bonds.has(bond));
  if (largest === undefined) return [markup`<p class="answer">They have no close in common.</p>`];
  const { bond, date, difference_bp, close, close_without } = largest;
  const text = `The largest difference at a close is that of ${bond} on ${longDayText(date)}: ${signed(difference_bp, 1)} bp, ${fixed(close, 3)} % in B and ${fixed(close_without, 3)} % in A.`;
  return [markup`<p class="answer">${text}</p>`];
}

interface Difference {
  readonly bond: string;
  readonly market: keyof typeof MARKET_NAMES;
  readonly isFirst: boolean;
  readonly byDate: ReadonlyMap<string, number>;
}

function differenceFigure(a: RunInput, b: RunInput): Figure[] {
  const bonds = new Set(a.study.report.daily.map(({ bond }) => bond));
  const lines = [
    ...benchmarksOf(bonds).map((line) => ({ ...line, isFirst: true })),
    ...secondTenorsOf(bonds).map((line) => ({ ...line, isFirst: false })),
  ];
  const differences = lines.flatMap(({ bond, market, isFirst }): Difference[] => {
    const ofA = new Map(closesOf(a.study, bond).map(({ date, sinceOpeningBp }) => [date, sinceOpeningBp]));
    const both = closesOf(b.study, bond).flatMap(({ date, sinceOpeningBp }) => {
      const other = ofA.get(date);
      return other === undefined ? [] : [[date, Number((sinceOpeningBp - other).toFixed(1))] as const];
    });
    return both.length === 0 ? [] : [{ bond, market, isFirst, byDate: new Map(both) }];
  });
  if (differences.length === 0) return [];
  const dates = [...new Set(differences.flatMap(({ byDate }) => [...byDate.keys()]))].sort();
  const drawn = differences.map((difference) => ({ difference, line: lineOf(difference, dates) }));
  const yRange = rangeOf(drawn.map(({ line }) => line.points));
  const markets = [...new Set(differences.map(({ market }) => market))];
  return [
    {
      id: 'differences',
      title: 'Yield at official closes, B less A, basis points',
      caption: 'Change since the opening in B less that in A; the thick line is the benchmark.',
      panels: markets.map((market) =>
        linePanel({
          title: `${MARKET_NAMES[market]}, bp`,
          label: `${MARKET_NAMES[market]}: yields in B less those in A at each close.`,
          lines: drawn.filter(({ difference }) => difference.market === market).map(({ line }) => line),
          x: { range: [0, dates.length], marks: dayMarks(dates, 1) },
          yRange,
        }),
      ),
      data: {
        columns: [
          words('date', 'date'),
          ...differences.map(({ bond }) => numbers(`${bond}_bp`, `${bond}, bp`, (value) => signed(value, 1))),
        ],
        rows: dates.map((date): DataCell[] => [date, ...differences.map(({ byDate }) => byDate.get(date) ?? null)]),
      },
    },
  ];
}

const lineOf = ({ bond, market, isFirst, byDate }: Difference, dates: readonly string[]): Line => ({
  label: tenorText(bond),
  hue: market,
  dash: DASHES[market],
  weight: isFirst ? 'main' : 'thin',
  points: [[0, 0], ...[...byDate].map(([date, value]): Point => [dates.indexOf(date) + 1, value])],
});

function connectednessFigure(a: RunInput, b: RunInput): Figure[] {
  const [ofA, ofB] = [runVariance(a), runVariance(b)];
  if (ofA === undefined || ofB === undefined) return [];
  const names = ofA.benchmarks.map(({ bond }) => bond);
  if (names.join() !== ofB.benchmarks.map(({ bond }) => bond).join()) return [];
  const cells = ofB.shares.shares.map((row, i) => row.map((value, j) => value - (ofA.shares.shares[i]?.[j] as number)));
  const whole = `${fixed(ofA.shares.total, 1)} % in A, ${fixed(ofB.shares.total, 1)} % in B`;
  return [
    {
      id: 'connectedness-difference',
      title: 'Statistical spill-over, B less A, percentage points',
      caption: `Differences of the variance shares explained under “Spill-over between markets”. Total connectedness: ${whole}.`,
      panels: [
        heatPanel({
          title: 'Variance shares, B less A',
          label: `Difference of variance shares; total connectedness ${whole}.`,
          across: 'with shocks of',
          down: 'variance of',
          columns: names,
          rows: names,
          cells,
          print: (value) => signed(value, 0),
          ground: 'diverging',
          most: Math.max(10, ...cells.flat().map(Math.abs)),
        }),
      ],
      data: {
        columns: [
          words('variance_of', 'variance of'),
          ...names.map((name) => numbers(`with_${name}`, `with ${name}, points`, (value) => signed(value, 1))),
        ],
        rows: cells.map((row, at) => [names[at] as string, ...row.map((value) => Number(value.toFixed(3)))]),
      },
    },
  ];
}

const CURRENCY: Readonly<Record<string, string>> = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' };

function flowTable(a: RunInput, b: RunInput): Markup[] {
  const rows = flowDifferences(flowRows(b), flowRows(a))
    .filter(({ market, difference_dv01 }) => market in CURRENCY && difference_dv01 !== 0)
    .sort(
      (x, y) =>
        Math.abs(y.difference_dv01) / (TYPICAL[y.market] ?? 1) - Math.abs(x.difference_dv01) / (TYPICAL[x.market] ?? 1),
    )
    .slice(0, FLOWS_TOLD);
  if (rows.length === 0) return [];
  const text = (market: string, value: number): string => `${money(CURRENCY[market] ?? market, value)}/bp`;
  const data = {
    columns: [
      words('who', 'who'),
      words('market', 'market'),
      words('a', 'net in A'),
      words('b', 'net in B'),
      words('difference', 'B less A'),
    ],
    rows: rows.map(({ agent_kind, market, net_dv01, net_dv01_without, difference_dv01 }) => [
      kindWords(agent_kind),
      MARKET_NAMES[market],
      text(market, net_dv01_without),
      text(market, net_dv01),
      text(market, difference_dv01),
    ]),
  };
  return [
    tableMarkup(data, { caption: 'Who traded most otherwise: net purchases, value of a basis point', isStacked: true }),
  ];
}

/** Rough value of a dollar in local currency, for the order of rows alone. */
const TYPICAL: Readonly<Record<string, number>> = { jgb: 150, ust: 1, gilt: 0.75, ktb: 1400 };

/** By kind and market, as the differences want them. */
const flowRows = ({ study }: RunInput) =>
  study.report.flows.map(({ agent_kind, market, buy_dv01, sell_dv01, net_dv01, forced_sell_dv01 }) => ({
    date: '',
    agent_kind,
    agent: agent_kind,
    market,
    bond: market,
    buy_face: buy_dv01,
    sell_face: sell_dv01,
    net_dv01,
    forced_sell_dv01,
    flag: 'voluntary' as const,
  }));
