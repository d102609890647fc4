/** What a run has come to, for a person at a terminal: the shape of the days first, then who did it, then what to try next. */
import type { AuctionRow } from '../analysis/auction-table.ts';
import type { DailyRow } from '../analysis/daily-table.ts';
import type { Headline, Pressure } from '../analysis/headlines.ts';
import type { RunReport } from '../analysis/run-summary.ts';
import type { Currency, Market } from '../units/quantity.ts';
import { changeChart } from './charts.ts';
import { flowGrid } from './flow-text.ts';
import { countText, moneyText } from './number-text.ts';
import { paint } from './terminal.ts';
import { cutTo, left, right, textTable } from './text-table.ts';

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

export interface SummaryHead {
  readonly title: string;
  readonly id: string;
  readonly seed: number;
  readonly settings: readonly string[];
}

export function summaryLines(head: SummaryHead, report: RunReport, width: number): string[] {
  const blocks = [
    headLines(head, report),
    headlineLines(
      report.headlines.filter(({ time }) => time > report.from),
      width,
    ),
    ...chartBlocks(report.daily, width),
    auctionLines(report.auctions),
    flowLines(report),
    pressureLines(report.pressure),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

function headLines({ title, id, seed, settings }: SummaryHead, { from, to }: RunReport): string[] {
  const set = settings.length === 0 ? '' : ` · ${settings.join(' · ')}`;
  return [paint('bold', title), paint('dim', `${id} · seed ${seed} · ${minuteText(from)} to ${minuteText(to)}${set}`)];
}

function headlineLines(headlines: readonly Headline[], width: number): string[] {
  if (headlines.length === 0) return [];
  const shown = headlines.slice(0, HEADLINES_MOST).map(({ time, market, headline }) => {
    const place = `${time.slice(5, 16).replace('T', ' ')}Z  ${market.padEnd(4)}  `;
    return paint('dim', place) + cutTo(headline, width - place.length);
  });
  const rest = headlines.length - shown.length;
  return [paint('bold', 'Announced'), ...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function chartBlocks(daily: readonly DailyRow[], width: number): string[][] {
  const markets = (Object.keys(TITLES) as Market[]).filter((market) => daily.some((row) => row.market === market));
  return markets.map((market) =>
    changeChart(
      TITLES[market],
      daily.filter((row) => row.market === market),
      width,
    ),
  );
}

function auctionLines(auctions: readonly AuctionRow[]): string[] {
  if (auctions.length === 0) return [];
  const columns = [
    left('result'),
    left('bond'),
    right('offered'),
    right('cover'),
    right('average'),
    right('stop'),
    right('tail'),
    right('dealers'),
  ];
  const rows = auctions.map((row) => [
    `${row.time.slice(5, 16).replace('T', ' ')}Z`,
    row.bond,
    moneyText(CURRENCY_OF[row.market] ?? 'USD', row.offered),
    row.cover.toFixed(2),
    row.average_price?.toFixed(3) ?? 'none',
    row.stop_price?.toFixed(2) ?? 'none',
    row.tail === null ? 'none' : `${row.tail.toFixed(2)} ${row.tail_unit}`,
    `${Math.round(row.dealer_share * 100)}%`,
  ]);
  return [paint('bold', 'Auctions'), ...dimHead(textTable(columns, rows))];
}

function flowLines({ flows }: RunReport): string[] {
  if (flows.length === 0) return [];
  const title = paint('bold', 'Who bought (+) and sold (-)');
  const unit = paint('dim', '   net DV01; in brackets how much of sales was forced');
  return [title + unit, ...dimHead(flowGrid(flows))];
}

function pressureLines(pressure: readonly Pressure[]): string[] {
  if (pressure.length === 0) return [];
  const rows = pressure.map((row) => [
    row.agent_kind,
    ...[row.limit_breaches, row.stop_losses, row.margin_calls, row.quotes_withdrawn].map(cellText),
  ]);
  const columns = [
    left(''),
    right('limits breached'),
    right('stop-losses'),
    right('margin calls'),
    right('quotes withdrawn'),
  ];
  return [paint('bold', 'Under pressure'), ...dimHead(textTable(columns, rows))];
}

const cellText = (count: number): string => (count === 0 ? '' : countText(count));

const dimHead = ([head = '', ...rows]: readonly string[]): string[] => [paint('dim', head), ...rows];

/** `2026-01-16T06:00:00Z` → `2026-01-16 06:00Z`. */
const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')}Z`;
