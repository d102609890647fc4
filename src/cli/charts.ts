/**
 * Changes by business date as small bars beside their numbers: one block a market, tenors across, dates down.
 *
 * Readable without colour: a rise is a solid bar, a fall a shaded one, and the number carries its sign. Bars of a block
 * share one scale, so that the tenor that moved most stands out.
 */
import type { DailyRow } from '../analysis/daily-table.ts';
import { parseIsoDate, weekday } from '../units/civil-date.ts';
import { signedText } from './number-text.ts';
import { paint } from './terminal.ts';

const LABEL = 'Mon 19 Jan '.length;
const NUMBER = 6;
const CELL_LEAST = 10;
const CELL_MOST = 18;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** `2026-01-19` → `Mon 19 Jan`. */
export function dateText(iso: string): string {
  const days = parseIsoDate(iso);
  if (days === undefined) return iso;
  return `${DAYS[weekday(days)]} ${iso.slice(8, 10)} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
}

/** A bar of at most `width` characters, padded to it; `share` of the longest, −1 … 1. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.abs(share)) * width * 8);
  const solid = '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7];
  const text = share < 0 ? '▒'.repeat(Math.round(eighths / 8)) : solid;
  const padding = ' '.repeat(width - text.length);
  return text === '' ? padding : paint(share < 0 ? 'cyan' : 'red', text) + padding;
}

/** The lines of one market's block; nothing where no date has closed. */
export function changeChart(title: string, rows: readonly DailyRow[], width: number): string[] {
  const bonds = columnsOf(rows);
  const dates = [...new Set(rows.map(({ date }) => date))];
  const closed = dates.filter((date) => rows.some((row) => row.date === date && row.change_bp !== null));
  if (closed.length === 0) return [];
  const cell = Math.min(CELL_MOST, Math.max(CELL_LEAST, Math.floor((width - LABEL) / bonds.length)));
  const longest = Math.max(0.1, ...rows.map(({ change_bp }) => Math.abs(change_bp ?? 0)));
  const shown = bonds.slice(0, Math.floor((width - LABEL) / cell));
  const line = (label: string, text: (rowsOf: readonly DailyRow[]) => string): string =>
    (label.padEnd(LABEL) + shown.map((bond) => text(rows.filter((row) => row.bond === bond))).join('')).trimEnd();
  const number = (text: string): string => text.padStart(NUMBER).padEnd(cell);
  return [
    paint('bold', title) + paint('dim', `   longest bar ${longest.toFixed(1)} bp`),
    paint(
      'dim',
      line('', ([first]) => number(labelOf(first as DailyRow))),
    ),
    ...closed.map((date) => line(dateText(date), (column) => changeCell(column, date, longest, cell))),
    line('in all', (column) => number(signedText(sumOf(column), 1))),
    paint(
      'dim',
      line('close', (column) => number(closeText(column))),
    ),
  ];
}

/** On the run lines only, shortest first: off-the-run lines move with them. */
function columnsOf(rows: readonly DailyRow[]): string[] {
  const first = new Map(rows.map((row) => [row.bond, row.tenor_years ?? 0]));
  return [...first]
    .filter(([bond]) => bond.split('-').length === 2)
    .sort(([a, tenorA], [b, tenorB]) => tenorA - tenorB || (a < b ? -1 : 1))
    .map(([bond]) => bond);
}

function changeCell(column: readonly DailyRow[], date: string, longest: number, cell: number): string {
  const change = column.find((row) => row.date === date)?.change_bp;
  if (change === undefined || change === null) return '·'.padStart(NUMBER).padEnd(cell);
  const room = cell - NUMBER - 2;
  return `${signedText(change, 1).padStart(NUMBER)} ${bar(change / longest, room)} `;
}

const labelOf = ({ bond }: DailyRow): string => bond.slice(bond.indexOf('-') + 1);

const sumOf = (column: readonly DailyRow[]): number => column.reduce((sum, { change_bp }) => sum + (change_bp ?? 0), 0);

function closeText(column: readonly DailyRow[]): string {
  const last = column.findLast(({ close_price }) => close_price !== null);
  if (last === undefined || last.close_price === null) return '';
  if (last.close_yield_pct !== null) return `${last.close_yield_pct.toFixed(3)}%`;
  return String(Number(last.close_price.toPrecision(5)));
}
