/** Whole runs: events and orders a CPU-second, with nobody watching and with the log and eight observers; first tenth against last; heap. */
import { Simulation } from '../src/engine/simulation.ts';
import { LogWriter } from '../src/events/log-writer.ts';
import { Field, RECORD_WORDS, RecordKind } from '../src/events/records.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import type { Seed, SimTime } from '../src/units/quantity.ts';
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';
import { FillFold } from './observers.ts';
import { HOUR_MS, shippedScenario, tokyo } from './scenario-runs.ts';

const SEED = 7 as Seed;
const OBSERVERS = 8;
const TENTHS = 10;
const SHORT = ['Monday 11:00', tokyo('2026-01-19T11:00')] as const;
const FULL = ['Tuesday 15:00', tokyo('2026-01-20T15:00')] as const;

export function* topic(scale: Scale): Generator<Benchmark> {
  // It opens on a Friday evening; trading begins on Monday.
  const [to, until] = scale === 'short' ? SHORT : FULL;
  const rounds = 3;
  for (const name of scale === 'short' ? ['calm'] : ['calm', 'japan-2026']) {
    const scenario = shippedScenario(name);
    const expected = countedRun(scenario, until);
    const { events, orders } = expected;
    const bare = wholeRun('no log, nobody watching', scenario, until, expected, false);
    const logged = wholeRun(`log in memory and ${OBSERVERS} observers`, scenario, until, expected, true);
    yield {
      name: `whole run, ${name}, to ${to}`,
      unit: 'event or record',
      rounds,
      warmUps: 1,
      contenders: [logged.contender, bare.contender],
      note: () =>
        `${events} events and records, ${orders} orders; with log ${perSecond(events, logged.seconds)} events and ` +
        `${perSecond(orders, logged.seconds)} orders a CPU-second; heap after ${TENTHS} tenths of the run, each after a ` +
        `collection: ${logged.heaps().join(', ')} MB`,
    };
    yield {
      name: `first tenth against last, ${name}`,
      unit: 'event or record',
      rounds: logged.tenths().length,
      warmUps: 0,
      contenders: tenthsOf(logged.tenths(), events),
      note: () => 'tenths of the events: what happens in them differs, compilation falls into the first',
    };
  }
}

interface Counted {
  readonly events: number;
  readonly orders: number;
  readonly digest: string;
}

function countedRun(scenario: Scenario, until: SimTime): Counted {
  let orders = 0;
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) =>
      stream.batches$.subscribe(({ words, from, to }) => {
        for (let at = from; at < to; at += RECORD_WORDS) if (isOrder(words[at + Field.kind] as number)) orders++;
      }),
  });
  run.advance(until);
  return { events: run.lastSeq, orders, digest: run.digest };
}

/** What somebody asked the book for, cancels included. */
const isOrder = (kind: number): boolean =>
  kind === RecordKind.accepted ||
  kind === RecordKind.rejected ||
  kind === RecordKind.amended ||
  kind === RecordKind.cancelled;

interface WholeRun {
  readonly contender: Contender;
  /** CPU seconds of each run. */
  readonly seconds: number[];
  /** CPU nanoseconds an event by tenth, for each run after the first. */
  tenths(): readonly (readonly number[])[];
  heaps(): readonly number[];
}

function wholeRun(name: string, scenario: Scenario, until: SimTime, expected: Counted, logs: boolean): WholeRun {
  const seconds: number[] = [];
  const tenths: number[][] = [];
  const sample = () => {
    const folds = Array.from({ length: logs ? OBSERVERS : 0 }, () => new FillFold());
    let bytes = 0;
    let flush = (): void => undefined;
    const make = (): Simulation =>
      new Simulation({
        scenario,
        seed: SEED,
        observe: (stream, digest) => {
          if (!logs) return;
          const header = { engineVersion: 'bench', scenarioDigest: 'bench', seed: SEED };
          const writer = new LogWriter({
            sink: (part) => {
              bytes += part.length;
            },
            digest,
            start: header,
          });
          flush = () => writer.flush();
          stream.events$.subscribe((event) => writer.control(event));
          stream.batches$.subscribe((batch) => writer.batch(batch));
          for (const fold of folds) stream.batches$.subscribe((batch) => fold.batch(batch));
        },
      });
    let run: Simulation | undefined;
    return {
      run: () => {
        const before = process.cpuUsage();
        run = make();
        tenths.push(byTenths(run, until, expected.events));
        flush();
        const { user, system } = process.cpuUsage(before);
        seconds.push((user + system) / 1e6);
      },
      check: () => {
        expectEqual(`${name}: digest`, run?.digest, expected.digest);
        if (logs && bytes === 0) throw new Error(`${name}: no log was written`);
      },
    };
  };
  const contender = { name, operations: expected.events, sample };
  return { contender, seconds, tenths: () => tenths.slice(1), heaps: () => heapsOf(scenario, until, expected.events) };
}

/** Advances by simulated minutes and notes the CPU time at each tenth of the events. */
function byTenths(run: Simulation, until: SimTime, events: number, atTenth?: () => void): number[] {
  const nanos: number[] = [];
  let [seq, cpu] = [run.lastSeq as number, process.cpuUsage()];
  for (let at = run.scenario.opensAt + HOUR_MS / 60; nanos.length < TENTHS; at += HOUR_MS / 60) {
    run.advance(Math.min(at, until) as SimTime);
    const isOver = at >= until;
    if (run.lastSeq < ((nanos.length + 1) * events) / TENTHS && !isOver) continue;
    const { user, system } = process.cpuUsage(cpu);
    nanos.push(((user + system) * 1_000) / Math.max(1, run.lastSeq - seq));
    atTenth?.();
    [seq, cpu] = [run.lastSeq, process.cpuUsage()];
    if (isOver) break;
  }
  return nanos;
}

function heapsOf(scenario: Scenario, until: SimTime, events: number): number[] {
  const heaps: number[] = [];
  byTenths(new Simulation({ scenario, seed: SEED }), until, events, () => {
    globalThis.gc?.();
    heaps.push(Math.round(process.memoryUsage().heapUsed / 1e5) / 10);
  });
  return heaps;
}

function tenthsOf(runs: readonly (readonly number[])[], events: number): Contender[] {
  const contender = (name: string, tenth: number): Contender => ({
    name,
    operations: events / TENTHS,
    sample: (round) => ({
      run: () => runs[round % runs.length]?.at(tenth) as number,
      check: () => undefined,
    }),
  });
  return [contender('first tenth', 0), contender('fifth tenth', 4), contender('last tenth', -1)];
}

function perSecond(count: number, seconds: readonly number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  return `${Math.round(count / (sorted[sorted.length >> 1] as number) / 1_000)} thousand`;
}
