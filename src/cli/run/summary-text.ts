/** What a run has come to, for a person at a terminal: the shape of the days first, then who did it, then what to try next. */

import { type BusiestDay, busiestDays } from '../../analysis/busiest-days.ts';
import type { Headline, Pressure } from '../../analysis/headlines.ts';
import type { RunReport } from '../../analysis/run-summary.ts';
import type { AuctionRow } from '../../analysis/tables/auction-table.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { Currency, Market } from '../../units/quantity.ts';
import { countText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { cutTo, left, right, textTable, wrapped } from '../text-table.ts';
import { changeChart, dateText } from './charts.ts';
import { flowGrids } from './flow-text.ts';

const TITLES: Readonly<Record<Market, string>> = {
  jgb: 'JGB  change of yield, bp a day',
  ust: 'UST  change of yield, bp a day',
  gilt: 'Gilts  change of yield, bp a day',
  ktb: 'KTB  change of yield, bp a day',
  fx: 'Currencies  change of price, bp a day',
  equity: 'Equities  change of price, bp a day',
  gold: 'Gold  change of price, bp a day',
  bitcoin: 'Bitcoin  change of price, bp a day',
};
const CURRENCY_OF: Readonly<Partial<Record<Market, Currency>>> = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' };
const HEADLINES_MOST = 16;
/** The format of which as much is bought as is offered. */
const UNLIMITED = 'boj_fixed_rate';
/** From this many columns lines of an auction are named as long as their names take no more than so many characters. */
const WIDE = 100;
const NAMES_MOST = 32;
/** Below this many columns a headline stands below its time, whole. */
const NARROW = 60;

export interface SummaryHead {
  readonly title: string;
  readonly id: string;
  readonly seed: number;
  readonly settings: readonly string[];
  /** Face that the scenario says is traded on a calm day, by line. */
  readonly calmFace: ReadonlyMap<string, number>;
}

export function summaryLines(head: SummaryHead, report: RunReport, width: number): string[] {
  const blocks = [
    headLines(head, report, width),
    headlineLines(
      report.headlines.filter(({ time }) => time > report.from),
      width,
    ),
    ...chartBlocks(report, width),
    liquidityLines(busiestDays(report.daily, head.calmFace), width),
    auctionLines('Auctions', report.auctions, width),
    auctionLines('Operations', report.operations, width),
    ...flowBlocks(report, width),
    pressureLines(report.pressure, width),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

function headLines({ title, id, seed, settings }: SummaryHead, { from, to }: RunReport, width: number): string[] {
  const set = settings.length === 0 ? '' : ` · ${settings.join(' · ')}`;
  const about = `${id} · seed ${seed} · ${minuteText(from)} to ${minuteText(to)}${set}`;
  return [
    ...wrapped(title, width).map((line) => paint('bold', line)),
    ...wrapped(about, width).map((line) => paint('dim', line)),
  ];
}

function headlineLines(headlines: readonly Headline[], width: number): string[] {
  if (headlines.length === 0) return [];
  const shown = headlines.slice(0, HEADLINES_MOST).map(({ time, market, headline }) => {
    const place = `${time.slice(5, 16).replace('T', ' ')}Z  ${market.padEnd(4)}  `;
    if (width < NARROW)
      return [paint('dim', place.trimEnd()), ...wrapped(headline, width - 2).map((line) => `  ${line}`)];
    return [paint('dim', place) + cutTo(headline, width - place.length)];
  });
  const rest = headlines.length - shown.length;
  return [paint('bold', 'Announced'), ...shown.flat(), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function chartBlocks({ daily, changes }: RunReport, width: number): string[][] {
  const inAll = new Map(changes.map(({ bond, change_bp }) => [bond, change_bp]));
  const markets = (Object.keys(TITLES) as Market[]).filter((market) => daily.some((row) => row.market === market));
  return markets.map((market) =>
    changeChart(
      TITLES[market],
      daily.filter((row) => row.market === market),
      inAll,
      width,
    ),
  );
}

function liquidityLines(days: readonly BusiestDay[], width: number): string[] {
  if (days.length === 0) return [];
  const columns = [
    left(''),
    left('date'),
    right('traded'),
    right('on a calm day', { short: 'calm', dispensable: 1 }),
    right('times calm', { short: 'times' }),
    right('mean spread', { short: 'spread' }),
  ];
  const rows = days.map((day) => [
    day.market,
    dateText(day.date),
    moneyText(day.currency, day.volumeFace),
    moneyText(day.currency, day.calmFace),
    day.calmFace === 0 ? '' : (day.volumeFace / day.calmFace).toFixed(1),
    day.spreadBp === null ? 'none' : `${day.spreadBp.toFixed(1)} bp`,
  ]);
  return [paint('bold', 'Busiest day'), ...dimHead(textTable(columns, rows, width))];
}

export function auctionLines(title: string, auctions: readonly AuctionRow[], width: number): string[] {
  if (auctions.length === 0) return [];
  const columns = [
    left('result'),
    left('bond'),
    right('offered', { dispensable: 4 }),
    right('accepted', { dispensable: 5 }),
    right('cover'),
    right('average', { dispensable: 2 }),
    right('stop', { dispensable: 3 }),
    right('tail'),
    right('dealers', { dispensable: 1 }),
  ];
  const rows = auctions.map((row) => [
    `${row.time.slice(5, 16).replace('T', ' ')}Z`,
    linesText(row.bond, width),
    row.format === UNLIMITED ? 'no limit' : faceText(row, row.offered),
    row.accepted === 0 ? 'none' : faceText(row, row.accepted),
    row.cover === 0 ? 'none' : row.cover.toFixed(2),
    row.average_price?.toFixed(3) ?? 'none',
    row.stop_price?.toFixed(3) ?? 'none',
    row.tail === null ? 'none' : `${row.tail.toFixed(row.tail_unit === 'bp' ? 1 : 2)} ${row.tail_unit}`,
    `${Math.round(row.dealer_share * 100)}%`,
  ]);
  return [paint('bold', title), ...dimHead(textTable(columns, rows, width))];
}

const faceText = ({ market }: AuctionRow, face: number): string => moneyText(CURRENCY_OF[market] ?? 'USD', face);

/** `JGB-10Y+JGB-20Y+JGB-30Y` → `JGB-10Y, 20Y, 30Y` where there is room, else `JGB-10Y and 2 more`. */
function linesText(bond: string, width: number): string {
  const [first = '', ...others] = bond.split('+');
  if (others.length === 0) return first;
  const market = first.slice(0, first.indexOf('-') + 1);
  const named = [first, ...others.map((line) => (line.startsWith(market) ? line.slice(market.length) : line))].join(
    ', ',
  );
  return width >= WIDE && named.length <= NAMES_MOST ? named : `${first} and ${others.length} more`;
}

export function flowBlocks({ flows }: Pick<RunReport, 'flows'>, width: number): string[][] {
  if (flows.length === 0) return [];
  const title = 'Who bought (+) and sold (-)';
  const unit = 'net DV01; in brackets how much of sales was forced';
  const isWide = title.length + 3 + unit.length <= width;
  const head = isWide
    ? [paint('bold', title) + paint('dim', `   ${unit}`)]
    : [paint('bold', title), ...wrapped(unit, width).map((line) => paint('dim', line))];
  const [first = [], ...others] = flowGrids(flows, width).map(dimHead);
  return [[...head, ...first], ...others];
}

function pressureLines(pressure: readonly Pressure[], width: number): string[] {
  if (pressure.length === 0) return [];
  const rows = pressure.map((row) => [
    row.agent_kind,
    ...[row.limit_breaches, row.stop_losses, row.margin_calls, row.quotes_withdrawn].map(cellText),
  ]);
  const columns = [
    left(''),
    right('limits breached', { short: 'limits' }),
    right('stop-losses', { short: 'stops' }),
    right('margin calls', { short: 'margin' }),
    right('quotes withdrawn', { short: 'quotes', dispensable: 1 }),
  ];
  return [paint('bold', 'Under pressure'), ...dimHead(textTable(columns, rows, width))];
}

const cellText = (count: number): string => (count === 0 ? '' : countText(count));

const dimHead = ([head = '', ...rows]: readonly string[]): string[] => [paint('dim', head), ...rows];

/** `2026-01-16T06:00:00Z` → `2026-01-16 06:00Z`. */
const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')}Z`;
