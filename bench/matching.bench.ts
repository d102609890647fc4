/**
 * The matching step against plain objects on the same commands in the same process: `node bench/matching.bench.ts`.
 *
 * A sample is one replay of a whole workload on a freshly prefilled book; engines alternate round by round and the
 * ratio is the median over rounds. Time is CPU time of the process, collection included. Fills are checked first:
 * a benchmark whose fills are wrong fails.
 */
import { Bench } from 'tinybench';
import { LadderBook, runLadder } from './ladder-book.ts';
import { PlainBook, runPlain } from './plain-book.ts';
import { generateWorkload, type Workload } from './workload.ts';

const ROUNDS = 9;
const WARM_UP_ROUNDS = 4;
const SEEDS = [42, 43, 44];
const COMMANDS = 300_000;
const RESTING = 10_000;
const ORDER_CAPACITY = 16_384;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

function checkFills(workload: Workload): void {
  const all = [0, workload.prefill + workload.commands] as const;
  const results = [
    runLadder(new LadderBook(ORDER_CAPACITY), workload, all, 0),
    runPlain(new PlainBook(), workload, all, 0),
  ];
  for (const { lots, hash } of results) {
    if (lots !== workload.lots || hash !== workload.hash) throw new Error(`seed ${workload.seed}: the fills are wrong`);
  }
}

/** CPU nanoseconds a command of one replay by each engine. */
async function round(workload: Workload): Promise<{ ladder: number; plain: number }> {
  const { prefill, commands } = workload;
  const [before, timed] = [[0, prefill] as const, [prefill, prefill + commands] as const];
  let [ladder, plain, lots] = [new LadderBook(ORDER_CAPACITY), new PlainBook(), 0];
  const bench = new Bench({ now: cpuMs, iterations: 1, time: 0, warmup: false });
  bench.add(
    'ladder',
    () => {
      lots = runLadder(ladder, workload, timed).lots;
    },
    {
      beforeEach: () => {
        ladder = new LadderBook(ORDER_CAPACITY);
        runLadder(ladder, workload, before);
      },
      afterEach: () => expectLots(lots, workload),
    },
  );
  bench.add(
    'plain',
    () => {
      lots = runPlain(plain, workload, timed).lots;
    },
    {
      beforeEach: () => {
        plain = new PlainBook();
        runPlain(plain, workload, before);
      },
      afterEach: () => expectLots(lots, workload),
    },
  );
  await bench.run();
  const nanos = (name: string): number => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`${name} did not finish: ${JSON.stringify(result)}`);
    return (result.latency.mean * 1e6) / commands;
  };
  return { ladder: nanos('ladder'), plain: nanos('plain') };
}

function expectLots(lots: number, workload: Workload): void {
  if (lots !== workload.lots) throw new Error(`seed ${workload.seed}: ${lots} lots traded, not ${workload.lots}`);
}

const rows: { seed: number; ladder: number; plain: number; ratio: number }[] = [];
for (const seed of SEEDS) {
  const workload = generateWorkload({ seed, commands: COMMANDS, resting: RESTING });
  checkFills(workload);
  for (let at = 0; at < WARM_UP_ROUNDS + ROUNDS; at++) {
    const { ladder, plain } = await round(workload);
    if (at >= WARM_UP_ROUNDS) rows.push({ seed, ladder, plain, ratio: plain / ladder });
  }
}
const column = (name: 'ladder' | 'plain' | 'ratio', seed?: number): number[] =>
  rows.filter((row) => seed === undefined || row.seed === seed).map((row) => row[name]);
for (const seed of SEEDS) {
  console.log(
    `seed ${seed}: typed arrays ${median(column('ladder', seed)).toFixed(1)} ns a command, plain objects ${median(column('plain', seed)).toFixed(1)}`,
  );
}
const ratios = column('ratio').sort((a, b) => a - b);
console.log(
  `plain objects over typed arrays: ${median(ratios).toFixed(1)} (${ratios[0]?.toFixed(1)} to ${ratios.at(-1)?.toFixed(1)})`,
);
