/** The warm-up and the eight lessons, in their order. */
import type { Lesson } from './lesson.ts';
import { LESSON_0 } from './lesson-0.ts';
import { LESSON_1 } from './lesson-1.ts';
import { LESSON_2 } from './lesson-2.ts';
import { LESSON_3 } from './lesson-3.ts';
import { LESSON_4 } from './lesson-4.ts';
import { LESSON_5 } from './lesson-5.ts';
import { LESSON_6 } from './lesson-6.ts';
import { LESSON_7 } from './lesson-7.ts';
import { LESSON_8 } from './lesson-8.ts';

export const EVERY_LESSON: readonly Lesson[] = [
  LESSON_0,
  LESSON_1,
  LESSON_2,
  LESSON_3,
  LESSON_4,
  LESSON_5,
  LESSON_6,
  LESSON_7,
  LESSON_8,
];
