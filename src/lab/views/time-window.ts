/** The stretch of time that the timeline and the depth view show: a trading day around the world, or the whole run. */
import { DAY_MS, HOUR_MS } from '../../units/time.ts';
import type { LabState } from '../page/lab-state.ts';

/** A day begins when Tokyo wakes: 08:00 there is 23:00 UTC. */
const DAY_BEGINS_MS = 23 * HOUR_MS;

export function windowOf({ at, manifest, zoom }: LabState): readonly [from: number, to: number] {
  if (zoom === 'all') return [manifest.opensAt, manifest.endsAt];
  const day = Math.floor((at - DAY_BEGINS_MS) / DAY_MS) * DAY_MS + DAY_BEGINS_MS;
  return [day, day + DAY_MS];
}
