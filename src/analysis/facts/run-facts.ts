/** The stylised facts of one run, from levels every five minutes within sessions: nights and weekends are left out. */
import type { GridLine, GridPoint } from '../level-grid.ts';
import type { Fact, FactValue, MeasuredFact } from './fact.ts';
import { FACT_BANDS } from './fact-bands.ts';
import { autocorrelation, correlationOf, excessKurtosis, firstComponentShare, hillIndex } from './moments.ts';

const STEP_FIVE = 1;
const STEP_HALF_HOUR = 6;
const STEP_HOUR = 12;

/** @param benchmarks One line a market. */
export function runFacts(grid: readonly GridLine[], benchmarks: readonly GridLine[]): MeasuredFact[] {
  const of = (fact: Fact, measure: (line: GridLine) => Omit<FactValue, 'of'>): MeasuredFact => ({
    ...fact,
    values: benchmarks.map((line) => ({ of: line.listing.instrument, ...measure(line) })),
  });
  const flat = (line: GridLine, step: number): number[] => changesOf(line, step).flat();
  const measured = (values: readonly number[], value: number | null) => ({ value, observations: values.length });
  return [
    of(FACT_BANDS.tailsWithin, (line) => measured(flat(line, STEP_FIVE), hillIndex(flat(line, STEP_FIVE)))),
    of(FACT_BANDS.kurtosisWithin, (line) => measured(flat(line, STEP_FIVE), excessKurtosis(flat(line, STEP_FIVE)))),
    of(FACT_BANDS.aggregationWithin, (line) => {
      const [fine, coarse] = [excessKurtosis(flat(line, STEP_FIVE)), excessKurtosis(flat(line, STEP_HOUR))];
      return {
        value: fine === null || coarse === null ? null : fine - coarse,
        observations: flat(line, STEP_HOUR).length,
      };
    }),
    of(FACT_BANDS.memory, (line) =>
      measured(flat(line, STEP_HALF_HOUR), autocorrelation(changesOf(line, STEP_HALF_HOUR), 1)),
    ),
    of(FACT_BANDS.clusteringWithin, (line) => {
      const sizes = changesOf(line, STEP_HALF_HOUR).map((session) => session.map(Math.abs));
      return measured(sizes.flat(), autocorrelation(sizes, 1));
    }),
    of(FACT_BANDS.volumeWithin, (line) => {
      const pairs = volumePairs(line);
      return { value: correlationOf(pairs), observations: pairs.length };
    }),
    ...curveFacts(grid),
  ];
}

function curveFacts(grid: readonly GridLine[]): MeasuredFact[] {
  const curve = grid.filter(({ listing }) => /^JGB-\d+Y$/.test(listing.instrument));
  const [ten, thirty] = ['JGB-10Y', 'JGB-30Y'].map((name) => curve.find(({ listing }) => listing.instrument === name));
  const facts: MeasuredFact[] = [];
  if (curve.length >= 3) {
    const lines = curve.map((line) => changesOf(line, STEP_HALF_HOUR).flat());
    const rows = (lines[0] ?? []).map((_, at) => lines.map((line) => line[at] ?? 0));
    facts.push({
      ...FACT_BANDS.curve,
      values: [{ of: `${curve.length} JGB lines`, value: firstComponentShare(rows), observations: rows.length }],
    });
  }
  if (ten !== undefined && thirty !== undefined) {
    const [short, long] = [ten, thirty].map((line) => rootMeanSquare(changesOf(line, STEP_HALF_HOUR).flat())) as [
      number,
      number,
    ];
    const observations = changesOf(thirty, STEP_HALF_HOUR).flat().length;
    facts.push({
      ...FACT_BANDS.slope,
      values: [{ of: 'JGB-30Y over JGB-10Y', value: short > 0 ? long / short : null, observations }],
    });
  }
  return facts;
}

/** Changes over so many ticks, a list a session. */
export function changesOf({ sessions }: GridLine, step: number): number[][] {
  return sessions.map((points) => {
    const levels = points.filter((_, at) => at % step === 0).map(({ levelBp }) => levelBp);
    return levels.slice(1).map((level, at) => level - (levels[at] as number));
  });
}

function volumePairs({ sessions }: GridLine): (readonly [number, number])[] {
  return sessions.flatMap((points) => {
    const pairs: (readonly [number, number])[] = [];
    for (let at = STEP_HALF_HOUR; at < points.length; at += STEP_HALF_HOUR) {
      const [from, to] = [points[at - STEP_HALF_HOUR] as GridPoint, points[at] as GridPoint];
      const lots = points.slice(at - STEP_HALF_HOUR + 1, at + 1).reduce((sum, point) => sum + point.lots, 0);
      pairs.push([lots, Math.abs(to.levelBp - from.levelBp)]);
    }
    return pairs;
  });
}

const rootMeanSquare = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
