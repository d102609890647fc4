/** What the daily closes of many runs look like beside those of real markets. */
import type { Fact, MeasuredFact } from '../../analysis/facts/fact.ts';
import { FACT_BANDS } from '../../analysis/facts/fact-bands.ts';
import { correlationOf, excessKurtosis } from '../../analysis/facts/moments.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { FACT_LEGEND, factCount, factsTable } from '../facts-table.ts';
import { markup } from '../page/markup.ts';
import type { Block } from '../page/page.ts';
import { baseArm, bondsOf, runsOfArm } from './arm-days.ts';
import type { ExperimentDay, ExperimentInput } from './experiment-input.ts';

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
    correlated(FACT_BANDS.abroad, 'UST-10Y, GILT-10Y', pairs('UST-10Y', 'GILT-10Y')),
    correlated(FACT_BANDS.japan, 'UST-10Y, JGB-10Y', pairs('UST-10Y', 'JGB-10Y')),
    {
      ...FACT_BANDS.slope,
      values: [
        {
          of: 'JGB-30Y over JGB-10Y',
          value: short > 0 && long > 0 ? long / short : null,
          observations: of('JGB-30Y').length,
        },
      ],
    },
    each(FACT_BANDS.volume, ({ volume_dv01 }) => volume_dv01),
    each(FACT_BANDS.spreadOfDays, ({ spread_bp }) => spread_bp),
    each(FACT_BANDS.depthOfDays, ({ depth_dv01 }) => depth_dv01),
    {
      ...FACT_BANDS.kurtosisOfDays,
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
