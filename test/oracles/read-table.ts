/** Reads an oracle table: the first line names the columns; fields may stand in double quotes; no field holds a line end. */
import { readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, string>>;

export function readTable(name: string): Row[] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/);
  const columns = fieldsOf(lines[0] as string);
  return lines
    .slice(1)
    .map((line) => Object.fromEntries(fieldsOf(line).map((text, i) => [columns[i] as string, text])));
}

/** A column that must be there: a misspelt name must not pass as an empty field. */
export function field(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`no column ${column}`);
  return text;
}

export function numberOf(row: Row, column: string): number {
  const text = field(row, column);
  if (text === '' || Number.isNaN(Number(text))) throw new Error(`${column} is no number: '${text}'`);
  return Number(text);
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}
