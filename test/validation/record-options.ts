/** What may be said after `npm run record --`. */
import { availableParallelism } from 'node:os';
import { seedsOf } from '../../src/experiments/arm.ts';

export interface RecordOptions {
  readonly seeds: readonly number[];
  /** Names of arms, or what they begin with; empty: all. */
  readonly only: readonly string[];
  readonly workers: number;
  readonly out: string;
  /** A record that there is: its pages are written again and nothing is run. */
  readonly from?: string;
}

const OPTIONS = ['--seeds', '--only', '--workers', '--out', '--from'];

const USAGE = `npm run record -- [--seeds 201-220] [--only NAME,NAME …] [--workers N] [--out DIR] [--from FILE]
  --seeds S    which seeds, 201-220 by default; 101 to 140 took part in the fit
  --only A,B   run only arms of these names or with these beginnings; the record then holds them and what was run before
  --workers N  threads, one a core by default
  --out DIR    where record.json and the pages go, docs/validation by default
  --from FILE  run nothing: write the pages of this record.json again`;

/** A message for a person where the arguments mean nothing. */
export function readOptions(args: readonly string[], arms: readonly string[]): RecordOptions | string {
  const said: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value = ''] = args.slice(at, at + 2);
    if (name === '--help') return USAGE;
    if (!OPTIONS.includes(name)) return `"${name}" is no option\n${USAGE}`;
    if (value === '') return `${name} wants a value\n${USAGE}`;
    said[name] = value;
  }
  const seeds = seedsOf(said['--seeds'] ?? '201-220');
  if (seeds === undefined) return `--seeds wants numbers such as 201-220 or 1,2,3, each once\n${USAGE}`;
  const workers = Number(said['--workers'] ?? availableParallelism());
  if (!Number.isSafeInteger(workers) || workers < 1) return `--workers wants a whole number from 1\n${USAGE}`;
  const only = said['--only']?.split(',') ?? [];
  const unknown = only.find((name) => !arms.some((arm) => arm.startsWith(name)));
  if (unknown !== undefined) return `no arm begins with "${unknown}"; there are ${arms.join(', ')}\n${USAGE}`;
  const from = said['--from'];
  return { seeds, only, workers, out: said['--out'] ?? 'docs/validation', ...(from === undefined ? {} : { from }) };
}
