/** A run at a moment, for a person at a terminal: curves, books, who holds what, how far limits are, auctions, flows. */
import type { PublishedComparison } from '../../analysis/published/compare-published.ts';
import type { RunReport } from '../../analysis/run-summary.ts';
import type { FlowRow } from '../../analysis/tables/flow-table.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { Market } from '../../units/quantity.ts';
import { signedText } from '../own-input/number-text.ts';
import { publishedLines } from '../published/published-text.ts';
import { dateText, inEqualParts } from '../run/charts.ts';
import { flowGrids } from '../run/flow-text.ts';
import { auctionLines, flowBlocks } from '../run/summary-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import { agentBlocks } from './agent-lines.ts';
import type { HeadroomReading } from './headroom-run.ts';
import { type Holder, totalHoldings } from './holdings.ts';
import { limitLines, notShownLines } from './limit-lines.ts';
import type { LineRow } from './line-rows.ts';

export interface ShownState {
  readonly title: string;
  /** Time, seq, where it stopped. */
  readonly about: string;
  readonly lines: readonly LineRow[];
  readonly holders: readonly Holder[];
  readonly headroom: HeadroomReading;
  /** Trades of the holders, where these were asked for by name; undefined: everybody by kind, with markets and flows. */
  readonly tradesAsked?: readonly FlowRow[] | undefined;
  readonly report: Pick<RunReport, 'auctions' | 'operations' | 'flows'>;
  readonly published: PublishedComparison | undefined;
}

