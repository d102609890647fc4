/**
 * `npm run profile -- SCENARIO [--seed N] [--until T] [--out DIR]`: where a run's time and memory go.
 *
 * Leaves a CPU profile and a heap profile for whatever opens them, and a page with flame graphs, phases, sites of allocation and
 * deoptimisations. Three runs, one for each kind of measuring, which must come to one digest.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findScenario } from '../../src/cli/run/shipped-scenarios.ts';
import { sitesOf, treeOfBytes, treeOfTime } from './call-tree.ts';
import { type Deoptimisation, deoptimisationsIn } from './deoptimisations.ts';
import { pageOf, percent } from './page.ts';
import { CPU_PROFILE, HEAP_PROFILE, outputOf, type PassInput, type PassKind, type PassOutput } from './passes.ts';

const SITES = 40;
const SAID = 12;
const PASS = join(import.meta.dirname, 'pass.ts');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, until: { type: 'string' }, out: { type: 'string' } },
});

function usage(problem: string): never {
  process.stderr.write(`${problem}\nnpm run profile -- SCENARIO [--seed N] [--until 2026-01-21T09:00Z] [--out DIR]\n`);
  process.exit(2);
}

function inputOf(): PassInput {
  const [asked] = positionals;
  if (asked === undefined || positionals.length > 1) usage('One scenario is profiled.');
  const found = findScenario(asked);
  if (!found.ok) usage(`There is no scenario "${asked}".`);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) usage(`"${values.seed}" is no seed.`);
  const until = values.until === undefined ? null : Date.parse(values.until);
  if (until !== null && Number.isNaN(until)) usage(`"${values.until}" is no time.`);
  const out = values.out ?? join('runs', `profile-${basename(found.path, '.yaml')}-${seed}`);
  mkdirSync(out, { recursive: true });
  return { path: found.path, seed, until, out };
}

function pass(kind: PassKind, input: PassInput, flags: readonly string[] = []): { output: PassOutput; trace: string } {
  process.stderr.write(`${kind} …\n`);
  const args = ['--disable-warning=ExperimentalWarning', ...flags, PASS, kind, JSON.stringify(input)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exit(status ?? 3);
  }
  return { output: json(input.out, outputOf(kind)), trace: stdout };
}

const json = <T>(out: string, file: string): T => JSON.parse(readFileSync(join(out, file), 'utf8')) as T;

const input = inputOf();
const { output: timed, trace } = pass('time', input, ['--trace-deopt']);
const { output: phased } = pass('phases', input);
const { output: sized } = pass('bytes', input);
const digests = new Set([timed, phased, sized].map(({ digest }) => digest));
if (digests.size !== 1) {
  process.stderr.write(`measuring has changed the run: ${[...digests].join(', ')}\n`);
  process.exit(3);
}

const time = treeOfTime(json(input.out, CPU_PROFILE));
const bytes = treeOfBytes(json(input.out, HEAP_PROFILE));
const deoptimisations = deoptimisationsIn(trace);
const figures = [timed, phased, sized].map(({ cpuSeconds }) => cpuSeconds.toFixed(1)).join(', ');
const findings = {
  title: `${basename(input.path)}, seed ${input.seed}`,
  figures: `${phased.events} events and records; CPU seconds of the three runs: ${figures}; digest ${phased.digest}`,
  time,
  bytes,
  phases: phased.phases,
  timeSites: sitesOf(time, SITES),
  byteSites: sitesOf(bytes, SITES),
  deoptimisations,
};
writeFileSync(join(input.out, 'profile.html'), pageOf(findings));
const { time: _, bytes: __, ...kept } = findings;
writeFileSync(join(input.out, 'profile.json'), `${JSON.stringify(kept, null, 1)}\n`);

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
say(`${findings.title}: ${findings.figures}`);
say('\nphase        calls   seconds    share    p50 µs    p99 µs');
for (const { phase, calls, seconds, share, p50Micros, p99Micros } of findings.phases) {
  const numbers = [p50Micros, p99Micros].map((micros) => (micros?.toFixed(1) ?? '').padStart(10));
  say(
    [
      phase.padEnd(9),
      String(calls).padStart(9),
      seconds.toFixed(3).padStart(10),
      percent(share).padStart(9),
      ...numbers,
    ].join(''),
  );
}
say('\ntime by function');
for (const { name, place, share } of findings.timeSites.slice(0, SAID))
  say(`${percent(share).padStart(8)}  ${name}  ${place}`);
say('\nallocation by function');
for (const { name, place, share, self } of findings.byteSites.slice(0, SAID)) {
  say(`${percent(share).padStart(8)} ${(self / 2 ** 20).toFixed(1).padStart(8)} MiB  ${name}  ${place}`);
}
say(`\ndeoptimisations: ${total(deoptimisations)}`);
for (const { function: name, reason, times } of deoptimisations.slice(0, SAID))
  say(`${String(times).padStart(6)}  ${name}: ${reason}`);
say(`\n${join(input.out, 'profile.html')}, ${CPU_PROFILE}, ${HEAP_PROFILE}, profile.json`);

function total(all: readonly Deoptimisation[]): number {
  return all.reduce((sum, { times }) => sum + times, 0);
}
