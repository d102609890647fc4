/** The first thing a reader wants: what happened, in a sentence with its numbers, and one picture. */
import type { RunStudyResult } from '../../analysis/run-study.ts';
import { type Benchmark, benchmarksOf, tenorText } from '../benchmarks.ts';
import { linePanel, rangeOf } from '../draw/line-panel.ts';
import { CITY_NAMES, DASHES, MARKET_NAMES } from '../draw/look.ts';
import { dayMarks } from '../draw/time-axis.ts';
import { type DataTable, numbers, tableMarkup, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { dayText, longDayText, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';
import { type CloseChange, closesOf, highestClose, largestDay } from './run-paths.ts';

interface Told {
  readonly benchmark: Benchmark;
  readonly closes: readonly CloseChange[];
  readonly largest: CloseChange;
  readonly highest: CloseChange;
  readonly last: CloseChange;
}

export function answerBlock({ study }: RunInput): Block | undefined {
  const told = benchmarksOf(new Set(study.report.daily.map(({ bond }) => bond))).flatMap((benchmark) =>
    toldOf(study, benchmark),
  );
  if (told.length === 0) return undefined;
  return {
    id: 'answer',
    title: 'What happened',
    parts: [
      ...sentences(told).map((text) => markup`<p class="answer">${text}</p>`),
      markup`<p class="aside">One run is one draw of luck: it shows how, not how likely. Intervals need an ensemble (<code>spillover experiment</code>).</p>`,
      closesFigure(told),
      tableMarkup(highlights(told), { caption: 'Yields of the benchmarks at official closes', isStacked: true }),
    ],
  };
}

function toldOf(study: RunStudyResult, benchmark: Benchmark): Told[] {
  const closes = closesOf(study, benchmark.bond);
  const [largest, highest, last] = [largestDay(closes), highestClose(closes), closes.at(-1)];
  return largest === undefined || highest === undefined || last === undefined
    ? []
    : [{ benchmark, closes, largest, highest, last }];
}

/** The largest day of each market, then where all ended. */
function sentences(told: readonly Told[]): string[] {
  const days = told.map(
    ({ benchmark: { bond, market }, largest }) =>
      `${bond} ${signed(largest.dayBp, 1)} bp in ${CITY_NAMES[market] ?? MARKET_NAMES[market]} (${dayText(largest.date)})`,
  );
  const ends = told.map(({ benchmark, last }) => `${benchmark.bond} ${signed(last.sinceOpeningBp, 1)}`);
  const date =
    told
      .map(({ last }) => last.date)
      .sort()
      .at(-1) ?? '';
  return [
    `Largest move of yields in a day: ${listed(days)}.`,
    `At the last close, up to ${longDayText(date)}, in bp since the opening: ${listed(ends)}.`,
  ];
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function closesFigure(told: readonly Told[]): Figure {
  const dates = [...new Set(told.flatMap(({ closes }) => closes.map(({ date }) => date)))].sort();
  const lines = told.map(({ benchmark, closes }) => ({
    label: benchmark.bond,
    hue: benchmark.market,
    dash: DASHES[benchmark.market],
    weight: 'main' as const,
    points: [
      [0, 0] as const,
      ...closes.map(({ date, sinceOpeningBp }) => [dates.indexOf(date) + 1, sinceOpeningBp] as const),
    ],
  }));
  const panel = linePanel({
    title: 'Change of yield since the opening, bp',
    label: `Lines of ${told.map(({ benchmark }) => benchmark.bond).join(', ')}: change of yield since the opening at each official close.`,
    lines,
    x: { range: [0, dates.length], marks: [{ at: 0, label: 'open' }, ...dayMarks(dates, 1)] },
    yRange: rangeOf(lines.map(({ points }) => points)),
    height: 230,
  });
  const data: DataTable = {
    columns: [
      words('date', 'date'),
      ...told.map(({ benchmark }) =>
        numbers(`${benchmark.bond}_bp`, `${benchmark.bond}, bp`, (value) => signed(value, 1)),
      ),
    ],
    rows: dates.map((date) => [
      date,
      ...told.map(({ closes }) => closes.find((close) => close.date === date)?.sinceOpeningBp ?? null),
    ]),
  };
  return {
    id: 'closes',
    title: 'Yields at official closes',
    caption: 'All markets on one axis. A market that was closed has no point on that date.',
    panels: [panel],
    data,
  };
}

function highlights(told: readonly Told[]): DataTable {
  const bp = (value: number): string => signed(value, 1);
  return {
    columns: [
      words('bond', 'benchmark'),
      numbers('largest_day_bp', 'largest day, bp', bp),
      words('largest_day', 'on'),
      numbers('highest_close_bp', 'highest close, bp since the opening', bp),
      words('highest_close', 'on'),
      numbers('last_close_bp', 'last close, bp since the opening', bp),
    ],
    rows: told.map(({ benchmark, largest, highest, last }) => [
      `${MARKET_NAMES[benchmark.market]} ${tenorText(benchmark.bond)}`,
      largest.dayBp,
      dayText(largest.date),
      highest.sinceOpeningBp,
      dayText(highest.date),
      last.sinceOpeningBp,
    ]),
  };
}
