/** Chains that end in a forced trade or a decision, in words, the most frequent first; each can be looked at in the log. */
import type { CascadeCounts, CascadeKind } from '../../analysis/cascades/cascades.ts';
import type { Panel } from '../draw/panel.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { counted } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';

export function cascadesBlock({ study, facts }: RunInput): Block | undefined {
  const { cascades } = study;
  if (cascades.chains === 0) return undefined;
  const items = cascades.kinds.map((kind) => kindItem(kind, facts.name));
  return {
    id: 'cascades',
    title: 'Cascades in words',
    parts: [
      markup`<p>What each limit, stop, margin call, withdrawal of quotes or declared decision follows from, as the engine recorded it, one cause at a step. That is provenance: <code>--prove</code> tells what would have been without.</p>`,
      sizesFigure(cascades),
      markup`<h3>The most frequent chains</h3>`,
      markup`<ol class="chains">
${items}
</ol>`,
    ],
  };
}

function kindItem({ steps, count, trades, example }: CascadeKind, run: string): Markup {
  const listed = steps.map((step) => markup`<li>${step}</li>`);
  const told = example.told.map((text) => markup`<li>${text}</li>`);
  const follows =
    trades === 0
      ? 'no trade follows from its end'
      : `${plural(trades, 'trade')} ${trades === 1 ? 'follows' : 'follow'} from the ends`;
  return markup`<li><span class="count">${plural(count, 'time')}</span>, ${follows}
<ol class="steps">${listed}</ol>
<details><summary>One of them with its numbers</summary><ol class="steps">${told}</ol></details>
<code>spillover why ${run} ${example.seq}</code></li>`;
}

const plural = (count: number, word: string): string => `${counted(count)} ${word}${count === 1 ? '' : 's'}`;

const SIZES = [
  [0, 'none'],
  [1, '1'],
  [10, '2 to 10'],
  [50, '11 to 50'],
  [200, '51 to 200'],
  [Number.POSITIVE_INFINITY, 'over 200'],
] as const;

function sizesFigure({ lengths, trades, chains }: CascadeCounts): Figure {
  const byLength = lengths.map((count, length) => ({ name: String(length), count }));
  const bySize = SIZES.map(([most, name], at) => {
    const least = at === 0 ? -1 : (SIZES[at - 1]?.[0] as number);
    return { name, count: trades.filter((each) => each > least && each <= most).length };
  });
  return {
    id: 'cascades',
    title: 'How long chains are, and how much is traded at their end',
    caption: `${counted(chains)} chains. Length: recorded steps from a root (an announcement, the clock, chance) to the end. Size: trades that took liquidity and follow from the end.`,
    panels: [countPanel('Chains by length, steps', byLength), countPanel('Chains by size, trades', bySize)],
    data: {
      columns: [words('measure', 'measure'), words('value', 'value'), numbers('chains', 'chains', counted)],
      rows: [
        ...byLength.map(({ name, count }) => ['steps', name, count] as const),
        ...bySize.map(({ name, count }) => ['trades', name, count] as const),
      ],
    },
  };
}

const countPanel = (title: string, bars: readonly { readonly name: string; readonly count: number }[]): Panel =>
  rowPanel({
    title,
    label: `${title}: ${bars.map(({ name, count }) => `${name}: ${count}`).join(', ')}.`,
    rows: bars.map(({ name, count }) => ({ label: name, hue: 'base', value: count, text: counted(count) })),
    as: 'bars',
    axisTitle: 'chains',
  });
