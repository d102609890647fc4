/**
 * An arm of an experiment: a scenario with settings, run on a list of seeds. Arms that share seeds share their luck, so what is
 * different between two of them, seed by seed, comes of what is different in them.
 */

export interface Arm {
  /** Unique: `japan-2026/L6-off`. */
  readonly name: string;
  /** Of a scenario file, without `.yaml`. */
  readonly scenario: string;
  /** `path=value`, as `--set` takes them. */
  readonly settings: readonly string[];
  /** ISO 8601 with zone; undefined: to the scenario's end. */
  readonly until?: string;
  /** In a sentence, for the page of an experiment. */
  readonly what: string;
  /** A module with other behaviour for kinds of institution, as `--agents` takes it; `measured-run.ts` knows those that there are. */
  readonly agents?: string;
  /** True where runs leave a sheet of stylised facts. */
  readonly withFacts?: boolean;
  /** Processor seconds of a run, roughly: for saying how long it will take. */
  readonly seconds: number;
}

export const FROZEN = 'frozen';

/** The arm in which nothing answers to the market, of the same scenario and settings. */
export const frozenName = (arm: string): string => `${arm}/${FROZEN}`;

/** What a person types to see one run of an arm. */
export function replayCommand({ scenario, settings, until, agents }: Arm, seed: number): string {
  const words = ['node', 'bin/spillover.js', 'run', scenario, '--seed', `${seed}`];
  if (until !== undefined) words.push('--until', until);
  if (agents !== undefined) words.push('--agents', agents);
  for (const setting of settings) words.push('--set', quoted(setting));
  return words.join(' ');
}

const quoted = (text: string): string => (/^[\w./=,:+%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** `101-104,110` as a list; undefined where it means nothing. */
export function seedsOf(text: string): number[] | undefined {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (range === null || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return undefined;
    if (to < from || to - from >= MOST_SEEDS) return undefined;
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  return new Set(seeds).size === seeds.length ? seeds : undefined;
}

const MOST_SEEDS = 10_000;
