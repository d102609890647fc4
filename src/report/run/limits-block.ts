/** What this report cannot say, where its numbers come from, and what was left out: nothing silently. */
import { type Markup, markup } from '../page/markup.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';

export function limitsBlock({ facts, study, published }: RunInput): Block {
  const items: (Markup | undefined)[] = [
    facts.isComplete
      ? undefined
      : markup`<li><b>The run is not complete.</b> What is shown ends with ${study.report.to}; later days are missing, not quiet.</li>`,
    markup`<li>One seed. Nothing here has an interval; the same scenario on other seeds gives other numbers.</li>`,
    facts.scenarioFile === null
      ? undefined
      : markup`<li>Which of the scenario’s numbers have a source and which are assumed stands in <code>${facts.scenarioFile}</code>, number by number.</li>`,
    facts.settings.length + facts.patches.length === 0
      ? undefined
      : markup`<li>The scenario was changed: ${[...facts.settings, ...facts.patches].join(' · ')}.</li>`,
    published === null
      ? markup`<li>Nothing published is known of this episode, so no number here was held against the world.</li>`
      : undefined,
    markup`<li>Causes are what the engine recorded. A decision at a tick of the clock looks at many prices and names none.</li>`,
    markup`<li>Yields are those that each market quotes (JGB simple, UST street, gilt DMO, KTB customary). Changes of prices elsewhere are in basis points of the logarithm.</li>`,
    markup`<li>The model, what it leaves out and every behavioural constant: <code>docs/odd.md</code>; what it reaches and misses over many seeds: <code>docs/validation/</code>.</li>`,
    markup`<li>Illustration and research, not a forecast and not advice. Except SMFG, whose book is published, every firm is generic.</li>`,
  ];
  return {
    id: 'limits',
    title: 'Limits and provenance',
    parts: [markup`<ul>${items.filter((item) => item !== undefined)}</ul>`],
  };
}
