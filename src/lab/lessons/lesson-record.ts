/** How often each lesson's claim held over many seeds: what `test/lab/record-lessons.ts` wrote, by lesson. */
import record from './record.json' with { type: 'json' };

export interface LessonRecord {
  readonly lesson: number;
  readonly runs: number;
  readonly held: number;
  readonly firstSeed: number;
  /** Folded over the digests of all runs. */
  readonly digest: string;
}

export const recordOf = (lesson: number): LessonRecord | undefined =>
  (record.lessons as readonly LessonRecord[]).find((each) => each.lesson === lesson);
