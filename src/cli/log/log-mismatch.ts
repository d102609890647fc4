/**
 * Repeating a run gave something else than its log holds: the log was written by other code, or this is our bug. Whoever
 * catches it knows which code wrote the log.
 */
import type { Seq } from '../../units/quantity.ts';

export class LogMismatch extends Error {
  override readonly name = 'LogMismatch';
  /** Last of the log. */
  readonly seq: Seq;
  /** Digest that repeating gave there. */
  readonly repeated: string;
  readonly logged: string;

  constructor(seq: Seq, digests: { readonly repeated: string; readonly logged: string }, what = '') {
    const { repeated, logged } = digests;
    super(`repeating the run up to seq ${seq} gives the digest ${repeated}, the log has ${logged}${what}`);
    this.seq = seq;
    this.repeated = repeated;
    this.logged = logged;
  }
}

/** However deep: the stream reports what its subscribers throw. */
export function logMismatchIn(error: unknown): LogMismatch | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (at instanceof LogMismatch) return at;
  }
  return undefined;
}
