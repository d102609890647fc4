/**
 * Killed while writing, at any moment: what is on the disk is the beginning of the whole log, and the run can go on from it
 * to the same digest.
 *
 * SPILLOVER_KILLS says how often; the moments are drawn from a seed that is printed on failure (SPILLOVER_SEED repeats it).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LogReader } from '../../src/events/log-reader.ts';
import { ended, lastLine, Workplace } from './program.ts';

const KILLS = Number(process.env.SPILLOVER_KILLS ?? 60);
const SEED = Number(process.env.SPILLOVER_SEED ?? 20260122);

let place: Workplace;
let straight: { digest: string; log: Buffer; ms: number };
beforeAll(async () => {
  place = new Workplace();
  await place.spillover('run', 'small.yaml', '--out', 'warm-up');
  const began = Date.now();
  const { stdout } = await place.spillover('run', 'small.yaml', '--out', 'straight');
  straight = { digest: lastLine(stdout), log: place.bytes('straight/events.log'), ms: Date.now() - began };
});
afterAll(() => place.remove());

/** A linear congruential generator will do for moments (Numerical Recipes §7.1). */
function* moments(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test(`killed ${KILLS} times, nothing that was whole is lost`, async () => {
  const draw = moments(SEED);
  let midway = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const about = `seed ${SEED}, kill ${kill}`;
    const child = place.start('run', 'small.yaml', '--out', `run-${kill}`);
    const ending = ended(child);
    await sleep((0.4 + 0.6 * (draw.next().value as number)) * straight.ms);
    child.kill('SIGKILL');
    await ending;
    if (!place.has(`run-${kill}/run.json`)) continue; // before the first write
    if (place.has(`run-${kill}/events.log`)) {
      const log = place.bytes(`run-${kill}/events.log`);
      const good = readGood(new Uint8Array(log), about);
      expect(log.subarray(0, good).equals(straight.log.subarray(0, good)), about).toBe(true);
      if (good > 256 && good < straight.log.length) midway++;
    }
    if (JSON.parse(place.read(`run-${kill}/run.json`)).complete) continue;
    const { code, stdout, stderr } = await place.spillover('run', '--resume', `run-${kill}`);
    expect(code, `${about}: ${stderr}`).toBe(0);
    expect(lastLine(stdout), about).toBe(straight.digest);
    expect(place.bytes(`run-${kill}/events.log`).equals(straight.log), about).toBe(true);
  }
  expect(midway, `seed ${SEED}: kills that fell between two frames`).toBeGreaterThan(0);
});

function readGood(bytes: Uint8Array, about: string): number {
  const source = { size: bytes.length, read: (at: number, length: number) => bytes.slice(at, at + length) };
  const reader = new LogReader(source, { engineVersion: '0' });
  while (reader.next({ control: () => undefined, batch: () => undefined }));
  expect(reader.end?.ending, about).not.toBe('refused');
  return reader.tail.bytes;
}
