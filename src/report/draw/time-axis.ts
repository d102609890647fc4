/** Time across a picture without the days on which nothing is open: a day of trading is as wide as any other. */
import { DAY_MS } from '../../units/time.ts';
import { dayText } from '../page/numbers.ts';
import type { Reference } from './line-panel.ts';

export interface TimeAxis {
  /** Place of a moment, in days of the axis. */
  place(ms: number): number;
  readonly range: readonly [number, number];
  readonly marks: readonly Reference[];
}

const MARKS_MOST = 6;

/** @param days Dates, ISO, ascending. */
export function timeAxis(days: readonly string[]): TimeAxis {
  const starts = days.map((day) => Date.parse(`${day}T00:00:00Z`));
  const place = (ms: number): number => {
    const index = starts.findLastIndex((start) => start <= ms);
    if (index < 0) return 0;
    return index + Math.min(1, (ms - (starts[index] as number)) / DAY_MS);
  };
  return { place, range: [0, days.length], marks: dayMarks(days, 0.5) };
}

/** One mark a date, or every so many where there are more than fit; the first of a month is named with it. */
export function dayMarks(days: readonly string[], offset = 0): Reference[] {
  const every = Math.ceil(days.length / MARKS_MOST);
  const shown = days.map((day, at) => ({ day, at })).filter(({ at }) => at % every === 0);
  return shown.map(({ day, at }, index) => {
    const before = shown[index - 1]?.day;
    const isNewMonth = before === undefined || before.slice(0, 7) !== day.slice(0, 7);
    return { at: at + offset, label: isNewMonth ? dayText(day) : String(Number(day.slice(8, 10))) };
  });
}
