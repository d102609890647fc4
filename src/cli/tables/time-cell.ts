/** A time as text files hold it: always with milliseconds, since readers guess the form of a column from its first rows. */
import type { SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';

const WHOLE_SECOND = /:\d\dZ$/;

/** @param cell Simulated time, or ISO 8601 in UTC. */
export function timeText(cell: number | string): string {
  const iso = typeof cell === 'number' ? isoTime(cell as SimTime) : cell;
  return WHOLE_SECOND.test(iso) ? `${iso.slice(0, -1)}.000Z` : iso;
}
