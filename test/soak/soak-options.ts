/** What may be said after `npm run soak --`: how long, from which seed, or one case again. */
import { CASES_PER_SEED } from './soak-row.ts';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Only these rows. */
  readonly rows: readonly string[];
  /** Only this case of the one row named. */
  readonly case: number | undefined;
}

const USAGE = `npm run soak -- [--seconds N] [--seed S] [--row ID …] [--case N]
  --seconds N  how long, 600 by default
  --seed S     which cases, 1 by default; the number of a day gives other cases every day
  --row ID     this row alone; may be given several times
  --case N     this case of the row alone, as a failure prints it`;

/** A message for a person where the arguments mean nothing. */
export function readOptions(args: readonly string[], known: readonly string[]): SoakOptions | string {
  const said: Record<string, number> = {};
  const rows: string[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value = ''] = args.slice(at, at + 2);
    if (name === '--help') return USAGE;
    if (name === '--row') {
      if (!known.includes(value)) return `there is no row "${value}"; there are ${known.join(', ')}\n${USAGE}`;
      rows.push(value);
    } else if (['--seconds', '--seed', '--case'].includes(name)) {
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!Number.isSafeInteger(number)) return `${name} wants a whole number, got "${value}"\n${USAGE}`;
      said[name] = number;
    } else return `"${name}" is no option\n${USAGE}`;
  }
  const { '--seconds': seconds = 600, '--seed': seed = 1, '--case': single } = said;
  if (seconds < 1) return `--seconds wants at least 1\n${USAGE}`;
  if (seed > Number.MAX_SAFE_INTEGER / CASES_PER_SEED - 1) return `--seed is too large\n${USAGE}`;
  if (single !== undefined && rows.length !== 1) return `--case wants one --row\n${USAGE}`;
  return { seconds, seed, rows, case: single };
}
