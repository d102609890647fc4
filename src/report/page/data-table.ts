/** The numbers behind a figure: shown as a table, offered as CSV. Both are made from the same rows. */
import { type Markup, markup } from './markup.ts';
import { plain } from './numbers.ts';

export type DataCell = string | number | null;

export interface DataColumn {
  readonly name: string;
  /** For people: with its unit. */
  readonly title: string;
  readonly isNumber: boolean;
  /** How a number is printed; in the CSV it stands in full. */
  readonly print?: (value: number) => string;
}

export interface DataTable {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly DataCell[])[];
}

export const words = (name: string, title: string): DataColumn => ({ name, title, isNumber: false });
export const numbers = (name: string, title: string, print?: (value: number) => string): DataColumn =>
  print === undefined ? { name, title, isNumber: true } : { name, title, isNumber: true, print };

/** RFC 4180, with line feeds; a null is empty. */
export function csvOf({ columns, rows }: DataTable): string {
  const head = columns.map(({ name }) => name);
  return [head, ...rows]
    .map((row) => row.map(csvCell).join(','))
    .join('\n')
    .concat('\n');
}

function csvCell(cell: DataCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // A leading = + - @ would be a formula where a spreadsheet opens the file.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface TableLook {
  /** Names the table where no heading does. */
  readonly caption?: string;
  /** On a telephone every row becomes a block of its own. */
  readonly isStacked?: boolean;
}

const STACK = markup` class="stack"`;

export function tableMarkup({ columns, rows }: DataTable, { caption, isStacked = false }: TableLook = {}): Markup {
  const head = columns.map(({ title, isNumber }) => markup`<th scope="col"${numberClass(isNumber)}>${title}</th>`);
  const body = rows.map(
    (row) => markup`<tr>${row.map((cell, at) => cellMarkup(cell, columns[at] as DataColumn, at))}</tr>`,
  );
  const named = caption === undefined ? undefined : markup`<caption>${caption}</caption>`;
  return markup`<table${isStacked ? STACK : undefined}>${named}<thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table>`;
}

const numberClass = (isNumber: boolean): Markup => markup`${isNumber ? NUMBER : undefined}`;
const NUMBER = markup` class="n"`;

function cellMarkup(cell: DataCell, { title, isNumber, print = plain }: DataColumn, at: number): Markup {
  const text = cell === null ? '–' : typeof cell === 'number' ? print(cell) : cell;
  if (at === 0) return markup`<th scope="row"${numberClass(isNumber)}>${text}</th>`;
  return markup`<td data-label="${title}"${numberClass(isNumber)}>${text}</td>`;
}
