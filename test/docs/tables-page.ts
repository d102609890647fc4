/**
 * docs/tables.md: what is said of the tables' columns is taken from their schemas, the rest is written by hand.
 *
 * The list of a table stands between its heading and the first text after the list.
 */
import { TABLE_NAMES, TABLES, type TableName } from '../../src/analysis/tables/table-columns.ts';
import type { CellKind } from '../../src/analysis/tables/table-schema.ts';

const TYPE_NAMES: Readonly<Record<CellKind, string>> = {
  int32: 'int32',
  int64: 'int64',
  float64: 'double',
  text: 'text',
  json: 'text (JSON)',
  time: 'timestamp',
  date: 'date',
};

/** The line that says what a row is, and the list of columns. */
function described(table: TableName): string {
  const { rowIs, columns } = TABLES[table];
  const lines = columns.map(
    ({ name, kind, isNullable, unit, meaning }) =>
      `| \`${name}\` | ${TYPE_NAMES[kind]}${isNullable ? ', null' : ''} | ${unit} | ${meaning} |`,
  );
  return [`One row: ${rowIs}.`, '', '| column | type | unit | meaning |', '|---|---|---|---|', ...lines].join('\n');
}

/** The page with every list as the schemas have it now. A table without a heading is added at the end. */
export function withColumns(page: string): string {
  return TABLE_NAMES.reduce((text, table) => {
    const list = new RegExp(`^## ${table}\n\n(One row:.*\n\n(?:\\|.*\n)*)?`, 'm');
    if (!list.test(text)) return `${text}\n## ${table}\n\n${described(table)}\n`;
    return text.replace(list, () => `## ${table}\n\n${described(table)}\n`);
  }, page);
}
