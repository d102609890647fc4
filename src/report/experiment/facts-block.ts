/** What the daily closes of many runs look like beside those of real markets. */
import type { Fact, MeasuredFact } from '../../analysis/facts/fact.ts';
import { correlationOf, excessKurtosis } from '../../analysis/facts/moments.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { FACT_LEGEND, factCount, factsTable } from '../facts-table.ts';
import { markup } from '../page/markup.ts';
import type { Block } from '../page/page.ts';
import { baseArm, bondsOf, runsOfArm } from './arm-days.ts';
import type { ExperimentDay, ExperimentInput } from './experiment-input.ts';

const FACTS = {
  abroad: {
    id: 'D1',
    fact: 'Treasuries and gilts move together',
    statistic: 'correlation of daily changes, UST 10-year and gilt 10-year',
    band: { from: 0.6, to: 0.8 },
    source: 'W126',
  },
  japan: {
    id: 'D2',
    fact: 'JGBs move by themselves on most days',
    statistic: 'correlation of daily changes, UST 10-year and JGB 10-year',
    band: { from: 0.1, to: 0.4 },
    source: 'W126 W127; quiet days',
  },
  slope: {
    id: 'D3',
    fact: 'super-long bonds move more under fiscal stress',
    statistic: 'root mean square of daily changes, JGB 30-year over 10-year',
    band: { from: 1.5 },
    source: 'W10',
  },
  volume: {
    id: 'D4',
    fact: 'volume and volatility',
    statistic: 'correlation of daily volume and absolute change',
    band: { from: 0.3, to: 0.7 },
    source: 'Cont 2001; futures',
  },
  spread: {
    id: 'D5',
    fact: 'spreads widen with volatility',
    statistic: 'correlation of daily mean spread and absolute change',
    band: { from: 0 },
    source: 'W89',
  },
  depth: {
    id: 'D6',
    fact: 'depth falls with volatility',
    statistic: 'correlation of daily mean depth and absolute change',
    band: { to: 0 },
    source: 'W90 W125',
  },
  tails: {
    id: 'D7',
    fact: 'heavy tails',
    statistic: 'excess kurtosis of daily changes',
    band: { from: 0.5 },
    source: 'Cont 2001',
  },
} as const satisfies Readonly<Record<string, Fact>>;

/** Fewer runs than this are an example. */
const RUNS_LEAST = 4;

export function factsBlock(input: ExperimentInput): Block | undefined {
  const facts = experimentFacts(input);
  if (facts.length === 0) return undefined;
  return {
    id: 'facts',
    title: 'Stylised facts',
    parts: [
      markup`<p>${factCount(facts)}. Days of all runs of ${baseArm(input)} together. An episode of some days of stress is not a year: bands of quiet years are held against it for orientation.</p>`,
      FACT_LEGEND,
      factsTable(facts, 'Changes from close to close'),
    ],
  };
}

export function experimentFacts(input: ExperimentInput): MeasuredFact[] {
  const runs = runsOfArm(input, baseArm(input));
  if (runs.length < RUNS_LEAST) return [];
  const closed = runs.flatMap(({ run, days }) => days.filter(isClosed).map((day) => ({ ...day, run })));
  const of = (bond: string) => closed.filter((day) => day.bond === bond);
  const pairs = (one: string, other: string): (readonly [number, number])[] => {
    const others = new Map(of(other).map((day) => [`${day.run} ${day.date}`, day.change_bp]));
    return of(one).flatMap((day) => {
      const change = others.get(`${day.run} ${day.date}`);
      return change === undefined ? [] : [[day.change_bp, change] as const];
    });
  };
  const correlated = (fact: Fact, name: string, values: readonly (readonly [number, number])[]): MeasuredFact => ({
    ...fact,
    values: [{ of: name, value: correlationOf(values), observations: values.length }],
  });
  const benchmarks = benchmarksOf(bondsOf(input)).map(({ bond }) => bond);
  const each = (fact: Fact, x: (day: ClosedDay) => number | null): MeasuredFact => ({
    ...fact,
    values: benchmarks.map((bond) => {
      const values = of(bond).flatMap((day) => {
        const value = x(day);
        return value === null ? [] : [[value, Math.abs(day.change_bp)] as const];
      });
      return { of: bond, value: correlationOf(values), observations: values.length };
    }),
  });
  const square = (bond: string): number => rootMeanSquare(of(bond).map(({ change_bp }) => change_bp));
  const [long, short] = [square('JGB-30Y'), square('JGB-10Y')];
  const facts: MeasuredFact[] = [
    correlated(FACTS.abroad, 'UST-10Y, GILT-10Y', pairs('UST-10Y', 'GILT-10Y')),
    correlated(FACTS.japan, 'UST-10Y, JGB-10Y', pairs('UST-10Y', 'JGB-10Y')),
    {
      ...FACTS.slope,
      values: [
        {
          of: 'JGB-30Y over JGB-10Y',
          value: short > 0 && long > 0 ? long / short : null,
          observations: of('JGB-30Y').length,
        },
      ],
    },
    each(FACTS.volume, ({ volume_dv01 }) => volume_dv01),
    each(FACTS.spread, ({ spread_bp }) => spread_bp),
    each(FACTS.depth, ({ depth_dv01 }) => depth_dv01),
    {
      ...FACTS.tails,
      values: benchmarks.map((bond) => {
        const changes = of(bond).map(({ change_bp }) => change_bp);
        return { of: bond, value: excessKurtosis(changes), observations: changes.length };
      }),
    },
  ];
  return facts
    .map((fact) => ({ ...fact, values: fact.values.filter(({ value }) => value !== null) }))
    .filter(({ values }) => values.length > 0);
}

type ClosedDay = ExperimentDay & { readonly change_bp: number };
const isClosed = (day: ExperimentDay): day is ClosedDay => day.change_bp !== null;

const rootMeanSquare = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
