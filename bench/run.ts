/**
 * `npm run bench`: the suite, each topic in a process of its own.
 *
 *     npm run bench                       all topics, some minutes
 *     npm run bench -- --short            fewer rounds and sizes
 *     npm run bench -- --only depth,log   these topics
 *     npm run bench -- --json FILE        and keeps the figures with the machine
 *     npm run bench -- --compare OLD      and holds them against those in a file
 *     npm run bench -- --gate             the ratio gates in the short form; exit code 1 where one is missed
 *
 * A gate that is not kept yet stands in `gates.ts` with its reason: it is said and fails nothing. With `--gate` what else is missed is measured again, three times in all, and one pass is enough: another job may have had the
 * machine's caches, while nothing but our code can make a ratio good.
 */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Scale } from './benchmark.ts';
import { comparisonOf } from './comparison.ts';
import { compiledTopics } from './compiled.ts';
import { type GateResult, gatesOf, gateText } from './gates.ts';
import type { Measured } from './measure.ts';
import { type ResultFile, resultOf } from './result-file.ts';
import { ROOT } from './root.ts';
import { GATED, isTopic, TOPICS, type TopicName } from './topics.ts';

const ATTEMPTS = 3;
let program: string | undefined;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    compare: { type: 'string' },
    gate: { type: 'boolean', default: false },
  },
});
const scale: Scale = values.short || values.gate ? 'short' : 'full';
const old = values.compare === undefined ? undefined : (JSON.parse(readFileSync(values.compare, 'utf8')) as ResultFile);

if (values.gate) process.exitCode = (await passGates()) ? 0 : 1;
else await runTopics();

async function runTopics(): Promise<void> {
  const measured: Measured[] = [];
  let result = resultOf(scale, measured);
  for (const topic of asked()) {
    measured.push(...(await runTopic(topic)));
    result = resultOf(scale, measured);
    // After each topic: what has been measured outlives a fault in the next.
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
  }
  for (const gate of gatesOf(measured)) console.log(gateText(gate));
  if (old !== undefined) console.log(`\n${comparisonOf(old, result)}`);
}

function asked(): readonly TopicName[] {
  if (values.only === undefined) return TOPICS;
  return values.only.split(',').map((name) => {
    if (isTopic(name)) return name;
    throw new Error(`no topic is called ${name}: there are ${TOPICS.join(', ')}`);
  });
}

/** Runs what is still missed again. */
async function passGates(): Promise<boolean> {
  let missed: readonly GateResult[] = [];
  let topics = GATED;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const results: GateResult[] = [];
    for (const topic of topics) {
      results.push(...gatesOf(await runTopic(topic)).map((result) => ({ ...result, topic })));
    }
    for (const result of results) console.log(`attempt ${attempt}: ${gateText(result)}`);
    missed = results.filter(({ isMissed, open }) => isMissed && open === undefined);
    topics = topics.filter((topic) => missed.some((result) => result.topic === topic));
    if (missed.length === 0) return true;
  }
  return false;
}

/** What a topic's process prints passes through; a benchmark that is wrong ends everything. */
function runTopic(topic: TopicName): Promise<Measured[]> {
  const measured: Measured[] = [];
  program ??= compiledTopics();
  const env = { ...process.env, BENCH_ROOT: ROOT };
  const child = fork(program, [topic, scale], { execArgv: ['--expose-gc'], env });
  child.on('message', (message) => measured.push(message as Measured));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(measured);
      else reject(new Error(`the benchmarks of ${topic} failed with exit code ${code}`));
    });
  });
}
