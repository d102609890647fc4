/**
 * The fourth kind of failure: the machine refused (disk, permission), through nobody's mistake in the program or the input.
 *
 * What was written before is whole; whoever catches one says how far.
 */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault';
  /** As the system names it: ENOSPC, EACCES … */
  readonly code: string;
  readonly path: string;

  constructor(action: string, path: string, cause: unknown) {
    const code = codeOf(cause) ?? 'unknown error';
    super(`cannot ${action} ${path}: ${MEANING[code] ?? messageOf(cause)} (${code})`, { cause });
    this.code = code;
    this.path = path;
  }
}

const MEANING: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the device failed',
  EACCES: 'permission denied',
  EPERM: 'the system does not allow it',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'something else of that name is there already',
  EISDIR: 'it is a folder',
  ENOENT: 'a part of the path does not exist',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  EFBIG: 'the file would be larger than allowed',
};

/** Runs what touches the machine; whatever it throws becomes an `EnvironmentFault`. */
export function attempt<T>(action: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof EnvironmentFault ? cause : new EnvironmentFault(action, path, cause);
  }
}

/** The system's name of an error, where it is one of the system's. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** The fault behind an error, however deep: a failing log is reported by the stream that fed it. */
export function environmentFaultIn(error: unknown): EnvironmentFault | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (at instanceof EnvironmentFault) return at;
  }
  return undefined;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
