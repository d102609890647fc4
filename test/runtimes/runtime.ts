/** A JavaScript engine on this machine that the same script must give the same bits in, on its main thread and in a worker. */
export const THREADS = ['main thread', 'worker'] as const;
export type Thread = (typeof THREADS)[number];

export interface Runtime {
  readonly name: string;
  /** How it names itself in `navigator.userAgent`. */
  readonly agent: string;
  /** Why it cannot be run here; absent where it can. */
  readonly missing?: string;
  /** Evaluates an expression that gives JSON. */
  evaluate(expression: string, thread: Thread): Promise<unknown>;
  close(): Promise<void>;
}

/** In CI nothing may be left out; elsewhere a missing runtime is named and skipped. */
export const REQUIRE_ALL = process.env.SPILLOVER_REQUIRE_ALL === '1';
