/** R8: made-up scenarios to their ends; the world of the log is the live world at every frame. Three of four are full of rare things. */
import { checkScenario } from '../sims/checked-scenario.ts';
import type { Wanted } from '../sims/random-draws.ts';
import { type RareCounts, WatchedReplay } from './rare-things.ts';
import type { SoakRow } from './soak-row.ts';

const EVENTFUL: Wanted = { auctions: true, coupon: true, maturing: true, future: true, jgb: true, rateAtAuction: true };

export function replayRow(rare: RareCounts): SoakRow {
  let frames = 0;
  let events = 0;
  return {
    id: 'R8',
    title: 'replayed world = live world, at every frame of made-up scenarios',
    check(number) {
      const wanted = number % 4 === 0 ? {} : EVENTFUL;
      const checked = checkScenario(number, { wanted, replay: new WatchedReplay(rare) });
      frames += checked.frames;
      events += checked.events;
    },
    figures: () => `${frames} frames, ${events} events and records`,
  };
}
