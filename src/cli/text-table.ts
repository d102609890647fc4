/** Columns of text, aligned by the visible characters. */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** The heading and one line a row, columns two spaces apart; nothing is cut. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  return all.map((row) =>
    columns
      .map(({ align }, at) => {
        const text = row[at] ?? '';
        return align === 'left' ? text.padEnd(widths[at] as number) : text.padStart(widths[at] as number);
      })
      .join('  ')
      .trimEnd(),
  );
}

export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });

/** At most `width` characters, the last an ellipsis where something was cut. */
export const cutTo = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`;
