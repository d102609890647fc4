/**
 * Changes by business date as small bars beside their numbers: one block a market, tenors across, dates down.
 *
 * Readable without colour: a rise is a solid bar, a fall a shaded one, and the number carries its sign. Bars of a block
 * share one scale, so that the tenor that moved most stands out.
 */
import type { DailyRow } from '../../analysis/tables/daily-table.ts';
import { parseIsoDate, weekday } from '../../units/civil-date.ts';
import { signedText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';

const LABEL = 'Mon 19 Jan '.length;
const NUMBER = 6;
const CELL_LEAST = NUMBER + 1;
const CELL_WITH_BAR = 10;
const CELL_MOST = 18;
/** An off-the-run line: its name ends with the month of its maturity. */
const OFF_THE_RUN = /-\d{6}$/;
/** Below this many columns dates go without the day of the week. */
const NARROW = 60;
const LABEL_SHORT = '19 Jan '.length;
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

/**
 * The lines of one market's block; nothing where no date has closed. With little room off-the-run lines are left out and
 * named, then the bars go, and then tenors stand below each other.
 * @param inAll Change up to the last close by bond, basis points.
 */
export function changeChart(
  title: string,
  rows: readonly DailyRow[],
  inAll: ReadonlyMap<string, number>,
  width: number,
): string[] {
  const dates = [...new Set(rows.map(({ date }) => date))];
  const closed = dates.filter((date) => rows.some((row) => row.date === date && row.change_bp !== null));
  if (closed.length === 0) return [];
  const label = width < NARROW ? LABEL_SHORT : LABEL;
  const { bonds, leftOut } = columnsOf(rows, width - label);
  const least = Math.max(CELL_LEAST, ...bonds.map((bond) => headingOf(bond).length + 1));
  const share = Math.floor((width - label) / bonds.length);
  const cell = Math.min(CELL_MOST, Math.max(least, share));
  const shown = rows.filter(({ bond }) => bonds.includes(bond));
  const longest = Math.max(0.1, ...shown.map(({ change_bp }) => Math.abs(change_bp ?? 0)));
  const chart: Chart = { rows, closed, inAll, label, cell, longest };
  const scale = cell < CELL_WITH_BAR ? '' : paint('dim', `   longest bar ${longest.toFixed(1)} bp`);
  const blocks = inEqualParts(bonds, Math.floor((width - label) / cell));
  return [paint('bold', title) + scale, ...blocks.flatMap((block) => blockLines(chart, block)), ...missing(leftOut)];
}

/** What is not shown is told by how many there are: names of many lines would be a table of their own. */
function missing(leftOut: readonly string[]): string[] {
  if (leftOut.length === 0) return [];
  const [first = ''] = leftOut;
  const what = leftOut.length === 1 ? first : `${leftOut.length} off-the-run lines`;
  return [paint('dim', `without ${what}`)];
}

interface Chart {
  readonly rows: readonly DailyRow[];
  readonly closed: readonly string[];
  readonly inAll: ReadonlyMap<string, number>;
  readonly label: number;
  readonly cell: number;
  readonly longest: number;
}

function blockLines({ rows, closed, inAll, label, cell, longest }: Chart, bonds: readonly string[]): string[] {
  const columns = bonds.map((bond) => rows.filter((row) => row.bond === bond));
  const line = (name: string, text: (column: readonly DailyRow[], bond: string) => string): string =>
    (name.padEnd(label) + columns.map((column, at) => text(column, bonds[at] as string)).join('')).trimEnd();
  const number = (text: string): string => text.padStart(NUMBER).padEnd(cell);
  const dateOf = (date: string): string => (label < LABEL ? dateText(date).slice(4) : dateText(date));
  const heading = line('', (_, bond) => number(headingOf(bond)));
  const close = line('close', (column) => number(closeText(column)));
  return [
    paint('dim', heading),
    ...closed.map((date) => line(dateOf(date), (column) => changeCell(column, date, { longest, cell }))),
    line('in all', (_, bond) => number(signedText(inAll.get(bond) ?? 0, 1))),
    paint('dim', close),
  ];
}

/** As few parts as have at most `most` items each, of nearly one size. */
export function inEqualParts<T>(items: readonly T[], most: number): T[][] {
  const parts = Math.ceil(items.length / Math.max(1, most));
  const size = Math.ceil(items.length / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(part * size, (part + 1) * size));
}

/**
 * Shortest first, whatever belongs to a tenor beside it: future, index-linked, off the run. Off-the-run lines move with the
 * others and are left out where all together would not stand in one row.
 */
function columnsOf(rows: readonly DailyRow[], room: number): { bonds: string[]; leftOut: string[] } {
  const all = [...new Set(rows.map(({ bond }) => bond))].sort(
    (a, b) => tenorOf(a) - tenorOf(b) || a.length - b.length || (a < b ? -1 : 1),
  );
  const widest = Math.max(...all.map((bond) => headingOf(bond).length + 1));
  if (all.length * Math.max(CELL_WITH_BAR, widest) <= room) return { bonds: all, leftOut: [] };
  const isShown = (bond: string): boolean => !OFF_THE_RUN.test(bond);
  const bonds = all.filter(isShown);
  if (bonds.length === 0) return { bonds: all, leftOut: [] };
  return { bonds, leftOut: all.filter((bond) => !isShown(bond)) };
}

/** `JGB-10Y-F` → `10Y-F`. */
const headingOf = (bond: string): string => bond.slice(bond.indexOf('-') + 1);

const tenorOf = (bond: string): number => Number(/-(\d+)Y/.exec(bond)?.[1] ?? 0);

function changeCell(
  column: readonly DailyRow[],
  date: string,
  { longest, cell }: Pick<Chart, 'longest' | 'cell'>,
): string {
  const change = column.find((row) => row.date === date)?.change_bp;
  if (change === undefined || change === null) return '·'.padStart(NUMBER).padEnd(cell);
  const text = signedText(change, 1).padStart(NUMBER);
  if (cell < CELL_WITH_BAR) return text.padEnd(cell);
  return `${text} ${bar(change / longest, cell - NUMBER - 2)} `;
}

function closeText(column: readonly DailyRow[]): string {
  const last = column.findLast(({ close_price }) => close_price !== null);
  if (last === undefined || last.close_price === null) return '';
  if (last.close_yield_pct !== null) return `${last.close_yield_pct.toFixed(3)}%`;
  return String(Number(last.close_price.toPrecision(5)));
}
