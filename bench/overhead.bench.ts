/**
 * What records, publication, observers, the run's digest and the durable log cost over bare matching:
 * `node bench/overhead.bench.ts [--gate]`; with `--gate` the exit code is 1 where each of three attempts misses a gate: one
 * that passes is enough.
 *
 * Bare is the book alone: it writes its records, since that is how it reports, but each command's over those of the one
 * before. All variants replay the same commands on a freshly filled book in one process and take turns in each round, in
 * an order that is drawn. A ratio is the median of those within a round; beside it stands that of the fastest stretches, to
 * which the gates apply: each stretch of commands at its fastest over the rounds, added up. What another job did to caches or to
 * the other half of a core is in the medians, and hardly in these; a stretch waits for the disk in every round or in none. Time
 * is CPU time of the process, kernel and collection included; waiting for the disk is not.
 * Before anything is timed the fills of every variant are checked against the naive book behind the workload, and after
 * each sample the book, the observers, the digest and the file.
 *
 * A hand-over has a price of its own, so that short batches cost more a command. Control events are not in it.
 */
import { type Expected, expectationsOf, Sample, VARIANTS, type Variant } from './overhead-variants.ts';
import { withFolder } from './record-path.ts';
import { BATCHES } from './recorded-book.ts';
import { generateWorkload, type Workload } from './workload.ts';

const ROUNDS = 9;
const WARM_UP_ROUNDS = 3;
const SEEDS = [42, 43, 44];
const COMMANDS = 400_000;
const RESTING = 10_000;
/** Commands between two looks at the clock: two milliseconds of CPU, and whole batches. */
const STRETCH = 20 * BATCHES.long;
/** Where a gate is missed all is measured again, so often at most: another job may have had the machine. */
const ATTEMPTS = 3;

const cpuNanos = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
};

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] as number;

/** CPU nanoseconds of each stretch of one sample. */
function timed(variant: Variant, workload: Workload, folder: string, expected: Expected): number[] {
  const sample = new Sample(variant, workload, { folder });
  const stretches: number[] = [];
  for (let from = 0; from < workload.commands; from += STRETCH) {
    const start = cpuNanos();
    sample.run(from, Math.min(from + STRETCH, workload.commands));
    stretches.push(cpuNanos() - start);
  }
  sample.check(expected);
  sample.discard();
  return stretches;
}

/** 0 … length − 1 in an order drawn from a seed, so that no variant always follows the same other one. */
function shuffled(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  let state = seed;
  for (let i = length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** By variant: nanoseconds a command, and the ratio to bare matching, of every round of every seed. */
interface Timings {
  readonly nanos: readonly number[][];
  readonly ratios: readonly number[][];
  /** By variant and seed: nanoseconds of all commands, each stretch at its fastest. */
  readonly fastest: readonly number[][];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function measure(folder: string): Timings {
  const nanos: number[][] = VARIANTS.map(() => []);
  const ratios: number[][] = VARIANTS.map(() => []);
  const fastest: number[][] = VARIANTS.map(() => []);
  for (const seed of SEEDS) {
    const best: number[][] = VARIANTS.map(() => []);
    const workload = generateWorkload({ seed, commands: COMMANDS, resting: RESTING });
    const expected = expectationsOf(workload, folder);
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const ofRound: number[] = [];
      for (const which of shuffled(VARIANTS.length, seed * 100 + round)) {
        const stretches = timed(VARIANTS[which] as Variant, workload, folder, expected);
        ofRound[which] = sum(stretches) / COMMANDS;
        if (round < WARM_UP_ROUNDS) continue;
        best[which] = stretches.map((nanos, at) => Math.min(nanos, best[which]?.[at] ?? nanos));
      }
      if (round < WARM_UP_ROUNDS) continue;
      for (const [which, time] of ofRound.entries()) {
        nanos[which]?.push(time);
        ratios[which]?.push(time / (ofRound[0] as number));
      }
    }
    for (const [which, stretches] of best.entries()) fastest[which]?.push(sum(stretches));
  }
  return { nanos, ratios, fastest };
}

/** The middle one of the seeds. */
const fastestRatio = (fastest: readonly number[][], which: number): number =>
  median((fastest[which] ?? []).map((nanos, seed) => nanos / (fastest[0]?.[seed] as number)));

function table({ nanos, ratios, fastest: stretches }: Timings): string {
  const lines = [`${'CPU time'.padEnd(36)}ns a command   x bare   fastest   quarter to three quarters   gate`];
  for (const [which, { name, gate }] of VARIANTS.entries()) {
    const all = sorted(ratios[which] ?? []);
    const [low, high] = [all[all.length >> 2] as number, all[(3 * all.length) >> 2] as number];
    const fastest = fastestRatio(stretches, which);
    const columns = [
      name.padEnd(36),
      median(nanos[which] ?? [])
        .toFixed(1)
        .padStart(12),
      median(all).toFixed(2).padStart(9),
      fastest.toFixed(2).padStart(10),
      `${low.toFixed(2)} to ${high.toFixed(2)}`.padStart(28),
      (gate === undefined ? '' : `${fastest <= gate ? '<=' : 'OVER'} ${gate}`).padStart(10),
    ];
    lines.push(columns.join('').trimEnd());
  }
  return lines.join('\n');
}

/** What the gates do not say. */
const READ = [
  'In a run a batch ends at each control event: in the first 12 h of japan-2026, seed 1, 55 records on average, 4 in the median.',
  'Gates are for batches of 1024 and of 32 commands, not of 4. Control events (there one per 21 records) are not in the figures.',
].join('\n');

const missed = ({ fastest }: Timings): Variant[] =>
  VARIANTS.filter(({ gate }, which) => gate !== undefined && fastestRatio(fastest, which) > gate);

const isGate = process.argv.includes('--gate');
console.log(
  `${SEEDS.length} seeds, ${ROUNDS} rounds each of ${COMMANDS} commands on ${RESTING} resting orders, batches of ${BATCHES.long} commands where no other is said`,
);
for (let attempt = 1; ; attempt++) {
  const timings = withFolder(measure);
  console.log(`${table(timings)}\n${READ}`);
  const over = missed(timings);
  if (isGate && over.length === 0) console.log(`no gate missed in attempt ${attempt} of at most ${ATTEMPTS}`);
  if (!isGate || over.length === 0) break;
  console.log(`over its gate: ${over.map(({ name }) => name.trim()).join('; ')} (attempt ${attempt} of ${ATTEMPTS})`);
  if (attempt < ATTEMPTS) continue;
  process.exitCode = 1;
  break;
}
