/**
 * One pass over a run in a process of its own: `node bench/profile/pass.ts time|phases|bytes '{"path", "seed", "until", "out"}'`.
 *
 * Sampling a stack, reading a clock at each mark and sampling allocations disturb one another: each has a run to itself, which must
 * come to the same digest.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { loadScenario } from '../../src/cli/run/scenario-source.ts';
import type { Seed, SimTime } from '../../src/units/quantity.ts';
import { CPU_PROFILE, HEAP_PROFILE, outputOf, type PassInput, type PassKind, type PassOutput } from './passes.ts';
import { PhaseTimers } from './phase-timers.ts';
import { runProfiled } from './profiled-run.ts';

const SAMPLE_MICROS = 250;
const SAMPLE_BYTES = 16_384;

function measured(kind: PassKind, { path, seed, until, out }: PassInput): PassOutput {
  const loaded = loadScenario(path);
  if (!loaded.ok) throw new Error(`${path} cannot be read: try \`spillover check ${path}\``);
  const folder = mkdtempSync(join(out, 'log-'));
  const timers = kind === 'phases' ? new PhaseTimers(() => performance.now() * 1e6) : undefined;
  const inspector = new Session();
  inspector.connect();
  if (kind === 'time') {
    inspector.post('Profiler.enable');
    inspector.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
    inspector.post('Profiler.start');
  }
  if (kind === 'bytes') {
    const all = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
    inspector.post('HeapProfiler.startSampling', { samplingInterval: SAMPLE_BYTES, ...all });
  }
  const { scenario } = loaded;
  const figures = runProfiled({
    scenario,
    seed: seed as Seed,
    until: (until ?? undefined) as SimTime | undefined,
    folder,
    timers,
  });
  const phases = timers?.times() ?? [];
  const keep = (file: string) => (error: Error | null, params?: { profile: unknown }) => {
    if (error !== null) throw error;
    writeFileSync(join(out, file), JSON.stringify(params?.profile));
  };
  if (kind === 'time') inspector.post('Profiler.stop', keep(CPU_PROFILE));
  if (kind === 'bytes') inspector.post('HeapProfiler.stopSampling', keep(HEAP_PROFILE));
  inspector.disconnect();
  rmSync(folder, { recursive: true });
  return { ...figures, phases };
}

const [kind, input] = process.argv.slice(2) as [PassKind, string];
const parsed = JSON.parse(input) as PassInput;
writeFileSync(join(parsed.out, outputOf(kind)), JSON.stringify(measured(kind, parsed)));
