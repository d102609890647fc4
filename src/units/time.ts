/**
 * Simulated time: integer milliseconds since the Unix epoch, UTC, and its ISO 8601 form.
 *
 * Nothing here or above reads a clock. Local time of a city is the business of `market/sessions.ts`.
 */
import { type DayNumber, isoDate, parseIsoDate } from './civil-date.ts';
import { type SimTime, simTime } from './quantity.ts';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** The default decision clock: 288 a day. */
export const TICK_MS = 5 * MINUTE_MS;

export const dayOf = (at: SimTime): DayNumber => Math.floor(at / DAY_MS) as DayNumber;
export const startOfDay = (days: DayNumber): SimTime => simTime(days * DAY_MS);
export const later = (at: SimTime, ms: number): SimTime => simTime(at + ms);

/** `2026-01-20T03:35:00Z` or `2026-01-20T12:35+09:00` → time; undefined without a zone or where it is no time. */
export function parseIsoTime(text: string): SimTime | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) return undefined;
  const days = parseIsoDate(match[1] as string);
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[6] as string;
  const offsetMinutes =
    zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  if (Math.abs(offsetMinutes) > 14 * 60) return undefined;
  const ofDay = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + Number(match[5] ?? 0);
  return simTime(days * DAY_MS + ofDay - offsetMinutes * MINUTE_MS);
}

/** `2026-01-20T03:35:00Z`; milliseconds only where there are any. */
export function isoTime(at: SimTime): string {
  const days = dayOf(at);
  const ofDay = at - days * DAY_MS;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(ofDay / HOUR_MS)}:${two((ofDay / MINUTE_MS) % 60)}:${two((ofDay / SECOND_MS) % 60)}`;
  const ms = ofDay % SECOND_MS;
  return `${isoDate(days)}T${clock}${ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`}Z`;
}
