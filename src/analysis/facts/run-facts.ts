/** The stylised facts of one run, from levels every five minutes within sessions: nights and weekends are left out. */
import type { GridLine, GridPoint } from '../level-grid.ts';
import type { Fact, FactValue, MeasuredFact } from './fact.ts';
import { autocorrelation, correlationOf, excessKurtosis, firstComponentShare, hillIndex } from './moments.ts';

const CONT = 'Cont 2001';
const CONT_BONDS = 'Cont 2001; half-hours past the bounce';

const FACTS = {
  tails: {
    id: 'F1',
    fact: 'heavy tails',
    statistic: 'Hill index of the largest 5 % of five-minute changes',
    band: { from: 2, to: 5 },
    source: CONT,
  },
  kurtosis: {
    id: 'F2',
    fact: 'heavy tails',
    statistic: 'excess kurtosis of five-minute changes',
    band: { from: 0.5 },
    source: CONT,
  },
  aggregation: {
    id: 'F3',
    fact: 'aggregational Gaussianity',
    statistic: 'excess kurtosis, five minutes less one hour',
    band: { from: 0 },
    source: CONT,
  },
  memory: {
    id: 'F4',
    fact: 'no linear autocorrelation',
    statistic: 'autocorrelation of half-hour changes, lag 1',
    band: { from: -0.1, to: 0.1 },
    source: CONT_BONDS,
  },
  clustering: {
    id: 'F5',
    fact: 'volatility clustering',
    statistic: 'autocorrelation of absolute half-hour changes, lag 1',
    band: { from: 0.05 },
    source: CONT,
  },
  volume: {
    id: 'F6',
    fact: 'volume and volatility',
    statistic: 'correlation of half-hour volume and absolute change',
    band: { from: 0 },
    source: CONT,
  },
  curve: {
    id: 'F7',
    fact: 'level factor of the curve',
    statistic: 'share of the first principal component, half-hour changes of the JGB curve',
    band: { from: 0.7, to: 0.9 },
    source: 'Litterman and Scheinkman 1991 (W129)',
  },
  slope: {
    id: 'F8',
    fact: 'super-long bonds move more under fiscal stress',
    statistic: 'root mean square of half-hour changes, JGB 30-year over 10-year',
    band: { from: 1.5 },
    source: 'W10',
  },
} as const satisfies Readonly<Record<string, Fact>>;

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
    of(FACTS.tails, (line) => measured(flat(line, STEP_FIVE), hillIndex(flat(line, STEP_FIVE)))),
    of(FACTS.kurtosis, (line) => measured(flat(line, STEP_FIVE), excessKurtosis(flat(line, STEP_FIVE)))),
    of(FACTS.aggregation, (line) => {
      const [fine, coarse] = [excessKurtosis(flat(line, STEP_FIVE)), excessKurtosis(flat(line, STEP_HOUR))];
      return {
        value: fine === null || coarse === null ? null : fine - coarse,
        observations: flat(line, STEP_HOUR).length,
      };
    }),
    of(FACTS.memory, (line) =>
      measured(flat(line, STEP_HALF_HOUR), autocorrelation(changesOf(line, STEP_HALF_HOUR), 1)),
    ),
    of(FACTS.clustering, (line) => {
      const sizes = changesOf(line, STEP_HALF_HOUR).map((session) => session.map(Math.abs));
      return measured(sizes.flat(), autocorrelation(sizes, 1));
    }),
    of(FACTS.volume, (line) => {
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
      ...FACTS.curve,
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
      ...FACTS.slope,
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
