/** The four markets half-hour by half-hour, two tenors each, on one axis; beside them what was announced. */
import type { Headline } from '../../analysis/headlines.ts';
import type { GridLine } from '../../analysis/level-grid.ts';
import type { RunStudyResult } from '../../analysis/run-study.ts';
import { BOND_MARKETS, type BondMarket, type SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { type Benchmark, benchmarksOf, secondTenorsOf, tenorText } from '../benchmarks.ts';
import { type Line, linePanel, type Point, rangeOf } from '../draw/line-panel.ts';
import { DASHES, MARKET_NAMES } from '../draw/look.ts';
import type { Panel } from '../draw/panel.ts';
import { type TimeAxis, timeAxis } from '../draw/time-axis.ts';
import { type DataCell, numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { minuteText, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';
import { daysOf, lineOf, pathOf } from './run-paths.ts';

export function pathsBlock({ study }: RunInput, other?: RunInput): Block | undefined {
  const lines = chosenLines(study);
  if (lines.length === 0) return undefined;
  const days = daysOf(study);
  if (days.length === 0) return undefined;
  const told = study.report.headlines.filter(({ time }) => time > study.report.from);
  return {
    id: 'paths',
    title: 'Paths inside the days',
    parts: [pathsFigure(lines, { axis: timeAxis(days), told, other: other?.study }), ...announced(told)],
  };
}

interface Chosen {
  readonly benchmark: Benchmark;
  readonly line: GridLine;
  readonly isFirst: boolean;
}

function chosenLines(study: RunStudyResult): Chosen[] {
  const bonds = new Set(study.grid.map(({ listing }) => listing.instrument));
  const both = [
    ...benchmarksOf(bonds).map((benchmark) => ({ benchmark, isFirst: true })),
    ...secondTenorsOf(bonds).map((benchmark) => ({ benchmark, isFirst: false })),
  ];
  return both.flatMap(({ benchmark, isFirst }) => {
    const line = lineOf(study, benchmark);
    return line === undefined || line.sessions.length === 0 ? [] : [{ benchmark, line, isFirst }];
  });
}

interface Drawing {
  readonly axis: TimeAxis;
  readonly told: readonly Headline[];
  readonly other: RunStudyResult | undefined;
}

function pathsFigure(lines: readonly Chosen[], drawing: Drawing): Figure {
  const { axis, other } = drawing;
  const pointsOf = (line: GridLine): Point[] =>
    pathOf(line)
      .flat()
      .map(({ ms, changeBp }) => [axis.place(ms), changeBp] as const);
  const drawn = lines.flatMap(({ benchmark, line, isFirst }) => {
    const own: Line = {
      label: tenorText(benchmark.bond),
      hue: benchmark.market,
      dash: DASHES[benchmark.market],
      weight: isFirst ? 'main' : 'thin',
      points: pointsOf(line),
    };
    const otherLine = other === undefined || !isFirst ? undefined : lineOf(other, benchmark);
    const beside: Line[] =
      otherLine === undefined
        ? []
        : [{ label: `${tenorText(benchmark.bond)} in B`, hue: 'base', weight: 'thin', points: pointsOf(otherLine) }];
    return [{ market: benchmark.market, lines: [...beside, own] }];
  });
  const yRange = rangeOf(drawn.flatMap((each) => each.lines.map(({ points }) => points)));
  const panels = BOND_MARKETS.flatMap((market) => marketPanel(market, drawn, { yRange, ...drawing }));
  return {
    id: 'paths',
    title: 'Change of yield since the opening, basis points',
    caption:
      'Levels of the middle every half-hour; the thick line is the benchmark. Days of trading follow each other without weekends, UTC; a closed market is drawn straight across. Letters mark what was announced, told below.' +
      (other === undefined ? '' : ' Grey: the benchmark in B.'),
    panels,
    data: pathsData(lines),
  };
}

function marketPanel(
  market: BondMarket,
  drawn: readonly { readonly market: BondMarket; readonly lines: readonly Line[] }[],
  { axis, told, yRange }: Drawing & { readonly yRange: Point },
): Panel[] {
  const lines = drawn.filter((each) => each.market === market).flatMap((each) => each.lines);
  if (lines.length === 0) return [];
  const upright = told.flatMap((headline, at) =>
    headline.market === market ? [{ at: axis.place(Date.parse(headline.time)), label: letter(at) }] : [],
  );
  return [
    linePanel({
      title: `${MARKET_NAMES[market]}, bp`,
      label: `${MARKET_NAMES[market]}: change of yield since the opening, ${lines.map(({ label }) => label).join(' and ')}.`,
      lines,
      x: { range: axis.range, marks: axis.marks },
      yRange,
      upright,
    }),
  ];
}

/** A, B … Z, then numbers. */
const letter = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : String(at - 25));

function pathsData(lines: readonly Chosen[]) {
  const times = new Map<number, Map<string, number>>();
  for (const { benchmark, line } of lines) {
    for (const { ms, changeBp } of pathOf(line).flat()) {
      const row = times.get(ms) ?? new Map<string, number>();
      row.set(benchmark.bond, changeBp);
      times.set(ms, row);
    }
  }
  const rows = [...times].sort(([a], [b]) => a - b);
  return {
    columns: [
      words('time', 'time, UTC'),
      ...lines.map(({ benchmark: { bond } }) => numbers(`${bond}_bp`, `${bond}, bp`, (value) => signed(value, 1))),
    ],
    rows: rows.map(([ms, row]) => [
      isoTime(ms as SimTime),
      ...lines.map(({ benchmark: { bond } }): DataCell => {
        const change = row.get(bond);
        return change === undefined ? null : Number(change.toFixed(2));
      }),
    ]),
  };
}

function announced(told: readonly Headline[]): Markup[] {
  if (told.length === 0) return [];
  const rows = told.map(
    ({ time, market, headline }, at) =>
      markup`<tr><th scope="row">${letter(at)}</th><td data-label="time" class="n">${minuteText(time)}</td><td data-label="market">${MARKET_NAMES[market]}</td><td data-label="what">${headline}</td></tr>`,
  );
  return [
    markup`<table class="stack"><caption>What was announced</caption><thead><tr><th scope="col">mark</th><th scope="col" class="n">time</th><th scope="col">market</th><th scope="col">what</th></tr></thead><tbody>
${rows}
</tbody></table>`,
  ];
}
