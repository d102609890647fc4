/** A figure's numbers as a table: the same rows that its CSV holds. */
import type { DataTable } from '../../report/page/data-table.ts';
import { plain } from '../../report/page/numbers.ts';
import { element } from '../page/element.ts';

export function tableElement({ columns, rows }: DataTable): HTMLTableElement {
  const classOf = (isNumber: boolean): string | undefined => (isNumber ? 'n' : undefined);
  const head = columns.map(({ title, isNumber }) => element('th', { scope: 'col', class: classOf(isNumber) }, title));
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((cell, at) => {
        const column = columns[at];
        const text = cell === null ? '–' : typeof cell === 'number' ? (column?.print ?? plain)(cell) : cell;
        const look = { class: classOf(column?.isNumber === true) };
        return at === 0 ? element('th', { scope: 'row', ...look }, text) : element('td', look, text);
      }),
    ),
  );
  return element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
}