export function showLines(state: ShownState, width: number): string[] {
  const { title, about, lines, report, published } = state;
  const head = [
    ...wrapped(title, width).map((line) => paint('bold', line)),
    ...wrapped(about, width).map((line) => paint('dim', line)),
  ];
  if (lines.length === 0) return [...head, 'nothing has happened yet'];
  const { holders, headroom, tradesAsked } = state;
  const body =
    tradesAsked === undefined
      ? [
          ...curveBlocks(lines, width),
          bookLines(lines, width),
          ...holdingBlocks(holders, width),
          headroomLines(state, width),
          auctionLines('Auctions', report.auctions, width),
          auctionLines('Operations', report.operations, width),
          ...flowBlocks(report, width),
        ]
      : agentBlocks({ holders, headroom, lines, flows: tradesAsked }, width);
  const blocks = [head, ...body, ...(published === undefined ? [] : [publishedLines(published, width)])];
  return blocks.filter((block) => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

const TITLES: Readonly<Record<Market, string>> = {
  jgb: 'JGB',
  ust: 'UST',
  gilt: 'Gilts',
  ktb: 'KTB',
  fx: 'Currencies',
  equity: 'Equities',
  gold: 'Gold',
  bitcoin: 'Bitcoin',
};
const BOND_MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb'];

const LABEL = 'in all  '.length;
const CELL = '+12.345%'.length;

/** Yields by tenor, shortest first, with the change on the day and since the opening, in bp. */
function curveBlocks(lines: readonly LineRow[], width: number): string[][] {
  const markets = [...new Set(lines.map(({ market }) => market))];
  return markets.map((market) => {
    const own = lines.filter((line) => line.market === market);
    const date = own.find((line) => line.date !== null)?.date ?? null;
    const when = date === null ? 'not opened yet' : dateText(date);
    const what = BOND_MARKETS.includes(market) ? 'yield, change in bp' : 'price, change in bp';
    const cell = Math.max(CELL, ...own.map(({ bond }) => tenorText(bond).length)) + 1;
    const parts = inEqualParts(own, Math.max(1, Math.floor((width - LABEL) / cell)));
    const about = `  ${when}   ${what}`;
    const isWide = TITLES[market].length + about.length <= width;
    const title = paint('bold', TITLES[market]) + paint('dim', isWide ? about : `  ${when}`);
    return [title, ...parts.flatMap((part) => curveRows(part, cell))];
  });
}

function curveRows(lines: readonly LineRow[], cell: number): string[] {
  const row = (label: string, text: (line: LineRow) => string): string =>
    label.padEnd(LABEL) + lines.map((line) => text(line).padStart(cell)).join('');
  return [
    paint(
      'dim',
      row('', ({ bond }) => tenorText(bond)),
    ),
    row('now', nowText),
    row('day', ({ day_change_bp }) => (day_change_bp === null ? '·' : signedText(day_change_bp, 1))),
    row('in all', ({ change_bp }) => signedText(change_bp, 1)),
  ];
}

/** `JGB-10Y-F` → `10Y-F`. */
const tenorText = (bond: string): string => bond.slice(bond.indexOf('-') + 1);

function nowText({ yield_pct, last, bid, offer }: LineRow): string {
  if (yield_pct !== null) return `${yield_pct.toFixed(3)}%`;
  const price = bid !== null && offer !== null ? (bid + offer) / 2 : (last ?? bid ?? offer);
  return price === null ? '·' : String(Number(price.toPrecision(6)));
}

function bookLines(lines: readonly LineRow[], width: number): string[] {
  const columns = [
    left('Books'),
    right('bid for', { dispensable: 2 }),
    right('bid'),
    right('offer'),
    right('offered', { dispensable: 3 }),
    right('spread', { dispensable: 6 }),
    right('within 1 bp', { short: 'in 1 bp', dispensable: 5 }),
    right('last', { dispensable: 4 }),
  ];
  const rows = lines.map((line) => [
    line.bond,
    line.bid === null ? '' : faceText(line, line.bid_face),
    priceText(line.bid),
    priceText(line.offer),
    line.offer === null ? '' : faceText(line, line.offer_face),
    line.spread_bp === null ? '' : `${line.spread_bp.toFixed(1)} bp`,
    line.depth_face === null ? '' : faceText(line, line.depth_face),
    priceText(line.last),
  ]);
  const [head = '', ...body] = textTable(columns, rows, width);
  return [paint('bold', head.slice(0, 'Books'.length)) + paint('dim', head.slice('Books'.length)), ...body];
}

/** Of a pair, lots are counted in its base. */
function faceText({ currency, market, bond }: LineRow, face: number): string {
  const base = market === 'fx' ? bond.slice(3, 6) : currency;
  return moneyText(base === 'USD' || base === 'GBP' || base === 'JPY' || base === 'KRW' ? base : currency, face);
}

const priceText = (price: number | null): string => (price === null ? '-' : price.toFixed(price >= 1000 ? 1 : 3));

function holdingBlocks(holders: readonly Holder[], width: number): string[][] {
  const totals = totalHoldings(holders);
  if (totals.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { agent_kind } of holders) counts.set(agent_kind, (counts.get(agent_kind) ?? 0) + 1);
  const named = totals.map((total) => ({
    ...total,
    agent_kind: `${total.agent_kind} (${counts.get(total.agent_kind) ?? 0})`,
  }));
  const [first = [], ...others] = flowGrids(named, width).map(dimHead);
  const unit = 'DV01; issuers owe what the others hold';
  const title = 'Who holds what';
  const isWide = title.length + 3 + unit.length <= width;
  const head = isWide
    ? [paint('bold', title) + paint('dim', `   ${unit}`)]
    : [paint('bold', title), ...wrapped(unit, width).map((line) => paint('dim', line))];
  return [[...head, ...first], ...others];
}

function headroomLines({ headroom, holders }: ShownState, width: number): string[] {
  if (headroom.ok) {
    const kinds = new Map(holders.map(({ agent, agent_kind }) => [agent, agent_kind]));
    return limitLines(headroom.agents, (agent) => kinds.get(agent), width);
  }
  return notShownLines(headroom, width);
}

const dimHead = ([head = '', ...rows]: readonly string[]): string[] => [paint('dim', head), ...rows];
