/** Facts of books: how depth and spreads go with volatility, and what thin books cost the day after. */
import { log } from '../../math/log.ts';
import { leastSquaresLine } from '../measures/least-squares-line.ts';
import { DEEP, type FactSheet, type FactSource, lineOf, rowsOf, SUPER_LONG } from './fact-source.ts';
import { lineDays } from './line-days.ts';
import { correlationOf } from './moments.ts';

export function liquidityStatistics(source: FactSource): FactSheet {
  const line = lineOf(source, DEEP);
  if (line === undefined) return {};
  const realised = new Map(lineDays(line).map(({ date, realisedBp }) => [date, realisedBp]));
  const days = rowsOf(source, DEEP).flatMap((row) => {
    const volatility = realised.get(row.date) ?? 0;
    const { depth_dv01: depth, spread_bp: spread, volume_dv01: volume, change_bp: change } = row;
    return depth === null ||
      spread === null ||
      change === null ||
      !(depth > 0 && spread > 0 && volatility > 0 && volume > 0)
      ? []
      : [{ depth: log(depth), spread: log(spread), volatility: log(volatility), impact: Math.abs(change) / volume }];
  });
  return {
    depthOnVolatility: slopeOf(days.map(({ volatility, depth }) => [volatility, depth])),
    spreadAndVolatility: correlationOf(days.map(({ volatility, spread }) => [volatility, spread])),
    fragility: correlationOf(days.slice(1).map(({ impact }, at) => [-(days[at]?.depth as number), impact])),
    ...strainOf(source),
  };
}

const slopeOf = (pairs: readonly (readonly [number, number])[]): number | null =>
  pairs.length < 20 ? null : (leastSquaresLine(pairs)?.slope ?? null);

/** Spread over volatility, means over days: of all, and of those on which a dealer was beyond its limit. */
function strainOf(source: FactSource): FactSheet {
  const line = lineOf(source, SUPER_LONG);
  if (line === undefined) return {};
  const realised = new Map(lineDays(line).map(({ date, realisedBp }) => [date, realisedBp]));
  const days = rowsOf(source, SUPER_LONG).flatMap(({ date, spread_bp }) => {
    const volatility = realised.get(date) ?? 0;
    return spread_bp === null || !(volatility > 0) ? [] : [{ date, ratio: spread_bp / volatility }];
  });
  const mean = (of: typeof days): number | null =>
    of.length === 0 ? null : of.reduce((sum, { ratio }) => sum + ratio, 0) / of.length;
  return {
    spreadOverMoves: mean(days),
    spreadOverMovesStrained: mean(days.filter(({ date }) => source.strainedDates.has(date))),
  };
}
