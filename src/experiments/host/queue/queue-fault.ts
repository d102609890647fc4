/** The database refused, and waiting would not help: the fourth kind of failure, for `cli` to report. */
export class QueueFault extends Error {
  override readonly name = 'QueueFault';
  /** SQLSTATE or the system's name of an error. */
  readonly code: string;

  /** @param action What was tried: `open the queue`. */
  constructor(action: string, cause: unknown) {
    const code = faultCode(cause) ?? 'unknown';
    super(`cannot ${action}: ${cause instanceof Error && cause.message !== '' ? cause.message : code}`, { cause });
    this.code = code;
  }
}

export function faultCode(cause: unknown): string | undefined {
  const code = (cause as { readonly code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  // A name with several addresses fails with one error for each.
  const [first] = (cause as { readonly errors?: readonly unknown[] } | null)?.errors ?? [];
  return first === undefined ? undefined : faultCode(first);
}

/** The server is away, restarting, or has no room just now. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '53000', // insufficient resources
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
  '40001', // serialization failure
  '40P01', // deadlock
]);
const CONNECTION_CLASS = '08';

/** PostgreSQL, "PostgreSQL Error Codes" (appendix A). */
export function isPassing(cause: unknown): boolean {
  const code = faultCode(cause);
  if (code !== undefined) return PASSING.has(code) || code.startsWith(CONNECTION_CLASS);
  return cause instanceof Error && /connection (terminated|ended)|timeout/i.test(cause.message);
}
