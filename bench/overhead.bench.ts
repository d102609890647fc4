/**
 * What records, publication, observers, the run's digest and the durable log cost over bare matching:
 * `node bench/overhead.bench.ts [--gate]`; with `--gate` the exit code is 1 where each of three attempts misses a gate: one
 * that passes is enough.
 *
 * Bare is the book alone: it writes its records, since that is how it reports, but each command's over those of the one
 * before. All variants replay the same commands on a freshly filled book in one process and take turns in each round, in
 * an order that is drawn. A ratio is the median of those within a round; beside it stands that of the fastest samples, to
 * which the gates apply. Time is CPU time of the process, kernel and collection included; waiting for the disk is not.
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
/** Where a gate is missed all is measured again, so often at most: another job may have had the machine. */
const ATTEMPTS = 3;

const cpuNanos = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
};

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] as number;

/** CPU nanoseconds a command of one sample. */
function timed(variant: Variant, workload: Workload, folder: string, expected: Expected): number {
  const sample = new Sample(variant, workload, { folder });
  const start = cpuNanos();
  sample.run();
  const nanos = cpuNanos() - start;
  sample.check(expected);
  sample.discard();
  return nanos / workload.commands;
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
}

function measure(folder: string): Timings {
  const nanos: number[][] = VARIANTS.map(() => []);
  const ratios: number[][] = VARIANTS.map(() => []);
  for (const seed of SEEDS) {
    const workload = generateWorkload({ seed, commands: COMMANDS, resting: RESTING });
    const expected = expectationsOf(workload, folder);
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const ofRound: number[] = [];
      for (const which of shuffled(VARIANTS.length, seed * 100 + round)) {
        ofRound[which] = timed(VARIANTS[which] as Variant, workload, folder, expected);
      }
      if (round < WARM_UP_ROUNDS) continue;
      for (const [which, time] of ofRound.entries()) {
        nanos[which]?.push(time);
        ratios[which]?.push(time / (ofRound[0] as number));
      }
    }
  }
  return { nanos, ratios };
}

/** Of the fastest samples: what another job did to the others is not in it. The middle one of the seeds. */
function fastestRatio(nanos: readonly number[][], which: number): number {
  const ofSeed = SEEDS.map((_, seed) => {
    const [from, to] = [seed * ROUNDS, (seed + 1) * ROUNDS];
    return Math.min(...(nanos[which] ?? []).slice(from, to)) / Math.min(...(nanos[0] ?? []).slice(from, to));
  });
  return median(ofSeed);
}

function table({ nanos, ratios }: Timings): string {
  const lines = [`${'CPU time'.padEnd(36)}ns a command   x bare   fastest   quarter to three quarters   gate`];
  for (const [which, { name, gate }] of VARIANTS.entries()) {
    const all = sorted(ratios[which] ?? []);
    const [low, high] = [all[all.length >> 2] as number, all[(3 * all.length) >> 2] as number];
    const fastest = fastestRatio(nanos, which);
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

const missed = ({ nanos }: Timings): Variant[] =>
  VARIANTS.filter(({ gate }, which) => gate !== undefined && fastestRatio(nanos, which) > gate);

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
