/**
 * What `--json` prints of a command that did not end well through no fault of its input: exit codes 3, 4 and 130.
 *
 * One line, `errors` as for bad input with the message beside them (there is seldom a place), and how far it got. The text
 * for people goes to stderr all the same.
 */
import { print } from './terminal.ts';

export interface Failure {
  readonly message: string;
  /** What it was about, where it was a file. */
  readonly file?: string | undefined;
  /** The system's name of a refusal: ENOSPC. */
  readonly found?: string | undefined;
}

/** How far a run or a replay got; null: not known, or not to be had. */
export interface SoFar {
  /** Folder or log. */
  readonly run: string | null;
  readonly seq: number | null;
  /** ISO 8601 UTC. */
  readonly at: string | null;
  /** Of everything up to `seq`. */
  readonly digest: string | null;
  /** The command that does it again. */
  readonly repeat: string | null;
  /** The command that goes on from there. */
  readonly resume: string | null;
}

export function printFailure({ message, file, found }: Failure, soFar?: SoFar): void {
  const place = { file: file ?? null, line: null, column: null, path: null };
  const error = { ...place, found: found ?? null, expected: null, nearest: null, message };
  print(JSON.stringify({ errors: [error], ...soFar }));
}
