/**
 * The two ways out: results on stdout, everything else on stderr.
 *
 * Colour only where the stream is a terminal that wants it (FORCE_COLOR and TERM as Node reads them); NO_COLOR has the last word.
 */
import { styleText } from 'node:util';
import { ExitCode } from './exit-codes.ts';

export type Style = Parameters<typeof styleText>[0];

const WIDTH_DEFAULT = 80;
const WIDTH_LEAST = 32;
const WIDTH_MOST = 120;

/** A line of results. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** A line for whoever watches. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** What went wrong: the first line carries the program's name, the others are indented below it. */
export const complain = (message: string): void => tell(`spillover: ${message.replaceAll('\n', '\n  ')}`);

export const paint = (style: Style, text: string): string => painted(style, text, process.stdout);
export const paintError = (style: Style, text: string): string => painted(style, text, process.stderr);

/** Set and not empty means no, see no-color.org. */
function painted(style: Style, text: string, stream: NodeJS.WriteStream): string {
  const isRefused = (process.env.NO_COLOR ?? '') !== '';
  return isRefused ? text : styleText(style, text, { stream });
}

/** True where stderr is a terminal on which a line can be drawn again. */
export const canMoveCursor = (): boolean => process.stderr.isTTY === true && process.env.TERM !== 'dumb';

/** Columns for results: those of the terminal, 80 where there is none. */
export function printWidth(): number {
  const columns = process.stdout.columns || WIDTH_DEFAULT;
  return Math.min(WIDTH_MOST, Math.max(WIDTH_LEAST, columns));
}

/**
 * Results that cannot be written are a failed environment; a reader that has seen enough (`| head`) is not.
 * Without this an error on stdout would end the program as if it were our bug.
 */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    complain(`cannot write the results: ${error.message}`);
    process.exit(ExitCode.environment);
  });
  process.stderr.on('error', () => {
    // Nobody is there to be told.
  });
}
