/** A run beside what was published of its episode, for a person at a terminal; what cannot be compared, by reason, below. */
import type { ComparedNumber, NotCompared, PublishedComparison } from '../../analysis/published/compare-published.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { Currency } from '../../units/quantity.ts';
import { plural, signedText } from '../own-input/number-text.ts';
import { dateText } from '../run/charts.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';

/** Below this many columns what is measured stands above its numbers. */
const NARROW = 72;
const CURRENCIES: readonly string[] = ['JPY', 'USD', 'GBP', 'KRW'];

/** What is measured, in words where the name of the measure is none. */
const WORDS: Readonly<Record<string, string>> = {
  change_price: 'change',
  change_pct: 'change',
  slope_change: 'change',
  ratio: 'change',
  retraced: 'given back',
  average_yield: 'sale, average yield',
  stop_yield: 'sale, worst yield',
  average_price: 'sale, average price',
  stop_price: 'sale, lowest price',
  tail: 'sale, tail',
  cover: 'sale, cover',
  interdealer_turnover: 'between dealers',
  turnover: 'a day',
  volatility: 'volatility',
  value_lost: 'value lost',
  forced_share_of_fall: 'forced part of the fall',
};

export function publishedLines({ episode, compared, not_compared }: PublishedComparison, width: number): string[] {
  const title = `Beside what was published of ${episode}`;
  const legend = 'one run is one draw; ~ about, * derived, ** general knowledge';
  const body = width < NARROW ? stackedLines(compared, width) : tableLines(compared, width);
  return [
    ...wrapped(title, width).map((line) => paint('bold', line)),
    ...wrapped(legend, width).map((line) => paint('dim', line)),
    ...(compared.length === 0 ? ['nothing that can be compared'] : body),
    ...notComparedLines(not_compared, width),
  ];
}

const PUBLISHED = right('published');
const RUN = right('this run');

function tableLines(compared: readonly ComparedNumber[], width: number): string[] {
  const cells = compared.map((number) => [`  ${whatText(number)}`, ...valueTexts(number), number.source]);
  const difference = right('difference', { short: 'differs' });
  const columns = [left(''), PUBLISHED, RUN, difference, left('source', { dispensable: 1 })];
  return byDate(textTable(columns, cells, width), compared, (line) => [line]);
}

/** What is measured above its numbers. */
function stackedLines(compared: readonly ComparedNumber[], width: number): string[] {
  const columns = [left('  '), PUBLISHED, RUN, right('differs', { dispensable: 1 })];
  const cells = compared.map((number) => ['', ...valueTexts(number)]);
  return byDate(textTable(columns, cells, width), compared, (line, number) => [
    ...wrapped(whatText(number), width - 2).map((text) => `  ${text}`),
    line,
  ]);
}

function byDate(
  [head = '', ...body]: readonly string[],
  compared: readonly ComparedNumber[],
  linesOf: (line: string, number: ComparedNumber) => readonly string[],
): string[] {
  const rows = body.flatMap((line, at) => {
    const number = compared[at] as ComparedNumber;
    const isSameDay = at > 0 && compared[at - 1]?.date === number.date;
    return [...(isSameDay ? [] : [paint('dim', dayText(number.date))]), ...linesOf(line, number)];
  });
  return [paint('dim', head), ...rows];
}

const valueTexts = (number: ComparedNumber): string[] => [
  publishedText(number),
  valueText(number.model, number.unit, number.measure),
  differenceText(number),
];

function notComparedLines(numbers: readonly NotCompared[], width: number): string[] {
  if (numbers.length === 0) return [];
  const reasons = [...new Set(numbers.map(({ why }) => why))];
  const lines = reasons.flatMap((why) => {
    const own = numbers.filter((number) => number.why === why);
    const items = own.map((number) => `${whatText(number)} ${publishedText(number)}${onDate(number)}`);
    return wrapped(`${why}: ${items.join('; ')}`, width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
  });
  return ['', paint('bold', 'Not compared') + paint('dim', `   ${plural(numbers.length, 'number')}`), ...lines];
}

const dayText = (date: string | null): string => (date === null ? 'over all days' : dateText(date));
const onDate = ({ date }: NotCompared): string => (date === null ? '' : ` (${dateText(date).slice(4)})`);

const BETWEEN: Readonly<Record<string, string>> = { slope_change: 'less', ratio: 'over', spillover: 'per bp of' };

/** `JGB-30Y change since 16 Jan`, `UST-10Y over JGB-30Y change`. */
function whatText({ subject, measure, against, since }: ComparedNumber | NotCompared): string {
  const lines = against === null ? subject : `${subject} ${BETWEEN[measure] ?? 'and'} ${against}`;
  return `${lines} ${WORDS[measure] ?? measure}${since === null ? '' : ` since ${dateText(since).slice(4)}`}`;
}

const PREFIX: Readonly<Record<string, string>> = { about: '~', above: '>', below: '<' };
const MARK: Readonly<Record<string, string>> = { derived: '*', 'general-knowledge': '**' };

function publishedText(number: ComparedNumber | NotCompared): string {
  const { relation, published, published_to, unit, measure, status } = number;
  const value = valueText(published, unit, measure);
  const range = published_to === null ? value : `${bareText(value)} to ${valueText(published_to, unit, measure)}`;
  return `${PREFIX[relation] ?? ''}${range}${MARK[status] ?? ''}`;
}

/** Without the unit, which the upper end of the range has. */
const bareText = (value: string): string => value.replace(/( bp| yen|%)$/, '');

function valueText(value: number, unit: string, measure: string): string {
  if (CURRENCIES.includes(unit)) return moneyText(unit as Currency, value);
  switch (unit) {
    case 'pct':
      return `${value.toFixed(measure === 'change_pct' ? 1 : 3)}%`;
    case 'bp':
      return measure.endsWith('change') ? `${signedText(value, 1)} bp` : `${value.toFixed(1)} bp`;
    case 'share':
      return `${Math.round(100 * value)}%`;
    case 'yen':
      return `${value.toFixed(2)} yen`;
    default:
      return String(Number(value.toFixed(2)));
  }
}

function differenceText({ difference, difference_unit: unit }: ComparedNumber): string {
  if (CURRENCIES.includes(unit)) return (difference > 0 ? '+' : '') + moneyText(unit as Currency, difference);
  switch (unit) {
    case 'bp':
      return `${signedText(difference, 1)} bp`;
    case 'share':
      return `${signedText(100 * difference, 0)} points`;
    default:
      return signedText(difference, 2) + (unit === 'yen' ? ' yen' : unit === 'pct' ? ' points' : '');
  }
}
