/** An answer on stdout: a table for people, CSV or one JSON document for programs. */
import { once } from 'node:events';
import { countText } from '../own-input/number-text.ts';
import { print, tell } from '../terminal.ts';
import { left, right, textTable } from '../text-table.ts';
import type { AnswerColumn, Cell } from './answer.ts';

/** So many rows are shown to people; programs get all. */
const SHOWN = 200;
const DIGITS = 9;

type Rows = AsyncIterable<readonly (readonly Cell[])[]>;

export interface AnswerDocument {
  readonly schema: 'spillover/query@1';
  readonly sources: readonly string[];
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

export async function printTable(columns: readonly AnswerColumn[], rows: Rows): Promise<void> {
  const shown: (readonly Cell[])[] = [];
  let count = 0;
  for await (const chunk of rows) {
    count += chunk.length;
    shown.push(...chunk.slice(0, SHOWN - shown.length));
  }
  const heads = columns.map(({ name }, at) =>
    shown.every((row) => isText(row[at] as Cell)) ? left(name) : right(name),
  );
  for (const line of textTable(
    heads,
    shown.map((row) => row.map(shownCell)),
  ))
    print(line);
  if (count > SHOWN) tell(`the first ${SHOWN} of ${countText(count)} rows; --csv and --json give all`);
}

/** RFC 4180, as `export --format csv`. */
export async function printCsv(columns: readonly AnswerColumn[], rows: Rows): Promise<void> {
  await write(`${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`);
  for await (const chunk of rows) await write(chunk.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
}

export async function printJson(
  columns: readonly AnswerColumn[],
  rows: Rows,
  sources: readonly string[],
): Promise<void> {
  const named: Record<string, Cell>[] = [];
  for await (const chunk of rows)
    for (const row of chunk) named.push(Object.fromEntries(columns.map(({ name }, at) => [name, row[at] as Cell])));
  const document: AnswerDocument = { schema: 'spillover/query@1', sources, columns, rows: named };
  print(JSON.stringify(document));
}

const isText = (cell: Cell): boolean => cell !== null && typeof cell !== 'number';

function shownCell(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(DIGITS)));
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Null is an empty field, an empty text is `""`. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Waits for a reader that is slower. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
