/**
 * What one run says about the stylised facts of `model.md` §6, as numbers by name: a run of a year leaves a few of them, not its points.
 * Null, or no such name: the run cannot say.
 */
import { dailyStatistics, overlapping } from './daily-statistics.ts';
import {
  BOND_FUTURE,
  dailyChanges,
  type FactSheet,
  type FactSource,
  lessOrNull,
  lineOf,
  rowsOf,
  SUPER_LONG,
} from './fact-source.ts';
import { type LineDay, lineDays } from './line-days.ts';
import { liquidityStatistics } from './liquidity-facts.ts';
import { autocorrelation, componentShares, correlationOf, excessKurtosis } from './moments.ts';
import { signMemory } from './order-signs.ts';
import { changesOf } from './run-facts.ts';
import { togetherStatistics } from './together-facts.ts';

const CURVE = ['JGB-2Y', 'JGB-5Y', 'JGB-10Y', 'JGB-20Y', 'JGB-30Y', 'JGB-40Y'];

const FIVE_MINUTES = 1;
const HALF_HOUR = 6;
const MONTH_DAYS = 20;

export function factSheet(source: FactSource): FactSheet {
  return {
    ...futureStatistics(source),
    ...curveStatistics(source),
    ...liquidityStatistics(source),
    ...togetherStatistics(source),
    ...newsStatistics(source),
  };
}

function futureStatistics(source: FactSource): FactSheet {
  const line = lineOf(source, BOND_FUTURE);
  if (line === undefined) return {};
  const changes = dailyChanges(source, BOND_FUTURE);
  const fine = excessKurtosis(changesOf(line, FIVE_MINUTES).flat());
  const month = excessKurtosis(overlapping(changes, MONTH_DAYS));
  const { kurtosis, ...statistics } = dailyStatistics(changes);
  const rows = rowsOf(source, BOND_FUTURE).filter(({ change_bp }) => change_bp !== null);
  const days = lineDays(line);
  return {
    ...statistics,
    kurtosisOfDays: kurtosis,
    kurtosisLostInADay: lessOrNull(fine, kurtosis),
    kurtosisLostInAMonth: lessOrNull(kurtosis, month),
    halfHourMemory: autocorrelation(changesOf(line, HALF_HOUR), 1),
    volumeAndVolatility: correlationOf(
      rows.map(({ volume_dv01, change_bp }) => [volume_dv01, Math.abs(change_bp ?? 0)]),
    ),
    signMemory: signMemory(source.signs),
    asymmetry: asymmetryOf(days),
  };
}

/** Of a day's change and of how much more it moved inside than the day before. */
const asymmetryOf = (days: readonly LineDay[]): number | null =>
  correlationOf(
    days.slice(1).flatMap((day, at) => {
      const before = days[at] as LineDay;
      if (day.realisedBp === null || before.realisedBp === null) return [];
      return [[day.lastBp - before.lastBp, day.realisedBp - before.realisedBp] as const];
    }),
  );

function curveStatistics(source: FactSource): FactSheet {
  const lines = CURVE.map((bond) => new Map(rowsOf(source, bond).map(({ date, change_bp }) => [date, change_bp])));
  const listed = lines.filter((changes) => changes.size > 0);
  const rows = [...(listed[0]?.keys() ?? [])].flatMap((date) => {
    const row = listed.map((changes) => changes.get(date) ?? null);
    return row.every((each) => each !== null) ? [row] : [];
  });
  const shares = componentShares(rows, 3);
  return {
    firstComponent: shares?.[0] ?? null,
    threeComponents: shares === null ? null : shares.reduce((sum, each) => sum + each, 0),
  };
}

const AFTER_NEWS_MS = 30 * 60_000;

/** Root mean square of five-minute changes of the super-long line: of all, and of the half-hours of trading after news. */
function newsStatistics(source: FactSource): FactSheet {
  const line = lineOf(source, SUPER_LONG);
  if (line === undefined) return {};
  const steps = line.sessions.flatMap((points) =>
    points.slice(1).map((point, at) => ({ at: point.at, change: point.levelBp - (points[at]?.levelBp as number) })),
  );
  const isAfterNews = (at: number): boolean => source.newsAt.some((news) => at > news && at <= news + AFTER_NEWS_MS);
  const of = (values: readonly { readonly change: number }[]): number | null =>
    values.length === 0
      ? null
      : Math.sqrt(values.reduce((sum, { change }) => sum + change * change, 0) / values.length);
  return { fiveMinuteMove: of(steps), moveAfterNews: of(steps.filter(({ at }) => isAfterNews(at))) };
}
