/**
 * Columns of text, aligned by the visible characters.
 *
 * Where a table is wider than it may be, headings become short, then whole columns go, those first that matter least; what
 * is still too long is cut.
 */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** The heading where there is little room. */
  readonly short?: string;
  /** Left out where there is little room, the lowest number first; always there without one. */
  readonly dispensable?: number;
}

type Room = Pick<Column, 'short' | 'dispensable'>;

const GAP = 2;

/** The heading and one line a row, columns two spaces apart; without a width nothing is left out. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  let shown = columns.map((column, at) =>
    measured(
      column,
      rows.map((row) => row[at] ?? ''),
    ),
  );
  if (widthOf(shown) > width) {
    shown = shown.map((column) => measured({ ...column, title: column.short ?? column.title }, column.cells));
  }
  while (widthOf(shown) > width) {
    const ranks = shown.flatMap(({ dispensable }) => dispensable ?? []);
    if (ranks.length === 0) break;
    const least = Math.min(...ranks);
    shown = shown.filter(({ dispensable }) => dispensable !== least);
  }
  const lineOf = (textOf: (column: Measured) => string): string => {
    const line = shown.map((column) => pad(column, textOf(column))).join(' '.repeat(GAP));
    return cutTo(line.trimEnd(), width);
  };
  return [lineOf(({ title }) => title), ...rows.map((_, row) => lineOf(({ cells }) => cells[row] as string))];
}

interface Measured extends Column {
  readonly cells: readonly string[];
  readonly width: number;
}

function measured(column: Column, cells: readonly string[]): Measured {
  const width = cells.reduce((most, { length }) => Math.max(most, length), column.title.length);
  return { ...column, cells, width };
}

const widthOf = (columns: readonly Measured[]): number =>
  columns.reduce((sum, { width }) => sum + width, GAP * (columns.length - 1));

const pad = ({ align, width }: Measured, text: string): string =>
  align === 'left' ? text.padEnd(width) : text.padStart(width);

export const left = (title: string, room: Room = {}): Column => ({ title, align: 'left', ...room });
export const right = (title: string, room: Room = {}): Column => ({ title, align: 'right', ...room });

/** At most `width` characters, the last an ellipsis where something was cut. */
export const cutTo = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`;

/** Lines of at most `width` characters, broken between words; a longer word stays whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
