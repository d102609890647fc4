/** Stylised facts beside their bands: a number for each line, and a sign that says inside, near or outside without colour. */

import type { Band } from '../analysis/episodes/target.ts';
import { type FactMark, type MeasuredFact, markOf } from '../analysis/facts/fact.ts';
import { type Markup, markup } from './page/markup.ts';
import { plain } from './page/numbers.ts';

export const FACT_SIGNS: Readonly<Record<FactMark, string>> = {
  inside: '●',
  near: '◐',
  outside: '○',
  'not measured': '–',
};

export const FACT_LEGEND = markup`<p class="aside">● inside the band · ◐ outside by less than a quarter of its edge · ○ outside · – cannot be measured here. A band is what the source found in real markets; none was widened.</p>`;

export function bandText({ from, to }: Band): string {
  if (from === undefined && to === undefined) return 'printed, not judged';
  if (from === undefined) return `≤ ${number(to as number)}`;
  if (to === undefined) return `≥ ${number(from)}`;
  return `${number(from)} to ${number(to)}`;
}

const number = (value: number): string => String(value).replace('-', '−');

/** A row a fact; its values, one a line, stand in a list. */
export function factsTable(facts: readonly MeasuredFact[], caption: string): Markup {
  const rows = facts.map((fact) => {
    const cells = fact.values.map(({ of, value, observations }) => {
      const mark = markOf(value, fact.band);
      const text = value === null ? '–' : plain(value);
      return markup`<li><span class="of">${of}</span> <b>${text}</b> <span aria-label="${mark}" role="img">${FACT_SIGNS[mark]}</span> <span class="aside">n ${observations}</span></li>`;
    });
    return markup`<tr><th scope="row">${fact.fact}</th><td data-label="statistic">${fact.statistic}</td><td data-label="band">${bandText(fact.band)}</td><td data-label="here"><ul class="values">${cells}</ul></td><td data-label="source">${fact.source}</td></tr>`;
  });
  return markup`<table class="stack facts"><caption>${caption}</caption><thead><tr><th scope="col">fact</th><th scope="col">statistic</th><th scope="col">band</th><th scope="col">here</th><th scope="col">source</th></tr></thead><tbody>
${rows}
</tbody></table>`;
}

/** How many of all judged values lie where. */
export function factCount(facts: readonly MeasuredFact[]): string {
  const marks = facts.flatMap(({ values, band }) =>
    band.from === undefined && band.to === undefined ? [] : values.map(({ value }) => markOf(value, band)),
  );
  const of = (mark: FactMark): number => marks.filter((each) => each === mark).length;
  const judged = marks.length - of('not measured');
  return `${of('inside')} of ${judged} values inside their band, ${of('near')} near it, ${of('outside')} outside`;
}
