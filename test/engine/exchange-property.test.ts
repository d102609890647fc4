/** Random orders on the exchange: whatever is sent, nothing trades beyond the limits, and the log tells the whole story. */
import { expect, test } from 'vitest';
import { HaltCause } from '../../src/market/book/halts.ts';
import { simTime } from '../../src/units/quantity.ts';
import { isoTime, parseIsoTime, TICK_MS } from '../../src/units/time.ts';
import { seededDraws } from '../market/seeded-draws.ts';
import { FUTURE_WORLD } from './future-world.ts';
import { RecordedRun } from './recorded-run.ts';
import { type Level, type Script, scripted, shows, takes } from './scripted.ts';
import { SEED, smallWorld } from './small-world.ts';

const F = 'JGB-10Y-F';
const BASE = 12_542;
const scenario = smallWorld(FUTURE_WORLD.replace('count: 3, ', '').replace('{ sharedBySize: ¥1000m/bp }', '¥1000m/bp'));

/** A wandering crowd of two: prices drift and now and then jump by points. */
function wildDay(seed: number): Script {
  const draws = seededDraws(seed);
  const script: [string, string, ...ReturnType<typeof shows>[]][] = [];
  let centre = BASE;
  const from = parseIsoTime('2026-03-12T08:45:00+09:00') as number;
  for (let tick = 0; tick < 85; tick++) {
    centre += draws.whole(-6, 6) + (draws.whole(0, 9) === 0 ? draws.whole(-150, 150) : 0);
    const local = isoTime(simTime(from + tick * TICK_MS + 9 * 3_600_000)).slice(0, 16);
    for (const agent of ['dealers', 'clients']) {
      const side = draws.whole(0, 1) === 0 ? 'buy' : 'sell';
      const away = side === 'buy' ? -1 : 1;
      const near = Math.max(1, centre + away * draws.whole(-4, 12));
      const levels: Level[] = [0, 1, 2].map(
        (rung) => [near + away * rung * draws.whole(1, 9), draws.whole(1, 5)] as const,
      );
      const distinct = levels.filter(([ticks], at) => levels.findIndex(([other]) => other === ticks) === at);
      const limit = centre + draws.whole(-40, 40);
      script.push([
        local,
        agent,
        shows(F, side, ...distinct),
        takes(F, side === 'buy' ? 'sell' : 'buy', [limit, draws.whole(1, 6)]),
      ]);
    }
  }
  return script;
}

test('every trade lies within the limits of its date, halts end in calls, live and replayed worlds are one', () => {
  let halts = 0;
  let fills = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const run = new RecordedRun({ scenario, seed: SEED, kinds: scripted(wildDay(seed)) });
    run.to('2026-03-12T15:29:00');
    let reach = 200;
    let isHalted = false;
    let callTicks = 0;
    for (const { kind, ticks, counter, line, at } of run.records) {
      if (line !== F) continue;
      const where = `seed ${seed} at ${at}`;
      if (kind === 'halted') {
        expect(isHalted, where).toBe(false);
        isHalted = true;
        halts++;
        callTicks = 0;
        if (counter === HaltCause.staticLimit) reach = 300;
      } else if (kind === 'resumed') {
        expect(isHalted, where).toBe(true);
        expect([0, ticks], where).toContain(callTicks);
        isHalted = false;
      } else if (kind === 'filled') {
        fills++;
        expect(Math.abs(ticks - BASE), where).toBeLessThanOrEqual(reach);
        if (isHalted) {
          expect([0, ticks], where).toContain(callTicks);
          callTicks = ticks;
        }
      }
    }
    expect(run.replay.world.stateHash(), `seed ${seed}`).toBe(run.run.world.stateHash());
    run.run.world.checkInvariants();
  }
  expect(halts).toBeGreaterThan(60);
  expect(fills).toBeGreaterThan(300);
});
