/** Every shipped scenario to its end: its log alone gives the live world at every frame. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkReplay, loggedRun } from './logged-run.ts';
import { shippedScenario } from './shipped-run.ts';

const NAMES = readdirSync(new URL('../../sims', import.meta.url))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

/** A quarter of what a run on the disk has: four times as many moments are compared. */
const FRAME_BYTES = 2 ** 18;

test('there are shipped scenarios', () => {
  expect(NAMES.length).toBeGreaterThan(2);
});

test.each(NAMES)('%s', (name) => {
  const logged = loggedRun({ scenario: shippedScenario(name), seed: 1, frameBytes: FRAME_BYTES });
  const frames = checkReplay(logged, name);
  console.log(`${name}: ${logged.run.lastSeq} events, ${frames} frames, every one as live`);
  expect(frames).toBeGreaterThan(20);
});
