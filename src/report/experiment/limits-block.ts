/** Failures, luck and provenance: what the numbers rest on, and what was lost on the way. */
import { code } from '../page/manifest.ts';
import { type Markup, markup } from '../page/markup.ts';
import { counted } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { ExperimentInput } from './experiment-input.ts';

const FAILURES_TOLD = 20;
/** Seeds on which behavioural constants were chosen (`docs/odd.md`). */
const FITTED_UP_TO = 140;

export function limitsBlock({ document, sources }: ExperimentInput): Block {
  const { failures, luck, statistics, arms } = document;
  const without = statistics.reduce((sum, each) => sum + each.without, 0);
  const fitted =
    new Set(arms.flatMap(({ seeds }) => seeds)).size > 0 &&
    arms.some(({ seeds }) => seeds.some((seed) => seed >= 101 && seed <= FITTED_UP_TO));
  const items: (Markup | undefined)[] = [
    failures.length === 0
      ? markup`<li>No run failed.</li>`
      : markup`<li><b>${counted(failures.length)} run${failures.length === 1 ? '' : 's'} failed</b> and are missing from every number; they are listed below with the commands that repeat them.</li>`,
    without === 0
      ? undefined
      : markup`<li>${counted(without)} outcomes of finished runs have no value: they are counted beside each statistic and left out of it.</li>`,
    luck === 'common'
      ? markup`<li>Arms share their seeds: differences are paired. What two arms have in common by chance cancels; what a change does to the order of events does not.</li>`
      : markup`<li>Every arm has luck of its own: differences are between groups, and wider.</li>`,
    fitted
      ? markup`<li>Some seeds lie between 101 and ${FITTED_UP_TO}, on which behavioural constants were chosen: they are no evidence of how well those hold elsewhere.</li>`
      : undefined,
    sources.sourced + sources.assumed === 0
      ? undefined
      : markup`<li>In the scenario files ${counted(sources.sourced)} numbers or lists of numbers name a source and ${counted(sources.assumed)} are marked as assumed.</li>`,
    markup`<li>Intervals are of the mean over seeds: they say how well this model’s mean is known, not how well the model is.</li>`,
    markup`<li>All runs are kept, outliers too. Chains of causes stand in the logs of single runs: <code>spillover report RUN</code>.</li>`,
    markup`<li>Illustration and research, not a forecast and not advice.</li>`,
  ];
  return {
    id: 'limits',
    title: 'Limits and provenance',
    parts: [markup`<ul>${items.filter((item) => item !== undefined)}</ul>`, ...failureTable(document.failures)],
  };
}

function failureTable(failures: ExperimentInput['document']['failures']): Markup[] {
  if (failures.length === 0) return [];
  const rows = failures
    .slice(0, FAILURES_TOLD)
    .map(
      ({ arm, seed, message, attempts, replay }) =>
        markup`<tr><th scope="row">${arm}</th><td class="n" data-label="seed">${seed}</td><td data-label="what happened">${message} (${attempts} attempts)</td><td data-label="to repeat it">${code(replay)}</td></tr>`,
    );
  const rest = failures.length - rows.length;
  return [
    markup`<table class="stack"><caption>Runs that failed</caption><thead><tr><th scope="col">arm</th><th scope="col" class="n">seed</th><th scope="col">what happened</th><th scope="col">to repeat it</th></tr></thead><tbody>
${rows}
</tbody></table>${rest > 0 ? markup`<p>… and ${rest} more in experiment.json.</p>` : undefined}`,
  ];
}
