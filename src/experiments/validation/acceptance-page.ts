/** The acceptance as a page of the record: what holds, with its numbers, and what does not, with what was tried. */
import type { Target } from '../../analysis/episodes/target.ts';
import { type Acceptance, type AcceptanceGroup, type AcceptanceRow, acceptanceOf } from './acceptance.ts';
import type { ValidationRecord } from './record.ts';
import { bandText, numberText, seedsText, table, WRITTEN } from './record-text.ts';

export function acceptancePage(record: ValidationRecord, targets: readonly Target[]): string {
  const acceptance = acceptanceOf(record, targets);
  return [
    '# Acceptance tests and stylised facts',
    WRITTEN,
    `**${headline(acceptance)}** Seeds ${seedsText(record.seeds)}.`,
    LEGEND,
    `## Tests\n\n${groupTable(acceptance.tests, false)}`,
    `## Stylised facts\n\n${groupTable(acceptance.facts, true)}`,
    `## Controls\n\n${CONTROLS}\n\n${controlTable(acceptance)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

const LEGEND =
  '● holds · ◐ holds, and other seeds could turn it · ○ does not hold · – not measured, which does not hold either. A test or a fact holds if ' +
  'all its rows do. The interval is where nine tenths of resamples of the seeds put the value. No band was widened.';
const CONTROLS =
  'The same statistics on series of a year whose nature is known, medians over fifty: independent normal changes must fail, stochastic volatility must pass.';

export function headline({ tests, facts, factsHeld, factsGate, controls, accepted }: Acceptance): string {
  const held = tests.filter(({ holds }) => holds).length;
  const right = controls.filter(({ isRight }) => isRight).length;
  return (
    `${accepted ? 'Accepted' : 'Not accepted'}: ${held} of ${tests.length} tests hold, ${factsHeld} of ${facts.length} facts ` +
    `(${factsGate} are asked for), ${right} of ${controls.length} controls behave.`
  );
}

function groupTable(groups: readonly AcceptanceGroup[], isFacts: boolean): string {
  const head = ['', 'id', ...(isFacts ? ['market'] : []), 'what', 'wanted', 'value', 'interval', 'verdict', 'source'];
  const rows = groups.flatMap(({ regime, rows: own, tried }) => [
    ...own.map((row) => {
      const [value, interval] = valueTexts(row);
      const market = isFacts ? [regime ?? ''] : [];
      return [row.sign, row.id, ...market, row.what, bandText(row.band), value, interval, row.verdict, row.source];
    }),
    ...(tried === null ? [] : [['', '', ...(isFacts ? [''] : []), `*Tried*: ${tried}`, '', '', '', '', '']]),
  ]);
  return table(head, rows);
}

export function valueTexts({ value, unit, interval }: AcceptanceRow): readonly [value: string, interval: string] {
  if (value === null) return ['', ''];
  const text = `${numberText(value)}${unit === '' ? '' : ` ${unit}`}`;
  return [text, interval === null ? '' : `${numberText(interval.from)} to ${numberText(interval.to)}`];
}

function controlTable({ controls }: Acceptance): string {
  return table(
    ['control', 'fact', 'wanted', 'value', 'must', 'does'],
    controls.map(({ control, fact, value, isMet, isRight }) => [
      control,
      `${fact.id} ${fact.fact}`,
      bandText(fact.band),
      numberText(value),
      isMet === isRight ? 'pass' : 'fail',
      isMet ? 'pass' : 'fail',
    ]),
  );
}
