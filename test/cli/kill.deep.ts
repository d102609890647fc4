/**
 * Killed while writing, at any moment: what is on the disk is the beginning of the whole log, and the run can go on from it
 * to the same digest.
 *
 * SPILLOVER_KILLS says how often; the moments are drawn from a seed that is printed on failure (SPILLOVER_SEED repeats it).
 * A few kills are of the program as people start it, the many of one that starts faster.
 */
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type BuiltProgram, buildProgram } from './built-program.ts';
import { KilledRuns } from './killed-run.ts';
import { SHIM, Workplace } from './program.ts';

const KILLS = Number(process.env.SPILLOVER_KILLS ?? 300);
const KILLS_AS_STARTED = 10;
const SEED = Number(process.env.SPILLOVER_SEED ?? 20260122);
/** Runs that are written at the same time. */
const AT_ONCE = 2;
/** Only ends what hangs. */
const PATIENCE_MS = KILLS * 10_000;

/** A linear congruential generator will do for moments (Numerical Recipes §7.1). */
function* moments(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

async function killOften(place: Workplace, kills: number): Promise<KilledRuns> {
  const killed = await KilledRuns.begin(place, { everyMinutes: 60, from: 'first event' });
  const draw = moments(SEED);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let kill = next++; kill < kills; kill = next++) {
      const moment = draw.next().value as number;
      await killed.kill({ kill, moment, said: `seed ${SEED}, kill ${kill}` });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return killed;
}

describe('nothing that was whole is lost, and a run that goes on comes to the same log', () => {
  let built: BuiltProgram | undefined;
  afterAll(() => {
    if (built !== undefined) rmSync(built.folder, { recursive: true });
  });

  test(`killed ${KILLS_AS_STARTED} times, as people start it`, async () => {
    const place = new Workplace(SHIM);
    const { resumed } = await killOften(place, KILLS_AS_STARTED);
    expect(resumed, `seed ${SEED}`).toBeGreaterThan(0);
    place.remove();
  });

  test(
    `killed ${KILLS} times, as one file`,
    async () => {
      built = await buildProgram();
      const place = new Workplace(built.main);
      const killed = await killOften(place, KILLS);
      console.log(`${KILLS} kills, ${killed.resumed} resumed, ${killed.midway} of them between two frames`);
      expect(killed.midway, `seed ${SEED}: kills that fell between two frames`).toBeGreaterThan(KILLS / 20);
      expect(killed.resumed, `seed ${SEED}`).toBeGreaterThan(KILLS / 4);
      place.remove();
    },
    PATIENCE_MS,
  );
});
