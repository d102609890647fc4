/**
 * Bad input of any kind as located errors: shown with the place, or as one JSON document; always exit code 2.
 *
 * An argument has no file: it is its own, named by its flag, and its text is the line.
 */
import { type LocatedError, renderError, renderErrorOnLine } from '../scenario/located-error.ts';
import { ExitCode } from './exit-codes.ts';
import { complain, paintError, print, tell } from './terminal.ts';

export interface BadInput {
  readonly ok: false;
  readonly errors: readonly LocatedError[];
  /** The text that an error's line and column count in; undefined: there is none to show. */
  readonly textOf?: (error: LocatedError) => string | undefined;
  /** The line itself, where the text is not kept. */
  readonly lineOf?: (error: LocatedError) => string | undefined;
}

export interface ArgumentProblem {
  /** As the user wrote it: `--seed`, `SCENARIO`. */
  readonly argument: string;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
  readonly nearest?: string | undefined;
}

export function badArgument({ argument, found, expected, message, nearest }: ArgumentProblem): BadInput {
  const place = { file: argument, line: 1, column: 1, path: '' };
  return { ok: false, errors: [{ ...place, found, expected, message, ...(nearest === undefined ? {} : { nearest }) }] };
}

export function reportBadInput({ errors, textOf, lineOf }: Omit<BadInput, 'ok'>, json: boolean): ExitCode {
  if (json) print(JSON.stringify({ errors: errors.map(errorRow) }));
  else for (const error of errors) show(error, rendered(error, textOf?.(error), lineOf?.(error)));
  return ExitCode.badInput;
}

function rendered(error: LocatedError, text: string | undefined, line: string | undefined): string | undefined {
  if (line !== undefined) return renderErrorOnLine(error, line);
  return text === undefined ? undefined : renderError(error, text);
}

function show(error: LocatedError, inPlace: string | undefined): void {
  const hint = [`expected ${error.expected}`, error.nearest === undefined ? '' : `did you mean "${error.nearest}"?`];
  const advice = hint.filter((part) => part !== '' && !error.message.includes(part)).join('; ');
  if (inPlace === undefined) {
    complain(`${error.file}: ${error.message}\n${advice}`);
    return;
  }
  const [head = '', ...place] = inPlace.split('\n');
  tell(paintError('bold', head));
  for (const line of place) tell(line);
  if (advice !== '') tell(`      = ${advice}`);
}

/** The members of an error that other programs may rely on. */
export function errorRow({
  file,
  line,
  column,
  path,
  found,
  expected,
  nearest,
}: LocatedError): Record<string, unknown> {
  return { file, line, column, path, found, expected, nearest: nearest ?? null };
}
