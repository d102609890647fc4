/** Facts of several markets: how they move together, and which of them moves first. */
import { blockChanges } from '../spillover/block-changes.ts';
import { varianceShares } from '../spillover/variance-shares.ts';
import { DEEP, type FactSheet, type FactSource, lessOrNull, lineOf, rowsOf, SUPER_LONG } from './fact-source.ts';
import { levelAt, lineDays } from './line-days.ts';
import { correlationOf } from './moments.ts';

const BENCHMARKS = ['JGB-30Y', 'UST-10Y', 'GILT-30Y', 'KTB-10Y'];
const BLOCK_HOURS = 3;
const LAGS = 1;
const HORIZON = 10;

export function togetherStatistics(source: FactSource): FactSheet {
  const together = (one: string, other: string): number | null => {
    const theirs = new Map(rowsOf(source, other).map(({ date, change_bp }) => [date, change_bp]));
    return correlationOf(
      rowsOf(source, one).flatMap(({ date, change_bp }) => {
        const second = theirs.get(date) ?? null;
        return change_bp === null || second === null ? [] : [[change_bp, second] as const];
      }),
    );
  };
  const lines = BENCHMARKS.flatMap((name) => lineOf(source, name) ?? []);
  const shares =
    lines.length < BENCHMARKS.length
      ? undefined
      : varianceShares([blockChanges(lines, BLOCK_HOURS)], { lags: LAGS, horizon: HORIZON });
  return {
    treasuriesAndGilts: together('UST-10Y', 'GILT-10Y'),
    treasuriesAndJgbs: together('UST-10Y', 'JGB-10Y'),
    connectedness: shares?.total ?? null,
    ...relayStatistics(source),
  };
}

/**
 * Who leads: New York’s change after Tokyo has closed with Tokyo’s session before it, and Tokyo’s next day with New York’s. Over all days as
 * correlations; over days on which something was said in Tokyo as products, since they are few.
 */
function relayStatistics(source: FactSource): FactSheet {
  const [tokyo, newYork] = [lineOf(source, SUPER_LONG), lineOf(source, DEEP)];
  if (tokyo === undefined || newYork === undefined) return {};
  const days = lineDays(tokyo);
  const ends = new Map(lineDays(newYork).map(({ date, lastBp }) => [date, lastBp]));
  const after = days.map(({ date, endsAt }) => {
    const end = ends.get(date);
    return end === undefined ? null : end - levelAt(newYork, endsAt);
  });
  const eastward = days.slice(1).flatMap((day, at) => {
    const led = after[at] ?? null;
    return led === null ? [] : [[led, day.lastBp - (days[at]?.lastBp as number)] as const];
  });
  const westward = days.flatMap((day, at) => {
    const led = after[at] ?? null;
    return led === null ? [] : [[day.lastBp - day.firstBp, led] as const];
  });
  const spoken = new Set(source.newsAt.map((at) => days.findIndex(({ endsAt }) => endsAt >= at)));
  const products = [...spoken].flatMap((at) => {
    const [day, before] = [days[at], days[at - 1]];
    const [west, east] = [after[at] ?? null, after[at - 1] ?? null];
    if (day === undefined || west === null) return [];
    const led = before === undefined || east === null ? 0 : east * (day.lastBp - before.lastBp);
    return [west * (day.lastBp - day.firstBp) - led];
  });
  return {
    newYorkLeads: lessOrNull(correlationOf(eastward), correlationOf(westward)),
    tokyoLeads: products.length === 0 ? null : products.reduce((sum, each) => sum + each, 0),
  };
}
