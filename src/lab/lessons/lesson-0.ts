/** Warm-up: five articles, five numbers. Nothing is run; the sources are the exercise. */
import type { Lesson } from './lesson.ts';

export const LESSON_0: Lesson = {
  number: 0,
  hook: {
    article: 'S4',
    quote:
      'Prime Minister Sanae Takaichi’s decision to abandon fiscal tightening in favor of an expansionary stimulus of $135 trillion dollars, including food tax cuts, has shattered the assumption that Japan would remain the ultimate fiscal anchor.',
  },
  predict: { kind: 'choice', options: 3 },
  show: ['v1'],
  change: 'sources',
  minutes: 6,
  reveal: () => [{ key: 'reveal', values: {} }],
};
