/**
 * What is wrong with a file, and where: a value, never an exception.
 *
 * One error names one place. Lines and columns count from 1, columns in UTF-16 units as editors do.
 */

/** A place in a file's data: keys, and positions in lists. */
export type Path = readonly (string | number)[];

/** What is wrong with a file or an argument, in one place of it. */
export interface LocatedError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Keys from the root, list items by their id: `agents.smfg.mandate.target`. Empty for the file as a whole. */
  readonly path: string;
  /** What stands there, shortened. */
  readonly found: string;
  readonly expected: string;
  /** The nearest thing that would be right. */
  readonly nearest?: string;
  readonly message: string;
}

/** A fault found in the data, before it is known where in the text it stands. */
export interface Problem {
  readonly path: Path;
  /** Other places that have a part in it; where one of them was just changed, it is the one to look at. */
  readonly also?: readonly Path[];
  /** Point at the key rather than at its value. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

/** Longest piece of a source line that is shown; longer lines are cut around the place. */
const SHOWN = 110;

/** Names that something may be called by; what is not known may be every name. */
export interface Names {
  has(name: string): boolean;
}

/** `file:line:column: message`, the line, and a caret under the place. */
export function renderError(error: LocatedError, sourceText: string): string {
  const line = lineOf(sourceText, error.line);
  return line === undefined ? headOf(error) : renderErrorOnLine(error, line);
}

/** The same where only the line is at hand, as in a file that is read once. */
export function renderErrorOnLine(error: LocatedError, line: string): string {
  const at = Math.min(error.column - 1, line.length);
  const from = Math.max(0, Math.min(at - 40, line.length - SHOWN));
  const shown = line.slice(from, from + SHOWN).replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  const gutter = `${String(error.line).padStart(5)} | `;
  const width = Math.max(1, Math.min(firstLineLength(error.found), SHOWN - (at - from)));
  return `${headOf(error)}\n${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${' '.repeat(at - from)}${'^'.repeat(width)}`;
}

const headOf = ({ file, line, column, message }: LocatedError): string => `${file}:${line}:${column}: ${message}`;

const firstLineLength = (text: string): number => (text.endsWith('…') ? 1 : text.length);

function lineOf(text: string, line: number): string | undefined {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

export const byPlace = (a: LocatedError, b: LocatedError): number => a.line - b.line || a.column - b.column;
