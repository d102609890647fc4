/** The acceptance in the terminal: a line a row, what does not hold with its numbers and what was tried. */
import type { Acceptance, AcceptanceGroup } from '../../experiments/validation/acceptance.ts';
import { headline, valueTexts } from '../../experiments/validation/acceptance-page.ts';
import { bandText, numberText, seedsText } from '../../experiments/validation/record-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable } from '../text-table.ts';

export function validateLines(acceptance: Acceptance, seeds: readonly number[], width: number): string[] {
  const { tests, facts, controls } = acceptance;
  return [
    ...section('Acceptance tests', tests, width),
    '',
    ...section('Stylised facts', facts, width),
    '',
    paint('bold', 'Controls'),
    ...controls.map(({ control, fact, value, isMet, isRight }) => {
      const does = isMet ? 'passes' : 'fails';
      return `  ${isRight ? '●' : '○'} ${control} ${does} ${fact.id}, ${fact.fact}: ${numberText(value)}, wanted ${bandText(fact.band)}`;
    }),
    '',
    '● holds · ◐ holds, other seeds could turn it · ○ does not hold · – not measured',
    `seeds ${seedsText(seeds)}; intervals are nine tenths of resamples of them`,
    paint('bold', headline(acceptance)),
  ];
}

function section(title: string, groups: readonly AcceptanceGroup[], width: number): string[] {
  const rows = groups.flatMap(({ rows: own }) =>
    own.map((row) => {
      const [value, interval] = valueTexts(row);
      return [row.sign, row.id, value, interval, bandText(row.band), row.what, row.verdict, row.source];
    }),
  );
  const table = textTable(
    [
      left(''),
      left('id'),
      right('value'),
      right('interval', { dispensable: 2 }),
      left('wanted'),
      left('what'),
      left('verdict', { dispensable: 3 }),
      left('source', { dispensable: 1 }),
    ],
    rows,
    width,
  );
  const tried = groups.flatMap(({ id, tried: text }) => (text === null ? [] : [paint('dim', `  ${id}: ${text}`)]));
  return [paint('bold', title), ...table, ...(tried.length === 0 ? [] : ['', 'tried:', ...tried])];
}
