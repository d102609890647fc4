/**
 * Killed while writing, at any moment: what is on the disk is the beginning of the whole log, and the run can go on from it
 * to the same digest.
 *
 * SPILLOVER_KILLS says how often; the moments are drawn from a seed that is printed on failure (SPILLOVER_SEED repeats it).
 * A few kills are of the program as people start it, the many of one that starts faster.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { LogReader } from '../../src/events/log-reader.ts';
import { type BuiltProgram, buildProgram } from './built-program.ts';
import { ended, lastLine, SHIM, Workplace } from './program.ts';

const KILLS = Number(process.env.SPILLOVER_KILLS ?? 300);
const KILLS_AS_STARTED = 10;
const SEED = Number(process.env.SPILLOVER_SEED ?? 20260122);
/** Runs that are written at the same time. */
const AT_ONCE = 2;
/** Only ends what hangs. */
const PATIENCE_MS = KILLS * 10_000;

interface Straight {
  readonly digest: string;
  readonly log: Buffer;
  readonly ms: number;
}

interface Killed {
  /** That left a log that was neither empty nor whole. */
  midway: number;
  resumed: number;
}

/** A linear congruential generator will do for moments (Numerical Recipes §7.1). */
function* moments(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

async function runStraight(place: Workplace): Promise<Straight> {
  await place.spillover('run', 'small.yaml', '--out', 'warm-up');
  const began = Date.now();
  const { stdout } = await place.spillover('run', 'small.yaml', '--out', 'straight');
  return { digest: lastLine(stdout), log: place.bytes('straight/events.log'), ms: Date.now() - began };
}

async function killOften(place: Workplace, kills: number, share: (drawn: number) => number): Promise<Killed> {
  const straight = await runStraight(place);
  const draw = moments(SEED);
  const killed: Killed = { midway: 0, resumed: 0 };
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let kill = next++; kill < kills; kill = next++) {
      const after = share(draw.next().value as number) * straight.ms;
      await killOnce(place, straight, { kill, after, killed });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return killed;
}

interface Kill {
  readonly kill: number;
  readonly after: number;
  readonly killed: Killed;
}

async function killOnce(place: Workplace, straight: Straight, { kill, after, killed }: Kill): Promise<void> {
  const about = `seed ${SEED}, kill ${kill}, after ${Math.round(after)} ms`;
  const folder = `run-${kill}`;
  const child = place.start('run', 'small.yaml', '--out', folder);
  const ending = ended(child);
  await sleep(after);
  child.kill('SIGKILL');
  await ending;
  if (!place.has(`${folder}/run.json`)) return; // before the first write
  if (place.has(`${folder}/events.log`)) {
    const log = place.bytes(`${folder}/events.log`);
    const good = readGood(new Uint8Array(log), about);
    expect(log.subarray(0, good).equals(straight.log.subarray(0, good)), about).toBe(true);
    if (good > 256 && good < straight.log.length) killed.midway++;
  }
  if (JSON.parse(place.read(`${folder}/run.json`)).complete) return;
  const { code, stdout, stderr } = await place.spillover('run', '--resume', folder);
  expect(code, `${about}: ${stderr}`).toBe(0);
  expect(lastLine(stdout), about).toBe(straight.digest);
  expect(place.bytes(`${folder}/events.log`).equals(straight.log), about).toBe(true);
  rmSync(`${place.path}/${folder}`, { recursive: true });
  killed.resumed++;
}

function readGood(bytes: Uint8Array, about: string): number {
  const source = { size: bytes.length, read: (at: number, length: number) => bytes.slice(at, at + length) };
  const reader = new LogReader(source, { engineVersion: '0' });
  while (reader.next({ control: () => undefined, batch: () => undefined }));
  expect(reader.end?.ending, about).not.toBe('refused');
  return reader.tail.bytes;
}

describe('nothing that was whole is lost, and a run that goes on comes to the same log', () => {
  let built: BuiltProgram | undefined;
  afterAll(() => {
    if (built !== undefined) rmSync(built.folder, { recursive: true });
  });

  test(`killed ${KILLS_AS_STARTED} times, as people start it`, async () => {
    const place = new Workplace(SHIM);
    const { resumed } = await killOften(place, KILLS_AS_STARTED, (drawn) => 0.5 + 0.7 * drawn);
    expect(resumed, `seed ${SEED}`).toBeGreaterThan(0);
    place.remove();
  });

  test(
    `killed ${KILLS} times, as one file`,
    async () => {
      built = await buildProgram();
      const place = new Workplace(built.main);
      // Two at once take up to twice the time of one.
      const killed = await killOften(place, KILLS, (drawn) => 0.3 + 1.2 * drawn);
      console.log(`${KILLS} kills, ${killed.resumed} resumed, ${killed.midway} of them between two frames`);
      expect(killed.midway, `seed ${SEED}: kills that fell between two frames`).toBeGreaterThan(KILLS / 50);
      expect(killed.resumed, `seed ${SEED}`).toBeGreaterThan(KILLS / 4);
      place.remove();
    },
    PATIENCE_MS,
  );
});
