/** What the prices of this run look like beside those of real markets. */
import { runFacts } from '../../analysis/facts/run-facts.ts';
import { benchmarksOf } from '../benchmarks.ts';
import { FACT_LEGEND, factCount, factsTable } from '../facts-table.ts';
import { markup } from '../page/markup.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';
import { lineOf } from './run-paths.ts';

export function factsBlock({ study }: RunInput): Block | undefined {
  const lines = benchmarksOf(new Set(study.grid.map(({ listing }) => listing.instrument))).flatMap(
    (benchmark) => lineOf(study, benchmark) ?? [],
  );
  const facts = runFacts(study.grid, lines)
    .map((fact) => ({ ...fact, values: fact.values.filter(({ value }) => value !== null) }))
    .filter(({ values }) => values.length > 0);
  if (facts.length === 0) return undefined;
  return {
    id: 'facts',
    title: 'Stylised facts',
    parts: [
      markup`<p>${factCount(facts)}. One run of some days is a small sample: kurtosis and tails of a single crisis scatter widely.</p>`,
      FACT_LEGEND,
      factsTable(facts, 'Changes of yield within sessions'),
    ],
  };
}
