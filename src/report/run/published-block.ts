/** The run beside what was printed of those days, misses included. */
import type { ComparedNumber, NotCompared } from '../../analysis/published/compare-published.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { type DataTable, tableMarkup, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { type Markup, markup } from '../page/markup.ts';
import { dayText, fixed, money, signed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';

export function publishedBlock({ published }: RunInput): Block | undefined {
  if (published === null || published.compared.length === 0) return undefined;
  const { compared, not_compared: notCompared } = published;
  return {
    id: 'published',
    title: 'Beside what was published',
    parts: [
      markup`<p>Numbers that the press, issuers and central banks gave of the episode <code>${published.episode}</code>. No part of the model reads them. One run is one draw: a difference says where to look.</p>`,
      ...changesFigure(compared),
      tableMarkup(tableOf(compared), { caption: 'All that can be compared', isStacked: true }),
      ...reasons(notCompared),
    ],
  };
}

/** Daily changes of yields: one unit, so one picture. */
function changesFigure(compared: readonly ComparedNumber[]): Figure[] {
  const own = compared.filter(({ measure, unit, since }) => measure === 'change' && unit === 'bp' && since === null);
  if (own.length < 2) return [];
  const rows = own.map((number) => ({
    label: `${number.subject} ${number.date === null ? '' : dayText(number.date)}`,
    hue: hueOf(number.subject),
    value: number.difference,
    text: signed(number.difference, 1),
  }));
  return [
    {
      id: 'published-changes',
      title: 'Change of yield in a day: the run less what was published, basis points',
      caption: 'Zero is a hit. Of a published range the distance to its nearer end.',
      panels: [
        rowPanel({
          title: 'Run less published, bp',
          label: 'For each published daily change of yield, by how much the run differs from it.',
          rows,
          as: 'bars',
          axisTitle: 'basis points',
        }),
      ],
      data: tableOf(own),
    },
  ];
}

const HUES: Readonly<Record<string, string>> = { JGB: 'jgb', UST: 'ust', GILT: 'gilt', KTB: 'ktb' };
const hueOf = (subject: string): string => HUES[subject.split('-')[0] as string] ?? 'ink';

const RELATIONS: Readonly<Record<string, string>> = { about: 'about ', above: 'above ', below: 'below ' };

function tableOf(compared: readonly ComparedNumber[]): DataTable {
  return {
    columns: [
      words('what', 'what'),
      words('date', 'date'),
      words('published', 'published'),
      words('run', 'this run'),
      words('difference', 'difference'),
      words('status', 'kind'),
      words('source', 'source'),
    ],
    rows: compared.map((number) => [
      whatText(number),
      number.date === null ? 'all days' : dayText(number.date),
      publishedText(number),
      valueText(number.model, number.unit),
      differenceText(number),
      number.status.replace('-', ' '),
      number.source === '' ? '–' : number.source,
    ]),
  };
}

function whatText({ subject, measure, against, since }: ComparedNumber | NotCompared): string {
  const lines = against === null ? subject : `${subject} and ${against}`;
  return `${lines}, ${measure.replaceAll('_', ' ')}${since === null ? '' : ` since ${dayText(since)}`}`;
}

function publishedText({ relation, published, published_to, unit }: ComparedNumber | NotCompared): string {
  const value = valueText(published, unit);
  return published_to === null
    ? `${RELATIONS[relation] ?? ''}${value}`
    : `${value} to ${valueText(published_to, unit)}`;
}

const MONEY = new Set(['JPY', 'USD', 'GBP', 'KRW']);

function valueText(value: number, unit: string): string {
  if (MONEY.has(unit)) return money(unit, value);
  if (unit === 'pct') return `${fixed(value, 3)} %`;
  if (unit === 'bp') return `${fixed(value, 1)} bp`;
  if (unit === 'share') return `${fixed(100 * value, 0)} %`;
  return `${fixed(value, 2)}${unit === 'yen' ? ' yen' : unit === 'times' ? ' times' : ''}`;
}

function differenceText({ difference, difference_unit: unit }: ComparedNumber): string {
  if (difference === 0) return 'none';
  if (MONEY.has(unit)) return money(unit, difference);
  return `${signed(difference, unit === 'bp' ? 1 : 2)}${unit === 'bp' ? ' bp' : ''}`;
}

function reasons(notCompared: readonly NotCompared[]): Markup[] {
  if (notCompared.length === 0) return [];
  const whys = [...new Set(notCompared.map(({ why }) => why))];
  const items = whys.map((why) => {
    const own = notCompared.filter((each) => each.why === why);
    return markup`<li>${why}: ${own.map((each) => `${whatText(each)} ${publishedText(each)}`).join('; ')}</li>`;
  });
  return [
    markup`<details><summary>What cannot be compared, and why (${notCompared.length})</summary><ul>${items}</ul></details>`,
  ];
}
