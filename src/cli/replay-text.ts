/** A replayed world for a person at a terminal. */
import type { Counts } from '../analysis/run-counts.ts';
import { countText, moneyText, signedText } from './number-text.ts';
import type { LedgerState, LineState } from './replay-state.ts';
import { paint } from './terminal.ts';
import { left, right, textTable } from './text-table.ts';

export interface ReplayHead {
  readonly title: string;
  readonly time: string | null;
  readonly seq: number;
  /** Where the replay stopped, in words. */
  readonly stopped: string;
}

export function replayLines(
  head: ReplayHead,
  lines: readonly LineState[],
  ledger: LedgerState,
  counts: Counts,
): string[] {
  return [
    paint('bold', head.title),
    paint('dim', `${head.time ?? 'no time'} · seq ${countText(head.seq)} · ${head.stopped}`),
    ...(lines.length === 0 ? ['nothing has happened yet'] : ['', ...bookLines(lines)]),
    '',
    `ledger    ${ledgerText(ledger)}`,
    `events    ${countText(counts.control_events)} control, ${countText(counts.records)} of orders: ${countText(counts.orders)} orders, ${countText(counts.fills)} fills`,
  ];
}

function bookLines(lines: readonly LineState[]): string[] {
  const columns = [
    left('bond'),
    right('yield'),
    right('bp since'),
    right('bid for'),
    right('bid'),
    right('offer'),
    right('offered'),
  ];
  const rows = lines.map((line) => [
    line.bond,
    line.yield_pct === null ? '' : `${line.yield_pct.toFixed(3)}%`,
    signedText(line.change_bp, 1),
    line.bid === null ? '' : faceText(line, line.bid_face),
    priceText(line.bid),
    priceText(line.offer),
    line.offer === null ? '' : faceText(line, line.offer_face),
  ]);
  const [header = '', ...body] = textTable(columns, rows);
  return [paint('dim', header), ...body];
}

/** Of a pair, lots are counted in its base. */
function faceText({ currency, market, bond }: LineState, face: number): string {
  const base = market === 'fx' ? bond.slice(3, 6) : currency;
  return moneyText(base === 'USD' || base === 'GBP' || base === 'JPY' || base === 'KRW' ? base : currency, face);
}

const priceText = (price: number | null): string => (price === null ? '-' : price.toFixed(price >= 1000 ? 1 : 3));

function ledgerText({ agents, instruments, conserved, imbalances }: LedgerState): string {
  const size = `${countText(agents)} accounts, ${instruments} lines`;
  if (conserved) return `${size}: cash and bonds conserved exactly`;
  return `${size}: NOT conserved: ${imbalances.map(({ unit, sum }) => `${unit} sums to ${sum}`).join(', ')}`;
}
