/** A replayed world for a person at a terminal. */

import type { Counts } from '../../analysis/run-counts.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import { countText, plural, signedText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import type { AmountState, LedgerState, LineState } from './replay-state.ts';

const NAME = 'ledger    '.length;

export interface ReplayHead {
  readonly title: string;
  readonly time: string | null;
  readonly seq: number;
  /** Where the replay stopped, in words. */
  readonly stopped: string;
}

export interface ReplayedState {
  readonly lines: readonly LineState[];
  readonly ledger: LedgerState;
  readonly counts: Counts;
}

export function replayLines(head: ReplayHead, { lines, ledger, counts }: ReplayedState, width: number): string[] {
  const { control_events, records, orders, fills } = counts;
  const about = `${head.time ?? 'no time'} · seq ${countText(head.seq)} · ${head.stopped}`;
  const events = `${countText(control_events)} control, ${countText(records)} of orders: ${plural(orders, 'order')}, ${plural(fills, 'fill')}`;
  return [
    ...wrapped(head.title, width).map((line) => paint('bold', line)),
    ...wrapped(about, width).map((line) => paint('dim', line)),
    ...(lines.length === 0 ? ['nothing has happened yet'] : ['', ...bookLines(lines, width)]),
    '',
    ...item('ledger', ledgerText(ledger), width),
    ...item('due', dueText(ledger), width),
    ...item('events', events, width),
  ];
}

/** A name and what there is to say of it, in as many lines as it takes. */
function item(name: string, text: string, width: number): string[] {
  return wrapped(text, width - NAME).map((line, at) => (at === 0 ? name : '').padEnd(NAME) + line);
}

function bookLines(lines: readonly LineState[], width: number): string[] {
  const columns = [
    left('bond'),
    right('yield'),
    right('close', { dispensable: 5 }),
    right('in all'),
    right('bid for', { dispensable: 1 }),
    right('bid', { dispensable: 4 }),
    right('offer', { dispensable: 3 }),
    right('offered', { dispensable: 2 }),
  ];
  const rows = lines.map((line) => [
    line.bond,
    yieldText(line.yield_pct),
    yieldText(line.close_yield_pct),
    line.close_change_bp === null ? '' : signedText(line.close_change_bp, 1),
    line.bid === null ? '' : faceText(line, line.bid_face),
    priceText(line.bid),
    priceText(line.offer),
    line.offer === null ? '' : faceText(line, line.offer_face),
  ]);
  const [header = '', ...body] = textTable(columns, rows, width);
  return [paint('dim', header), ...body];
}

/** Of a pair, lots are counted in its base. */
function faceText({ currency, market, bond }: LineState, face: number): string {
  const base = market === 'fx' ? bond.slice(3, 6) : currency;
  return moneyText(base === 'USD' || base === 'GBP' || base === 'JPY' || base === 'KRW' ? base : currency, face);
}

const yieldText = (percent: number | null): string => (percent === null ? '' : `${percent.toFixed(3)}%`);
const priceText = (price: number | null): string => (price === null ? '-' : price.toFixed(price >= 1000 ? 1 : 3));

function dueText({ unsettled, reserves }: LedgerState): string {
  const amounts = (of: readonly AmountState[]): string =>
    of.map(({ currency, amount }) => moneyText(currency, amount)).join(', ');
  const held = reserves.length === 0 ? '' : `; reserves at central banks ${amounts(reserves)}`;
  return `${unsettled.length === 0 ? 'nothing' : amounts(unsettled)} not yet settled${held}`;
}

function ledgerText({ agents, instruments, conserved, imbalances }: LedgerState): string {
  const size = `${plural(agents, 'account')}, ${plural(instruments, 'line')}`;
  if (conserved) return `${size}: cash and bonds conserved exactly`;
  return `${size}: NOT conserved: ${imbalances.map(({ unit, sum }) => `${unit} sums to ${sum}`).join(', ')}`;
}
